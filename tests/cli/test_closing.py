"""close on the command line."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cli.test_bad_input import GOOD, assert_explained, greenroom
from tests.library.builders import an_attempt, write_wav

from greenroom.config import Home, cache_dir
from greenroom.errors import ExitStatus
from greenroom.library import SqliteLibrary
from greenroom.sound import read_audio
from greenroom.voice import Pyttsx3Voice


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two attempts, made in 2026."""
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "why-us.yaml").write_text(GOOD, encoding="utf-8")
    library = SqliteLibrary(Home(tmp_path))
    for seconds in (60, 1):
        slot = library.reserve("why-us")
        library.keep(an_attempt(str(slot.ref), recording=write_wav(slot.sound_path, seconds)))
        slot.release()
    return tmp_path


def test_close_says_what_it_saved_and_the_rest_goes_on(home: Path) -> None:
    assert greenroom(home, "close", "--older-than", "36500").stdout.startswith(
        "Nothing to do: no attempt that is older"
    )
    before = read_audio(home / "recordings" / "why-us" / "0001.wav")
    done = greenroom(home, "close", "--older-than", "0")
    assert (done.returncode, done.stderr) == (ExitStatus.OK, "")
    assert done.stdout == "The sound of 2 old attempts is compressed now (FLAC): 1.9 MB less, the same bit by bit.\n"
    assert greenroom(home, "export", "why-us/1", "--as", "wav", "--out", "out.wav").returncode == ExitStatus.OK
    assert read_audio(home / "out.wav").tobytes() == before.tobytes()
    shown = json.loads(greenroom(home, "show", "why-us/1", "--json").stdout)
    assert shown["recording"]["path"].endswith("recordings/why-us/0001.flac")
    document = json.loads(greenroom(home, "close", "--json").stdout)
    assert document == {"schema": 1, "closed": 0, "saved_bytes": 0, "left": [], "recording": False}


def test_close_names_what_is_damaged(home: Path) -> None:
    damaged = home / "recordings" / "why-us" / "0001.wav"
    damaged.write_bytes(damaged.read_bytes()[:2000])
    done = greenroom(home, "close", "--older-than", "0")
    assert done.returncode == ExitStatus.AUDIO_FILE
    assert done.stdout.startswith("The sound of 1 old attempt is")
    assert "why-us/1 stays as it is. " in done.stderr
    assert damaged.stat().st_size == 2000
    assert_explained(greenroom(home, "close", "--older-than", "-1"), ExitStatus.USAGE, "--older-than")


@pytest.mark.slow
@pytest.mark.parametrize(("setting", "left"), [("true", ".flac"), ("false", ".wav")])
def test_practice_ends_with_closing_what_is_old_if_it_may(home: Path, setting: str, left: str) -> None:
    (home / "config.toml").write_text(f"close_old = {setting}\n", encoding="utf-8")
    with sqlite3.connect(Home(home).database) as db:
        today = datetime.now(UTC).isoformat(timespec="microseconds")
        db.execute("UPDATE attempts SET created_at = ? WHERE number = 1", (today,))
        db.execute("UPDATE attempts SET created_at = '2026-01-01T12:00:00.000000+00:00' WHERE number = 2")
    answer = Pyttsx3Voice(cache_dir() / "voice").speak("I share the mission.")
    words = ("practice", "why-us", "--from-file", str(answer), "--countdown", "0", "--model", "tiny.en", "--json")
    done = greenroom(home, *words)
    assert done.returncode == ExitStatus.OK, done.stderr
    assert ("The sound of 1 old attempt is compressed now" in done.stderr) == (setting == "true")
    assert json.loads(done.stdout)["ref"] == "why-us/3"
    folder = home / "recordings" / "why-us"
    assert sorted(path.name for path in folder.iterdir()) == ["0001.wav", f"0002{left}", "0003.wav"]
