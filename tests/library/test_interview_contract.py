"""What every library of interviews does: the real one and its stand-in alike."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from tests.library.builders import NOON, an_attempt

from greenroom.config import Home
from greenroom.domain import AttemptRef, Interview, InterviewAnswer, InterviewQuestion
from greenroom.errors import LibraryError, NotFoundError
from greenroom.library import InterviewLibrary, MemoryInterviews, SqliteInterviews, SqliteLibrary

PLAN = Interview(NOON, (InterviewQuestion("why-meta", "Why us?"), InterviewQuestion("a-conflict", "A row?")), seed=7)


@pytest.fixture(params=[SqliteInterviews, MemoryInterviews])
def interviews(request: pytest.FixtureRequest, home: Home) -> InterviewLibrary:
    return MemoryInterviews() if request.param is MemoryInterviews else SqliteInterviews(home)


def an_answer(place: int = 0, number: int = 1) -> InterviewAnswer:
    return InterviewAnswer(place, AttemptRef("why-meta", number))


def test_what_is_planned_comes_back_with_its_answers_in_order(interviews: InterviewLibrary) -> None:
    begun = interviews.begin(replace(PLAN, number=9, answers=(an_answer(),)))
    assert begun == replace(PLAN, number=1)

    interviews.note(1, an_answer(number=2))
    interviews.note(1, an_answer(place=1, number=1))

    answers = (an_answer(number=2), an_answer(place=1, number=1))
    assert interviews.load(1) == interviews.load() == replace(PLAN, number=1, answers=answers)


def test_the_last_one_is_meant_where_none_is_named(interviews: InterviewLibrary) -> None:
    interviews.begin(PLAN)
    later = interviews.begin(replace(PLAN, real=True))

    assert interviews.load() == later
    assert interviews.load(1).real is False


def test_one_that_is_not_there_is_answered_with_what_there_is(interviews: InterviewLibrary) -> None:
    with pytest.raises(NotFoundError, match="no interview yet"):
        interviews.load()
    interviews.begin(PLAN)
    with pytest.raises(NotFoundError, match="no interview 3") as raised:
        interviews.load(3)
    assert "interview 1" in raised.value.hint
    with pytest.raises(NotFoundError):
        interviews.note(3, an_answer())


def test_attempts_know_their_interview(interviews: InterviewLibrary) -> None:
    interviews.begin(PLAN)
    interviews.begin(PLAN)
    interviews.note(1, an_answer(number=1))
    interviews.note(2, an_answer(number=2))

    assert interviews.by_attempt() == {AttemptRef("why-meta", 1): 1, AttemptRef("why-meta", 2): 2}


def test_what_a_follow_up_was_about_is_known_from_its_number(home: Home, kept: SqliteLibrary) -> None:
    interviews = SqliteInterviews(home)
    interviews.begin(PLAN)
    slot = kept.reserve("why-meta", "scale")
    interviews.note(1, InterviewAnswer(0, slot.ref, "scale"))

    assert interviews.load().answers == (InterviewAnswer(0, slot.ref, "scale"),)


def test_deleting_an_attempt_leaves_the_interview(home: Home, kept: SqliteLibrary) -> None:
    interviews = SqliteInterviews(home)
    interviews.begin(PLAN)
    interviews.note(1, an_answer())
    kept.keep(an_attempt("why-meta/1"))

    kept.delete(AttemptRef("why-meta", 1))

    assert interviews.load().answers == (an_answer(),)


def test_a_number_is_noted_once_and_a_refusal_changes_nothing(home: Home) -> None:
    interviews = SqliteInterviews(home)
    interviews.begin(PLAN)
    interviews.note(1, an_answer())

    with pytest.raises(LibraryError):
        interviews.note(1, an_answer(place=1))

    assert interviews.load().answers == (an_answer(),)


def test_a_damaged_plan_is_said(home: Home) -> None:
    interviews = SqliteInterviews(home)
    interviews.begin(PLAN)
    with closing(sqlite3.connect(home.database)) as db, db:
        db.execute("UPDATE interviews SET interview = '{'")

    with pytest.raises(LibraryError, match="interview 1"):
        interviews.load()
