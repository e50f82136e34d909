"""Two tellings of one answer, side by side."""

from __future__ import annotations

from greenroom.domain import Change, Comparison, FigureChange, PointChange, PointVerdict, Report, Verdict

__all__ = ["compare_reports"]


def compare_reports(before: Report, after: Report) -> Comparison:
    """What changed from *before* to *after*: every point of either (in the order of the later one), every figure.

    A point counts as made when it is covered; points that one report does not have are shown with None there.
    """
    old = {point.id: point for point in before.points}
    new = {point.id: point for point in after.points}
    order = [*new, *(point_id for point_id in old if point_id not in new)]
    points = tuple(_change(point_id, old.get(point_id), new.get(point_id)) for point_id in order)
    first, second = _figures(before), _figures(after)
    figures = tuple(FigureChange(name, first[name], second[name]) for name in first)
    return Comparison(points, figures, before.judge, after.judge)


def _change(point_id: str, before: PointVerdict | None, after: PointVerdict | None) -> PointChange:
    was, now = _made(before), _made(after)
    change = {(True, True): Change.KEPT, (True, False): Change.LOST, (False, True): Change.GAINED}
    return PointChange(point_id, change.get((was, now), Change.OPEN), before, after)


def _made(point: PointVerdict | None) -> bool:
    return point is not None and point.verdict is Verdict.COVERED


def _figures(report: Report) -> dict[str, float | None]:
    delivery = report.delivery
    return {
        "coverage": report.coverage,
        "length_s": delivery.length_s.value if delivery else None,
        "pace_wpm": delivery.pace_wpm.value if delivery else None,
        "filled_pauses": float(delivery.filled_pauses) if delivery else None,
        "filled_pauses_per_min": delivery.filled_pauses_per_min.value if delivery else None,
        "filled_pauses_per_100_words": delivery.filled_pauses_per_100_words if delivery else None,
        "discourse_markers": float(delivery.discourse_markers) if delivery else None,
        "discourse_markers_per_min": delivery.discourse_markers_per_min if delivery else None,
    }
