"""What every interviewer's voice can do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

__all__ = ["Voice", "VoiceInfo"]


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """A voice that the system has; `id` is what `--voice` takes."""

    id: str
    name: str
    language: str = ""


class Voice(Protocol):
    """Turns text into a sound file."""

    def speak(self, text: str) -> Path:
        """A complete mono WAV file in which *text* is spoken; made once and then taken from the cache.

        Raises VoiceError: no speech engine, no such voice, or it did not finish in time.
        """
        ...

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voices there are. Raises VoiceError."""
        ...
