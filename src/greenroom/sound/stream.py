"""What recorder and player need from a device: blocks of sound in, blocks of sound out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from greenroom.domain import EndReason

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["InputStream", "OutputStream"]


class InputStream(Protocol):
    """A microphone, opened but not started. Both calls return within about five seconds."""

    @property
    def rate_hz(self) -> int: ...

    def start(self, on_block: Callable[[bytes, bool], None], on_end: Callable[[EndReason], None]) -> None:
        """Begin to call *on_block* with 16-bit mono samples and whether some were lost before them, from a thread of
        its own; *on_end* once when it ends by itself. Raises SoundError.
        """
        ...

    def close(self) -> None:
        """Stop and let go of the device. Blocks that came before are delivered; none come after. Never raises."""
        ...


class OutputStream(Protocol):
    """A loudspeaker, opened but not started. Both calls return within about five seconds."""

    @property
    def rate_hz(self) -> int: ...

    def start(self, fill: Callable[[int, float], tuple[NDArray[np.float32], bool]], on_end: Callable[[], None]) -> None:
        """Begin to call *fill* with a number of frames and the time in seconds until the first of them is heard.

        It returns that many samples, shape (n,), and whether nothing of worth remains to be heard; then, or when the
        device is gone, the stream ends and *on_end* is called. Raises SoundError.
        """
        ...

    def close(self) -> None:
        """Fall silent at once and let go of the device. Never raises."""
        ...
