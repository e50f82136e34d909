"""How an answer sounded, in figures with their bands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Band", "Delivery", "FalseStart", "FalseStartKind", "Figure", "FillerCluster", "PaceStretch", "PauseFigures"]


class Band(StrEnum):
    """Where a figure lies against its band of settings."""

    LOW = "low"
    GOOD = "good"
    HIGH = "high"
    UNKNOWN = "unknown"  # not measured: a typed answer has no pace


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with the band that it should lie in. `value` is None where it could not be measured.

    `source` says who draws the band; `advice` what to do, in plain words, and is empty inside the band.
    """

    value: float | None
    low: float | None
    high: float | None
    band: Band
    source: str = ""
    advice: str = ""


UNMEASURED = Figure(None, None, None, Band.UNKNOWN)


@dataclass(frozen=True, slots=True)
class PauseFigures:
    """Pauses from the waveform: `count` of 0.25 s and more, `long` of 2 s and more, the longest, all together (s).

    `thinking` are those after the end of a sentence, `inside` those within one; `stuck` are the long ones of these,
    and `stuck_at_s` is when the longest of them began. None in reports from before these were told apart.
    """

    count: int
    long: int
    longest_s: float
    total_s: float
    thinking: int | None = None
    inside: int | None = None
    stuck: int | None = None
    stuck_at_s: float | None = None


class FalseStartKind(StrEnum):
    REPEAT = "repeat"  # "we, we moved"
    RESTART = "restart"  # "I was go- I went"; "no, sorry"


@dataclass(frozen=True, slots=True)
class FalseStart:
    """Words that were taken back: said again, or begun anew. Times are None in a typed answer."""

    text: str
    kind: FalseStartKind
    start_s: float | None
    end_s: float | None


@dataclass(frozen=True, slots=True)
class FillerCluster:
    """Three or more filled pauses within ten seconds: from the start of the first to the end of the last."""

    start_s: float
    end_s: float
    count: int


@dataclass(frozen=True, slots=True)
class PaceStretch:
    """The pace of some fifteen seconds of the answer."""

    start_s: float
    end_s: float
    wpm: float


@dataclass(frozen=True, slots=True)
class Delivery:
    """How it sounded. Rates of fillers are for filled pauses; discourse markers are counted beside them.

    `pace_wpm` is words per minute over the time from the first to the last speech, fillers not counted as words;
    `length_s` is that time, against the prompt's target. `filled_pauses` are those that were heard; how many more are
    likely is `filled_pauses_likely`, and no rate counts them.

    `speaking_s` is the time with a voice in it, `speaking_percent` its share of the length. `pace_change_percent` is
    how much quicker the last stretch was than the ones before. What needs times is unknown in a typed answer.
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
    markers_per_min: Figure = UNMEASURED
    hedges: int = 0
    hedges_per_min: Figure = UNMEASURED
    false_starts: int = 0
    false_starts_per_min: Figure = UNMEASURED
    filler_clusters: tuple[FillerCluster, ...] = ()
    pace_stretches: tuple[PaceStretch, ...] = ()
    pace_change_percent: Figure = UNMEASURED
    stuck_pauses_per_min: Figure = UNMEASURED
    speaking_s: float | None = None
    speaking_percent: Figure = UNMEASURED
