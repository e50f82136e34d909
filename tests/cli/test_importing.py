"""Importing notes on the command line: what is told, and when the editor opens."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.cli.test_bad_input import assert_explained, greenroom
from tests.support.typing_terminal import TypingTerminal

from greenroom.errors import ExitStatus

NOTES = """\
- other wordings
    - What draws you to us?
- I cut costs by 14%
--------
- question for them
- feedback: slower
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "why-us.txt").write_text(NOTES, encoding="utf-8")
    return tmp_path


def test_it_tells_what_became_of_every_line(home: Path) -> None:
    done = greenroom(home, "prompts", "import", "why-us.txt")

    assert (done.returncode, done.stderr) == (ExitStatus.OK, "")
    first, question, used, unclear, marks = done.stdout.splitlines()
    assert first.startswith("Wrote ")
    assert "Why us?" in question
    assert "Of 6 lines of the notes 4 are used: " in used
    assert "1 for feedback, 1 for headings, 1 for other wordings, 1 for points" in used
    assert unclear.endswith("line 5.")
    assert marks.endswith("line 4.")
    assert greenroom(home, "prompts", "check").returncode == ExitStatus.OK

    again = greenroom(home, "prompts", "import", "why-us.txt")
    assert (again.returncode, again.stdout.count("nothing changed")) == (ExitStatus.OK, 1)


def test_a_draft_can_be_looked_at_first(home: Path) -> None:
    done = greenroom(home, "prompts", "import", "why-us.txt", "--print")
    assert done.stdout.startswith("# yaml-language-server")
    assert list((home / "prompts").iterdir()) == []


def test_what_cannot_be_imported_is_explained(home: Path) -> None:
    assert_explained(greenroom(home, "prompts", "import", "none.txt"), ExitStatus.AUDIO_FILE, "none.txt")
    (home / "prompts" / "mine.yaml").write_text("question: Mine?\n", encoding="utf-8")
    taken = greenroom(home, "prompts", "import", "why-us.txt", "--id", "mine")
    assert_explained(taken, ExitStatus.PROMPT, "mine", "not touched")


@pytest.mark.parametrize("more", [[], ["--no-edit"]], ids=["edit", "no-edit"])
def test_the_editor_opens_on_a_terminal(home: Path, more: list[str]) -> None:
    editor = home / "editor.sh"
    editor.write_text("#!/bin/sh\necho edited >> opened.txt\necho 'limits: 3' >> \"$1\"\n", encoding="utf-8")
    editor.chmod(0o755)
    environment = {**os.environ, "VISUAL": str(editor)}
    with TypingTerminal(["prompts", "import", "why-us.txt", *more], cwd=home, env=environment) as terminal:
        terminal.wait_for("Only marks" if more else "There is no key `limits`")
        status = terminal.process.wait(timeout=30)
    assert status == (ExitStatus.OK if more else ExitStatus.PROMPT)
    assert (home / "opened.txt").exists() is not bool(more)
