"""How an answer sounded: length, pace, pauses, rates of fillers, hedges and false starts, each against its band."""

from __future__ import annotations

import math
from collections.abc import Sequence

from greenroom.domain import (
    Bands,
    Delivery,
    Evidence,
    FalseStart,
    Figure,
    Filler,
    FillerKind,
    Limits,
    SpokenLength,
    Transcript,
)
from greenroom.scoring.delivery.advice import figure
from greenroom.scoring.delivery.fillers import filler_words
from greenroom.scoring.delivery.pace import pace_change_percent, pace_stretches
from greenroom.scoring.delivery.pauses import pauses_between
from greenroom.scoring.delivery.places import filler_clusters

__all__ = ["measure_delivery"]

SHORTEST_S = 5.0  # below this, and below so many words, a rate a minute says nothing
FEWEST_WORDS = 10
FEWEST_TIMES = 3
FEWEST_PAUSES = 2  # being stuck is rarer, and worse, than an um


def measure_delivery(
    transcript: Transcript,
    fillers: Sequence[Filler],
    hedges: Sequence[Evidence],
    false_starts: Sequence[FalseStart],
    target: SpokenLength,
    bands: Bands,
) -> Delivery:
    """The figures of one answer. A typed answer has words and nothing else."""
    words = len(transcript.words) - filler_words(transcript.words)
    length_s = _length_s(transcript)
    filled = [filler for filler in fillers if filler.kind is FillerKind.FILLED_PAUSE]
    hesitations = sum(filler.heard for filler in filled)
    markers = sum(filler.heard for filler in fillers if filler.kind is FillerKind.DISCOURSE_MARKER)
    minutes = None
    if length_s is not None and length_s >= SHORTEST_S and words >= FEWEST_WORDS:
        minutes = length_s / 60
    pauses = pauses_between(transcript.speech, transcript.words) if transcript.timed and transcript.speech else None
    stretches = pace_stretches(transcript.words, transcript.speech) if minutes else ()
    speaking_s = sum(span.duration_s for span in transcript.speech) if pauses else None
    share = 100 * speaking_s / length_s if minutes and length_s and speaking_s is not None else None
    stuck = pauses.stuck if pauses else None
    return Delivery(
        words=words,
        length_s=figure("length_s", length_s, Limits(target.low_s, target.high_s, "the prompt's target")),
        pace_wpm=figure("pace_wpm", _rate(words, minutes), bands.pace_wpm),
        filled_pauses=hesitations,
        filled_pauses_per_min=_frequency("filled_pauses_per_min", hesitations, minutes, bands.filled_pauses_per_min),
        filled_pauses_per_100_words=100 * hesitations / words if words else None,
        discourse_markers=markers,
        discourse_markers_per_min=_rate(markers, minutes),
        pauses=pauses,
        filled_pauses_likely=sum(filler.likely for filler in filled),
        markers_per_min=_frequency("markers_per_min", markers, minutes, bands.discourse_markers_per_min),
        hedges=len(hedges),
        hedges_per_min=_frequency("hedges_per_min", len(hedges), minutes, bands.hedges_per_min),
        false_starts=len(false_starts),
        false_starts_per_min=_frequency("false_starts_per_min", len(false_starts), minutes, bands.false_starts_per_min),
        filler_clusters=filler_clusters(fillers),
        pace_stretches=stretches,
        pace_change_percent=figure("pace_change_percent", pace_change_percent(stretches), bands.pace_change_percent),
        stuck_pauses_per_min=_frequency(
            "stuck_pauses_per_min", stuck, minutes, bands.stuck_pauses_per_min, FEWEST_PAUSES
        ),
        speaking_s=speaking_s,
        speaking_percent=figure("speaking_percent", share, bands.speaking_percent),
    )


def _frequency(
    name: str, count: int | None, minutes: float | None, limits: Limits, fewest: int = FEWEST_TIMES
) -> Figure:
    """How often a minute; less than *fewest* times is no habit, however short the answer was."""
    rate = _rate(count, minutes)
    return figure(name, rate, limits, tolerance=math.inf if (count or 0) < fewest else 0.0)


def _rate(count: int | None, minutes: float | None) -> float | None:
    return None if count is None or minutes is None else count / minutes


def _length_s(transcript: Transcript) -> float | None:
    """From the first to the last speech; by the words' times where no speech detection was made."""
    if not transcript.timed:
        return None
    if transcript.speech:
        return transcript.speech[-1].end_s - transcript.speech[0].start_s
    starts = [word.start_s for word in transcript.words if word.start_s is not None]
    ends = [word.end_s for word in transcript.words if word.end_s is not None]
    return max(ends) - min(starts) if starts and ends else None
