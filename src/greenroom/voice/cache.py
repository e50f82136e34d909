"""Spoken texts, kept as files: a file appears under its name only when it is whole."""

from __future__ import annotations

import contextlib
import hashlib
import os
import wave
from collections.abc import Callable
from pathlib import Path

from greenroom.errors import VoiceError

__all__ = ["SpokenCache"]


class SpokenCache:
    """A folder of WAV files. What the sound depends on (text, voice, rate, ...) makes the name of its file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, parts: tuple[str, ...], make: Callable[[Path], None]) -> Path:
        """The file for *parts*; if there is none, *make* has to write it, under a name of its own, ending in `.wav`.

        Raises VoiceError: *make* wrote no mono WAV file with sound in it, or the folder cannot be written.
        """
        key = hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:32]
        path = self.folder / f"{key}.wav"
        if path.is_file() and not _fault(path):
            return path
        half_made = self.folder / f".{key}.{os.getpid()}-{os.urandom(4).hex()}.wav"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            make(half_made)
            fault = _fault(half_made)
            if fault:
                raise VoiceError(f"The voice made a file that is of no use: {fault}.", hint="Try another one: --voice.")
            half_made.replace(path)
        except OSError as error:
            raise VoiceError(
                f"The spoken question cannot be kept in {self.folder}: {error.strerror or error}.",
                hint="Free some space, or set GREENROOM_CACHE to a folder that you may write.",
            ) from error
        finally:
            with contextlib.suppress(OSError):
                half_made.unlink(missing_ok=True)
        return path


def _fault(path: Path) -> str:
    """What is wrong with a WAV file; empty if nothing is."""
    try:
        with wave.open(str(path), "rb") as sound:
            if sound.getnchannels() != 1:
                return f"{sound.getnchannels()} channels instead of one"
            frames = sound.getnframes()
            whole = len(sound.readframes(frames)) == frames * sound.getsampwidth()
            return "" if frames and whole else "it is empty or cut short"
    except (OSError, EOFError, wave.Error) as error:
        return f"it is no WAV file ({error})"
