"""The figures that progress is told in: what the lines on the terminal and the picture have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from greenroom.cli.terminal import clock_time
from greenroom.library.values import AttemptSummary

__all__ = ["MEASURES", "Measure"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of an attempt: how to get it, to write it, and the range that is always in the picture.

    A scale that only spans what was measured would make a mountain of every small change.
    """

    name: str
    unit: str
    value: Callable[[AttemptSummary], float | None]
    show: Callable[[float], str]
    low: float
    high: float

    def ends(self, values: Sequence[float | None]) -> tuple[float, float]:
        """The lower and the upper end of the scale for *values*."""
        measured = [value for value in values if value is not None]
        return min([self.low, *measured]), max([self.high, *measured])


MEASURES = (
    Measure("Coverage", "%", lambda row: row.coverage, lambda value: f"{100 * value:.0f}", 0.0, 1.0),
    Measure("Um and uh", "a minute", lambda row: row.filled_pauses_per_min, lambda value: f"{value:.1f}", 0.0, 6.0),
    Measure("Pace", "words a minute", lambda row: row.pace_wpm, lambda value: f"{value:.0f}", 80.0, 200.0),
    Measure("Length", "min", lambda row: row.length_s, clock_time, 0.0, 120.0),
)
