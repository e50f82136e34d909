"""What is added to an answer, or taken from it, moves a verdict the way that people expect."""

from __future__ import annotations

import pytest
from tests.scoring.builders import a_judge, a_prompt, spoken

from greenroom.domain import Point, PointVerdict, Verdict

POINTS = (
    Point("growth", "Better Engineering took code-improvement diffs from 4% to 14%", facts=("4%", "14%")),
    Point("strength", "My strength is finding performance bottlenecks in large distributed systems"),
    Point("friends", "Close friends of mine met their spouses through Facebook"),
    Point("mentor", "I mentored two juniors and one was promoted", facts=("2 juniors",)),
    Point("oncall", "Nobody was woken up at night after we fixed the alerts"),
)
ANSWERS = (
    "Well, code improvement diffs went from four percent to fourteen percent, and I find bottlenecks in big systems.",
    "I looked after two juniors for a year and one of them was promoted. My friends are all on Facebook, I think.",
    "We fixed the alerts in spring. After that nobody had to get up at night any more, which people liked a lot.",
    "I bake bread with raisins and on Sundays we walk by the sea, and then there is the garden of course.",
)
HEIGHT = {Verdict.CONTRADICTED: 0, Verdict.MISSED: 0, Verdict.UNSURE: 1, Verdict.PARTIAL: 2, Verdict.COVERED: 3}


def verdict(point: Point, said: str) -> PointVerdict:
    (found,) = a_judge().judge(a_prompt(point), spoken(said)).points
    return found


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
@pytest.mark.parametrize("answer", ANSWERS)
def test_saying_the_point_again_never_lowers_it(point: Point, answer: str) -> None:
    before, after = verdict(point, answer), verdict(point, f"{answer} So, {point.say}.")
    assert HEIGHT[after.verdict] >= HEIGHT[before.verdict]
    assert after.verdict is Verdict.COVERED


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_taking_the_evidence_away_lowers_it(point: Point) -> None:
    answer = f"{ANSWERS[3]} So, {point.say}. {ANSWERS[3]}"
    before = verdict(point, answer)
    assert before.verdict is Verdict.COVERED
    assert before.evidence is not None
    after = verdict(point, answer.replace(before.evidence.text, ""))
    assert HEIGHT[after.verdict] < HEIGHT[before.verdict]
