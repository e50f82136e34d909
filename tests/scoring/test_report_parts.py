"""Delivery and structure in the whole report."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from tests.scoring.builders import a_prompt, a_quick_judge, spoken

from greenroom.domain import Band, Bands, FalseStartKind, Limits, Order, Report, Transcript, Verdict
from greenroom.domain.plain import from_plain, to_plain
from greenroom.scoring import AnswerJudge, HashEmbedder, SharedWordsEncoder

STORY = replace(a_prompt("We moved the cache", "The team grew to ten"), structure="star")
TOLD = (
    "Um, last year we were on a small team. My job was to, to make it quick. I think we moved the cache. "
    "I wrote a test and I asked the others. As a result, like, the team grew to ten. So yeah."
)


def judged(text: str = TOLD, bands: Bands | None = None) -> Report:
    return AnswerJudge(HashEmbedder(), SharedWordsEncoder(), bands=bands).judge(STORY, spoken(text))


def test_everything_that_was_found_is_in_the_report() -> None:
    report = judged()
    assert [hedge.text for hedge in report.hedges] == ["I think"]
    assert [start.kind for start in report.false_starts] == [FalseStartKind.REPEAT]
    assert report.structure is not None
    assert report.structure.star is not None
    assert report.delivery is not None
    assert (report.delivery.hedges, report.delivery.false_starts, report.delivery.discourse_markers) == (1, 1, 3)


def test_the_bands_of_the_settings_decide() -> None:
    strict = judged(bands=Bands(pace_wpm=Limits(100.0, 120.0, "your settings"))).delivery
    usual = judged().delivery
    assert strict is not None
    assert usual is not None
    assert (usual.pace_wpm.band, strict.pace_wpm.band) == (Band.GOOD, Band.HIGH)


def test_a_report_comes_back_from_plain_data_as_it_was() -> None:
    report = judged()
    assert from_plain(Report, to_plain(report)) == report


def test_the_order_follows_a_verdict_that_was_corrected() -> None:
    answer = spoken("The team grew to ten. We moved the cache.")
    report = a_quick_judge().judge(STORY, answer)
    made = replace(report, points=tuple(replace(point, verdict=Verdict.COVERED) for point in report.points))
    missed = replace(made, points=(replace(made.points[0], verdict=Verdict.MISSED), *made.points[1:]))
    orders = [a_quick_judge().revise(one, answer).structure for one in (made, missed)]
    assert orders[0] is not None
    assert orders[0].order == Order(("p2", "p1"), ("p2",))
    assert orders[1] is not None
    assert orders[1].order is None


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "um " * 60,
        "Wir haben das System umgezogen, und es war gut. " * 12,
        "...",
        "we, um, moved it, I think. " * 1_700,
    ],
)
@pytest.mark.parametrize("typed", [False, True])
def test_odd_answers_are_reported_soon_and_with_at_most_three_actions(text: str, *, typed: bool) -> None:
    begun = time.perf_counter()
    report = a_quick_judge().judge(STORY, Transcript.typed(text) if typed else spoken(text))
    assert time.perf_counter() - begun < 10.0
    assert len(report.actions) <= 3
    if typed:
        assert all(action.at_s is None for action in report.actions)
