"""A comparison in a sentence or two."""

from __future__ import annotations

import pytest

from greenroom.domain import (
    Certainty,
    Comparison,
    FigureChange,
    Passage,
    PointVerdict,
    Report,
    Run,
    Trend,
    Verdict,
    Wording,
)
from greenroom.scoring import compare_reports
from greenroom.scoring.comparing.comparison_summary import summarise_comparison

COVERED, MISSED, PARTIAL, UNSURE = Verdict.COVERED, Verdict.MISSED, Verdict.PARTIAL, Verdict.UNSURE
NAMES = ("mission", "code-health", "run", "team", "scale")


def points(*pairs: tuple[Verdict, Verdict]) -> str:
    """What is said of points with these verdicts before and after, named as in `NAMES`."""
    reports = [
        Report(
            1,
            "greenroom 1",
            "why-meta",
            scored=True,
            points=tuple(PointVerdict(name, name, pair[side], 0.9) for name, pair in zip(NAMES, pairs, strict=False)),
        )
        for side in (0, 1)
    ]
    return " ".join(summarise_comparison(Comparison(compare_reports(*reports).points, ())))


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (
            [(MISSED, COVERED), (COVERED, MISSED), (COVERED, COVERED)],
            "You kept 1 point, gained 'mission', lost 'code health'.",
        ),
        ([(MISSED, COVERED)] * 3, "You gained 'mission', 'code health' and 'run'."),
        ([(COVERED, PARTIAL)] * 5, "You lost 'mission', 'code health', 'run' and 2 more."),
        ([(COVERED, UNSURE)], "Whether you made 'mission' this time could not be told."),
        ([(COVERED, COVERED), (UNSURE, COVERED)], "You kept 1 point. It is clear now that you made 'code health'."),
        ([(MISSED, PARTIAL)], "No point was made in full in either."),
        ([], ""),
    ],
)
def test_points(pairs: list[tuple[Verdict, Verdict]], said: str) -> None:
    assert points(*pairs) == said


def sound(*changes: FigureChange, same_words: bool = False) -> str:
    rates = ("discourse_markers", "false_starts", "hedges", "stuck_pauses", "filled_pauses")
    unchanged = [FigureChange(f"{name}_per_min", 2.0, 2.0) for name in rates]
    bands = [FigureChange("length_s", 70, 75, low=60, high=120), FigureChange("pace_wpm", 120, 130, low=100, high=165)]
    named = {one.name: one for one in (*unchanged, *bands, FigureChange("words", 100, 120), *changes)}
    wording = Wording.SAME if same_words else Wording.CHANGED
    return " ".join(
        summarise_comparison(Comparison((), tuple(named.values()), passages=(Passage(wording, (Run("a"),)),)))
    )


def rate(name: str, before: float, after: float, certainty: Certainty, trend: Trend = Trend.NEITHER) -> FigureChange:
    return FigureChange(f"{name}_per_min", before, after, trend, certainty)


CLEAR, CHANCE = Certainty.MORE_THAN_CHANCE, Certainty.COULD_BE_CHANCE


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([rate("filled_pauses", 6, 3, CLEAR)], "3 fewer um a minute: more than chance."),
        ([rate("filled_pauses", 3, 4.5, CHANCE)], "1.5 more um a minute: could be chance."),
        ([rate("filled_pauses", 3, 3.02, CHANCE)], ""),
        (
            [rate("hedges", 1, 5, CLEAR, Trend.WORSE), rate("false_starts", 9, 2, CLEAR, Trend.BETTER)],
            "7 fewer false starts a minute: more than chance.",
        ),
        ([FigureChange("length_s", 40, 80, low=60, high=120)], "The length is now where it should be."),
        ([FigureChange("pace_wpm", 120, 190, low=100, high=165)], "It was quicker than you aim for."),
        ([FigureChange("length_s", None, 75), FigureChange("pace_wpm", None, 130)], "20 words more."),
    ],
)
def test_the_clearest_change_in_how_it_sounded(changes: list[FigureChange], said: str) -> None:
    assert sound(*changes) == said


def test_that_the_words_are_the_same_is_said_unless_something_else_is_clear() -> None:
    assert sound(same_words=True) == "The words are the same."
    assert sound(rate("filled_pauses", 6, 3, CLEAR), same_words=True) == "3 fewer um a minute: more than chance."
