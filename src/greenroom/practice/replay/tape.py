"""An attempt with its sound, ready to be played."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from greenroom.domain import Attempt
from greenroom.errors import NotFoundError
from greenroom.practice.replay.track import Track, track_of
from greenroom.sound import read_audio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Tape", "tape_of"]


@dataclass(frozen=True, slots=True)
class Tape:
    """An attempt with its sound: mono samples in [-1, 1], shape (n,), at *rate_hz*."""

    attempt: Attempt
    track: Track
    samples: NDArray[np.float32]
    rate_hz: int


def tape_of(attempt: Attempt) -> Tape:
    """*attempt* to listen to. Raises NotFoundError when it has no sound, AudioFileError."""
    if attempt.recording is None:
        raise NotFoundError(
            f"{attempt.ref} was typed: there is no sound.", hint=f"Read it: greenroom show {attempt.ref} --words"
        )
    rate_hz = attempt.recording.rate_hz
    samples = read_audio(attempt.recording.path, rate_hz)
    return Tape(attempt, track_of(attempt, len(samples) / rate_hz), samples, rate_hz)
