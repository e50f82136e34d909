"""How an answer sounded: length, pace, pauses, rates of fillers, each against its band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from greenroom.domain import Band, Delivery, Figure, Filler, FillerKind, PauseFigures, Span, SpokenLength, Transcript
from greenroom.scoring.fillers import filler_words

__all__ = ["LONG_PAUSE_S", "Bands", "figure", "measure_delivery", "pauses_between"]

PAUSE_S = 0.25
LONG_PAUSE_S = 2.0
SHORTEST_S = 5.0  # below this, and below so many words, a rate a minute says nothing
FEWEST_WORDS = 10

Bands = Mapping[str, Mapping[str, float | None]]


def measure_delivery(transcript: Transcript, fillers: Sequence[Filler], target: SpokenLength, bands: Bands) -> Delivery:
    """The figures of one answer. A typed answer has words and nothing else; *bands* come from `judge.json`."""
    words = len(transcript.words) - filler_words(transcript.words)
    length_s = _length_s(transcript)
    filled = [filler for filler in fillers if filler.kind is FillerKind.FILLED_PAUSE]
    hesitations = sum(filler.heard for filler in filled)
    markers = sum(filler.heard for filler in fillers if filler.kind is FillerKind.DISCOURSE_MARKER)
    minutes = None
    if length_s is not None and length_s >= SHORTEST_S and words >= FEWEST_WORDS:
        minutes = length_s / 60
    return Delivery(
        words=words,
        length_s=figure(length_s, target.low_s, target.high_s),
        pace_wpm=_banded(words / minutes if minutes else None, bands, "pace_wpm"),
        filled_pauses=hesitations,
        filled_pauses_per_min=_banded(hesitations / minutes if minutes else None, bands, "filled_pauses_per_min"),
        filled_pauses_per_100_words=100 * hesitations / words if words else None,
        discourse_markers=markers,
        discourse_markers_per_min=markers / minutes if minutes else None,
        pauses=pauses_between(transcript.speech) if transcript.timed and transcript.speech else None,
        filled_pauses_likely=sum(filler.likely for filler in filled),
    )


def pauses_between(speech: Sequence[Span]) -> PauseFigures:
    """The pauses between stretches of speech; what is silent before the first and after the last is none."""
    gaps = [after.start_s - before.end_s for before, after in pairwise(speech)]
    pauses = [gap for gap in gaps if gap >= PAUSE_S]
    return PauseFigures(
        count=len(pauses),
        long=sum(pause >= LONG_PAUSE_S for pause in pauses),
        longest_s=max(pauses, default=0.0),
        total_s=sum(pauses),
    )


def figure(value: float | None, low: float | None, high: float | None) -> Figure:
    """*value* with its place in the band from *low* to *high*; an end that is None is open."""
    if value is None:
        return Figure(None, low, high, Band.UNKNOWN)
    if low is not None and value < low:
        return Figure(value, low, high, Band.LOW)
    if high is not None and value > high:
        return Figure(value, low, high, Band.HIGH)
    return Figure(value, low, high, Band.GOOD)


def _banded(value: float | None, bands: Bands, name: str) -> Figure:
    return figure(value, bands[name]["low"], bands[name]["high"])


def _length_s(transcript: Transcript) -> float | None:
    """From the first to the last speech; by the words' times where no speech detection was made."""
    if not transcript.timed:
        return None
    if transcript.speech:
        return transcript.speech[-1].end_s - transcript.speech[0].start_s
    starts = [word.start_s for word in transcript.words if word.start_s is not None]
    ends = [word.end_s for word in transcript.words if word.end_s is not None]
    return max(ends) - min(starts) if starts and ends else None
