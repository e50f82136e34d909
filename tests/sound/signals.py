"""Sounds that tests make, and how much of one is in another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]


def a_tone(*, seconds: float = 1.0, hz: float = 440.0, level: float = 0.3, rate_hz: int = 48_000) -> Sound:
    time_s = np.arange(round(seconds * rate_hz)) / rate_hz
    return (level * np.sin(2 * np.pi * hz * time_s)).astype(np.float32)


def a_noise(*, seconds: float = 1.0, level: float = 0.1, rate_hz: int = 48_000, seed: int = 1) -> Sound:
    """White noise of that RMS, on the grid of 16-bit samples, so that it can come back exactly."""
    noise = np.random.default_rng(seed).standard_normal(round(seconds * rate_hz)) * level
    return (np.round(np.clip(noise, -0.99, 0.99) * 32768) / 32768).astype(np.float32)


def a_silence(seconds: float, rate_hz: int = 48_000) -> Sound:
    return np.zeros(round(seconds * rate_hz), np.float32)


def find(needle: Sound, haystack: Sound) -> tuple[int, float]:
    """At which sample of *haystack* the *needle* lies, and how well it fits there (correlation, 1 is exact)."""
    size = 1 << (len(needle) + len(haystack)).bit_length()
    match = np.fft.irfft(np.fft.rfft(haystack, size) * np.conj(np.fft.rfft(needle, size)), size)
    start = int(match[: max(1, len(haystack) - len(needle) + 1)].argmax())
    piece = haystack[start : start + len(needle)]
    if len(piece) < len(needle) or not piece.any():
        return start, 0.0
    return start, float(np.corrcoef(needle, piece)[0, 1])
