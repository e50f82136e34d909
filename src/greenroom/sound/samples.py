"""The two forms of a sample: 16-bit numbers in files and devices, floats in [-1, 1] everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["to_float", "to_int16"]


def to_float(samples: NDArray[np.int16] | NDArray[np.float32]) -> NDArray[np.float32]:
    """*samples*, any shape, as float32 in [-1, 1], whichever form they came in."""
    import numpy as np

    if samples.dtype == np.int16:
        return samples.astype(np.float32) / np.float32(32768)
    return samples.astype(np.float32, copy=False)


def to_int16(samples: NDArray[np.float32]) -> NDArray[np.int16]:
    """*samples* in [-1, 1], any shape, as 16-bit numbers; what is louder is cut off."""
    import numpy as np

    return np.clip(np.round(samples * 32768), -32768, 32767).astype(np.int16)
