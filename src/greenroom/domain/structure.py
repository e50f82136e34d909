"""In which order an answer came, and how it began and ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from greenroom.domain.delivery import Figure
from greenroom.domain.evidence import Evidence

__all__ = ["Beginning", "Ending", "Order", "Part", "PartShare", "Star", "Structure"]


class Beginning(StrEnum):
    """What the first sentence did."""

    ANSWERS = "answers"
    SCENE = "scene"  # says where and when; right for a story, late for a question
    FILLER = "filler"  # wins time
    OTHER = "other"  # not clear


class Ending(StrEnum):
    """What the last sentence did."""

    RESULT = "result"
    POINT = "point"
    CLOSING = "closing"  # "that is why I would like to join"
    TRAILS_OFF = "trails_off"  # "so yeah"
    OTHER = "other"  # not clear


@dataclass(frozen=True, slots=True)
class Order:
    """The points that were made, against their order in the prompt.

    `made` are their ids as they were said, `moved` those that came out of their place: as few as can be.
    """

    made: tuple[str, ...]
    moved: tuple[str, ...]


class Part(StrEnum):
    """The parts of a story told by STAR."""

    SITUATION = "situation"
    TASK = "task"
    ACTION = "action"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class PartShare:
    """How much of the answer one part took, in percent, and where it began (None when it was not heard)."""

    part: Part
    percent: Figure
    first: Evidence | None


@dataclass(frozen=True, slots=True)
class Star:
    """The four parts. `by` says of what the shares are: "time", or "words" in a typed answer.

    `sure` is false when too few sentences said which part they belong to; the shares are then a guess.
    """

    parts: tuple[PartShare, ...]
    by: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Structure:
    """`order` is None when fewer than two points were made, `star` where the prompt does not ask for it."""

    beginning: Beginning
    first: Evidence
    ending: Ending
    last: Evidence
    order: Order | None = None
    star: Star | None = None
