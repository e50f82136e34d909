"""The ideal answer as one of the two tellings."""

from __future__ import annotations

import json

import pytest
from tests.practice.reviewing.test_comparing import PROMPT, RUN, TEAM, keep, services, write_prompt

from greenroom.domain import AttemptRef, Change, Transcript, Wording
from greenroom.errors import NotFoundError, PromptError
from greenroom.practice.learning.ideal_comparing import compare_with_ideal
from greenroom.practice.reviewing.comparing import Compared, comparison_document
from greenroom.practice.services import Services

__all__ = ["services"]

IDEAL = f"{PROMPT}ideal: |\n  {RUN}\n  {TEAM}\n"


def beside(services: Services, said: str, *, first: bool = True, text: str = IDEAL) -> Compared:
    write_prompt(services, text)
    keep(services, 1, said)
    return compare_with_ideal(services, AttemptRef("billing", 1), ideal_first=first)


def test_what_is_still_to_come_is_in_the_ideal_answer_only(services: Services) -> None:
    result = beside(services, RUN)
    assert [point.change for point in result.comparison.points] == [Change.KEPT, Change.LOST]
    assert result.comparison.summary == (
        "You made 1 of the 2 points that the ideal answer makes.",
        "Still to come: 'team'.",
    )
    assert [one.wording for one in result.comparison.passages] == [Wording.SAME, Wording.CHANGED]
    assert result.names == ("billing, the ideal answer", "billing/1")
    assert result.notes == ()


def test_the_other_way_round_it_says_the_same(services: Services) -> None:
    result = beside(services, RUN, first=False)
    assert [point.change for point in result.comparison.points] == [Change.KEPT, Change.GAINED]
    assert result.comparison.summary[1] == "Still to come: 'team'."
    assert result.names == ("billing/1", "billing, the ideal answer")


def test_what_only_you_said_and_what_the_ideal_answer_lacks_is_told(services: Services) -> None:
    result = beside(services, f"{RUN} {TEAM}", text=f"{PROMPT}ideal: {RUN}\n")
    assert result.comparison.summary == (
        "You made every point that the ideal answer makes.",
        "Yours alone: 'team'.",
    )
    assert result.notes == ("The ideal answer, as the judge reads it, does not make all of 'team'.",)


def test_it_has_no_sound_so_no_figures_are_given(services: Services) -> None:
    result = beside(services, f"um {RUN} um {TEAM}")
    assert result.comparison.figures == ()
    document = json.loads(json.dumps(comparison_document(result)))
    assert (document["before"]["ref"], document["before"]["ideal"]) == (None, True)
    assert (document["after"]["ref"], document["after"]["ideal"]) == ("billing/1", False)


def test_what_cannot_be_compared_is_said(services: Services) -> None:
    with pytest.raises(PromptError, match="billing has no ideal answer"):
        beside(services, RUN, text=PROMPT)
    write_prompt(services, IDEAL)
    keep(services, 2, None)
    with pytest.raises(NotFoundError, match="no words"):
        compare_with_ideal(services, AttemptRef("billing", 2), ideal_first=True)
    keep(services, 3, Transcript((), duration_s=3.0))
    silent = compare_with_ideal(services, AttemptRef("billing", 3), ideal_first=True)
    assert any("Nothing was said" in note for note in silent.notes)
