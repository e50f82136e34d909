"""Long answers: clips of one reader, joined by pauses that sound like the room."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["join_clips"]

RATE_HZ = 16_000
PAUSE_S = (0.3, 1.5)
FRAME = 1024
Samples = NDArray[np.float32]


def join_clips(sounds: Sequence[Samples], wanted_s: float, rng: np.random.Generator) -> tuple[Samples, list[int]]:
    """About *wanted_s* of speech and pauses, and which of *sounds* it was made from, in order.

    The order is drawn; when all were used, it is drawn anew. The last clip is the one with which the length is reached.
    """
    tone = _RoomTone(np.concatenate(sounds), rng)
    pieces: list[Samples] = []
    used: list[int] = []
    left: list[int] = []
    length = 0
    while length < wanted_s * RATE_HZ:
        left = left or rng.permutation(len(sounds)).tolist()
        used.append(left.pop())
        if pieces:
            pieces.append(tone.stretch(round(rng.uniform(*PAUSE_S) * RATE_HZ)))
        pieces.append(sounds[used[-1]])
        length = sum(len(piece) for piece in pieces)
    return np.concatenate(pieces), used


class _RoomTone:
    """Noise with the level and the spectrum of the quietest twentieth of a recording."""

    def __init__(self, sound: Samples, rng: np.random.Generator) -> None:
        frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
        levels = np.sqrt((frames**2).mean(axis=1))
        heard = np.flatnonzero(levels > 1e-6)  # digital silence is not the room
        quiet = frames[heard[np.argsort(levels[heard])[: max(1, len(heard) // 20)]]]
        self._level = float(np.sqrt((quiet**2).mean()))
        self._shape = np.sqrt((np.abs(np.fft.rfft(quiet * np.hanning(FRAME))) ** 2).mean(axis=0))
        self._rng = rng

    def stretch(self, length: int) -> Samples:
        spectrum = np.fft.rfft(self._rng.standard_normal(length))
        at = np.linspace(0, 1, len(spectrum))
        noise = np.fft.irfft(spectrum * np.interp(at, np.linspace(0, 1, len(self._shape)), self._shape), length)
        scaled: Samples = (noise * self._level / np.sqrt((noise**2).mean())).astype(np.float32)
        return scaled
