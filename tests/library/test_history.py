"""The verdicts of the last attempts at each prompt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.library.builders import NOON, a_report, an_attempt, says

from greenroom.domain import AttemptRef, Verdict, correct_report
from greenroom.errors import NotFoundError
from greenroom.library import AttemptLibrary, Grade, PointMark


def verdicts(library: AttemptLibrary, prompt_id: str = "", last: int = 5) -> dict[str, list[str]]:
    return {str(ref): [mark.verdict.value for mark in marks] for ref, marks in library.marks(prompt_id, last).items()}


def keep(library: AttemptLibrary, *refs: str) -> None:
    """An attempt a day under those names; in the first no point is made, in the second one, in all others both."""
    for day, ref in enumerate(refs):
        report = a_report(ref.partition("/")[0], covered=min(day, 2))
        library.keep(an_attempt(ref, at=NOON + timedelta(days=day), report=report))


def test_of_each_prompt_the_last_attempts_are_given_newest_first(library: AttemptLibrary) -> None:
    keep(library, "why-meta/1", "why-meta/2", "a-conflict/1", "why-meta/3")

    found = verdicts(library, last=2)

    assert found == {
        "why-meta/3": ["covered", "covered"],
        "why-meta/2": ["covered", "missed"],
        "a-conflict/1": ["covered", "covered"],
    }
    assert [ref for ref in found if ref.startswith("why-meta")] == ["why-meta/3", "why-meta/2"]
    assert list(verdicts(library, "why-meta")) == ["why-meta/3", "why-meta/2", "why-meta/1"]
    assert verdicts(library, "nothing") == {}


def test_what_was_not_scored_takes_no_place(library: AttemptLibrary) -> None:
    keep(library, "why-meta/1")
    silence = replace(a_report(), scored=False, not_scored="Nothing was said.")
    library.keep(an_attempt("why-meta/2", at=NOON + timedelta(days=1), report=silence))
    library.keep(an_attempt("why-meta/3", at=NOON + timedelta(days=2)))

    assert list(verdicts(library, last=1)) == ["why-meta/1"]


def test_the_newest_judgement_and_the_newest_correction_count(library: AttemptLibrary) -> None:
    ref = AttemptRef("why-meta", 1)
    judged, corrections = a_report(covered=1), says("p1")
    library.keep(an_attempt(report=a_report(covered=0)))
    library.revise(replace(an_attempt(report=correct_report(judged, corrections)), corrections=corrections), judged)

    assert library.marks()[ref] == (
        PointMark("p0", "Point 0", Verdict.COVERED, 0.9),
        PointMark("p1", "Point 1", Verdict.COVERED, 1.0),
    )

    library.revise(an_attempt(report=judged), judged)
    assert library.marks()[ref][1] == PointMark("p1", "Point 1", Verdict.MISSED, 0.9)

    library.delete(ref)
    assert library.marks() == {}


def test_a_grade_is_kept_until_another_and_through_a_new_judgement(library: AttemptLibrary) -> None:
    keep(library, "why-meta/1", "why-meta/2")
    ref = AttemptRef("why-meta", 1)

    library.grade(ref, Grade.EASY)
    library.grade(ref, Grade.HARD)
    library.revise(an_attempt(report=a_report(covered=2)), a_report(covered=2))

    assert [row.grade for row in library.summaries()] == [None, Grade.HARD]
    with pytest.raises(NotFoundError):
        library.grade(AttemptRef("why-meta", 7), Grade.GOOD)


def test_the_day_of_the_interview_is_kept_until_another_or_none(library: AttemptLibrary) -> None:
    assert library.interview() is None
    for on in (date(2026, 12, 10), date(2026, 12, 11), None):
        library.set_interview(on)
        assert library.interview() == on
