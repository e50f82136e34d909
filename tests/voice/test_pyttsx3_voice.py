from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from greenroom.errors import VoiceError
from greenroom.voice import Pyttsx3Voice, ToneVoice

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about espeak and /proc")


def test_an_unknown_voice_is_refused_with_close_ones(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="no voice 'zzz-yyy'") as caught:
        Pyttsx3Voice(tmp_path, voice="zzz-yyy").speak("Why Meta?")
    assert "Close ones: " in caught.value.hint
    assert list(tmp_path.iterdir()) == []


@linux
def test_american_english_is_the_default_and_a_voice_may_be_named_in_part(tmp_path: Path) -> None:
    text = "I rather like the garage"
    default = Pyttsx3Voice(tmp_path / "a").speak(text).read_bytes()
    assert Pyttsx3Voice(tmp_path / "b", voice="gmw/en-us").speak(text).read_bytes() == default
    assert Pyttsx3Voice(tmp_path / "c", voice="america").speak(text).read_bytes() == default
    assert Pyttsx3Voice(tmp_path / "d", voice="scotland").speak(text).read_bytes() != default


def test_voice_and_rate_are_heard_and_kept_apart(tmp_path: Path) -> None:
    text = "Tell me about a project that you are proud of"
    slow = Pyttsx3Voice(tmp_path, rate_wpm=110).speak(text)
    quick = Pyttsx3Voice(tmp_path, rate_wpm=220).speak(text)
    assert slow != quick
    assert slow.stat().st_size > 1.4 * quick.stat().st_size


def test_signs_and_foreign_letters_are_no_trouble(tmp_path: Path) -> None:
    voice = Pyttsx3Voice(tmp_path)
    plain = voice.speak("Naïve “quoted” — 50 % of <b>that</b> & more; $HOME `date` 漢字 \0 the end")
    assert plain.stat().st_size > 50_000


def test_a_voice_that_takes_too_long_is_given_up_and_leaves_nothing(tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(VoiceError, match=r"within 0\.02 s"):
        Pyttsx3Voice(tmp_path, limit_s=0.02).speak("Why Meta?")
    assert time.monotonic() - begun < 5
    assert list(tmp_path.iterdir()) == []


@linux
@pytest.mark.parametrize("loader", [False, True], ids=["nothing", "espeakng-loader"])
def test_without_espeak_the_package_is_used_or_the_fix_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: bool
) -> None:
    """A `sitecustomize` hides the system's library from the worker; a package stands in for `espeakng-loader`."""
    import ctypes.util

    library = ctypes.util.find_library("espeak-ng")
    assert library
    (tmp_path / "sitecustomize.py").write_text(
        "import ctypes\n"
        "real = ctypes.CDLL.__init__\n"
        "known = set()\n"
        "def hiding(self, name, mode=ctypes.DEFAULT_MODE, *rest, **more):\n"
        "    if 'espeak' in str(name) and mode != ctypes.RTLD_GLOBAL and not known:\n"
        "        raise OSError('hidden by the test')\n"
        "    if 'espeak' in str(name): known.add(name)\n"
        "    real(self, name, mode, *rest, **more)\n"
        "ctypes.CDLL.__init__ = hiding\n"
    )
    if loader:
        data = next(path for path in Path("/usr/lib").glob("*/espeak-ng-data"))
        (tmp_path / "espeakng_loader.py").write_text(
            f"def get_library_path(): return {library!r}\ndef get_data_path(): return {str(data)!r}\n"
        )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    voice = Pyttsx3Voice(tmp_path / "cache")
    if loader:
        assert voice.speak("Why Meta?").stat().st_size > 10_000
        return
    with pytest.raises(VoiceError, match="no speech engine") as caught:
        voice.speak("Why Meta?")
    assert "sudo apt install libespeak-ng1" in caught.value.hint
    assert "greenroom[espeak]" in caught.value.hint


def test_a_module_of_the_users_folder_is_not_taken_for_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong json')")
    (tmp_path / "pyttsx3.py").write_text("raise SystemExit('the wrong pyttsx3')")
    monkeypatch.chdir(tmp_path)
    assert Pyttsx3Voice(tmp_path / "cache").speak("Why Meta?").is_file()


@linux
def test_ctrl_c_leaves_no_process_behind(tmp_path: Path) -> None:
    """The worker is at work for as long as it takes Ctrl-C to reach us."""
    hold = f"import time; open({str(tmp_path / 'begun')!r}, 'w'); time.sleep(60)"
    package = tmp_path / "site"
    package.mkdir()
    (package / "pyttsx3.py").write_text(hold)
    code = (
        "import sys; from pathlib import Path; from greenroom.voice import Pyttsx3Voice;"
        "Pyttsx3Voice(Path(sys.argv[1])).speak('Why Meta?')"
    )
    environment = {**os.environ, "PYTHONPATH": str(package)}
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "cache")], env=environment, stderr=subprocess.PIPE, text=True
    )
    until((tmp_path / "begun").exists)
    (child,) = children(parent.pid)
    parent.send_signal(signal.SIGINT)
    _, errors = parent.communicate(timeout=10)
    assert "KeyboardInterrupt" in errors
    until(lambda: not Path(f"/proc/{child}").exists())
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize(
    ("program", "message"),
    [("raise SystemExit(5)", "status 5"), ("import os; os.kill(os.getpid(), 9)", "status -9")],
    ids=["ends", "dies"],
)
def test_a_worker_that_dies_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, message: str
) -> None:
    (tmp_path / "pyttsx3.py").write_text(program)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(VoiceError, match=message):
        Pyttsx3Voice(tmp_path / "cache").speak("Why Meta?")
    assert list((tmp_path / "cache").iterdir()) == []


AIFF_ENGINE = """
import types
A_VOICE = types.SimpleNamespace(id="a", name="A", languages=["en"])
class Engine:
    def connect(self, topic, call): self.call = call if topic == "finished-utterance" else getattr(self, "call", None)
    def getProperty(self, name): return [A_VOICE] if name == "voices" else ""
    def setProperty(self, name, value): pass
    def save_to_file(self, text, path): open(path, "wb").write(b"FORM" + bytes(100))
    def runAndWait(self): self.call(completed=True)
def init(): return Engine()
"""


def test_sound_in_another_form_is_converted_where_macos_can_and_refused_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyttsx3.py").write_text(AIFF_ENGINE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    voice = Pyttsx3Voice(tmp_path / "cache")
    with pytest.raises(VoiceError, match="it is no WAV file"):
        voice.speak("Why Meta?")
    converted = ToneVoice(tmp_path / "tones").speak("Why Meta?")
    converter = tmp_path / "bin" / "afconvert"
    converter.parent.mkdir()
    converter.write_text(f'#!/bin/sh\nfor target; do :; done\ncp "{converted}" "$target"\n')
    converter.chmod(0o755)
    monkeypatch.setenv("PATH", f"{converter.parent}{os.pathsep}{os.environ['PATH']}")
    path = voice.speak("Why Meta?")
    assert path.read_bytes() == converted.read_bytes()
    assert list((tmp_path / "cache").iterdir()) == [path]


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def until(condition: Callable[[], bool], limit_s: float = 20.0) -> None:
    end = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
