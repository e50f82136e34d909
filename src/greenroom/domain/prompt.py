"""A question to rehearse, and what a good answer to it must hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Avoid", "Feedback", "Point", "Prompt", "SpokenLength"]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the answer must say.

    `cues` are phrasings that hint at the point (none is required); every one of `facts` must be said right for the
    point to count as covered; `group` is a heading under which points are shown together.
    """

    id: str
    say: str
    cues: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    weight: float = 1.0
    group: str = ""
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class Avoid:
    """Something that should not be said; `cues` are further phrasings of it."""

    say: str
    cues: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a real interviewer remarked, and when."""

    on: date
    note: str


@dataclass(frozen=True, slots=True)
class SpokenLength:
    """How long the answer should be: from `low_s` to `high_s` seconds."""

    low_s: float = 60.0
    high_s: float = 120.0


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question with its points. `id` is the name of its file without the ending."""

    id: str
    question: str
    alternates: tuple[str, ...] = ()
    target: SpokenLength = SpokenLength()
    limit_s: float = 180.0
    terms: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    avoid: tuple[Avoid, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    ideal: str = ""
