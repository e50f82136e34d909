"""Watching a stream of sound for what no error tells: sound that went missing, and sound that is none."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Gap", "GapDetector", "ZeroRuns"]

_GAP_S = 0.1  # longer than any jitter of delivery that was left after the window below
_WINDOW_S = 1.0  # a server that was frozen has delivered what it kept well within this
_BREAK_S = 0.5  # no block for so long: what came before says nothing about what comes after
_DRIFT = 5e-4  # a sound card's clock and the computer's differ by less than this


@dataclass(frozen=True, slots=True)
class Gap:
    """*missing_s* of sound were never delivered, at *position_s* of the recording."""

    position_s: float
    missing_s: float


class GapDetector:
    """Compares the sound that came with the time that passed.

    A server that was frozen delivers late but everything; a source that was suspended delivers the rest on time as if
    nothing had been. So only what is still missing after a while counts: the least lag of the last second.
    """

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._frames = 0
        self._usual_lag_s: float | None = None
        self._recent: deque[tuple[float, float, float]] = deque()  # time, lag, position

    def block(self, at_s: float, frames: int, position_s: float) -> Gap | None:
        """Note *frames* that came at the clock's *at_s*, *position_s* into the recording; the gap found by it."""
        self._frames += frames
        lag_s = at_s - self._frames / self._rate_hz
        if self._usual_lag_s is None or lag_s < self._usual_lag_s:
            self._usual_lag_s = lag_s
        if self._recent and at_s - self._recent[-1][0] > _BREAK_S:
            self._recent.clear()
        self._recent.append((at_s, lag_s, position_s))
        if at_s - self._recent[0][0] < _WINDOW_S:
            return None
        gap = self.finish()
        if gap is None:
            least_s = min(lag for _, lag, _ in self._recent)
            self._usual_lag_s += min(least_s - self._usual_lag_s, _DRIFT * frames / self._rate_hz)
            self._recent.popleft()
        return gap

    def finish(self) -> Gap | None:
        """The gap that the latest blocks show, at the end of a recording too short after it for `block` to tell."""
        if not self._recent or self._usual_lag_s is None:
            return None
        least_s = min(lag for _, lag, _ in self._recent)
        missing_s = least_s - self._usual_lag_s
        if missing_s < _GAP_S:
            return None
        gap = Gap(self._recent[0][2], missing_s)
        self._usual_lag_s = least_s
        self._recent.clear()
        return gap


class ZeroRuns:
    """Keeps count of exact silence, which no microphone in a room ever sends."""

    def __init__(self, rate_hz: int, long_s: float) -> None:
        self._rate_hz = rate_hz
        self._long = round(rate_hz * long_s)
        self._run = 0
        self._in_long_runs = 0

    def add(self, samples: NDArray[np.int16]) -> None:
        """The next samples, shape (n,); a run ends with the block that holds anything but zeros."""
        if samples.any():
            self._close()
        else:
            self._run += len(samples)

    @property
    def now_long(self) -> bool:
        """Whether a run of exact silence is going on that is long enough to warn."""
        return self._run >= self._long

    @property
    def total_s(self) -> float:
        """All long runs together, the present one too."""
        return (self._in_long_runs + (self._run if self.now_long else 0)) / self._rate_hz

    def _close(self) -> None:
        if self.now_long:
            self._in_long_runs += self._run
        self._run = 0
