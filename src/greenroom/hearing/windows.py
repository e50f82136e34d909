"""Which stretches of a recording go to the recogniser, each in one piece."""

from __future__ import annotations

from collections.abc import Sequence

from greenroom.domain import Span

__all__ = ["PAD_S", "WINDOW_S", "plan_windows"]

WINDOW_S = 28.0
"""Whisper hears 30 s at a time; a window that fits is heard once, with the prompt in force."""

PAD_S = 1.0
"""Sound kept around speech. With less, words at the edges change; far from speech, words get invented."""

_CUT_FROM_S = 16.0


def plan_windows(speech: Sequence[Span], duration_s: float) -> tuple[Span, ...]:
    """Windows of at most `WINDOW_S` that hold all of *speech* with `PAD_S` around it, in order, not overlapping.

    They are cut at the longest pause of their later part, in its middle. A stretch of speech with no pause at all may
    be longer than a window. Silence between two windows that is far from speech is left out.
    """
    windows = []
    first = 0
    while first < len(speech):
        start_s = _edge(speech, first, duration_s)
        last = _last_that_fits(speech, first, start_s, duration_s)
        windows.append(Span(start_s, _edge(speech, last + 1, duration_s, after=True)))
        first = last + 1
    return tuple(windows)


def _last_that_fits(speech: Sequence[Span], first: int, start_s: float, duration_s: float) -> int:
    """Index of the last stretch of the window that begins at *start_s* with stretch *first*."""
    fitting = first
    while fitting + 1 < len(speech) and _edge(speech, fitting + 2, duration_s, after=True) - start_s <= WINDOW_S:
        fitting += 1
    if fitting + 1 == len(speech):
        return fitting
    late = [index for index in range(first, fitting + 1) if speech[index].end_s - start_s >= _CUT_FROM_S]
    return max(late or [fitting], key=lambda index: speech[index + 1].start_s - speech[index].end_s)


def _edge(speech: Sequence[Span], index: int, duration_s: float, *, after: bool = False) -> float:
    """Where a window begins that starts with stretch *index*, or (*after*) ends that holds all stretches before it."""
    before_s = speech[index - 1].end_s if index else None
    next_s = speech[index].start_s if index < len(speech) else None
    if before_s is not None and next_s is not None and next_s - before_s < 2 * PAD_S:
        return (before_s + next_s) / 2
    if after:
        assert before_s is not None
        return min(duration_s, before_s + PAD_S)
    assert next_s is not None
    return max(0.0, next_s - PAD_S)
