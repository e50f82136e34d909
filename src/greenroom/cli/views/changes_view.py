"""What changed from one report on an answer to the next, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from greenroom.domain import Comparison, PointChange, PointVerdict, Report, Verdict

__all__ = ["changes_between"]

_FIGURES = {"filled_pauses": "um and uh", "discourse_markers": "filler words", "pace_wpm": "words a minute"}


def changes_between(before: Report | None, after: Report, comparison: Comparison | None) -> Iterator[str]:
    """One phrase a change: the count of points first, then each point, then figures; nothing where nothing changed."""
    if before is None or comparison is None:
        yield f"judged for the first time, {_covered(after)}"
        return
    if _covered(before) != _covered(after):
        yield f"{_covered(before)} -> {_covered(after)}"
    yield from filter(None, map(_point_change, comparison.points))
    for figure in comparison.figures:
        was, now = (_rounded(value) for value in (figure.before, figure.after))
        if figure.name in _FIGURES and was != now:
            yield f"{_FIGURES[figure.name]} {was} -> {now}"


def _covered(report: Report) -> str:
    if not report.scored:
        return "not scored"
    return f"{sum(point.verdict is Verdict.COVERED for point in report.points)} of {len(report.points)}"


def _point_change(change: PointChange) -> str:
    before, after = change.before, change.after
    if after is None:
        return f"'{change.id}' is gone from the prompt"
    if before is None:
        return f"'{change.id}' is new, {_named(after)}"
    if before.verdict == after.verdict and (before.judged is None) == (after.judged is None):
        return ""
    return f"'{change.id}' now {_named(after)} (was {_named(before)})"


def _named(point: PointVerdict) -> str:
    return f"{point.verdict}, by you" if point.judged is not None else point.verdict.value


def _rounded(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.0f}"
