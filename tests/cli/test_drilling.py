"""drill on the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.test_bad_input import assert_explained, greenroom
from tests.library.builders import a_report, an_attempt
from tests.support.typing_terminal import TypingTerminal

from greenroom.config import Home
from greenroom.errors import ExitStatus
from greenroom.library import SqliteLibrary

RUN = "We cut the nightly run from nine hours to forty minutes"
TEAM = "Three people built it in one summer"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Four attempts, none of which makes its second point."""
    (tmp_path / "prompts").mkdir()
    text = f"question: What did you build?\npoints: [{{id: p0, say: {RUN}}}, {{id: p1, say: {TEAM}}}]\n"
    (tmp_path / "prompts" / "billing.yaml").write_text(text, encoding="utf-8")
    library = SqliteLibrary(Home(tmp_path))
    for number in range(1, 5):
        at = datetime.now(UTC) - timedelta(days=5 - number)
        library.keep(an_attempt(f"billing/{number}", at=at, report=a_report("billing", covered=1)))
    return tmp_path


def typed(home: Path, answers: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "greenroom", "drill", "--typed", *arguments],
        check=False,
        cwd=home,
        input=answers,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_point_that_keeps_being_missed_is_asked_and_judged_at_once(home: Path) -> None:
    assert "Each alone, in 20 seconds: greenroom drill" in greenroom(home, "next").stdout

    done = typed(home, "I have no idea at all.\n")
    assert done.returncode == ExitStatus.OK, done.stderr
    assert done.stderr.startswith("billing: What did you build? ")
    assert done.stdout.splitlines() == [
        "✗ Not yet.",
        f"  The point: {TEAM}",
        *done.stdout.splitlines()[2:-1],
        "  Kept as billing/5, apart from your whole answers.",
    ]

    done = typed(home, f"{TEAM}.\n")
    assert f"✓ Made: {TEAM}" in done.stdout
    assert "  Once more like that, and it is back in hand." in done.stdout
    assert "since then made once alone" in greenroom(home, "next").stdout

    done = typed(home, f"{TEAM}.\n")
    assert "  Made twice in a row: back in hand." in done.stdout
    assert "Points that keep being missed" not in greenroom(home, "next").stdout
    done = typed(home, "")
    assert (done.returncode, done.stdout) == (ExitStatus.OK, "")
    assert "No point keeps being missed" in done.stderr
    assert json.loads(greenroom(home, "attempts", "--json").stdout)[0]["ref"] == "billing/4"
    assert json.loads(greenroom(home, "attempts", "--all", "--json").stdout)[0]["about"] == "p1"
    assert "1 of 1 (p1 alone)" in greenroom(home, "attempts", "--all").stdout.splitlines()[1]


def test_one_point_so_often_as_json(home: Path) -> None:
    done = typed(home, f"{RUN}.\nOh well.\n", "billing", "--point", "p0", "--count", "3", "--json")
    first, second = map(json.loads, done.stdout.splitlines())  # the third was not answered
    assert (first["point"], first["made"], first["in_a_row"]) == ("p0", True, 1)
    assert (second["ref"], second["made"], second["in_a_row"]) == ("billing/6", False, 0)


@pytest.mark.slow
@pytest.mark.card
def test_keys_on_a_terminal_and_what_ctrl_c_leaves_is_still_about_its_point(home: Path) -> None:
    arguments = ["drill", "--countdown", "0"]
    with TypingTerminal(arguments, cwd=home, env=os.environ) as terminal:
        terminal.wait_for("aim for 3 to 20 s", limit_s=60)
        terminal.wait_for("0:01 of 0:03", limit_s=60)
        terminal.type("\r")
        terminal.wait_for("Kept as billing/5", limit_s=60)
        terminal.wait_for("r: once more")
        terminal.type("r")
        terminal.wait_for("0:01 of 0:03", limit_s=60)
        terminal.type("\x03")
        assert terminal.status() == ExitStatus.INTERRUPTED
    assert "billing/6" in greenroom(home, "recover", "--list").stdout
    assert greenroom(home, "recover").returncode == ExitStatus.OK
    rows = json.loads(greenroom(home, "attempts", "--all", "--json").stdout)
    assert [(row["ref"], row["about"]) for row in rows[:2]] == [("billing/6", "p1"), ("billing/5", "p1")]


def test_what_cannot_be_asked_is_explained(home: Path) -> None:
    assert_explained(greenroom(home, "drill", "--point", "p0"), ExitStatus.USAGE, "--point")
    assert_explained(greenroom(home, "drill", "billing", "--point", "p9"), ExitStatus.USAGE, "p9", "p0, p1")
    assert_explained(greenroom(home, "drill", "--count", "0"), ExitStatus.USAGE, "--count")
    assert_explained(greenroom(home, "drill", "bill"), ExitStatus.PROMPT, "bill", "billing")
    assert_explained(greenroom(home, "drill", "--from-file", "no.wav"), ExitStatus.AUDIO_FILE, "no.wav")
