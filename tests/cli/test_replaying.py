"""replay on the command line."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.test_bad_input import GOOD, assert_explained, greenroom
from tests.practice.replay.builders import POINTS, RATE_HZ, a_verdict, an_answer, an_attempt
from tests.support.typing_terminal import TypingTerminal

from greenroom.config import Home
from greenroom.errors import ExitStatus
from greenroom.library import SqliteLibrary
from greenroom.sound import write_wav

CARD = ("ALSA_CONFIG_PATH", "PULSE_SERVER")
OTHER_POINTS = (POINTS[1], a_verdict("people", 8.5, 11.8), a_verdict("speed", None))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two spoken answers, billing/1 and billing/2."""
    root = tmp_path / "home"
    (root / "prompts").mkdir(parents=True)
    (root / "prompts" / "billing.yaml").write_text(GOOD, encoding="utf-8")
    library = SqliteLibrary(Home(root))
    for points in (POINTS, OTHER_POINTS):
        slot = library.reserve("billing")
        write_wav(slot.sound_path, an_answer(), RATE_HZ)
        made = an_attempt(tmp_path, number=slot.ref.number, points=points)
        assert made.recording is not None
        library.keep(replace(made, recording=replace(made.recording, path=slot.sound_path)))
        slot.release()
    return root


@pytest.mark.card
def test_in_a_pipe_the_fillers_are_played_and_said(home: Path) -> None:
    done = greenroom(home, "replay", "last", "--fillers", "--speed", "2")
    assert (done.returncode, done.stderr) == (ExitStatus.OK, "")
    assert done.stdout == "0:01  “um”: moved um everything\n0:08  “uh”: Then it uh was\n"


@pytest.mark.card
def test_two_attempts_in_turn_say_which_did_not_make_a_point(home: Path) -> None:
    done = greenroom(home, "replay", "billing/1", "billing/2", "--speed", "2")
    assert (done.returncode, done.stderr) == (ExitStatus.OK, "")
    assert done.stdout.splitlines()[3:6] == [
        "The people",
        "  ✗ billing/1  not made here",
        "  ✓ billing/2  “what shows the people”",
    ]


@pytest.mark.card
def test_on_a_terminal_keys_work_and_ctrl_c_ends_it(home: Path) -> None:
    with TypingTerminal(["replay", "billing/1"], cwd=home, env=os.environ) as terminal:
        terminal.wait_for("▶ 0:0")
        terminal.type("?")
        terminal.wait_for("next long silence")
        terminal.type("/")
        terminal.wait_for("/▏")
        terminal.type("rock\r")
        terminal.wait_for("“rock”: place 1 of 1")
        terminal.type(" ")
        terminal.wait_for(r"\|\| 0:05")
        terminal.type("\x03")
        assert terminal.status() == ExitStatus.INTERRUPTED


def test_what_cannot_be_played_is_explained(home: Path) -> None:
    assert_explained(greenroom(home, "replay", "last", "--point", "x"), ExitStatus.USAGE, "move, people, speed")
    assert_explained(greenroom(home, "replay", "billing/1", "--point", "people"), ExitStatus.NOT_FOUND, "--why people")
    assert_explained(greenroom(home, "replay", "last", "--from", "mission"), ExitStatus.NOT_FOUND, "was not said")
    assert_explained(greenroom(home, "replay", "last", "--from", "9:00"), ExitStatus.USAGE, "ends at 13 s")
    assert_explained(greenroom(home, "replay", "last", "--speed", "3"), ExitStatus.USAGE, "0.5 to 2")
    assert_explained(greenroom(home, "replay", "last", "last"), ExitStatus.USAGE, "twice")
    assert_explained(greenroom(home, "replay", "last", "billing/1", "--fillers"), ExitStatus.USAGE, "point by point")
    assert_explained(greenroom(home, "replay", "last", without=CARD), ExitStatus.SOUND)


def test_search_names_the_command_that_plays_what_it_found(home: Path) -> None:
    assert "Listen: greenroom replay billing/2 --from rocksdb" in greenroom(home, "search", "rocksdb").stderr
    assert "--from 'to rocksdb'" in greenroom(home, "search", "to", "rocksdb").stderr
