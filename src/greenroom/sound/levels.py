"""How loud, how noisy, how clipped: level figures of a recording, of the whole of it or as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from greenroom.domain import Levels
from greenroom.sound.samples import to_float

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FLOOR_DBFS", "LevelMeter", "block_level_dbfs", "measure_levels"]

FLOOR_DBFS = -140.0
_FLOOR = 10 ** (FLOOR_DBFS / 20)
_FRAME_S = 0.03  # long enough for a period of the deepest voice, short enough to fall between words
_LIVE_DBFS = -100.0  # below the last bit of 16: a frame of (nearly) exact zeros, which says nothing about a room
_SILENT_SHARE = 0.98  # of the frames exactly zero: the few clicks of a muted microphone do not make it heard
_NOISE_PERCENTILE = 10
_SPEECH_PERCENTILE = 95
_TOP = 0.985  # share of the peak above which a flat stretch of the wave is a cut-off one
_FLAT = 1.5 / 32768  # equal, but for the rounding of one bit
_FLAT_SAMPLES = 3
_FLAT_RUNS = 3  # one or two flat tops happen by chance
_CLIP_MIN_PEAK = 0.03  # -30 dBFS: in quieter sound neighbouring samples are equal for want of bits
_CHUNK_S = 1.0


def measure_levels(samples: NDArray[np.int16] | NDArray[np.float32], rate_hz: int) -> Levels:
    """Level figures of mono *samples*, shape (n,), int16 or float in [-1, 1]. Empty sound counts as silent."""
    meter = LevelMeter(rate_hz)
    meter.add(samples)
    return meter.levels()


def block_level_dbfs(samples: NDArray[np.int16] | NDArray[np.float32]) -> float:
    """RMS of a block in dBFS (a full-scale sine is -3), DC removed, never below FLOOR_DBFS."""
    import numpy as np

    if not len(samples):
        return FLOOR_DBFS
    return float(20 * np.log10(to_float(samples).std() + _FLOOR))


class LevelMeter:
    """Level figures gathered while the sound comes, so that none are left to be made when it ends."""

    def __init__(self, rate_hz: int) -> None:
        self._frame = max(1, round(rate_hz * _FRAME_S))
        self._chunk = self._frame * round(_CHUNK_S / _FRAME_S)
        self._pending: list[NDArray[np.float32]] = []
        self._pending_samples = 0
        self._frames_dbfs: list[NDArray[np.float32]] = []
        self._peak = 0.0
        self._flat_tops: list[float] = []

    def add(self, samples: NDArray[np.int16] | NDArray[np.float32]) -> None:
        """Take the next samples, shape (n,), any n."""
        self._pending.append(to_float(samples))
        self._pending_samples += len(samples)
        if self._pending_samples >= self._chunk:
            self._digest()

    def levels(self) -> Levels:
        """The figures of all that came so far."""
        import numpy as np

        self._digest()
        if not self._frames_dbfs and self._pending_samples:
            self.add(np.zeros(self._frame - self._pending_samples, np.float32))
            self._digest()
        frames = np.concatenate(self._frames_dbfs) if self._frames_dbfs else np.zeros(0, np.float32)
        live = frames[frames > _LIVE_DBFS]
        peak_dbfs = float(20 * np.log10(self._peak + _FLOOR))
        if len(live) <= (1 - _SILENT_SHARE) * len(frames):
            return Levels(peak_dbfs, FLOOR_DBFS, FLOOR_DBFS, silent=True)
        noise, speech = (float(np.percentile(live, share)) for share in (_NOISE_PERCENTILE, _SPEECH_PERCENTILE))
        cut = sum(top >= _TOP * self._peak for top in self._flat_tops)
        return Levels(peak_dbfs, speech, noise, clipped=self._peak >= _CLIP_MIN_PEAK and cut >= _FLAT_RUNS)

    def _digest(self) -> None:
        """Work on the whole frames that are pending; what comes after the last of them stays."""
        import numpy as np

        count = self._pending_samples // self._frame
        if not count:
            return
        samples = np.concatenate(self._pending)
        used = count * self._frame
        self._pending = [samples[used:]]
        self._pending_samples = len(samples) - used
        self._frames_dbfs.append(20 * np.log10(samples[:used].reshape(count, self._frame).std(axis=1) + _FLOOR))
        self._note_peak(samples[:used])

    def _note_peak(self, samples: NDArray[np.float32]) -> None:
        import numpy as np

        loud = np.abs(samples)
        peak = float(loud.max())
        self._peak = max(self._peak, peak)
        if peak < _TOP * self._peak or peak < _CLIP_MIN_PEAK:
            return
        # A voice passes its peak in a curve; a wave that was cut off stays level for some samples.
        edges = np.flatnonzero(np.diff(loud >= _TOP * peak, prepend=False, append=False))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if end - start >= _FLAT_SAMPLES and np.ptp(loud[start:end]) <= _FLAT:
                self._flat_tops.append(float(loud[start]))
