"""Pauses, and what they were for: thinking between two ideas, or being stuck inside a sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from greenroom.domain import PauseFigures, Span, Word
from greenroom.scoring.sentences import SENTENCE_END, bare_word
from greenroom.scoring.text import FILLED_PAUSE

__all__ = ["LONG_PAUSE_S", "pauses_between"]

PAUSE_S = 0.25
LONG_PAUSE_S = 2.0


def pauses_between(speech: Sequence[Span], words: Sequence[Word]) -> PauseFigures:
    """The pauses between stretches of *speech*; what is silent before the first and after the last is none.

    A pause is for thinking when the last of *words* before it ends a sentence; hesitations are no words here.
    """
    pauses = [
        Span(before.end_s, after.start_s)
        for before, after in pairwise(speech)
        if after.start_s - before.end_s >= PAUSE_S
    ]
    timed = [word for word in words if word.start_s is not None and not FILLED_PAUSE.fullmatch(bare_word(word.text))]
    middles = [((word.start_s or 0.0) + (word.end_s or 0.0)) / 2 for word in timed]
    inside = [pause for pause in pauses if timed and not _after_sentence(pause, timed, middles)]
    stuck = [pause for pause in inside if pause.duration_s >= LONG_PAUSE_S]
    return PauseFigures(
        count=len(pauses),
        long=sum(pause.duration_s >= LONG_PAUSE_S for pause in pauses),
        longest_s=max((pause.duration_s for pause in pauses), default=0.0),
        total_s=sum((pause.duration_s for pause in pauses), 0.0),
        thinking=len(pauses) - len(inside) if timed else None,
        inside=len(inside) if timed else None,
        stuck=len(stuck) if timed else None,
        stuck_at_s=max(stuck, key=lambda pause: pause.duration_s).start_s if stuck else None,
    )


def _after_sentence(pause: Span, words: Sequence[Word], middles: Sequence[float]) -> bool:
    """Whether a sentence ends before *pause*, or no word was said before it or after it."""
    at = bisect_left(middles, (pause.start_s + pause.end_s) / 2)
    return at in {0, len(words)} or bool(SENTENCE_END.search(words[at - 1].text))
