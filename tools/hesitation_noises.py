"""What a mouth and a desk do between words, made up: coughs, laughs, breaths, keys, hum. None of it is a hesitation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tools.hesitation_speech import Speech

__all__ = ["disturbed", "only_noises"]

RATE_HZ = 16_000
Samples = NDArray[np.float64]
_HESITATIONS = {"um", "uh"}


def disturbed(speech: Speech, rng: np.random.Generator) -> NDArray[np.float32]:
    """The sound of *speech* with a few such noises, as loud as it or softer, none of them over a hesitation."""
    sound = speech.samples.astype(np.float64)
    level = np.sqrt(np.mean(sound**2)) + 1e-4
    for _ in range(rng.poisson(len(sound) / RATE_HZ / 6)):
        noise = _any(rng)
        first = int(rng.integers(len(sound)))
        last = min(len(sound), first + len(noise))
        hidden = [start_s for start_s, end_s, label in speech.spans if label in _HESITATIONS
                  and start_s * RATE_HZ < last + 800 and end_s * RATE_HZ > first - 800]  # fmt: skip
        if not hidden:
            loudness = level * 10 ** (rng.uniform(-20, 3) / 20) / (np.sqrt(np.mean(noise**2)) + 1e-9)
            sound[first:last] += noise[: last - first] * loudness
    return sound.astype(np.float32)


def only_noises(rng: np.random.Generator) -> Speech:
    """8 to 20 s of them and nothing else."""
    sound = rng.standard_normal(round(rng.uniform(8, 20) * RATE_HZ)) * 0.01
    kinds = rng.choice(len(_NOISES), 2)
    for _ in range(round(len(sound) / RATE_HZ)):
        noise = _NOISES[int(rng.choice(kinds))](rng)
        first = int(rng.integers(len(sound)))
        last = min(len(sound), first + len(noise))
        sound[first:last] += noise[: last - first] * rng.uniform(0.05, 0.5)
    return Speech(sound.astype(np.float32), (), "")


def _any(rng: np.random.Generator) -> Samples:
    return _NOISES[int(rng.integers(len(_NOISES)))](rng)


def _cough(rng: np.random.Generator) -> Samples:
    """One to three bursts: a hard onset of noise, then noise through an open mouth that dies away."""
    bursts = []
    for _ in range(rng.integers(1, 4)):
        size = round(rng.uniform(0.15, 0.4) * RATE_HZ)
        fall = np.exp(-np.arange(size) / RATE_HZ / rng.uniform(0.05, 0.15))
        rough = rng.standard_normal(size) + 0.7 * _voice(size, rng.uniform(120, 350), rng) * (rng.random() < 0.5)
        bursts += [_mouth(rough, rng) * fall * 4, np.zeros(round(rng.uniform(0.03, 0.25) * RATE_HZ))]
    return np.concatenate(bursts)


def _laugh(rng: np.random.Generator) -> Samples:
    """Four to nine short breathy vowels at an even pace, falling in pitch."""
    hz, size = rng.uniform(120, 400), round(rng.uniform(0.14, 0.26) * RATE_HZ)
    syllables = []
    for index in range(rng.integers(4, 10)):
        swell = np.hanning(size) ** 0.7 * (np.arange(size) < size * rng.uniform(0.5, 0.9))
        voice = _voice(size, hz * 0.95**index, rng) + rng.uniform(0.2, 1.5) * rng.standard_normal(size)
        syllables.append(_mouth(voice, rng) * swell * 2)
    return np.concatenate(syllables)


def _breath(rng: np.random.Generator) -> Samples:
    size = round(rng.uniform(0.3, 1.5) * RATE_HZ)
    return _mouth(rng.standard_normal(size), rng) * np.hanning(size) * 0.5


def _keys(rng: np.random.Generator) -> Samples:
    """Clicks, a few a second: a press and a softer release, each a ringing of 5 to 20 ms."""
    sound = np.zeros(round(rng.uniform(0.5, 4) * RATE_HZ))
    hz, fall_s = rng.uniform(800, 4000), rng.uniform(0.003, 0.012)
    for first in rng.integers(len(sound), size=max(1, round(len(sound) / RATE_HZ * rng.uniform(1, 7)))):
        for delay_s, loud in ((0.0, 3.0), (rng.uniform(0.05, 0.12), 1.2)):
            start = int(first) + round(delay_s * RATE_HZ)
            time_s = np.arange(max(0, min(1600, len(sound) - start))) / RATE_HZ
            ringing = np.sin(2 * np.pi * hz * time_s) + rng.standard_normal(len(time_s))
            sound[start : start + len(time_s)] += loud * ringing * np.exp(-time_s / fall_s)
    return sound


def _hum(rng: np.random.Generator) -> Samples:
    """Mains, a fan, a phone: a still tone with its overtones."""
    time_s = np.arange(round(rng.uniform(1, 5) * RATE_HZ)) / RATE_HZ
    hz = rng.choice([50, 60, 100, 120, rng.uniform(80, 900)])
    tones = [rng.random() / k * np.sin(2 * np.pi * hz * k * time_s + rng.uniform(0, 6)) for k in range(1, 8)]
    return np.asarray(np.sum(tones, axis=0))


def _voice(size: int, hz: float, rng: np.random.Generator) -> Samples:
    """Pulses at a wavering pitch."""
    phase = np.cumsum(hz / RATE_HZ * (1 + 0.05 * np.cumsum(rng.standard_normal(size)) / np.sqrt(size)))
    return np.asarray(np.where(np.diff(np.floor(phase), prepend=0) > 0, 8.0, 0.0))


def _mouth(source: Samples, rng: np.random.Generator) -> Samples:
    """*source* through three resonances, somewhere."""
    hz = np.fft.rfftfreq(len(source), 1 / RATE_HZ)
    gain = np.full(len(hz), 0.1)
    for low, high in ((400, 1000), (1000, 2200), (2200, 3500)):
        gain += rng.uniform(0.3, 1) / (1 + ((hz - rng.uniform(low, high)) / rng.uniform(80, 300)) ** 2)
    return np.asarray(np.fft.irfft(np.fft.rfft(source) * gain, len(source)))


_NOISES: tuple[Callable[[np.random.Generator], Samples], ...] = (_cough, _laugh, _breath, _keys, _hum)
