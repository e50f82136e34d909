"""Sound that can be read on from any place, at any speed, a block at a time: only what is heard next is stretched."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from greenroom.sound.ffmpeg import Stretcher

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Reel"]

_LEAST_FED = 512


class Reel:
    """Mono *samples*, shape (n,). `position` is the sample that is read next, a fraction at other speeds than 1."""

    def __init__(self, samples: NDArray[np.float32]) -> None:
        self._samples = samples
        self._stretcher: Stretcher | None = None
        self._ready: NDArray[np.float32] = samples[:0]
        self._fed = 0
        self._limit: int | None = None
        self.position = 0.0

    @property
    def speed(self) -> float:
        return self._stretcher.speed if self._stretcher else 1.0

    @property
    def held(self) -> bool:
        """Whether nothing is read because of the limit."""
        return self._limit is not None and self.position >= self._limit

    @property
    def at_end(self) -> bool:
        return self.position >= len(self._samples)

    def turn(self, position: float, stretcher: Stretcher | None) -> None:
        """Go on from sample *position*, through a *stretcher* that was not used before, or none at speed 1."""
        self.position = min(max(0.0, position), float(len(self._samples)))
        self._stretcher = stretcher
        self._ready = self._samples[:0]
        self._fed = round(self.position)

    def hold_at(self, limit: int | None) -> None:
        """Read nothing from sample *limit* on."""
        self._limit = limit

    def read(self, frames: int) -> NDArray[np.float32]:
        """The next samples, shape (n,), n <= *frames*; none at the end and at the limit."""
        end = len(self._samples) if self._limit is None else min(self._limit, len(self._samples))
        left = math.ceil((end - self.position) / self.speed)
        if left <= 0:
            return self._samples[:0]
        wanted = min(frames, left)
        if self._stretcher is None:
            first = round(self.position)
            piece = self._samples[first : first + wanted]
        else:
            piece = self._stretched(self._stretcher, wanted)
        done = wanted == left or not len(piece)
        self.position = float(end) if done else self.position + len(piece) * self.speed
        return piece

    def _stretched(self, stretcher: Stretcher, frames: int) -> NDArray[np.float32]:
        import numpy as np

        while len(self._ready) < frames and self._fed < len(self._samples):
            piece = self._samples[self._fed : self._fed + max(_LEAST_FED, round(frames * self.speed))]
            self._fed += len(piece)
            ready = [self._ready, stretcher.feed(piece)]
            if self._fed >= len(self._samples):
                ready.append(stretcher.finish())
            self._ready = np.concatenate(ready)
        piece, self._ready = self._ready[:frames], self._ready[frames:]
        return piece
