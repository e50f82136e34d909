"""The arithmetic of the benchmark: events matched, rates counted, intervals drawn. No sound, no engine."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["DRAWS", "Event", "Hits", "count_hits", "f1", "interval", "loops", "precision", "rate", "recall", "total"]

DRAWS = 2_000
LOOP = 2.4
"""How many times smaller zlib makes a text that goes round in circles; openai-whisper's own limit."""

PASSAGE = 60
"""Words; about what is said in 30 s."""

Event = tuple[float, float, str]
"""Start and end in seconds, and what was said."""

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hits:
    """Of one clip: events that are there, events that were found, and pairs of one each that are the same."""

    true: int
    found: int
    hits: int


def count_hits(true: Sequence[Event], found: Sequence[Event], tolerance_s: float = 0.5) -> Hits:
    """Pair events whose middles lie within *tolerance_s*, one to one, as many as can be.

    With one tolerance for all, taking the earliest partner that fits, in order of time, leaves out none that could be
    paired.
    """
    wanted, given = _middles(true), _middles(found)
    hits = at = 0
    for middle_s in wanted:
        while at < len(given) and given[at] < middle_s - tolerance_s:
            at += 1
        if at < len(given) and given[at] <= middle_s + tolerance_s:
            hits += 1
            at += 1
    return Hits(len(true), len(found), hits)


def _middles(events: Sequence[Event]) -> list[float]:
    return sorted((start_s + end_s) / 2 for start_s, end_s, _ in events)


def precision(hits: Counts, found: Counts) -> Counts:
    """Of what was found, the share that is there; nan where nothing was found."""
    return _over(hits, found)


def recall(hits: Counts, true: Counts) -> Counts:
    """Of what is there, the share that was found; nan where there is nothing."""
    return _over(hits, true)


def f1(hits: Counts, found: Counts, true: Counts) -> Counts:
    """The harmonic mean of precision and recall; nan where there is nothing and nothing was found."""
    return _over(2 * hits, found + true)


def rate(errors: Counts, units: Counts) -> Counts:
    """*errors* per unit; nan where there are no units."""
    return _over(errors, units)


def _over(counted: Counts, of: Counts) -> Counts:
    shares: Counts = np.divide(counted, of, out=np.full(np.shape(of), np.nan), where=of > 0)
    return shares


def interval(
    counts: Sequence[Sequence[float]], figure: Callable[..., Counts], level: float = 0.95
) -> tuple[float, float]:
    """Interval of *figure* when the clips are drawn anew with replacement, `DRAWS` times, the same draws every time.

    Each of *counts* has one number for each clip; *figure* gets, for each of them, its sums, shape (`DRAWS`,). Draws
    for which it is nan are left out; two nan if that is all of them.
    """
    table = np.array(counts, dtype=np.float64)
    clips = table.shape[1]
    drawn = np.random.default_rng(0).integers(0, clips, (DRAWS, clips))
    values = figure(*table[:, drawn].sum(axis=2))
    values = values[~np.isnan(values)]
    if not len(values):
        return math.nan, math.nan
    low, high = np.percentile(values, [50 * (1 - level), 50 * (1 + level)])
    return float(low), float(high)


def total(counts: Sequence[Sequence[float]], figure: Callable[..., Counts]) -> float:
    """*figure* of the sums over all clips."""
    return float(figure(*(np.array([sum(of_all)], dtype=np.float64) for of_all in counts))[0])


def loops(text: str) -> bool:
    """Whether some passage of a text goes round in circles, by the measure that openai-whisper uses for 30 s."""
    words = text.split()
    passages = (" ".join(words[start : start + PASSAGE]) for start in range(0, max(1, len(words)), PASSAGE // 2))
    return any(len(passage) / len(zlib.compress(passage.encode())) > LOOP for passage in passages)
