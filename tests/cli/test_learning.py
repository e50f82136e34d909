"""Learning an answer, on the command line."""

from __future__ import annotations

import os
import sys
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
    with_ideal(home)
    with TypingTerminal(["listen", "why-us"], cwd=home, env=os.environ) as terminal:
        terminal.wait_for("It is the mission")
        terminal.type(" ")
        terminal.wait_for("Paused")
        terminal.type("\x1b[C")
        terminal.wait_for("And more")
        terminal.type("q")
        assert terminal.status() == ExitStatus.OK


def say(home: Path, *answers: str) -> None:
    for number, said in enumerate(answers):
        (home / f"{number}.txt").write_text(said, encoding="utf-8")
        assert greenroom(home, "score", f"{number}.txt", "-p", "why-us", "--keep").returncode == ExitStatus.OK


def test_the_best_telling_becomes_the_ideal_answer_and_the_rest_of_the_file_stays(home: Path) -> None:
    say(home, "Um, I, I share the mission, you know.", "No idea.")
    path = home / "prompts" / "why-us.yaml"
    text = "# mine\n" + path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")

    done = greenroom(home, "prompts", "ideal", "why-us")
    assert (done.returncode, done.stdout) == (ExitStatus.OK, "I share the mission.\n"), done.stderr
    assert "from why-us/1" in done.stderr
    assert path.read_text(encoding="utf-8") == text + "\nideal: |\n  I share the mission.\n"

    again = greenroom(home, "prompts", "ideal", "why-us", "--from", "best")
    assert "nothing changed" in again.stderr


def test_an_ideal_answer_is_not_replaced_unasked(home: Path) -> None:
    say(home, "I share the mission.")
    path = with_ideal(home)
    text = path.read_text(encoding="utf-8")
    assert_explained(greenroom(home, "prompts", "ideal", "why-us"), ExitStatus.USAGE, "already", "--yes")
    assert path.read_text(encoding="utf-8") == text

    with TypingTerminal(["prompts", "ideal", "why-us"], cwd=home, env=os.environ) as terminal:
        terminal.wait_for("It is the mission")
        terminal.wait_for("Replace it")
        terminal.type("\r")
        assert terminal.status() == ExitStatus.OK
    assert path.read_text(encoding="utf-8") == text

    done = greenroom(home, "prompts", "ideal", "why-us", "--from", "why-us/1", "--yes")
    assert done.returncode == ExitStatus.OK, done.stderr
    assert path.read_text(encoding="utf-8").endswith("ideal: |\n  I share the mission.\n")


def test_the_editor_is_opened_on_request_and_the_file_checked(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say(home, "I share the mission.")
    monkeypatch.setenv("EDITOR", f"{sys.executable} -c \"import sys; open(sys.argv[1], 'a').write('oops: 1')\"")
    monkeypatch.delenv("VISUAL", raising=False)
    done = greenroom(home, "prompts", "ideal", "why-us", "--edit")
    assert_explained(done, ExitStatus.PROMPT, "oops")


def test_what_cannot_become_an_ideal_answer_is_explained(home: Path) -> None:
    assert_explained(greenroom(home, "prompts", "ideal", "why-us"), ExitStatus.NOT_FOUND, "none has been kept yet")
    (home / "prompts" / "other.yaml").write_text("question: Who?\n", encoding="utf-8")
    say(home, "I share the mission.", "um")
    done = greenroom(home, "prompts", "ideal", "other", "--from", "why-us/1")
    assert_explained(done, ExitStatus.USAGE, "another question")
    assert_explained(
        greenroom(home, "prompts", "ideal", "why-us", "--from", "why-us/2"), ExitStatus.USAGE, "Nothing was said"
    )
