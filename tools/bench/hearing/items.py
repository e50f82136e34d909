"""The sounds of a run, written once as WAV files that every engine reads, and what is known of each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tools.bench.hearing.figures import Event

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PARTS", "Item", "prepare"]

PARTS = ("words", "fillers", "silence", "latency")
RATE_HZ = 16_000
ANSWERS_S = (30, 60, 90)
LATENCY_S = (30, 60, 120, 180, 300)
PLANTED_SEEDS = (0, 1)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Item:
    """One sound: which part and set it belongs to, what is said in it, and its hesitations (None: not known)."""

    name: str
    group: str
    sound: str
    seconds: float
    transcript: str
    fillers: tuple[Event, ...] | None = None


Made = tuple[str, str, Any, str, tuple[Event, ...] | None]
"""Set, name, 16 kHz samples, words, hesitations."""


def prepare(part: str, data: Path, folder: Path, clips: int, repeats: int) -> list[Item]:
    """The items of *part*: from *folder* if they were made before, else made there. *clips* 0 is all of them."""
    index = folder / f"{part}.json"
    if not index.is_file():
        items = list(_written(part, _MAKERS[part](data, clips, repeats), folder / part))
        index.write_text(json.dumps([asdict(item) for item in items]), encoding="utf-8")
    return [_item(entry) for entry in json.loads(index.read_text(encoding="utf-8"))]


def _item(entry: dict[str, Any]) -> Item:
    fillers = entry.pop("fillers")
    return Item(**entry, fillers=None if fillers is None else tuple((s, e, label) for s, e, label in fillers))


def _written(part: str, made: Iterator[Made], folder: Path) -> Iterator[Item]:
    from greenroom.sound import write_wav

    folder.mkdir(parents=True, exist_ok=True)
    for number, (group, name, samples, words, fillers) in enumerate(made):
        path = folder / f"{number:03}.wav"
        path.unlink(missing_ok=True)
        write_wav(path, samples, RATE_HZ)
        yield Item(f"{part}/{number:03} {name}", group, str(path), len(samples) / RATE_HZ, words, fillers)


def _words(data: Path, clips: int, _repeats: int) -> Iterator[Made]:
    entries = _manifest(data)
    for group, prefix in (("LibriSpeech", "ls_"), ("one speaker", "mfa_")):
        chosen = _spread([entry for entry in entries if entry["file"].startswith(prefix)], clips)
        for entry in chosen:
            yield group, entry["file"], _sound(data, entry), _plain(entry["transcript"]), None
    joined = [(length_s, speaker) for length_s in ANSWERS_S for speaker in _readers(entries)]
    for length_s, speaker in _spread(joined, clips):
        yield f"answers of {length_s} s", *_joined(data, entries, speaker, length_s, 0), None


def _fillers(data: Path, clips: int, _repeats: int) -> Iterator[Made]:
    from tools.planting import READERS, planted_set

    planted = [(seed, answer) for seed in PLANTED_SEEDS for answer in planted_set(data, "test", seed)]
    for seed, answer in _spread(planted, clips):
        yield "planted", f"{answer.speaker} seed {seed}", answer.samples, answer.transcript, answer.fillers
    entries = _manifest(data)
    real = [entry for entry in entries if entry["fillers"] is not None and entry["style"] != "noise"]
    for group in ("spontaneous", "acted"):
        chosen = _spread(
            [entry for entry in real if (entry["style"] == "spontaneous") == (group == "spontaneous")], clips
        )
        for entry in chosen:
            fillers = tuple((start_s, end_s, label) for start_s, end_s, label in entry["fillers"])
            yield group, entry["file"], _sound(data, entry), _plain(entry["transcript"]), fillers
    for split, readers in READERS.items():
        group = "fluent" if split == "test" else "fluent, readers used for tuning"
        read = [entry for entry in entries if entry["speaker"] in {f"ls{reader}" for reader in readers}]
        for entry in _spread(read, clips):
            yield group, entry["file"], _sound(data, entry), _plain(entry["transcript"]), ()


def _silence(data: Path, clips: int, _repeats: int) -> Iterator[Made]:
    from tools.bench.hearing.noises import noises

    for entry in _spread([entry for entry in _manifest(data) if entry["style"] == "noise"], clips):
        yield "key clicks", entry["file"], _sound(data, entry), "", ()
    for name, samples in _spread(list(noises().items()), clips):
        yield "synthetic", name, samples, "", ()


def _latency(data: Path, clips: int, repeats: int) -> Iterator[Made]:
    """Answer *n* of a length is read by reader *n*, so that repeats are not the same sound."""
    entries = _manifest(data)
    readers = _readers(entries)
    for repeat in range(repeats):
        for length_s in LATENCY_S[: clips or None]:
            speaker = readers[repeat % len(readers)]
            yield f"{length_s}", *_joined(data, entries, speaker, length_s, repeat), None


_MAKERS = {"words": _words, "fillers": _fillers, "silence": _silence, "latency": _latency}


def _joined(
    data: Path, entries: Sequence[dict[str, Any]], speaker: str, length_s: float, seed: int
) -> tuple[str, NDArray[np.float32], str]:
    """Name, samples and words of one answer."""
    import numpy as np

    from tools.bench.hearing.answers import join_clips

    own = [entry for entry in entries if entry["speaker"] == speaker]
    rng = np.random.default_rng([int(length_s), seed, int(speaker.removeprefix("ls"))])
    samples, used = join_clips([_sound(data, entry) for entry in own], length_s, rng)
    return speaker, samples, " ".join(own[index]["transcript"] for index in used)


def _readers(entries: Sequence[dict[str, Any]]) -> list[str]:
    return sorted({entry["speaker"] for entry in entries if entry["file"].startswith("ls_")})


def _manifest(data: Path) -> list[dict[str, Any]]:
    lines = (data / "speech" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _sound(data: Path, entry: dict[str, Any]) -> NDArray[np.float32]:
    from greenroom.sound import read_audio

    return read_audio(data / "speech" / entry["file"])


def _spread(found: Sequence[_T], count: int) -> Sequence[_T]:
    """*count* of them, spread over all; 0 is all."""
    return found[:: max(1, len(found) // count)][:count] if count else found


def _plain(transcript: str) -> str:
    """The words that a listener would write down: no markup, no words broken off."""
    return re.sub(r"<hes-([^>]*)>", r"\1", re.sub(r"<cutoff-[^>]*>|<unk>|\[[^\]]*\]", " ", transcript))
