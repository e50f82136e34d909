"""What changed between two tellings of one answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from greenroom.domain.evidence import Evidence
from greenroom.domain.report import PointVerdict

__all__ = [
    "Certainty",
    "Change",
    "Comparison",
    "FigureChange",
    "Move",
    "Passage",
    "PointChange",
    "Run",
    "Trend",
    "Wording",
]


class Change(StrEnum):
    GAINED = "gained"
    KEPT = "kept"
    LOST = "lost"
    OPEN = "open"  # made in neither


class Trend(StrEnum):
    """Whether a figure moved towards its band or away from it."""

    BETTER = "better"
    WORSE = "worse"
    NEITHER = "neither"  # inside the band both times, no nearer to it, or without a band


class Certainty(StrEnum):
    """Whether a change is more than two tellings differ by anyway."""

    MORE_THAN_CHANCE = "more_than_chance"
    COULD_BE_CHANCE = "could_be_chance"
    TOO_SMALL_TO_HEAR = "too_small_to_hear"
    NOT_TESTED = "not_tested"  # not measured in both, or there is no rule for it


class Wording(StrEnum):
    """What became of a passage."""

    SAME = "same"  # the same words; case, punctuation and fillers may differ
    CHANGED = "changed"  # what is there before was taken out, what is there after was put in
    MOVED = "moved"  # stands elsewhere in the other telling


@dataclass(frozen=True, slots=True)
class PointChange:
    """One point in both reports; None where a report does not have it (points were edited in between)."""

    id: str
    change: Change
    before: PointVerdict | None
    after: PointVerdict | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after; `name` is the field of `Delivery` ("pace_wpm"), "coverage" or a count of pauses.

    `low` and `high` are the ends of the band (the later report's), None where open. `p_value` is how often chance alone
    would make two tellings differ by as much, 0..1; None where `certainty` rests on no test.
    """

    name: str
    before: float | None
    after: float | None
    trend: Trend = Trend.NEITHER
    certainty: Certainty = Certainty.NOT_TESTED
    p_value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def delta(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one telling as they stand there, punctuation attached; `filler` says that they are fillers."""

    text: str
    filler: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The next words of the two tellings, in the order of both.

    A moved passage is there twice, once before and once after, both times with the number of its `move`. `before_s` and
    `after_s` are when the words begin (None: there are none on that side, or the answer was typed). `ends_sentence`:
    it ends a sentence of each telling that has it.
    """

    wording: Wording
    before: tuple[Run, ...] = ()
    after: tuple[Run, ...] = ()
    before_s: float | None = None
    after_s: float | None = None
    move: int = 0
    ends_sentence: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A passage that stands elsewhere in the other telling; `number` counts from 1.

    Its words are the same but for one here and there. Where `point_id` is set, it is what made that point both times,
    and more of them may differ.
    """

    number: int
    before: Evidence
    after: Evidence
    point_id: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every point and figure of either report. Where two different judges gave them, a change may be the judges'.

    `passages` are the words of both tellings, `moves` what stands elsewhere, `summary` a sentence or two for the
    speaker; all three are empty where only reports were compared.
    """

    points: tuple[PointChange, ...]
    figures: tuple[FigureChange, ...]
    judge_before: str = ""
    judge_after: str = ""
    passages: tuple[Passage, ...] = ()
    moves: tuple[Move, ...] = ()
    summary: tuple[str, ...] = ()

    @property
    def same_judge(self) -> bool:
        return self.judge_before == self.judge_after

    @property
    def same_points(self) -> bool:
        """Whether both reports were asked for the same points, in the same words and with the same weight."""
        return all(
            one.before is not None
            and one.after is not None
            and (one.before.say, one.before.weight) == (one.after.say, one.after.weight)
            for one in self.points
        )
