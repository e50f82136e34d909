"""What changed between two tellings of one answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from greenroom.domain.report import PointVerdict

__all__ = ["Change", "Comparison", "FigureChange", "PointChange"]


class Change(StrEnum):
    GAINED = "gained"
    KEPT = "kept"
    LOST = "lost"
    OPEN = "open"  # made in neither


@dataclass(frozen=True, slots=True)
class PointChange:
    """One point in both reports; None where a report does not have it (points were edited in between)."""

    id: str
    change: Change
    before: PointVerdict | None
    after: PointVerdict | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after; `name` is the field of `Delivery` ("pace_wpm") or "coverage"."""

    name: str
    before: float | None
    after: float | None

    @property
    def delta(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every point and figure of either report. Where two different judges gave them, a change may be the judges'."""

    points: tuple[PointChange, ...]
    figures: tuple[FigureChange, ...]
    judge_before: str = ""
    judge_after: str = ""

    @property
    def same_judge(self) -> bool:
        return self.judge_before == self.judge_after
