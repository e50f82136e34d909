"""Two tellings of one answer, side by side."""

from __future__ import annotations

from dataclasses import replace

from greenroom.domain import (
    Attempt,
    Certainty,
    Change,
    Comparison,
    FigureChange,
    PointChange,
    PointVerdict,
    Report,
    Trend,
    Verdict,
)
from greenroom.scoring.comparing.comparison_summary import summarise_comparison
from greenroom.scoring.comparing.figure_changes import figure_changes
from greenroom.scoring.comparing.retelling import retell
from greenroom.scoring.comparing.tellings import telling_of

__all__ = ["compare_reports", "compare_tellings"]


def compare_tellings(before: Attempt, after: Attempt) -> Comparison:
    """What changed from *before* to *after*: points and figures where both were judged, and the words.

    Of answers to different prompts no points are compared, and no coverage. An attempt without words is an empty one.
    Where hesitations were listened for in the sound of one only, nothing is said of how their number changed.
    """
    comparison = Comparison((), ())
    if before.report and after.report:
        comparison = compare_reports(before.report, after.report)
        if before.ref.prompt_id != after.ref.prompt_id:
            figures = tuple(figure for figure in comparison.figures if figure.name != "coverage")
            comparison = replace(comparison, points=(), figures=figures)
        if _listened(before) != _listened(after):
            figures = tuple(map(_unjudged, comparison.figures))
            comparison = replace(comparison, figures=figures)
    passages, moves = retell(telling_of(before), telling_of(after), comparison.points)
    whole = replace(comparison, passages=passages, moves=moves)
    return replace(whole, summary=summarise_comparison(whole))


def _listened(attempt: Attempt) -> bool:
    return attempt.transcript is not None and attempt.transcript.listened_for_hesitations


def _unjudged(figure: FigureChange) -> FigureChange:
    """*figure*, without a judgement where it counts filled pauses."""
    if not figure.name.startswith("filled_pauses"):
        return figure
    return replace(figure, trend=Trend.NEITHER, certainty=Certainty.NOT_TESTED, p_value=None)


def compare_reports(before: Report, after: Report) -> Comparison:
    """What changed from *before* to *after*: every point of either (in the order of the later one), every figure.

    A point counts as made when it is covered; points that one report does not have are shown with None there.
    """
    old = {point.id: point for point in before.points}
    new = {point.id: point for point in after.points}
    order = [*new, *(point_id for point_id in old if point_id not in new)]
    points = tuple(_change(point_id, old.get(point_id), new.get(point_id)) for point_id in order)
    return Comparison(points, figure_changes(before, after, points), before.judge, after.judge)


def _change(point_id: str, before: PointVerdict | None, after: PointVerdict | None) -> PointChange:
    was, now = _made(before), _made(after)
    change = {(True, True): Change.KEPT, (True, False): Change.LOST, (False, True): Change.GAINED}
    return PointChange(point_id, change.get((was, now), Change.OPEN), before, after)


def _made(point: PointVerdict | None) -> bool:
    return point is not None and point.verdict is Verdict.COVERED
