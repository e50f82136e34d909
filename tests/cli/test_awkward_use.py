"""What impatient people, scripts and half-broken homes do."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.cli.test_bad_input import GOOD, assert_explained, greenroom

from greenroom.cli.keys import Keys
from greenroom.errors import ExitStatus
from greenroom.sound import read_wav_info, write_wav

SILENCE = np.full(16_000, 1e-4, np.float32)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "why-us.yaml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def an_orphan(home: Path, number: int, *, rate_hz: int = 16_000) -> Path:
    folder = home / "recordings" / "why-us"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{number:04d}.wav"
    write_wav(path, SILENCE, rate_hz)
    return path


def left_over(home: Path) -> list[str]:
    return [row["ref"] for row in json.loads(greenroom(home, "recover", "--json").stdout)]


def test_one_recording_that_cannot_be_judged_does_not_keep_the_others_waiting(home: Path) -> None:
    an_orphan(home, 1, rate_hz=100)
    an_orphan(home, 2)
    done = greenroom(home, "recover")
    assert done.returncode == ExitStatus.AUDIO_FILE
    assert "why-us/1 stays as it is" in done.stderr
    assert left_over(home) == ["why-us/1"]
    assert greenroom(home, "recover", "--discard", "why-us/1").returncode == ExitStatus.OK
    assert left_over(home) == []


def test_a_recording_waits_until_its_broken_prompt_is_mended(home: Path) -> None:
    an_orphan(home, 1)
    (home / "prompts" / "why-us.yaml").write_text(GOOD + "pointz: []\n", encoding="utf-8")
    assert greenroom(home, "recover").returncode == ExitStatus.PROMPT
    assert left_over(home) == ["why-us/1"]


def test_what_is_kept_of_a_foreign_recording_agrees_with_its_file(home: Path) -> None:
    import wave

    with wave.open(str(home / "stereo.wav"), "wb") as file:
        file.setparams((2, 2, 44_100, 0, "NONE", ""))
        file.writeframes(np.full(2 * 44_100, 3, "<i2").tobytes())
    done = greenroom(home, "score", "stereo.wav", "-p", "why-us", "--keep", "--json")
    recording = json.loads(done.stdout)["recording"]
    info = read_wav_info(Path(recording["path"]))
    assert (recording["rate_hz"], recording["frames"]) == (info.rate_hz, info.frames)
    assert info.frames / info.rate_hz == pytest.approx(1.0, abs=0.01)


def test_attempts_at_two_prompts_of_one_name_are_not_mixed(home: Path) -> None:
    (home / "drafts").mkdir()
    (home / "drafts" / "why-us.yaml").write_text(GOOD, encoding="utf-8")
    (home / "typed.txt").write_text("I share the mission.", encoding="utf-8")
    draft = "drafts/why-us.yaml"
    assert_explained(greenroom(home, "score", "typed.txt", "-p", draft, "--keep"), ExitStatus.PROMPT, "another name")
    assert greenroom(home, "score", "typed.txt", "-p", draft).returncode == ExitStatus.OK
    own = greenroom(home, "score", "typed.txt", "-p", "prompts/why-us.yaml", "--keep")
    assert own.returncode == ExitStatus.OK
    assert "why-us/1" in greenroom(home, "attempts", "prompts/why-us.yaml").stdout


def test_attempts_of_an_unknown_prompt_are_not_just_none(home: Path) -> None:
    assert_explained(greenroom(home, "attempts", "why-them"), ExitStatus.PROMPT, "why-them")


def test_a_prompt_without_points_has_no_count_of_them(home: Path) -> None:
    (home / "prompts" / "bare.yaml").write_text("question: What do you like?\n", encoding="utf-8")
    (home / "said.txt").write_text("I like the sea.", encoding="utf-8")
    greenroom(home, "score", "said.txt", "-p", "bare", "--keep")
    row = greenroom(home, "attempts").stdout.splitlines()[1].split()
    assert row[0] == "bare/1"
    assert row[-3:] == ["-", "-", "-"]


def test_nothing_is_deleted_when_nobody_can_be_asked(home: Path) -> None:
    (home / "typed.txt").write_text("I share the mission.", encoding="utf-8")
    greenroom(home, "score", "typed.txt", "-p", "why-us", "--keep")
    assert_explained(greenroom(home, "delete", "last"), ExitStatus.USAGE, "--yes")
    assert greenroom(home, "delete", "last", "--yes").returncode == ExitStatus.OK


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_closed_streams_give_no_traceback(home: Path, closed: str) -> None:
    line = f"{sys.executable} -m greenroom attempts {closed}"
    done = subprocess.run(["bash", "-c", line], cwd=home, check=False, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert "should not have" not in done.stderr


def test_a_reader_that_has_seen_enough_is_no_error(home: Path) -> None:
    line = f"set -o pipefail; {sys.executable} -m greenroom prompts show why-us | true"
    done = subprocess.run(["bash", "-c", line], cwd=home, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_editor_that_is_not_there_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor")
    monkeypatch.delenv("VISUAL", raising=False)
    assert_explained(greenroom(home, "prompts", "edit", "why-us"), ExitStatus.USAGE, "no-such-editor")


def test_what_was_typed_ahead_is_forgotten_but_not_what_came_by_pipe() -> None:
    master, slave = pty.openpty()
    with os.fdopen(slave, "r") as stream, Keys(stream) as keys:
        os.write(master, b"rq")
        assert keys.get(1.0) == "r"
        keys.forget()
        assert keys.get(0.05) is None
    os.close(master)
    reading, writing = os.pipe()
    os.write(writing, b"q")
    os.close(writing)
    with os.fdopen(reading, "r") as stream, Keys(stream) as keys:
        keys.forget()
        assert keys.get(1.0) == "q"
