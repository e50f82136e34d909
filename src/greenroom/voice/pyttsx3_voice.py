"""The system's own voice, by pyttsx3: a process of its own for every utterance, the sound taken from a file."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

from greenroom.errors import VoiceError
from greenroom.voice.cache import SpokenCache
from greenroom.voice.port import VoiceInfo

__all__ = ["Pyttsx3Voice"]

_ENGINE_FIX = {
    "linux": "Install espeak-ng: sudo apt install libespeak-ng1 (without root: pip install 'greenroom[espeak]').",
    "darwin": "Install pyttsx3 with its macOS parts again: pip install --force-reinstall pyttsx3 pyobjc.",
    "win32": "Install pyttsx3 with its Windows parts again: pip install --force-reinstall pyttsx3 comtypes pywin32.",
}


class Pyttsx3Voice:
    """Speaks by espeak-ng on Linux, by the system's voices on macOS and Windows.

    *voice* is an id or a part of a name (empty: an English one, American on espeak), *rate_wpm* words per minute,
    *limit_s* how long one utterance may take to be made.
    """

    def __init__(self, cache: Path, voice: str = "", rate_wpm: int = 165, limit_s: float = 30.0) -> None:
        self._cache = SpokenCache(cache)
        self._voice = voice
        self._rate_wpm = rate_wpm
        self._limit_s = limit_s
        self._voices: tuple[VoiceInfo, ...] = ()

    def speak(self, text: str) -> Path:
        text = " ".join(text.replace("\0", " ").split())
        if not text:
            raise VoiceError("There is no text to speak.", hint="Write a question into the prompt's file.")
        parts = ("pyttsx3", importlib.metadata.version("pyttsx3"), text, self._voice, str(self._rate_wpm))
        return self._cache.get(parts, lambda path: self._make(text, path))

    def voices(self) -> tuple[VoiceInfo, ...]:
        if not self._voices:
            answer = self._work(["voices"], "")
            self._voices = tuple(VoiceInfo(*voice) for voice in answer["voices"])
        return self._voices

    def _make(self, text: str, path: Path) -> None:
        self._work(["speak", str(path), self._voice, str(self._rate_wpm), str(self._limit_s)], text)
        _as_wav(path)

    def _work(self, arguments: list[str], text: str) -> dict[str, Any]:
        """Run the worker and wait for its answer; it never outlives this call."""
        # -P: a file named like a module in the current folder must not be imported.
        # A session of its own: Ctrl-C reaches only us, and we end it.
        command = [sys.executable, "-P", "-m", "greenroom.voice.worker", *arguments]
        pipe = subprocess.PIPE
        try:
            process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True)
        except OSError as error:
            raise VoiceError(f"The voice could not be started: {error}.", hint="Check the installation.") from error
        with process:
            try:
                output, errors = process.communicate(text.encode("utf-8"), timeout=self._limit_s)
            except subprocess.TimeoutExpired as error:
                raise _too_slow(self._limit_s) from error
            finally:
                process.kill()  # nothing happens if it has ended
        try:
            answer: dict[str, Any] = json.loads(output)
        except ValueError as error:
            last = errors.decode("utf-8", "replace").strip().splitlines()[-1:]
            raise VoiceError(
                f"The voice stopped with status {process.returncode}. {' '.join(last)}".rstrip(),
                hint="Try another one: --voice. `greenroom doctor` checks every part.",
            ) from error
        if "error" in answer:
            self._refuse(answer)
        return answer

    def _refuse(self, answer: dict[str, Any]) -> NoReturn:
        match answer["error"]:
            case "no_engine":
                raise VoiceError(
                    f"There is no speech engine on this machine ({answer['detail']}).",
                    hint=_ENGINE_FIX.get(sys.platform, "See which engines pyttsx3 knows on this system."),
                )
            case "unknown_voice":
                raise VoiceError(
                    f"There is no voice '{self._voice}'.",
                    hint=f"Close ones: {', '.join(answer['close'])}. See all: greenroom voices.",
                )
            case "timeout":
                raise _too_slow(self._limit_s)
            case _:
                raise VoiceError(f"The voice failed: {answer['detail']}.", hint="Try another one: --voice.")


def _too_slow(limit_s: float) -> VoiceError:
    return VoiceError(f"The voice did not finish within {limit_s:g} s.", hint="Try again, or another one: --voice.")


def _as_wav(path: Path) -> None:
    """Make WAV of the AIFF that macOS writes whatever the name says, by macOS's own converter.

    Any other form is left as it is, and refused by the cache.
    """
    converter = shutil.which("afconvert")
    if not converter or path.read_bytes()[:4] != b"FORM":
        return
    aiff = path.with_suffix(".aiff")
    path.replace(aiff)
    try:
        command = [converter, "-f", "WAVE", "-d", "LEI16", "-c", "1", str(aiff), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=30)
    except (OSError, subprocess.SubprocessError) as error:
        raise VoiceError(
            f"afconvert could not turn the voice's sound into WAV: {error}.", hint="Try --voice."
        ) from error
    finally:
        aiff.unlink(missing_ok=True)
