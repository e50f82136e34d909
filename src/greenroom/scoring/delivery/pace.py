"""The pace of an answer over its time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from greenroom.domain import PaceStretch, Span, Word
from greenroom.scoring.delivery.pauses import LONG_PAUSE_S
from greenroom.scoring.sentences import bare_word
from greenroom.scoring.text import FILLED_PAUSE

__all__ = ["pace_change_percent", "pace_stretches"]

STRETCH_S = 15.0
FEWEST = 3  # with fewer stretches one long word decides whether somebody sped up


def pace_stretches(words: Sequence[Word], speech: Sequence[Span]) -> tuple[PaceStretch, ...]:
    """The pace of each stretch of about 15 s, from the first to the last speech; pauses of 2 s and more are left out.

    Empty where words or *speech* have no times.
    """
    middles = [
        (word.start_s + word.end_s) / 2
        for word in words
        if word.start_s is not None and word.end_s is not None and not FILLED_PAUSE.fullmatch(bare_word(word.text))
    ]
    if not middles or not speech or speech[-1].end_s <= speech[0].start_s:
        return ()
    begin_s, length_s = speech[0].start_s, speech[-1].end_s - speech[0].start_s
    count = max(1, round(length_s / STRETCH_S))
    bounds = [begin_s + length_s * at / count for at in range(count + 1)]
    said = [0] * count
    for middle_s in middles:
        said[min(count - 1, max(0, int((middle_s - begin_s) / length_s * count)))] += 1
    silences = [
        Span(before.end_s, after.start_s)
        for before, after in pairwise(speech)
        if after.start_s - before.end_s >= LONG_PAUSE_S
    ]
    stretches = []
    for (start_s, end_s), number in zip(pairwise(bounds), said, strict=True):
        silent_s = sum(max(0.0, min(end_s, gap.end_s) - max(start_s, gap.start_s)) for gap in silences)
        spoken_s = end_s - start_s - silent_s
        if spoken_s >= STRETCH_S / 5:  # the rest was one silence
            stretches.append(PaceStretch(round(start_s, 2), round(end_s, 2), 60 * number / spoken_s))
    return tuple(stretches)


def pace_change_percent(stretches: Sequence[PaceStretch]) -> float | None:
    """How much quicker the last stretch was than those before it; None when there are too few."""
    if len(stretches) < FEWEST:
        return None
    before = sum(stretch.wpm for stretch in stretches[:-1]) / (len(stretches) - 1)
    return 100 * (stretches[-1].wpm / before - 1) if before else None
