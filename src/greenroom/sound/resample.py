"""From one sample rate to another: whole recordings, or sound as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from greenroom.sound.samples import to_float

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Resampler", "resample"]


def resample(samples: NDArray[np.float32], from_hz: int, to_hz: int) -> NDArray[np.float32]:
    """Mono *samples*, shape (n,), at another rate, in phase with what went in."""
    import numpy as np

    if from_hz == to_hz or not len(samples):
        return samples.astype(np.float32, copy=False)
    import soxr

    return cast("NDArray[np.float32]", soxr.resample(samples.astype(np.float32, copy=False), from_hz, to_hz))


class Resampler:
    """Resamples sound that comes in pieces; the pieces that come out, joined, are what `resample` gives.

    Takes int16 as a recorder gives it, or float in [-1, 1]; gives float32 in [-1, 1].
    """

    def __init__(self, from_hz: int, to_hz: int) -> None:
        import soxr

        self._stream = soxr.ResampleStream(from_hz, to_hz, 1, dtype="float32") if from_hz != to_hz else None

    def feed(self, samples: NDArray[np.int16] | NDArray[np.float32], *, last: bool = False) -> NDArray[np.float32]:
        """The next samples, shape (n,); what is ready at the new rate. *last* brings out the rest."""
        samples = to_float(samples)
        if self._stream is None:
            return samples
        return cast("NDArray[np.float32]", self._stream.resample_chunk(samples, last=last))
