"""next on the command line."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.test_bad_input import assert_explained, greenroom
from tests.library.builders import a_report, an_attempt

from greenroom.config import Home
from greenroom.errors import ExitStatus
from greenroom.library import SqliteLibrary


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Four attempts, a day apart up to yesterday, none of which makes its second point."""
    (tmp_path / "prompts").mkdir()
    text = "question: Why?\npoints: [{id: p0, say: Point 0}, {id: p1, say: Point 1}]\n"
    (tmp_path / "prompts" / "why-meta.yaml").write_text(text, encoding="utf-8")
    library = SqliteLibrary(Home(tmp_path))
    for number in range(1, 5):
        at = datetime.now(UTC) - timedelta(days=5 - number)
        library.keep(an_attempt(f"why-meta/{number}", at=at, report=a_report(covered=1)))
    return tmp_path


def test_what_is_next_and_which_points_keep_being_missed(home: Path) -> None:
    done = greenroom(home, "next")

    assert done.returncode == ExitStatus.OK, done.stderr
    assert "why-meta  practised yesterday: part of it was missing" in done.stdout
    assert "  why-meta: Point 1 (missed in 4 of the last 4)" in done.stdout


def test_a_grade_and_an_interview_are_remembered_and_an_interview_forgotten(home: Path) -> None:
    interview = (date.today() + timedelta(days=40)).isoformat()  # noqa: DTZ011 - the day on this machine is meant
    done = greenroom(home, "next", "--grade", "why-meta", "easy", "--interview", interview)
    assert f"Your interview, {interview}, is in 40 days." in done.stdout
    assert "you graded it easy" in done.stdout

    document = json.loads(greenroom(home, "next", "--json").stdout)
    assert (document["interview"], document["prompts"][0]["grade"]) == (interview, "easy")
    assert json.loads(greenroom(home, "next", "--interview", "none", "--json").stdout)["interview"] is None


def test_what_cannot_be_meant_is_explained_and_changes_nothing(home: Path) -> None:
    assert_explained(greenroom(home, "next", "--interview", "10.12."), ExitStatus.USAGE, "10.12.", "2026-12-10")
    assert_explained(greenroom(home, "next", "--grade", "why-meta", "great"), ExitStatus.USAGE, "great", "again, hard")
    assert_explained(greenroom(home, "next", "--grade", "other", "good"), ExitStatus.NOT_FOUND, "other")
    document = json.loads(greenroom(home, "next", "--json").stdout)
    assert (document["interview"], document["prompts"][0]["yours"]) == (None, False)
