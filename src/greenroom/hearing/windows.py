"""Which parts of a recording go to the recogniser, and in which portions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from greenroom.domain import Span
from greenroom.hearing.port import RATE_HZ

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PAD_S", "WINDOW_S", "Window", "plan_windows"]

WINDOW_S = 28.0
"""Whisper hears 30 s at a time; a window that fits is heard once, with the prompt in force."""

PAD_S = 1.0
"""Sound kept around speech. With less, words at the edges change; far from speech, words get invented."""

_CUT_FROM_S = 16.0


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of a recording that are heard as one: speech with a little silence around, long silences left out."""

    pieces: tuple[Span, ...]

    @property
    def duration_s(self) -> float:
        return sum(piece.duration_s for piece in self.pieces)

    def cut_from(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """The window's own samples, shape (n,), out of those of the whole recording."""
        import numpy as np

        return np.concatenate([samples[round(p.start_s * RATE_HZ) : round(p.end_s * RATE_HZ)] for p in self.pieces])

    def in_recording(self, heard_s: float) -> float:
        """When a moment of the window is in the recording; moments outside of the window are moved to its edge."""
        left_s = max(0.0, heard_s)
        for piece in self.pieces:
            if left_s < piece.duration_s:
                return piece.start_s + left_s
            left_s -= piece.duration_s
        return self.pieces[-1].end_s


def plan_windows(speech: Sequence[Span], duration_s: float) -> tuple[Window, ...]:
    """Windows of at most `WINDOW_S` that hold all of *speech* with up to `PAD_S` around it, in order, not overlapping.

    A window ends at the longest pause of its later part. A stretch of speech with no pause at all may make it longer.
    """
    shares = [_share(speech, index, duration_s) for index in range(len(speech))]
    windows = []
    first = 0
    while first < len(shares):
        end = _end_of_window(shares, speech, first)
        windows.append(Window(_joined(shares[first:end])))
        first = end
    return tuple(windows)


def _share(speech: Sequence[Span], index: int, duration_s: float) -> Span:
    """A stretch of speech with the silence that belongs to it: `PAD_S`, or half of a shorter pause."""
    span = speech[index]
    before_s = speech[index - 1].end_s if index else -2 * PAD_S
    after_s = speech[index + 1].start_s if index + 1 < len(speech) else duration_s + 2 * PAD_S
    start_s = max(span.start_s - PAD_S, (before_s + span.start_s) / 2, 0.0)
    return Span(start_s, min(span.end_s + PAD_S, (span.end_s + after_s) / 2, duration_s))


def _end_of_window(shares: Sequence[Span], speech: Sequence[Span], first: int) -> int:
    """Index after the last share of the window that begins with the share at *first*."""
    filled_s = 0.0
    pauses: dict[int, float] = {}  # after the shares at which the window may end
    for index in range(first, len(shares)):
        filled_s += shares[index].duration_s
        if filled_s > WINDOW_S and index > first:
            return 1 + max(pauses, key=lambda last: pauses[last])
        if filled_s < _CUT_FROM_S:
            pauses.clear()  # too early, unless nothing better comes
        if index + 1 < len(speech):
            pauses[index] = speech[index + 1].start_s - speech[index].end_s
    return len(shares)


def _joined(shares: Sequence[Span]) -> tuple[Span, ...]:
    """Shares that touch become one piece."""
    pieces = [shares[0]]
    for share in shares[1:]:
        if share.start_s <= pieces[-1].end_s:
            pieces[-1] = Span(pieces[-1].start_s, share.end_s)
        else:
            pieces.append(share)
    return tuple(pieces)
