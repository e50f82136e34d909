"""A prepared answer instead of a microphone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.sound import FileCard, read_audio
from greenroom.sound.port import Device, Playback, SoundCard, Take

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PreparedAnswer", "card_playing"]

RATE_HZ = 48_000


class PreparedAnswer:
    """The real sound card, but what is recorded are prepared samples; the take ends with them."""

    def __init__(self, card: SoundCard, samples: NDArray[np.float32], rate_hz: int, *, real_time: bool = False) -> None:
        self._card = card
        self._microphone = FileCard(samples, rate_hz, real_time=real_time)

    def devices(self) -> tuple[Device, ...]:
        return self._card.devices()

    def play(self, samples: NDArray[np.float32], rate_hz: int, *, speaker: str = "", paused: bool = False) -> Playback:
        return self._card.play(samples, rate_hz, speaker=speaker, paused=paused)

    def record(self, path: Path, *, microphone: str = "") -> Take:
        return self._microphone.record(path, microphone=microphone)


def card_playing(path: Path, card: SoundCard) -> PreparedAnswer:
    """*card* with the sound file *path* for a microphone. Raises AudioFileError."""
    return PreparedAnswer(card, read_audio(path, RATE_HZ), RATE_HZ)
