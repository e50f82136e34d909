"""Lessons for the finder of hesitations: made-up and read speech as a microphone in a room might have caught it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenroom.sound.resample import resample
from tools.hesitation_speech import Speech

__all__ = ["KINDS", "Lesson", "as_recorded", "join", "labels", "mumbled"]

RATE_HZ = 16_000
FRAME = 320
KINDS = ("silence", "speech", "um", "uh")
Samples = NDArray[np.float32]

_LONGEST_S = 28.0
_SPEECH_DB = 28.0  # below the loud parts, sound is no speech


@dataclass(frozen=True, slots=True)
class Lesson:
    """Up to 30 s of sound, shape (n,); the kind of each frame of 20 ms, shape (n // 320,); where hesitations are."""

    samples: Samples
    kinds: NDArray[np.int8]
    spans: tuple[tuple[float, float, str], ...]


def join(speeches: Sequence[Speech], rng: np.random.Generator) -> Iterator[Speech]:
    """Pieces of 7 to 28 s: *speeches* in a new order, each in a voice a little higher or lower, with pauses between."""
    parts: list[Samples] = []
    spans: list[tuple[float, float, str]] = []
    length_s, wanted_s = 0.0, rng.uniform(7, 26)
    for index in rng.permutation(len(speeches)):
        speech = shifted(speeches[index], rng)
        own_s = len(speech.samples) / RATE_HZ
        if parts and (length_s > wanted_s or length_s + own_s > _LONGEST_S):
            yield Speech(np.concatenate(parts), tuple(spans), "")
            parts, spans, length_s, wanted_s = [], [], 0.0, rng.uniform(7, 26)
        pause = np.zeros(round(rng.uniform(0.1, 1.2) * RATE_HZ), np.float32)
        spans += [(start_s + length_s, end_s + length_s, label) for start_s, end_s, label in speech.spans]
        parts += [speech.samples, pause]
        length_s += own_s + len(pause) / RATE_HZ
    if parts:
        yield Speech(np.concatenate(parts), tuple(spans), "")


def shifted(speech: Speech, rng: np.random.Generator) -> Speech:
    """*speech* played faster or slower, as from a smaller or larger head."""
    stretch = rng.uniform(0.88, 1.14)
    spans = tuple((start_s * stretch, end_s * stretch, label) for start_s, end_s, label in speech.spans)
    return replace(speech, samples=resample(speech.samples, RATE_HZ, round(RATE_HZ * stretch)), spans=spans)


def mumbled(speech: Speech, rng: np.random.Generator) -> Speech:
    """*speech* with its hesitations as people make them when nobody is to notice: softer, breathy or creaky."""
    sound = speech.samples.copy()
    for start_s, end_s, label in speech.spans:
        first, last = round(start_s * RATE_HZ), min(round(end_s * RATE_HZ), len(sound))
        if label not in KINDS or last - first < 0.1 * RATE_HZ:
            continue
        part = sound[first:last]
        if rng.random() < 0.4:
            part = _revoiced(part, rng)
        fade = np.minimum(1, np.minimum(np.arange(len(part)), np.arange(len(part))[::-1]) / (0.03 * RATE_HZ))
        softer = 10 ** (-max(0.0, rng.uniform(-3, 14)) / 20)
        sound[first:last] = (sound[first:last] * (1 - fade) + part * softer * fade).astype(np.float32)
    return replace(speech, samples=sound)


def _revoiced(sound: Samples, rng: np.random.Generator) -> Samples:
    """The same mouth with another throat: 30 ms at a time, its filter (linear prediction) is fed with breath, or with
    the slow and uneven pulses of a creaky voice, instead of with all of its own voice.
    """
    size, hop = round(0.03 * RATE_HZ), round(0.015 * RATE_HZ)
    source = rng.standard_normal(len(sound) + size)
    if rng.random() < 0.6:
        gaps = rng.lognormal(np.log(RATE_HZ / rng.uniform(35, 70)), 0.25, len(sound) // 100 + 2)
        source *= 0.15
        pulses = np.cumsum(gaps).astype(np.intp)
        source[pulses[pulses < len(source)]] += 12
    own = rng.uniform(0.0, 0.5)
    window = np.hanning(size)
    heard = np.zeros(len(sound) + size)
    padded = np.concatenate([sound, np.zeros(size)])
    for first in range(0, len(sound), hop):
        part = padded[first : first + size] * window
        power = np.sum(part**2)
        if power < 1e-7:
            continue
        envelope = _envelope(part)
        made = np.fft.irfft(np.fft.rfft(source[first : first + size] * window, 512) * envelope, 512)[:size]
        made *= np.sqrt(power / (np.sum(made**2) + 1e-12))
        heard[first : first + size] += (own * part + (1 - own) * made) / 2
    return (heard[: len(sound)] * 1.4).astype(np.float32)


def _envelope(part: NDArray[np.float64], order: int = 18) -> NDArray[np.float64]:
    """The filter of linear prediction, as gains at 257 frequencies."""
    likeness = np.fft.irfft(np.abs(np.fft.rfft(part, 1024)) ** 2)[: order + 1]
    table = likeness[np.abs(np.subtract.outer(np.arange(order), np.arange(order)))]
    taps = np.linalg.solve(table + np.eye(order) * likeness[0] * 1e-3, likeness[1:])
    return np.asarray(1 / np.abs(np.fft.rfft(np.concatenate([[1], -taps]), 512)))


def labels(speech: Speech) -> NDArray[np.int8]:
    """The kind of each frame: the quiet parts are silence, even inside a hesitation."""
    levels_db = 20 * np.log10(_levels(speech.samples))
    kinds: NDArray[np.int8] = (levels_db > np.percentile(levels_db, 95) - _SPEECH_DB).astype(np.int8)
    for start_s, end_s, label in speech.spans:
        if label in KINDS:
            part = kinds[round(start_s * RATE_HZ / FRAME) : round(end_s * RATE_HZ / FRAME)]
            part[part > 0] = KINDS.index(label)
    return kinds


def as_recorded(speech: Speech, rng: np.random.Generator, *, clean: float) -> Lesson:
    """*speech* through some room, microphone, level and noise; the share *clean* of all gets no noise."""
    sound = speech.samples
    if rng.random() < 0.5:
        sound = _through_a_microphone(sound, rng)
    if rng.random() < 0.4:
        sound = _in_a_room(sound, rng)
    sound = sound * np.float32(10 ** (rng.uniform(-32, -14) / 20) / max(_loudness(sound), 1e-5))
    if rng.random() >= clean:
        below = 10 ** (-rng.uniform(12, 50) / 20)
        noise = _noise(len(sound), float(rng.choice([0, 0.5, 1])), rng)
        sound = sound + (noise * below * _loudness(sound)).astype(np.float32)
    spans = tuple(span for span in speech.spans if span[2] in KINDS)
    return Lesson(np.clip(sound, -1, 1).astype(np.float32), labels(speech), spans)


def _through_a_microphone(sound: Samples, rng: np.random.Generator) -> Samples:
    """Lows and highs cut off, now and then as on the telephone, and a tilt."""
    low_hz, high_hz = (300, 3400) if rng.random() < 0.2 else (rng.uniform(20, 150), rng.uniform(4000, 8000))
    hz = np.maximum(np.fft.rfftfreq(len(sound), 1 / RATE_HZ), 1)
    gain = 1 / (1 + (low_hz / hz) ** 4) / (1 + (hz / high_hz) ** 8)
    tilt = 10 ** (rng.uniform(-6, 6) * np.log2(np.maximum(hz, 50) / 1000) / 20)
    return _spectrum_times(sound, gain * np.clip(tilt, 0.1, 10))


def _in_a_room(sound: Samples, rng: np.random.Generator) -> Samples:
    """With an echo that dies away within 0.1 to 0.5 s."""
    size = round(rng.uniform(0.1, 0.5) * RATE_HZ)
    echo = np.convolve(rng.standard_normal(size) * np.exp(-6.9 * np.arange(size) / size), [0.6, 0.3, 0.1], "same")
    echo *= rng.uniform(0.1, 0.6) / np.sqrt(np.sum(echo**2))
    echo[0] = 1
    length = 1 << (len(sound) + size).bit_length()
    heard = np.fft.irfft(np.fft.rfft(sound, length) * np.fft.rfft(echo, length), length)
    return heard[: len(sound)].astype(np.float32)


def _noise(length: int, slope: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Noise of power 1; *slope* 0 is white, 0.5 pink, 1 brown."""
    hz = np.maximum(np.fft.rfftfreq(length, 1 / RATE_HZ), 20)
    noise = np.fft.irfft(np.fft.rfft(rng.standard_normal(length)) * hz**-slope, length)
    return np.asarray(noise / np.sqrt(np.mean(noise**2)))


def _spectrum_times(sound: Samples, gain: NDArray[Any]) -> Samples:
    return np.fft.irfft(np.fft.rfft(sound) * gain, len(sound)).astype(np.float32)


def _loudness(sound: Samples) -> float:
    return float(np.percentile(_levels(sound), 85))


def _levels(sound: Samples) -> NDArray[np.float64]:
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME).astype(np.float64)
    return np.asarray(np.sqrt(np.mean(frames**2, axis=1) + 1e-12))
