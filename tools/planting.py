"""Short answers with real hesitations at known times: um and uh, cut out of speech and planted in what others read.

The sound comes from a folder that is not part of this project (`speech/manifest.jsonl` and its files); nothing is
written. Voices are kept apart: readers and hesitations of the "test" split occur in no "tuning" answer. All
hesitations there are come from one man; "test" takes those he made while talking freely, "tuning" those he acted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from greenroom.sound import read_audio

__all__ = [
    "READERS",
    "Cut",
    "Planted",
    "plant",
    "planted_set",
    "read_clips",
    "speech_clips",
    "speech_rms",
    "trimmed",
    "without_end",
]

RATE_HZ = 16_000
Samples = NDArray[np.float32]
Split = Literal["tuning", "test"]

READERS: dict[Split, tuple[str, ...]] = {"tuning": ("1688", "1998"), "test": ("2033", "2414", "2609")}
"""LibriSpeech's numbers of those who read, by split."""

_KINDS = ("um", "uh")
_ANSWER_S = 30.0
_PER_MIN = (6.0, 10.0)
_AROUND_S = (0.1, 0.3)
_APART_S = 1.0
_FADE_S = 0.012
_FRAME = RATE_HZ // 100
_LENGTH_S = (0.12, 1.0)  # of a hesitation that can be planted


@dataclass(frozen=True)
class Planted:
    """One answer: 16 kHz samples in [-1, 1], shape (n,); (start, end, "um" or "uh") of what was planted, in seconds.

    `transcript` is what was read, without the hesitations; `speaker` is who read it.
    """

    samples: NDArray[np.float32]
    fillers: tuple[tuple[float, float, str], ...]
    transcript: str
    speaker: str


@dataclass(frozen=True)
class Cut:
    """A hesitation and the power of the speech around it, so that it keeps its own loudness relative to words."""

    samples: Samples
    label: str
    loudness: float


def planted_set(data: Path, split: Split, seed: int = 0) -> list[Planted]:
    """Answers of about 30 s, six to ten hesitations a minute. *data* is the folder that holds `speech`.

    The same *seed* gives the same answers; another one other places and another choice of hesitations.
    Raises OSError (no such folder) or AudioFileError.
    """
    rng = np.random.default_rng([seed, split == "test"])
    clips = speech_clips(data)
    cuts = list(_cuts(data, clips, split))
    drawn = without_end(cuts, rng)
    answers = []
    for speaker in READERS[split]:
        for group in _groups(read_clips(clips, speaker), rng):
            sounds = [read_audio(data / "speech" / clip["file"]) for clip in group]
            samples, fillers = plant(sounds, drawn, rng)
            transcript = " ".join(clip["transcript"] for clip in group)
            answers.append(Planted(samples, fillers, transcript, speaker))
    return answers


def speech_clips(data: Path) -> list[dict[str, Any]]:
    """The lines of the manifest."""
    text = (data / "speech" / "manifest.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def read_clips(clips: Sequence[dict[str, Any]], speaker: str) -> list[dict[str, Any]]:
    """The lines of one LibriSpeech reader."""
    return [clip for clip in clips if clip["file"].startswith(f"ls_{speaker}-")]


def _cuts(data: Path, clips: Sequence[dict[str, Any]], split: Split) -> Iterator[Cut]:
    style = "spontaneous" if split == "test" else "read"
    for clip in clips:
        marked = [filler for filler in clip["fillers"] or () if filler[2] in _KINDS]
        if not marked or clip["style"] != style:
            continue
        sound = read_audio(data / "speech" / clip["file"])
        loudness = speech_rms(sound)
        for start_s, end_s, label in marked:
            cut = trimmed(sound[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)])
            if _LENGTH_S[0] <= len(cut) / RATE_HZ <= _LENGTH_S[1]:
                yield Cut(cut, label, loudness)


def trimmed(cut: Samples) -> Samples:
    """Without the silence that the given times include."""
    loud = np.flatnonzero(_levels(cut) > 0.12 * _levels(cut).max())
    return cut[loud[0] * _FRAME : (loud[-1] + 1) * _FRAME]


def without_end(cuts: Sequence[Cut], rng: np.random.Generator) -> Iterator[Cut]:
    """All of them in a new order again and again: each is used equally often."""
    while True:
        for index in rng.permutation(len(cuts)):
            yield cuts[index]


def _groups(clips: Sequence[dict[str, Any]], rng: np.random.Generator) -> Iterator[list[dict[str, Any]]]:
    """Clips of one reader joined to answers of about `_ANSWER_S`."""
    order = rng.permutation(len(clips))
    ends = np.cumsum([clips[index]["seconds"] for index in order])
    answer = np.minimum(ends // _ANSWER_S, max(0, round(ends[-1] / _ANSWER_S) - 1))
    for _, members in groupby(zip(order, answer, strict=True), key=lambda pair: int(pair[1])):
        yield [clips[index] for index, _ in members]


def plant(
    sounds: Sequence[Samples], drawn: Iterator[Cut], rng: np.random.Generator
) -> tuple[Samples, tuple[tuple[float, float, str], ...]]:
    """*sounds* one after the other, with hesitations at some of their pauses and joints, and the times of these."""
    whole = np.concatenate(sounds)
    joints = np.cumsum([len(sound) for sound in sounds])[:-1]
    places = np.unique(np.concatenate([_pauses(whole), joints]).astype(np.intp))
    wanted = round(len(whole) / RATE_HZ / 60 * rng.uniform(*_PER_MIN))
    chosen = _apart(rng.permutation(places), wanted)
    tone = _RoomTone(whole, rng)
    loudness = speech_rms(whole)
    pieces, fillers, length, before = [], [], 0, 0
    for place in chosen:
        cut = next(drawn)
        first, last = (round(rng.uniform(*_AROUND_S) * RATE_HZ) for _ in range(2))
        inset = tone.stretch(first + len(cut.samples) + last)
        inset[first : first + len(cut.samples)] += _faded(cut.samples * loudness / cut.loudness)
        pieces += [whole[before:place], inset]
        length += place - before
        fillers.append(((length + first) / RATE_HZ, (length + first + len(cut.samples)) / RATE_HZ, cut.label))
        length, before = length + len(inset), place
    samples = np.concatenate([*pieces, whole[before:]])
    return np.clip(samples, -1, 1).astype(np.float32), tuple(fillers)


def _apart(places: NDArray[np.intp], wanted: int) -> list[int]:
    """The first *wanted* of *places* that are not close to one another, in order of time."""
    chosen: list[int] = []
    for place in places.tolist():
        if len(chosen) < wanted and all(abs(place - other) > _APART_S * RATE_HZ for other in chosen):
            chosen.append(place)
    return sorted(chosen)


def _pauses(sound: Samples) -> NDArray[np.intp]:
    """The middles of quiet stretches of 0.1 s and more, not at the very edges."""
    decibels = 20 * np.log10(_levels(sound) + 1e-9)
    quiet = decibels < np.percentile(decibels, 10) + 8
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.view(np.int8), [0]])))
    starts, ends = edges[::2], edges[1::2]
    long = (ends - starts >= 10) & (starts > 30) & (ends < len(quiet) - 30)
    return ((starts + ends) // 2 * _FRAME)[long]


class _RoomTone:
    """Room noise without end, from the quietest places of a recording: their pieces, overlapped in random order."""

    _PIECE = RATE_HZ // 20

    def __init__(self, sound: Samples, rng: np.random.Generator) -> None:
        hop = self._PIECE // 2
        starts = np.arange(0, len(sound) - self._PIECE, hop)
        levels = np.array([np.sqrt(np.mean(sound[start : start + self._PIECE] ** 2)) for start in starts])
        levels[levels < 1e-6] = np.inf  # digital silence is not the room
        self._pieces = [sound[start : start + self._PIECE] for start in starts[np.argsort(levels)[:12]]]
        self._rng = rng

    def stretch(self, length: int) -> Samples:
        hop = self._PIECE // 2
        window = np.sqrt(np.hanning(self._PIECE + 1)[:-1])  # pieces are unlike: their powers add up, not their sounds
        tone = np.zeros(length + 2 * self._PIECE)
        for start in range(0, length + self._PIECE, hop):
            tone[start : start + self._PIECE] += window * self._pieces[self._rng.integers(len(self._pieces))]
        return tone[hop : hop + length].astype(np.float32)


def _faded(sound: Samples) -> Samples:
    ramp = np.linspace(0, 1, round(_FADE_S * RATE_HZ), dtype=np.float32)
    faded = sound.copy()
    faded[: len(ramp)] *= ramp
    faded[-len(ramp) :] *= ramp[::-1]
    return faded


def speech_rms(sound: Samples) -> float:
    """How loud the speech is: the 80th percentile of the frames' levels."""
    return float(np.percentile(_levels(sound), 80))


def _levels(sound: Samples) -> NDArray[np.float64]:
    """RMS of every 10 ms, shape (n // 160,)."""
    frames = sound[: len(sound) // _FRAME * _FRAME].reshape(-1, _FRAME)
    return np.asarray(np.sqrt(np.mean(frames.astype(np.float64) ** 2, axis=1)))
