"""Sounds in which nobody speaks, made here: whoever hears words in them invents."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["noises"]

RATE_HZ = 16_000
SECONDS = 20
Samples = NDArray[np.float32]


def noises() -> dict[str, Samples]:
    """Samples in [-1, 1] by name, the same ones every time: 20 s each."""
    rng = np.random.default_rng(0)
    white = rng.standard_normal(SECONDS * RATE_HZ)
    return {
        "silence": np.zeros(SECONDS * RATE_HZ, np.float32),
        "white noise, soft": _at(white, -55),
        "white noise, loud": _at(white, -25),
        "50 Hz hum": _at(_hum(50) + 0.02 * white, -35),
        "60 Hz hum": _at(_hum(60) + 0.02 * white, -35),
        "breathing": _at(_breathing(rng), -35),
        "chords": _at(_chords(), -25),
    }


def _at(sound: NDArray[np.float64], level_dbfs: float) -> Samples:
    """*sound* at an RMS level."""
    scaled = sound * 10 ** (level_dbfs / 20) / np.sqrt(np.mean(sound**2))
    samples: Samples = np.clip(scaled, -1, 1).astype(np.float32)
    return samples


def _times() -> NDArray[np.float64]:
    return np.arange(SECONDS * RATE_HZ) / RATE_HZ


def _hum(mains_hz: float) -> NDArray[np.float64]:
    """The mains with its harmonics, as a bad cable lets them in."""
    hum = np.zeros(SECONDS * RATE_HZ)
    for order in (1, 2, 3, 5, 7):
        hum += np.sin(2 * np.pi * mains_hz * order * _times()) / order
    return hum


def _breathing(rng: np.random.Generator) -> NDArray[np.float64]:
    """In for 1.2 s, out for 1.6 s, a rest: noise below 2 kHz that swells and fades."""
    spectrum = np.fft.rfft(rng.standard_normal(SECONDS * RATE_HZ))
    hz = np.fft.rfftfreq(SECONDS * RATE_HZ, 1 / RATE_HZ)
    band = np.exp(-(((hz - 900) / 700) ** 2))
    air = np.fft.irfft(spectrum * band, SECONDS * RATE_HZ)
    phase = _times() % 4.0
    swell_in = np.sin(np.pi * np.clip(phase / 1.2, 0, 1)) ** 2
    swell_out = np.sin(np.pi * np.clip((phase - 1.4) / 1.6, 0, 1)) ** 2
    return np.asarray(air * (swell_in + 0.6 * swell_out))


def _chords() -> NDArray[np.float64]:
    """Four chords of plucked tones, over and over."""
    chords = ((220.0, 261.6, 329.6), (174.6, 220.0, 261.6), (261.6, 329.6, 392.0), (196.0, 246.9, 293.7))
    sound = np.zeros(SECONDS * RATE_HZ)
    for index in range(SECONDS):
        start = index * RATE_HZ
        since_s = _times()[: len(sound) - start]
        for tone_hz in chords[index % len(chords)]:
            partials = sum(np.sin(2 * np.pi * tone_hz * order * since_s) / order**1.5 for order in range(1, 6))
            sound[start:] += np.exp(-3 * since_s) * np.minimum(since_s / 0.01, 1) * partials
    return sound
