"""What the judge says about one answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from greenroom.domain.delivery import Delivery, FalseStart
from greenroom.domain.evidence import Evidence
from greenroom.domain.structure import Structure

__all__ = [
    "AvoidSaid",
    "Explanation",
    "FactCheck",
    "FactState",
    "FeedbackTaken",
    "Filler",
    "FillerKind",
    "FillerPlace",
    "NextAction",
    "PointVerdict",
    "Repeated",
    "Report",
    "SecondOpinion",
    "SecondSlip",
    "SecondVerdict",
    "Signal",
    "Source",
    "Verdict",
]


class Verdict(StrEnum):
    """Whether a point was made."""

    COVERED = "covered"
    PARTIAL = "partial"
    MISSED = "missed"
    CONTRADICTED = "contradicted"
    UNSURE = "unsure"


class FillerKind(StrEnum):
    FILLED_PAUSE = "filled_pause"  # um, uh, er, hmm
    DISCOURSE_MARKER = "discourse_marker"  # like, you know, I mean, in filler position


class FillerPlace(StrEnum):
    """Where in the answer a filler fell."""

    START = "start"  # before the first word that says something
    TRANSITION = "transition"  # between two sentences or ideas
    SEARCH = "search"  # before a name, a figure or another word that carries meaning
    INSIDE = "inside"  # elsewhere

    @property
    def in_words(self) -> str:
        return {
            FillerPlace.START: "at the very start",
            FillerPlace.TRANSITION: "where a new thought begins",
            FillerPlace.SEARCH: "before a name or a word you look for",
        }.get(self, "in the middle of a phrase")


class Source(StrEnum):
    """Where a filler was found."""

    TEXT = "text"
    SOUND = "sound"
    BOTH = "both"
    USER = "user"  # the user says so


class FactState(StrEnum):
    """How a fact of a point was said."""

    RIGHT = "right"
    VAGUE = "vague"  # near the number, and said to be only near
    WRONG = "wrong"  # another one in its place
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FactCheck:
    """One fact of a point as its author wrote it; `heard` quotes what was said for it, empty where nothing was."""

    fact: str
    state: FactState
    heard: str = ""


@dataclass(frozen=True, slots=True)
class PointVerdict:
    """`id` and `say` repeat the prompt's point as it was when judged; `confidence` is 0..1; `reason` is plain words.

    Where the user corrected the judge, `verdict` is the user's and `judged` the judge's, to which the rest belongs.
    """

    id: str
    say: str
    verdict: Verdict
    confidence: float
    evidence: Evidence | None = None
    reason: str = ""
    group: str = ""
    weight: float = 1.0
    judged: Verdict | None = None
    facts: tuple[FactCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class AvoidSaid:
    """Something to avoid that was said all the same."""

    say: str
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class FeedbackTaken:
    """Whether an interviewer's remark `note`, made `on` that day, was taken up; judged as a point is.

    Unsure where words cannot show it.
    """

    note: str
    on: date
    verdict: Verdict
    confidence: float
    evidence: Evidence | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Filler:
    """`text` as it was heard, `confidence` 0..1 that it was said and is filler: from `HEARD` on it counts.

    `place` is None in a typed answer. `yours` is what the user says, whether it was one; None: nothing.
    """

    HEARD: ClassVar[float] = 0.5

    text: str
    kind: FillerKind
    start_s: float | None
    end_s: float | None
    source: Source
    confidence: float
    place: FillerPlace | None = None
    yours: bool | None = None

    @property
    def heard(self) -> bool:
        """Whether it counts, and is not only likely. The user's word wins."""
        return self.confidence >= self.HEARD if self.yours is None else self.yours

    @property
    def likely(self) -> bool:
        """Whether it was perhaps said: too faint to count, and not denied by the user."""
        return not self.heard and self.yours is None

    @property
    def middle_s(self) -> float | None:
        """The middle of it; None in a typed answer."""
        return None if self.start_s is None or self.end_s is None else (self.start_s + self.end_s) / 2


@dataclass(frozen=True, slots=True)
class Repeated:
    """A phrase of several words that came back: `times` times."""

    text: str
    times: int


@dataclass(frozen=True, slots=True)
class NextAction:
    """One thing to do next; `point_id` or `at_s` say what it is about."""

    text: str
    point_id: str = ""
    at_s: float | None = None


@dataclass(frozen=True, slots=True)
class SecondVerdict:
    """What a language model says about the point `id`; None where that was `refused` for its evidence.

    `say` repeats the point as it was when it was asked.
    """

    id: str
    say: str
    verdict: Verdict | None
    evidence: Evidence | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class SecondSlip:
    """Something to avoid that a language model says was said; `evidence` is None where that was `refused`."""

    say: str
    evidence: Evidence | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What a language model made of the same answer. It stands beside the report and changes no figure of it.

    `absent` says in plain words why there is none; `elsewhere` is the host where `model` was asked, if that is not this
    machine; `seconds` is how long it took.
    """

    model: str
    points: tuple[SecondVerdict, ...] = ()
    avoid_said: tuple[SecondSlip, ...] = ()
    seconds: float = 0.0
    absent: str = ""
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The whole judgement. `scored` is false when there was nothing to judge; `not_scored` then says why.

    `version` counts the shape of the report; `judge` names the judge and the version of its data.
    """

    version: int
    judge: str
    prompt_id: str
    scored: bool
    not_scored: str = ""
    points: tuple[PointVerdict, ...] = ()
    avoid_said: tuple[AvoidSaid, ...] = ()
    fillers: tuple[Filler, ...] = ()
    delivery: Delivery | None = None
    repeated: tuple[Repeated, ...] = ()
    strengths: tuple[str, ...] = ()
    actions: tuple[NextAction, ...] = ()
    second_opinion: SecondOpinion | None = None
    feedback_taken: tuple[FeedbackTaken, ...] = ()
    hedges: tuple[Evidence, ...] = ()
    false_starts: tuple[FalseStart, ...] = ()
    structure: Structure | None = None

    @property
    def filler_places(self) -> tuple[tuple[FillerPlace, int], ...]:
        """How many filled pauses were heard at each place, the commonest first; empty for a typed answer."""
        heard = [filler.place for filler in self.fillers if filler.kind is FillerKind.FILLED_PAUSE and filler.heard]
        return tuple(Counter(place for place in heard if place is not None).most_common())

    @property
    def coverage(self) -> float | None:
        """Share of the points' weight that was covered, partial counting half; None without points."""
        total = sum(point.weight for point in self.points)
        if not self.scored or not total:
            return None
        worth = {Verdict.COVERED: 1.0, Verdict.PARTIAL: 0.5}
        return sum(point.weight * worth.get(point.verdict, 0.0) for point in self.points) / total


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that the judge looked at: its `name`, its `value`, and what that means, in words.

    `weight` is by how much it moves the logarithm of the verdict's chance, against what is usual for other points and
    answers; it speaks `toward` a verdict.
    """

    name: str
    value: float
    says: str
    weight: float
    toward: Verdict


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is behind a verdict: `point` as it is judged now, the chance of each verdict, and the signals.

    The chances add up to 1, the highest first; of the signals the weightiest come first. `passage` is what was looked
    at, also for a point that was missed; `rule` says why a point cannot be covered whatever the signals say.
    """

    point: PointVerdict
    chances: tuple[tuple[Verdict, float], ...]
    signals: tuple[Signal, ...] = ()
    passage: Evidence | None = None
    rule: str = ""
