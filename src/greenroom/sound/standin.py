"""A sound card made of samples: its microphone plays them, its loudspeaker keeps what it was given.

The recorder, the writer and the player are the real ones; only the device is not.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.domain import EndReason
from greenroom.sound.devices import find_device
from greenroom.sound.player import Player
from greenroom.sound.port import Device, Playback, Take
from greenroom.sound.recorder import Recorder
from greenroom.sound.samples import to_int16

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FileCard"]

_BLOCK_S = 0.02
_JOIN_LIMIT_S = 1.0


class FileCard:
    """A `SoundCard` whose microphone hears mono *samples* in [-1, 1], shape (n,), from their start in every take.

    A take ends by itself with them, as `STOPPED`. With *real_time* false everything goes as fast as it can, and the
    position in a playback is that of what was played. `played` holds, one array a playback, what the loudspeaker
    was given, at *rate_hz*.
    """

    def __init__(self, samples: NDArray[np.float32], rate_hz: int, *, real_time: bool = False) -> None:
        self._samples = samples
        self._rate_hz = rate_hz
        self._real_time = real_time
        self._loudspeakers: list[_LoudspeakerThread] = []

    @property
    def played(self) -> tuple[NDArray[np.float32], ...]:
        return tuple(loudspeaker.played() for loudspeaker in self._loudspeakers)

    def devices(self) -> tuple[Device, ...]:
        return (
            Device(0, "samples (microphone)", 1, 0, self._rate_hz, default_input=True),
            Device(1, "samples (loudspeaker)", 0, 1, self._rate_hz, default_output=True),
        )

    def record(self, path: Path, *, microphone: str = "") -> Take:
        find_device(self.devices(), "microphone", microphone)
        return Recorder(path, _MicrophoneThread(self._samples, self._rate_hz, self._real_time))

    def play(self, samples: NDArray[np.float32], rate_hz: int, *, speaker: str = "", paused: bool = False) -> Playback:
        find_device(self.devices(), "loudspeaker", speaker)
        loudspeaker = _LoudspeakerThread(self._rate_hz, self._real_time)
        self._loudspeakers.append(loudspeaker)
        return Player(samples, rate_hz, loudspeaker, paused=paused)


class _DeviceThread:
    """Calls `_block(number)` once every block's time, until that returns false or the device is closed."""

    def __init__(self, rate_hz: int, real_time: bool) -> None:
        self.rate_hz = rate_hz
        self._real_time = real_time
        self._frames = round(rate_hz * _BLOCK_S)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sound-standin", daemon=True)

    def close(self) -> None:
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join(_JOIN_LIMIT_S)

    def _run(self) -> None:
        begin_s = time.monotonic()
        number = 0
        while not self._closing.is_set() and self._block(number):
            number += 1
            if self._real_time:
                self._closing.wait(begin_s + number * self._frames / self.rate_hz - time.monotonic())
        self._finished()

    def _block(self, _number: int) -> bool:
        raise NotImplementedError

    def _finished(self) -> None:
        raise NotImplementedError


class _MicrophoneThread(_DeviceThread):
    """An `InputStream`."""

    def __init__(self, samples: NDArray[np.float32], rate_hz: int, real_time: bool) -> None:
        super().__init__(rate_hz, real_time)
        self._samples = to_int16(samples)

    def start(self, on_block: Callable[[bytes, bool], None], on_end: Callable[[EndReason], None]) -> None:
        self._on_block, self._on_end = on_block, on_end
        self._thread.start()

    def _block(self, _number: int) -> bool:
        # In real time a block is there when its time has passed: the first call brings none.
        first = (_number - self._real_time) * self._frames
        if first >= 0:
            self._on_block(self._samples[first : first + self._frames].tobytes(), False)
        return first + self._frames < len(self._samples)

    def _finished(self) -> None:
        self._on_end(EndReason.STOPPED)


class _LoudspeakerThread(_DeviceThread):
    """An `OutputStream`."""

    def __init__(self, rate_hz: int, real_time: bool) -> None:
        super().__init__(rate_hz, real_time)
        self._pieces: list[NDArray[np.float32]] = []

    def start(self, fill: Callable[[int, float], tuple[NDArray[np.float32], bool]], on_end: Callable[[], None]) -> None:
        self._fill, self._on_end = fill, on_end
        self._thread.start()

    def played(self) -> NDArray[np.float32]:
        import numpy as np

        return np.concatenate(self._pieces) if self._pieces else np.zeros(0, np.float32)

    def _block(self, _number: int) -> bool:
        samples, last = self._fill(self._frames, 0.0)
        self._pieces.append(samples)
        return not last

    def _finished(self) -> None:
        self._on_end()
