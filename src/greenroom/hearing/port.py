"""What every recogniser and every speech detector can do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from greenroom.domain import Span, Transcript

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FRAME_S", "RATE_HZ", "Listening", "SpeechDetector", "SpeechStream", "Transcriber"]

RATE_HZ = 16_000
"""Every recogniser here takes 16 kHz mono."""

FRAME_S = 0.032
"""What a speech detector looks at at once."""


class SpeechStream(Protocol):
    """A detector that follows one sound as it comes."""

    def feed(self, samples: NDArray[np.float32], *, last: bool = False) -> list[float]:
        """Take the next 16 kHz samples, shape (n,), any n. Returns the speech probabilities, 0..1, of the frames of
        `FRAME_S` that they completed; *last* completes the last one with silence.
        """
        ...


class SpeechDetector(Protocol):
    """Finds speech."""

    def start(self) -> SpeechStream:
        """Begin to follow a sound."""
        ...

    def spans(self, probabilities: Iterable[float]) -> tuple[Span, ...]:
        """Where speech is, by the probabilities of all frames of a sound: in order, not overlapping."""
        ...


class Listening(Protocol):
    """One answer, heard while it is being spoken."""

    def feed(self, samples: NDArray[np.float32]) -> None:
        """Take the next 16 kHz samples in [-1, 1], shape (n,), any n. Returns at once; the work goes on elsewhere."""
        ...

    def finish(self) -> Transcript:
        """The whole answer, when its last words have been heard: the same as of `transcribe` on all of its samples.

        Raises WeightsError, HearingError.
        """
        ...


class Transcriber(Protocol):
    """Turns sound into words."""

    def load(self) -> None:
        """Load the weights now rather than at the first call (while the question is spoken). Raises WeightsError."""
        ...

    def listen(self, *, terms: Sequence[str] = ()) -> Listening:
        """Begin to hear an answer while it is spoken.

        *terms* are names that may occur: they steer the spelling and are never inserted.
        """
        ...

    def transcribe(self, samples: NDArray[np.float32], *, terms: Sequence[str] = ()) -> Transcript:
        """The words in 16 kHz mono samples in [-1, 1], shape (n,), with times. No speech gives no words.

        Raises WeightsError, HearingError.
        """
        ...
