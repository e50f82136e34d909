"""What the judge says about one answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

__all__ = [
    "AvoidSaid",
    "Band",
    "Delivery",
    "Evidence",
    "Figure",
    "Filler",
    "FillerKind",
    "NextAction",
    "PauseFigures",
    "PointVerdict",
    "Repeated",
    "Report",
    "SecondOpinion",
    "SecondSlip",
    "SecondVerdict",
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


class Source(StrEnum):
    """Where a filler was found."""

    TEXT = "text"
    SOUND = "sound"
    BOTH = "both"


class Band(StrEnum):
    """Where a figure lies against its band of settings."""

    LOW = "low"
    GOOD = "good"
    HIGH = "high"
    UNKNOWN = "unknown"  # not measured: a typed answer has no pace


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the answer, quoted exactly, and when they were said (None in a typed answer)."""

    text: str
    start_s: float | None
    end_s: float | None


@dataclass(frozen=True, slots=True)
class PointVerdict:
    """`id` and `say` repeat the prompt's point as it was when judged; `confidence` is 0..1; `reason` is plain words."""

    id: str
    say: str
    verdict: Verdict
    confidence: float
    evidence: Evidence | None = None
    reason: str = ""
    group: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class AvoidSaid:
    """Something to avoid that was said all the same."""

    say: str
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Filler:
    """`text` as it was heard, `confidence` 0..1 that it was said and is filler: from `HEARD` on it counts."""

    HEARD: ClassVar[float] = 0.5

    text: str
    kind: FillerKind
    start_s: float | None
    end_s: float | None
    source: Source
    confidence: float

    @property
    def heard(self) -> bool:
        """Whether it counts, and is not only likely."""
        return self.confidence >= self.HEARD


@dataclass(frozen=True, slots=True)
class Repeated:
    """A phrase of several words that came back: `times` times."""

    text: str
    times: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with the band that it should lie in. `value` is None where it could not be measured."""

    value: float | None
    low: float | None
    high: float | None
    band: Band


@dataclass(frozen=True, slots=True)
class PauseFigures:
    """Pauses from the waveform: `count` of 0.25 s and more, `long` of 2 s and more, the longest, all together (s)."""

    count: int
    long: int
    longest_s: float
    total_s: float


@dataclass(frozen=True, slots=True)
class Delivery:
    """How it sounded. Rates of fillers are for filled pauses; discourse markers are counted beside them.

    `pace_wpm` is words per minute over the time from the first to the last speech, fillers not counted as words;
    `length_s` is that time, against the prompt's target. `filled_pauses` are those that were heard; how many more are
    likely is `filled_pauses_likely`, and no rate counts them.
    """

    words: int
    length_s: Figure
    pace_wpm: Figure
    filled_pauses: int
    filled_pauses_per_min: Figure
    filled_pauses_per_100_words: float | None
    discourse_markers: int
    discourse_markers_per_min: float | None
    pauses: PauseFigures | None
    filled_pauses_likely: int = 0


@dataclass(frozen=True, slots=True)
class NextAction:
    """One thing to do next; `point_id` or `at_s` say what it is about."""

    text: str
    point_id: str = ""
    at_s: float | None = None


@dataclass(frozen=True, slots=True)
class SecondVerdict:
    """What a language model says about the point `id`; None where that was `refused` for its evidence."""

    id: str
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

    @property
    def coverage(self) -> float | None:
        """Share of the points' weight that was covered, partial counting half; None without points."""
        total = sum(point.weight for point in self.points)
        if not self.scored or not total:
            return None
        worth = {Verdict.COVERED: 1.0, Verdict.PARTIAL: 0.5}
        return sum(point.weight * worth.get(point.verdict, 0.0) for point in self.points) / total
