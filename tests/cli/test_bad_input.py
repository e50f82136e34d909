"""What is wrong is said in one or two plain lines, with the documented status, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from greenroom.errors import ExitStatus
from greenroom.voice import Pyttsx3Voice

GOOD = "question: Why us?\npoints:\n  - {id: mission, say: I share the mission}\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "why-us.yaml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def greenroom(home: Path, *arguments: str, without: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "greenroom", *arguments],
        check=False,
        cwd=home,
        env={name: value for name, value in os.environ.items() if name not in without},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def assert_explained(done: subprocess.CompletedProcess[str], status: ExitStatus, *words: str) -> None:
    assert done.returncode == status, done.stderr
    for word in words:
        assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 6


def test_an_unknown_prompt_names_the_closest_one(home: Path) -> None:
    assert_explained(greenroom(home, "practice", "why-uss"), ExitStatus.PROMPT, "why-uss", "why-us")


def test_an_unknown_attempt_says_what_there_is(home: Path) -> None:
    assert_explained(greenroom(home, "show", "why-us/7"), ExitStatus.NOT_FOUND, "why-us/7")
    assert_explained(greenroom(home, "show", "last"), ExitStatus.NOT_FOUND)


def test_a_broken_prompt_file_is_placed_and_the_others_still_work(home: Path) -> None:
    (home / "prompts" / "broken.yaml").write_text("question: [unclosed\npoints: 3\n", encoding="utf-8")
    checked = greenroom(home, "prompts", "check")
    assert_explained(checked, ExitStatus.PROMPT, "broken.yaml:")
    listed = greenroom(home, "prompts", "list")
    assert "why-us" in listed.stdout
    assert greenroom(home, "prompts", "show", "why-us").returncode == ExitStatus.OK


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.wav", b""),
        ("page.mp3", b"<html>no sound</html>" * 99),
        ("cut.wav", b"RIFF\x00\x00"),
        ("missing.wav", None),
    ],
)
def test_a_file_that_is_no_sound_is_named(home: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (home / name).write_bytes(content)
    assert_explained(greenroom(home, "score", name, "-p", "why-us"), ExitStatus.AUDIO_FILE, name)


def test_one_bad_file_among_several_does_not_stop_the_others(home: Path) -> None:
    (home / "bad.wav").write_bytes(b"")
    (home / "typed.txt").write_text("I share the mission of this place.", encoding="utf-8")
    done = greenroom(home, "score", "bad.wav", "typed.txt", "-p", "why-us", "--json")
    assert done.returncode == ExitStatus.AUDIO_FILE
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.card
def test_a_missing_microphone_lists_those_there_are(home: Path) -> None:
    done = greenroom(home, "practice", "why-us", "--no-check", "--countdown", "0", "--microphone", "moon")
    assert done.returncode == ExitStatus.SOUND, done.stderr
    assert "moon" in done.stderr
    assert "pulse" in done.stderr
    assert greenroom(home, "recover", "--json").stdout.strip() == "[]"


def test_without_any_microphone_a_file_is_offered(home: Path) -> None:
    card = ("ALSA_CONFIG_PATH", "PULSE_SERVER")
    done = greenroom(home, "practice", "why-us", without=card)
    assert_explained(done, ExitStatus.SOUND, "no microphone", "--from-file")


def test_weights_that_are_not_there_say_how_to_get_them(home: Path) -> None:
    speech = Pyttsx3Voice(home / "voice").speak("I share the mission.")
    done = greenroom(home, "score", "--model", "no-such.pt", "-p", "why-us", str(speech))
    assert_explained(done, ExitStatus.WEIGHTS, "no-such.pt")


def test_a_setting_that_is_none_lists_the_settings(home: Path) -> None:
    (home / "config.toml").write_text("modle = 'base'\n", encoding="utf-8")
    assert_explained(greenroom(home, "attempts"), ExitStatus.USAGE, "config.toml", "modle", "model")


def test_a_damaged_database_leaves_the_recordings_alone(home: Path) -> None:
    (home / "recordings").mkdir()
    (home / "recordings" / "greenroom.db").write_bytes(b"this is no database" * 100)
    assert_explained(greenroom(home, "attempts"), ExitStatus.LIBRARY, "greenroom.db")


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A home on a file system that has room for the prompt, and for little else."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small file system")
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "small", str(place)], check=False)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount a small file system")
    (place / "prompts").mkdir()
    (place / "prompts" / "why-us.yaml").write_text(GOOD, encoding="utf-8")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_named_and_leaves_no_half_attempt(full_disk: Path) -> None:
    (full_disk / "filler").write_bytes(b"x" * 200_000)
    (full_disk / "typed.txt").write_text("I share the mission of this place.", encoding="utf-8")
    done = greenroom(full_disk, "score", "typed.txt", "-p", "why-us", "--keep")
    assert_explained(done, ExitStatus.LIBRARY, "full")
