"""Hints on a terminal: shown above the meter, and rubbed out when they change."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.test_bad_input import greenroom
from tests.library.builders import a_report, an_attempt
from tests.support.typing_terminal import TypingTerminal

from greenroom.cli.terminal import Terminal
from greenroom.config import Home
from greenroom.domain import Hint
from greenroom.errors import ExitStatus
from greenroom.library import SqliteLibrary


def screen_after(text: str, rows: int = 60) -> list[str]:
    """What stands on a terminal after *text*: lines, carriage returns, and the three controls that we use."""
    lines, row, column, at = [""] * rows, 0, 0, 0
    while at < len(text):
        control = text[at : at + 2] == "\x1b["
        end = next((place for place in range(at + 2, len(text)) if text[place].isalpha()), at) if control else at
        what, count = text[end], text[at + 2 : end]
        if control:
            if what == "A":
                row = max(0, row - int(count or 1))
            elif what == "J":
                lines[row] = lines[row][:column]
                lines[row + 1 :] = [""] * (rows - row - 1)
            elif what == "K":
                lines[row] = ""
        elif what == "\r":
            column = 0
        elif what == "\n":
            row, column = row + 1, 0
        else:
            lines[row] = lines[row][:column].ljust(column) + what + lines[row][column + 1 :]
            column += 1
        at = end + 1
    return [line.rstrip() for line in lines if line.strip()]


def test_hints_take_the_place_of_those_before_and_go_away(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal("never")
    terminal._may_move = True  # as on a terminal; what is written is read here
    terminal.tell("The question")
    terminal.hints(["- I c t r", "- a word " * 12])
    terminal._move("meter")
    terminal.hints(["- cut · run"])
    terminal._move("meter")
    assert screen_after(capsys.readouterr().err)[1:] == ["  - cut · run", "meter"]

    terminal.hints(())
    terminal._move("meter")
    terminal.settle()
    terminal.hints(["- one"])
    terminal.tell("said in between")
    terminal.hints(["- two"])
    written = screen_after(capsys.readouterr().err)
    assert written[-3:] == ["  - one", "said in between", "  - two"]


def test_more_hints_than_fit_are_cut_so_that_they_can_be_rubbed_out(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal("never")
    terminal._may_move = True
    terminal.hints([f"- {number}" for number in range(200)])
    shown = capsys.readouterr().err.splitlines()
    assert len(shown) < terminal.screen.height
    assert shown[-1].strip() == "..."


def test_lists_mark_what_was_said_with_hints(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    library = SqliteLibrary(Home(tmp_path))
    library.keep(replace(an_attempt("why-meta/1", report=a_report()), hints=Hint.WORDS))
    assert greenroom(tmp_path, "attempts").stdout.splitlines()[1].endswith("hints: words")
    assert json.loads(greenroom(tmp_path, "attempts", "--json").stdout)[0]["hints"] == "words"
    assert "With hints on the screen: why-meta/1." in greenroom(tmp_path, "progress").stdout
    assert json.loads(greenroom(tmp_path, "show", "last", "--json").stdout)["hints"] == "words"


@pytest.mark.card
@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is needed")
def test_the_keys_climb_the_ladder_while_the_user_answers(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    text = "question: Why?\npoints: [{id: a, say: We cut the nightly run}]\n"
    (tmp_path / "prompts" / "why.yaml").write_text(text, encoding="utf-8")
    arguments = ["practice", "why", "--once", "--no-check", "--countdown", "0", "--hints", "letters"]
    with TypingTerminal(arguments, cwd=tmp_path, env=os.environ) as terminal:
        terminal.wait_for("up shows more hints, down fewer", limit_s=60)
        terminal.wait_for("- W c t n r", limit_s=60)
        terminal.type("\x1b[A")
        terminal.wait_for("- cut · nightly · run")
        terminal.type("\x1b[A")
        terminal.wait_for("- We cut the nightly run")
        terminal.type("\x03")
        assert terminal.status() == ExitStatus.INTERRUPTED
