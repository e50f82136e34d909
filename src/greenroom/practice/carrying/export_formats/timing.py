"""Stretches of time in a row, as subtitles and TextGrids want them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Stretch", "in_a_row"]

_LEAST_S = 0.001
"""Neither Praat nor a player takes a stretch of no length, and recognisers give such words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text and when it is there, in seconds from the start of the recording, whole milliseconds."""

    start_s: float
    end_s: float
    text: str


def in_a_row(items: Iterable[tuple[float | None, float | None, str]]) -> list[Stretch]:
    """*items* (start, end, text) in order of time, none overlapping the one before, none without length.

    An item without a time follows on the one before. Nothing is left out; line breaks become spaces.
    """
    stretches: list[Stretch] = []
    earliest_ms = 0
    timed: list[tuple[float, float, str]] = []
    for start_s, end_s, text in items:
        start = start_s if start_s is not None else (timed[-1][1] if timed else 0.0)
        timed.append((start, end_s if end_s is not None else start, " ".join(text.split())))
    for start, end, text in sorted(timed, key=lambda item: item[0]):
        start_ms = max(round(start * 1000), earliest_ms)
        earliest_ms = max(round(end * 1000), start_ms + round(_LEAST_S * 1000))
        stretches.append(Stretch(start_ms / 1000, earliest_ms / 1000, text))
    return stretches
