"""A voice without a speech engine: every word is a short tone."""

from __future__ import annotations

import array
import math
import sys
import wave
from pathlib import Path

from greenroom.errors import VoiceError
from greenroom.voice.cache import SpokenCache
from greenroom.voice.port import VoiceInfo

__all__ = ["ToneVoice"]

_RATE_HZ = 16_000
_GAP_S = 0.05


class ToneVoice:
    """Speaks each word as a tone that is as long as the word takes, always the same one for the same word."""

    def __init__(self, cache: Path, rate_wpm: int = 165) -> None:
        self._cache = SpokenCache(cache)
        self._rate_wpm = rate_wpm

    def speak(self, text: str) -> Path:
        if not text.split():
            raise VoiceError("There is no text to speak.", hint="Write a question into the prompt's file.")
        return self._cache.get(("tone", text, str(self._rate_wpm)), lambda path: self._write(text, path))

    def voices(self) -> tuple[VoiceInfo, ...]:
        return (VoiceInfo("tone", "Tone", "en"),)

    def _write(self, text: str, path: Path) -> None:
        samples = array.array("h")
        for word in text.split():
            samples.extend(self._tone(word))
        if sys.byteorder == "big":
            samples.byteswap()
        with wave.open(str(path), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(_RATE_HZ)
            sound.writeframes(samples.tobytes())

    def _tone(self, word: str) -> list[int]:
        pitch_hz = 200 + 20 * (sum(word.encode("utf-8")) % 20)
        frames = int(_RATE_HZ * (60 / self._rate_wpm - _GAP_S))
        tone = [
            round(8_000 * math.sin(math.pi * n / frames) * math.sin(2 * math.pi * pitch_hz * n / _RATE_HZ))
            for n in range(frames)
        ]
        return tone + [0] * int(_RATE_HZ * _GAP_S)
