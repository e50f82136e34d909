"""Playing sound: pause, jump, speed, and a position as it is heard."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from greenroom.errors import SoundError
from greenroom.sound.ffmpeg import Stretcher
from greenroom.sound.reel import Reel
from greenroom.sound.resample import resample
from greenroom.sound.stream import OutputStream

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Player"]

_STALL_S = 5.0
_TICK_S = 0.1


class Player:
    """Plays mono *samples* in [-1, 1], shape (n,), at *rate_hz* on *stream*: a `Playback`. Raises SoundError."""

    def __init__(
        self,
        samples: NDArray[np.float32],
        rate_hz: int,
        stream: OutputStream,
        *,
        paused: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._reel = Reel(resample(samples, rate_hz, stream.rate_hz))
        self._stream = stream
        self._clock = clock
        self._guard = threading.Lock()
        self._paused = paused
        self._mark = (clock(), 0.0, 1.0)  # at this time this sample is heard, at this speed ...
        self._from = 0.0  # ... and none before this one
        self._ended = threading.Event()
        self._stopped = False
        self._tail = 0  # frames of silence that push the last sample out: ended streams drop what they still hold
        self._last_fill_s = clock()
        try:
            stream.start(self._fill, self._ended.set)
        except BaseException:
            stream.close()
            raise

    def position_s(self) -> float:
        with self._guard:
            return self._heard() / self._stream.rate_hz

    def seek(self, position_s: float) -> None:
        stretcher = self._stretcher(self._reel.speed)
        with self._guard:
            self._reel.turn(position_s * self._stream.rate_hz, stretcher)
            self._from = self._reel.position
            self._mark = (self._clock(), self._from, self._reel.speed)

    def set_speed(self, speed: float) -> None:
        if speed == self._reel.speed:
            return
        stretcher = self._stretcher(speed)
        with self._guard:
            self._reel.turn(self._reel.position, stretcher)

    def hold_at(self, position_s: float | None) -> None:
        with self._guard:
            self._reel.hold_at(None if position_s is None else round(position_s * self._stream.rate_hz))

    def pause(self) -> None:
        self._paused = True

    def resume(self) -> None:
        self._paused = False

    def wait(self, timeout_s: float) -> bool:
        until_s = self._clock() + timeout_s
        while not self._ended.wait(min(_TICK_S, max(0.0, until_s - self._clock()))):
            now_s = self._clock()
            if now_s - self._last_fill_s > _STALL_S:
                self.stop()
                raise SoundError("The loudspeaker stopped answering.", hint="Restart the computer's sound system.")
            if now_s >= until_s:
                return False
        if self._stopped:
            return False
        complete = self._reel.at_end
        self.stop()
        if not complete:
            raise SoundError("The loudspeaker went away.", hint="Plug it in again, or choose another with --speaker.")
        return True

    def stop(self) -> None:
        self._stopped = self._stopped or not self._ended.is_set()
        self._stream.close()
        self._ended.set()

    def _stretcher(self, speed: float) -> Stretcher | None:
        """Made on the caller's thread: the first one loads FFmpeg, which the device would not wait for."""
        return None if speed == 1.0 else Stretcher(self._stream.rate_hz, speed)

    def _fill(self, frames: int, delay_s: float) -> tuple[NDArray[np.float32], bool]:
        """On the device's thread: the next *frames* samples, the first of which is heard in *delay_s* seconds."""
        import numpy as np

        now_s = self._clock()
        self._last_fill_s = now_s
        block = np.zeros(frames, np.float32)
        with self._guard:
            if self._paused or self._reel.held:
                return block, False
            begin = self._reel.position
            piece = self._reel.read(frames)
            block[: len(piece)] = piece
            if not len(piece):
                self._tail -= frames
                return block, self._tail <= 0
            self._mark = (now_s + delay_s, begin, self._reel.speed)
            self._tail = frames + round(delay_s * self._stream.rate_hz)
            return block, False

    def _heard(self) -> float:
        """The sample that is heard now."""
        if self._ended.is_set() and not self._stopped:
            return self._reel.position
        at_s, sample, speed = self._mark
        heard = sample + (self._clock() - at_s) * self._stream.rate_hz * speed
        self._from = min(max(heard, self._from), self._reel.position)
        return self._from
