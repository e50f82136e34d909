"""The figures of two reports, and whether they changed for the better and by more than chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isclose

from greenroom.domain import Certainty, Delivery, Figure, FigureChange, PointChange, Report, Trend, Verdict
from greenroom.scoring.comparing.chance import two_rates_p, ups_and_downs_p

__all__ = ["figure_changes"]

CHANCE_BELOW = 0.05
HEARD_FROM = 0.05
"""A listener notices a change of pace of five percent (Quené, Journal of Phonetics 35, 2007)."""
_STEPS = {Verdict.MISSED: 0, Verdict.CONTRADICTED: 0, Verdict.PARTIAL: 1, Verdict.COVERED: 2}


@dataclass(frozen=True, slots=True)
class _Measure:
    """A value with the band it should lie in; where events were counted, their `count` in `exposure` s or words."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    count: int | None = None
    exposure: float | None = None


def figure_changes(before: Report, after: Report, points: Iterable[PointChange]) -> tuple[FigureChange, ...]:
    """Every figure of the two reports; *points* are their common points.

    What counts as more than chance (p below 0.05): of counts, the exact test of two Poisson rates; of coverage, the
    sign test over the points that went up or down, unsure ones left out. Length is what it is, and is not tested; of
    pace it is said when the change is too small to hear.
    """
    changed = list(points)
    old, new = dict(_measures(before)), dict(_measures(after))
    return tuple(_figure_change(name, old[name], new[name], changed) for name in old)


def _figure_change(name: str, old: _Measure, new: _Measure, points: list[PointChange]) -> FigureChange:
    certainty, p_value = Certainty.NOT_TESTED, None
    if old.value is not None and new.value is not None:
        if name == "pace_wpm":
            if abs(new.value - old.value) < HEARD_FROM * max(old.value, new.value):
                certainty = Certainty.TOO_SMALL_TO_HEAR
        else:
            p_value = _coverage_p(points) if name == "coverage" else _rates_p(old, new)
    if p_value is not None:
        certainty = Certainty.MORE_THAN_CHANCE if p_value < CHANCE_BELOW else Certainty.COULD_BE_CHANCE
    trend = _trend(old.value, new.value, new.low, new.high)
    if name == "coverage" and p_value is None:
        trend = Trend.NEITHER  # where no point was judged surely both times, a lower figure is not a worse answer
    return FigureChange(name, old.value, new.value, trend, certainty, p_value, new.low, new.high)


def _rates_p(old: _Measure, new: _Measure) -> float | None:
    if old.count is None or new.count is None or old.exposure is None or new.exposure is None:
        return None
    return two_rates_p(old.count, old.exposure, new.count, new.exposure)


def _coverage_p(points: Iterable[PointChange]) -> float | None:
    """None where no point was judged, and surely, both times."""
    steps = [
        _STEPS[point.after.verdict] - _STEPS[point.before.verdict]
        for point in points
        if point.before and point.after and {point.before.verdict, point.after.verdict} <= _STEPS.keys()
    ]
    return ups_and_downs_p(sum(step > 0 for step in steps), sum(step < 0 for step in steps)) if steps else None


def _trend(before: float | None, after: float | None, low: float | None, high: float | None) -> Trend:
    """By how far outside the band it lies; without a band nothing is better or worse."""
    if before is None or after is None:
        return Trend.NEITHER
    was, now = _outside(before, low, high), _outside(after, low, high)
    if isclose(was, now, abs_tol=1e-9):
        return Trend.NEITHER
    return Trend.BETTER if now < was else Trend.WORSE


def _outside(value: float, low: float | None, high: float | None) -> float:
    under = 0.0 if low is None else low - value
    over = 0.0 if high is None else value - high
    return max(under, over, 0.0)


def _measures(report: Report) -> Iterator[tuple[str, _Measure]]:
    yield "coverage", _Measure(report.coverage, low=1.0)
    delivery = report.delivery
    if delivery is None:
        names = ("length_s", "pace_wpm", "words", *_COUNTED, "filled_pauses_per_100_words")
        yield from ((name, _Measure()) for name in names)
        return
    yield "length_s", _banded(delivery.length_s)
    yield "pace_wpm", _banded(delivery.pace_wpm)
    yield "words", _Measure(float(delivery.words))
    yield from zip(_COUNTED, _counted(delivery), strict=True)
    share = delivery.filled_pauses_per_100_words
    yield "filled_pauses_per_100_words", _Measure(share, None, None, delivery.filled_pauses, float(delivery.words))


_COUNTED = (
    "filled_pauses",
    "filled_pauses_per_min",
    "discourse_markers",
    "discourse_markers_per_min",
    "hedges",
    "hedges_per_min",
    "false_starts",
    "false_starts_per_min",
    "long_pauses",
    "stuck_pauses",
    "stuck_pauses_per_min",
)


def _counted(delivery: Delivery) -> Iterator[_Measure]:
    """In the order of `_COUNTED`: a count, then its rate a minute with its band; of long pauses there is no rate."""
    length_s, pauses = delivery.length_s.value, delivery.pauses
    for count, rate in (
        (delivery.filled_pauses, delivery.filled_pauses_per_min),
        (delivery.discourse_markers, delivery.markers_per_min),
        (delivery.hedges, delivery.hedges_per_min),
        (delivery.false_starts, delivery.false_starts_per_min),
        (pauses.long if pauses else None, None),
        (pauses.stuck if pauses else None, delivery.stuck_pauses_per_min),
    ):
        yield _Measure(None if count is None else float(count), None, None, count, length_s)
        if rate is not None:
            yield _Measure(rate.value, rate.low, rate.high, count, length_s)


def _banded(figure: Figure) -> _Measure:
    return _Measure(figure.value, figure.low, figure.high)
