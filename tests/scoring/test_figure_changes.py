"""Figures of two reports: better or worse by their band, chance or more."""

from __future__ import annotations

import pytest
from tests.scoring.builders import a_prompt, a_quick_judge, spoken

from greenroom.domain import Certainty, FigureChange, PointVerdict, Report, Transcript, Trend, Verdict
from greenroom.scoring import compare_reports

SENTENCE = "We moved ten teams to one build and it went well. "


def answered(text: str, wpm: float = 130) -> Report:
    return a_quick_judge().judge(a_prompt("We moved ten teams"), spoken(text, wpm))


def judged(**verdicts: Verdict) -> Report:
    points = tuple(PointVerdict(name, name, verdict, 0.9) for name, verdict in verdicts.items())
    return Report(1, "greenroom 1", "why-meta", scored=True, points=points)


def figure(before: Report, after: Report, name: str) -> FigureChange:
    (found,) = [one for one in compare_reports(before, after).figures if one.name == name]
    return found


@pytest.mark.parametrize(
    ("before", "after", "trend"),
    [
        (200, 130, Trend.BETTER),  # into the band
        (130, 200, Trend.WORSE),
        (110, 150, Trend.NEITHER),  # inside it both times
        (240, 190, Trend.BETTER),  # outside it, but nearer
        (70, 190, Trend.BETTER),  # from one side to the other, and nearer
    ],
)
def test_the_band_says_what_is_better(before: float, after: float, trend: Trend) -> None:
    change = figure(answered(SENTENCE * 12, before), answered(SENTENCE * 12, after), "pace_wpm")
    assert change.trend is trend
    assert (change.low, change.high) == (100, 165)


def test_a_pace_that_nobody_hears_change_is_said_to_be_so() -> None:
    slow, same, quick = (answered(SENTENCE * 12, wpm) for wpm in (130, 134, 140))
    assert figure(slow, same, "pace_wpm").certainty is Certainty.TOO_SMALL_TO_HEAR
    assert figure(slow, quick, "pace_wpm").certainty is Certainty.NOT_TESTED


def test_hesitations_are_tested_by_their_time() -> None:
    many, few = answered((SENTENCE + "um, ") * 12), answered(SENTENCE * 11 + "um, " + SENTENCE)
    for name in ("filled_pauses", "filled_pauses_per_min"):
        change = figure(many, few, name)
        assert change.certainty is Certainty.MORE_THAN_CHANCE
        assert change.p_value is not None
        assert change.p_value < 0.01
    assert figure(many, few, "filled_pauses_per_min").trend is Trend.BETTER
    one_less = answered((SENTENCE + "um, ") * 11 + SENTENCE)
    assert figure(many, one_less, "filled_pauses").certainty is Certainty.COULD_BE_CHANCE


def test_coverage_is_tested_by_the_points_that_changed() -> None:
    none = judged(**dict.fromkeys("abcdefg", Verdict.MISSED))
    five = judged(**dict.fromkeys("abcde", Verdict.COVERED), **dict.fromkeys("fg", Verdict.MISSED))
    six = judged(**dict.fromkeys("abcdef", Verdict.PARTIAL), g=Verdict.MISSED)
    assert figure(none, five, "coverage").certainty is Certainty.COULD_BE_CHANCE
    assert figure(none, six, "coverage").certainty is Certainty.MORE_THAN_CHANCE
    assert figure(none, six, "coverage").trend is Trend.BETTER


def test_unsure_points_are_no_evidence_for_a_change() -> None:
    unsure = judged(**dict.fromkeys("abcdefg", Verdict.UNSURE))
    covered = judged(**dict.fromkeys("abcdefg", Verdict.COVERED))
    coverage = figure(unsure, covered, "coverage")
    assert (coverage.certainty, coverage.trend) == (Certainty.NOT_TESTED, Trend.NEITHER)


def test_what_a_typed_answer_does_not_have_is_not_compared() -> None:
    typed = a_quick_judge().judge(a_prompt("We moved ten teams"), Transcript.typed(SENTENCE * 12))
    pace = figure(typed, answered(SENTENCE * 12), "pace_wpm")
    assert (pace.before, pace.delta, pace.trend, pace.certainty) == (None, None, Trend.NEITHER, Certainty.NOT_TESTED)
    words = figure(typed, answered(SENTENCE * 12), "words")
    assert words.delta == 0
