"""The facts of a point one by one: right, vague, wrong or missing, with what was heard."""

from __future__ import annotations

import numpy as np
import pytest
from tests.scoring.builders import a_judge, a_prompt, spoken
from tests.scoring.test_coverage import BELIEVED, seen

from greenroom.domain import FactCheck, FactState, Point, Verdict
from greenroom.scoring.points.rules import gated

GROWTH = Point("growth", "diffs for code improvement went from 4% to 14%", facts=("4%", "14%"))
ORACLE = Point("oracle", "We moved the billing data from Oracle to Postgres", facts=("Oracle", "Postgres"))


def facts(point: Point, said: str) -> tuple[FactCheck, ...]:
    (found,) = a_judge().judge(a_prompt(point), spoken(said)).points
    return found.facts


@pytest.mark.parametrize(
    ("said", "second"),
    [
        (
            "Diffs for code improvement went from four percent to fourteen.",
            FactCheck("14%", FactState.RIGHT, "fourteen"),
        ),
        (
            "Diffs for code improvement went from four percent to forty percent.",
            FactCheck("14%", FactState.WRONG, "forty percent"),
        ),
        (
            "Diffs for code improvement went from four percent to nearly 15 percent.",
            FactCheck("14%", FactState.VAGUE, "15 percent"),
        ),
        ("Diffs for code improvement went up from four percent.", FactCheck("14%", FactState.MISSING)),
    ],
)
def test_numbers_are_shown_one_by_one(said: str, second: FactCheck) -> None:
    assert facts(GROWTH, said) == (FactCheck("4%", FactState.RIGHT, "four percent"), second)


def test_names_count_as_heard_and_in_no_other_wording() -> None:
    said = "We moved all of the billing data from oracel to my sequel."
    first, second = facts(ORACLE, said)
    assert (first.state, first.heard) == (FactState.RIGHT, "oracel")
    assert second == FactCheck("Postgres", FactState.MISSING)


def test_of_a_point_that_was_missed_no_fact_was_said() -> None:
    (found,) = a_judge().judge(a_prompt(ORACLE), spoken("I bake bread with raisins on Sundays.")).points
    assert found.verdict is Verdict.MISSED
    assert {fact.state for fact in found.facts} == {FactState.MISSING}


@pytest.mark.parametrize("other", ["MySQL", "Cassandra", "Mongo"])
def test_another_name_in_its_place_is_never_covered(other: str) -> None:
    said = f"We moved the billing data from Oracle to {other}."
    (found,) = a_judge().judge(a_prompt(ORACLE), spoken(said)).points
    assert found.verdict is not Verdict.COVERED


def test_a_name_left_out_moves_all_belief_away_from_covered() -> None:
    said = seen("we moved the reviews", facts=("Phabricator",), say="We moved reviews to Phabricator")
    left = gated(*said, BELIEVED)
    assert left[0] == 0.0
    assert left.sum() == pytest.approx(1.0)


def test_an_acronym_may_be_spelled_out() -> None:
    said = seen("i told the chief of finance", facts=("CFO",), say="I told the CFO")
    np.testing.assert_array_equal(gated(*said, BELIEVED), BELIEVED)
