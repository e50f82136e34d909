"""Learning an answer, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.test_bad_input import assert_explained, greenroom, home
from tests.support.typing_terminal import TypingTerminal

from greenroom.errors import ExitStatus

__all__ = ["home"]

CARD = ("ALSA_CONFIG_PATH", "PULSE_SERVER")


def with_ideal(home: Path) -> Path:
    path = home / "prompts" / "why-us.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + "ideal: |\n  It is the mission.\n  And more.\n", encoding="utf-8"
    )
    return path


@pytest.mark.card
def test_in_a_pipe_the_ideal_answer_is_spoken_and_printed(home: Path) -> None:
    with_ideal(home)
    done = greenroom(home, "listen", "why-us", "--speed", "2")
    assert (done.returncode, done.stdout) == (ExitStatus.OK, "It is the mission.\nAnd more.\n"), done.stderr
    assert done.stderr == ""


@pytest.mark.card
def test_without_an_ideal_answer_the_points_are_spoken_and_it_is_said(home: Path) -> None:
    done = greenroom(home, "listen", "why-us")
    assert (done.returncode, done.stdout) == (ExitStatus.OK, "I share the mission\n"), done.stderr
    assert "no ideal answer yet" in done.stderr


def test_without_a_loudspeaker_it_is_printed_and_the_status_says_so(home: Path) -> None:
    with_ideal(home)
    done = greenroom(home, "listen", "why-us", without=CARD)
    assert done.stdout == "It is the mission.\nAnd more.\n"
    assert_explained(done, ExitStatus.SOUND, "shown, not spoken")


def test_what_cannot_be_listened_to_is_explained(home: Path) -> None:
    assert_explained(greenroom(home, "listen", "why-uss"), ExitStatus.PROMPT, "why-us")
    assert_explained(greenroom(home, "listen", "why-us", "--speed", "9"), ExitStatus.USAGE, "--speed 9")


@pytest.mark.card
def test_keys_on_a_terminal(home: Path) -> None:
    import os

    with_ideal(home)
    with TypingTerminal(["listen", "why-us"], cwd=home, env=os.environ) as terminal:
        terminal.wait_for("It is the mission")
        terminal.type(" ")
        terminal.wait_for("Paused")
        terminal.type("\x1b[C")
        terminal.wait_for("And more")
        terminal.type("q")
        assert terminal.status() == ExitStatus.OK
