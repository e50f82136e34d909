"""A recorder that loses nothing: callback -> queue -> writer thread -> a WAV file that is valid at every moment.

The device's callback only copies and enqueues. The writer thread does the rest: it writes, measures, and watches for
what the device does not say. Whatever ends the recording, the file is whole up to then and the reason is known.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

from greenroom.domain import EndReason, Levels, Recording
from greenroom.sound.check import silence_hint
from greenroom.sound.levels import FLOOR_DBFS, LevelMeter, block_level_dbfs
from greenroom.sound.port import TakeState
from greenroom.sound.stream import InputStream
from greenroom.sound.watch import Gap, GapDetector, ZeroRuns
from greenroom.sound.wav import NO_ROOM, WavWriter, read_frames

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["GIVE_UP_S", "WARN_S", "ZERO_RUN_S", "Recorder"]

WARN_S = 1.0
"""No sound for so long: say so. Blocks come every 20 to 150 ms."""

GIVE_UP_S = 5.0
"""No sound for so long: end. A server that was busy or frozen for less carries on without loss."""

ZERO_RUN_S = 1.5
"""Exact silence for so long: warn. Shorter ones occur when a source starts or a headset closes its gate."""

_TICK_S = 0.1
_WRITER_LIMIT_S = 1.5


class _Block(NamedTuple):
    at_s: float
    data: bytes
    paused: bool
    after_loss: bool


class Recorder:
    """Records from *stream* into the new file *path*: a `Take`.

    *clock* gives seconds and never goes back; *now* gives the time of day. Raises LibraryError (the file) and
    SoundError (the device); the device is let go then, and no new file is left.
    """

    def __init__(
        self,
        path: Path,
        stream: InputStream,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._stream = stream
        self._clock = clock
        self._queue: SimpleQueue[_Block | EndReason | None] = SimpleQueue()  # None: nothing comes any more
        self._guard = threading.Lock()
        self._stopping = threading.Lock()
        self._ended: EndReason | None = None
        self._recording: Recording | None = None
        self._paused = False
        self._frames_read = 0
        self._level_dbfs = FLOOR_DBFS
        self._ear = _Ear(stream.rate_hz)
        self._problem = ""
        try:
            self._writer = WavWriter(path, stream.rate_hz)
        except BaseException:
            stream.close()
            raise
        self._started_at = now()
        self._last_block_s = clock()
        self._thread = threading.Thread(target=self._run, name="sound-writer", daemon=True)
        self._thread.start()
        try:
            stream.start(self._on_block, self._on_end)
        except BaseException:
            stream.close()
            self._queue.put(None)
            self._thread.join(_WRITER_LIMIT_S)
            path.unlink(missing_ok=True)
            raise
        self._last_block_s = clock()  # opening may take seconds (Bluetooth), and is no silence

    @property
    def rate_hz(self) -> int:
        return self._stream.rate_hz

    def state(self) -> TakeState:
        return TakeState(
            elapsed_s=self._writer.frames / self.rate_hz,
            level_dbfs=self._level_dbfs,
            paused=self._paused,
            warning=self._live_warning(),
            ended=self._ended,
        )

    def read(self) -> NDArray[np.int16]:
        """The samples that came since the last call, taken from the file, so that nothing piles up in memory."""
        with self._guard:
            first, info = self._frames_read, self._writer.info
            self._frames_read = info.frames
        return read_frames(self._writer.path, info, first)

    def pause(self) -> None:
        self._paused = True

    def resume(self) -> None:
        self._paused = False

    def stop(self, reason: EndReason = EndReason.STOPPED) -> Recording:
        with self._stopping:
            if self._recording is None:
                self._end(reason)
                self._stream.close()
                self._queue.put(None)
                self._thread.join(_WRITER_LIMIT_S)
                self._recording = self._result()
            return self._recording

    def _on_block(self, data: bytes, after_loss: bool) -> None:
        """On the device's thread: never waits, never raises."""
        self._last_block_s = at_s = self._clock()
        if self._ended is None:
            self._queue.put(_Block(at_s, data, self._paused, after_loss))

    def _on_end(self, reason: EndReason) -> None:
        """On the device's thread, too. The end counts once everything before it is written."""
        self._queue.put(reason)

    def _end(self, reason: EndReason) -> None:
        """The first reason stays."""
        with self._guard:
            if self._ended is None:
                self._ended = reason

    def _run(self) -> None:
        """The writer thread: until the end marker, a silence that is too long, or a disk that refuses."""
        awake_s = self._clock()
        while True:
            try:
                item = self._queue.get(timeout=_TICK_S)
            except Empty:
                slept_s, awake_s = self._clock() - awake_s, self._clock()
                if slept_s > WARN_S:  # this program was stopped (Ctrl-Z), or the computer asleep: look again
                    self._last_block_s = awake_s
                if awake_s - self._last_block_s < GIVE_UP_S:
                    continue
                self._end(EndReason.STALLED)
                break
            awake_s = self._clock()
            if isinstance(item, EndReason):
                self._end(item)
            if not isinstance(item, _Block) or not self._take(item):
                break
        try:
            self._writer.close()
        except OSError as error:
            self._note_refusal(error)

    def _take(self, block: _Block) -> bool:
        """Write and measure one block; whether the disk took it."""
        import numpy as np

        samples = np.frombuffer(block.data, np.int16)
        position_s = self._writer.frames / self.rate_hz
        self._ear.hear(samples, block.at_s, position_s, paused=block.paused, after_loss=block.after_loss)
        self._level_dbfs = block_level_dbfs(samples)
        if block.paused:
            return True
        try:
            self._writer.write(block.data)
        except OSError as error:
            self._note_refusal(error)
            return False
        return True

    def _note_refusal(self, error: OSError) -> None:
        full = error.errno in NO_ROOM
        self._ended = EndReason.DISK_FULL if full else EndReason.WRITE_ERROR  # whatever else came to an end as well
        kept = f"The first {self._writer.frames / self.rate_hz:.1f} s are kept."
        if full:
            self._problem = f"The disk is full. {kept} Free some space before the next take."
        else:
            self._problem = f"The disk refused to write ({error.strerror}). {kept}"

    def _live_warning(self) -> str:
        if self._ended is not None:
            return self._problem or _ENDINGS.get(self._ended, "")
        quiet_s = self._clock() - self._last_block_s
        if quiet_s >= WARN_S:
            return f"No sound has come from the microphone for {int(quiet_s)} s."
        if self._ear.zeros.now_long:
            return f"The microphone sends nothing at all. {silence_hint()}"
        return ""

    def _result(self) -> Recording:
        assert self._ended is not None
        warnings = [self._problem or _ENDINGS.get(self._ended, ""), *self._ear.warnings()]
        if self._thread.is_alive():
            warnings.append("The disk did not answer in time; the very end may be missing.")
        return Recording(
            path=self._writer.path,
            rate_hz=self.rate_hz,
            frames=self._writer.frames,
            started_at=self._started_at,
            end=self._ended,
            levels=self._ear.levels(),
            warnings=tuple(filter(None, warnings)),
        )


_ENDINGS = {
    EndReason.DEVICE_LOST: "The microphone went away. What it sent until then is kept.",
    EndReason.STALLED: "The sound system stopped answering. What it sent until then is kept.",
}


class _Ear:
    """What the writer thread learns about the sound as it passes."""

    def __init__(self, rate_hz: int) -> None:
        self.zeros = ZeroRuns(rate_hz, ZERO_RUN_S)
        self._rate_hz = rate_hz
        self._meter = LevelMeter(rate_hz)
        self._detector = GapDetector(rate_hz)
        self._gaps: list[Gap] = []
        self._losses = 0

    def hear(
        self, samples: NDArray[np.int16], at_s: float, position_s: float, *, paused: bool, after_loss: bool
    ) -> None:
        """Note a block that came at the clock's *at_s*, *position_s* into the recording."""
        gap = self._detector.block(at_s, len(samples), position_s)
        if paused:
            return
        if gap is not None:
            self._gaps.append(gap)
        self._losses += after_loss
        self.zeros.add(samples)
        self._meter.add(samples)

    def levels(self) -> Levels:
        return self._meter.levels()

    def warnings(self) -> list[str]:
        """Plain sentences about what was wrong, at the end."""
        last = self._detector.finish()
        gaps = [*self._gaps, *([last] if last else [])]
        found = []
        if gaps:
            missing_s = sum(gap.missing_s for gap in gaps)
            places = ", ".join(f"{gap.position_s:.0f} s" for gap in gaps[:3]) + (", ..." if len(gaps) > 3 else "")
            found.append(f"{missing_s:.1f} s of sound never came from the sound system (at {places}).")
        elif self._losses:
            found.append("The computer was too busy for a moment: a little sound may be missing.")
        if self.zeros.total_s:
            found.append(f"The microphone sent exact silence for {self.zeros.total_s:.1f} s. {silence_hint()}")
        return found
