"""What every recogniser and every speech detector can do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from greenroom.domain import Span, Transcript

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["RATE_HZ", "SpeechDetector", "Transcriber"]

RATE_HZ = 16_000
"""Every recogniser here takes 16 kHz mono."""


class SpeechDetector(Protocol):
    """Finds speech in sound as it comes."""

    def feed(self, samples: NDArray[np.float32]) -> float:
        """Take the next 16 kHz samples, shape (n,), any n.

        Returns the highest speech probability 0..1 of the whole frames that they completed (0.0 if none).
        """
        ...

    def spans(self, samples: NDArray[np.float32]) -> tuple[Span, ...]:
        """Where speech is in a whole recording, in order, not overlapping. Leaves the state of `feed` alone."""
        ...


class Transcriber(Protocol):
    """Turns sound into words."""

    def load(self) -> None:
        """Load the weights now rather than at the first call (while the question is spoken). Raises WeightsError."""
        ...

    def transcribe(self, samples: NDArray[np.float32], *, terms: Sequence[str] = ()) -> Transcript:
        """The words in 16 kHz mono samples in [-1, 1], shape (n,), with times. No speech gives no words.

        *terms* are names that may occur: they steer the spelling and are never inserted.
        Raises WeightsError, HearingError.
        """
        ...
