"""Fit the finder of hesitations and write `hearing/data/hesitations-MODEL.npz`.

    python -m tools.train_hesitations --voices FOLDER [--data FOLDER] [--cache FOLDER] [--check]

It learns from made-up speech in many voices (tools/hesitation_speech.py says where FOLDER comes from) and from two
readers into whose pauses such hesitations are planted. The one man whose real hesitations we have is not learned from:
his are for the figures, which are printed in the end. `--check` writes nothing. What takes long is kept in the cache:
speaking takes as long as the speech, encoding and hearing a tenth of it for each of a few rounds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenroom.config import cache_dir
from greenroom.domain import Word
from greenroom.hearing.hesitations import HEARD, Candidate, Listener, candidates
from greenroom.sound import read_audio
from tools.hesitation_fitting import Recogniser, fit_listener, fit_weights
from tools.hesitation_sound import KINDS, Lesson, as_recorded, join, mumbled
from tools.hesitation_speech import Speech, Voices, answers, clauses, compose, phonemes
from tools.planting import READERS, Cut, plant, planted_set, read_clips, speech_clips, speech_rms, trimmed, without_end

ROOT = Path(__file__).resolve().parents[1]
RATE_HZ = 16_000
HELD_OUT = 4  # every fourth utterance is left to weigh candidates by
MADE_ROUNDS, READ_ROUNDS = 2, 3  # times that all of it is heard, differently each time
NEAR_S = 0.5  # between the middles of a hesitation and of what was found
Samples = NDArray[np.float32]
Span = tuple[float, float, str]


@dataclass(frozen=True, slots=True)
class Heard:
    """Sound with the times of its hesitations, what the encoder made of it, and the words that were recognised."""

    samples: Samples
    spans: Sequence[Span]
    frames: NDArray[np.float32]
    words: Sequence[Word]


@dataclass(frozen=True, slots=True)
class Judge:
    """All that is fitted."""

    listener: Listener
    weights: NDArray[Any]
    offset: float

    def confidence(self, candidate: Candidate) -> float:
        return float(1 / (1 + np.exp(-(np.dot(self.weights, candidate.features) + self.offset))))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Fit the finder of hesitations.")
    parser.add_argument("--voices", type=Path, required=True, help="folder with kokoro.onnx and voices/*.bin")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder that holds speech")
    parser.add_argument("--cache", type=Path, default=cache_dir() / "hesitations", help="what takes long is kept here")
    parser.add_argument("--model", action="append", choices=["base", "tiny.en"], help="default: both")
    parser.add_argument("--utterances", type=int, default=400)
    parser.add_argument("--check", action="store_true", help="print the figures, write nothing")
    options = parser.parse_args(argv)
    if not (options.data / "speech").is_dir():
        print(f"There is no speech in {options.data}.")
        return 1
    spoken = speak(options.data, options.voices, options.cache, options.utterances)
    for model in options.model or ["base", "tiny.en"]:
        recogniser = Recogniser(model)
        listener = fit_listener(*encoded(spoken, options.data, recogniser))
        judge = Judge(listener, *weigh(listener, held_out(spoken, options.data, recogniser)))
        for name, sounds in test_sets(options.data, recogniser).items():
            print(f"{model:8} {name:12} {figures(judge, sounds)}", flush=True)
        if not options.check:
            write(model, judge)
    return 0


def speak(data: Path, voices: Path, cache: Path, count: int) -> list[Speech]:
    """*count* utterances with hesitations, in voices drawn by lot; those in the cache are not spoken again."""
    rng = np.random.default_rng(1)
    sentences = list(clauses(answers(data)))
    rng.shuffle(sentences)
    cache.mkdir(parents=True, exist_ok=True)
    speaker: Voices | None = None
    spoken = []
    for index, sentence in enumerate(sentences[:count]):
        path = cache / f"{index:04d}.npz"
        if not path.exists():
            speaker = speaker or Voices(voices)
            _keep(path, _utterance(sentence, speaker, np.random.default_rng([2, index])))
        spoken.append(_kept(path))
    return spoken


def _utterance(sentence: str, speaker: Voices, rng: np.random.Generator) -> Speech:
    said = phonemes([sentence], "en-us" if rng.random() < 0.75 else "en-gb")[0]
    english = [name for name in speaker.names if name[0] in "ab"]
    name = str(rng.choice(english if rng.random() < 0.8 else speaker.names))
    share = float(rng.choice([0, 0, rng.uniform(0.2, 0.5)]))
    return speaker.say(compose(said, rng), name, str(rng.choice(speaker.names)), share, float(rng.uniform(0.85, 1.3)))


def _keep(path: Path, speech: Speech) -> None:
    times = np.array([span[:2] for span in speech.spans], dtype=np.float64).reshape(-1, 2)
    names = np.array([span[2] for span in speech.spans], dtype=np.str_)
    np.savez(path, samples=np.round(speech.samples * 32767).astype(np.int16), times=times, names=names)


def _kept(path: Path) -> Speech:
    with np.load(path) as stored:
        samples = stored["samples"].astype(np.float32) / 32767
        spans = [(float(s), float(e), str(n)) for (s, e), n in zip(stored["times"], stored["names"], strict=True)]
    return Speech(samples, tuple(spans), "")


def encoded(spoken: Sequence[Speech], data: Path, recogniser: Recogniser) -> tuple[NDArray[Any], NDArray[Any]]:
    """Frames to learn from, shape (n, dims), and the kind of each."""
    rng = np.random.default_rng(3)
    taught = [speech for index, speech in enumerate(spoken) if index % HELD_OUT]
    lessons = list(_lessons(taught, data, MADE_ROUNDS, READ_ROUNDS, rng))
    frames = [recogniser.frames(lesson.samples, whole=rng.random() < 0.35) for lesson in lessons]
    return np.concatenate(frames), np.concatenate(
        [lesson.kinds[: len(own)] for lesson, own in zip(lessons, frames, strict=True)]
    )


def _lessons(
    spoken: Sequence[Speech], data: Path, rounds: int, read_rounds: int, rng: np.random.Generator
) -> Iterator[Lesson]:
    """What was made up, and what was read out, each as often as said and never twice the same."""
    for _ in range(rounds):
        murmured = [mumbled(speech, rng) for speech in spoken]
        yield from (as_recorded(speech, rng, clean=0.08) for speech in join(murmured, rng))
    for _ in range(read_rounds):
        murmured = [mumbled(speech, rng) for speech in spoken]
        yield from (as_recorded(speech, rng, clean=0.5) for speech in read_out(murmured, data, rng))


def held_out(spoken: Sequence[Speech], data: Path, recogniser: Recogniser) -> list[Heard]:
    """Sound of utterances that were not learned from, with its words, to weigh candidates by."""
    rng = np.random.default_rng(4)
    unseen = [speech for index, speech in enumerate(spoken) if not index % HELD_OUT]
    return [
        Heard(lesson.samples, lesson.spans, *recogniser.hear(lesson.samples))
        for lesson in _lessons(unseen, data, 1, 1, rng)
    ]


def read_out(spoken: Sequence[Speech], data: Path, rng: np.random.Generator) -> Iterator[Speech]:
    """The readers of the tuning split, half of the time with hesitations of *spoken* planted in their pauses."""
    clips = speech_clips(data)
    drawn = without_end(list(_cuts(spoken)), rng)
    for speaker in READERS["tuning"]:
        rows = read_clips(clips, speaker)
        for group in np.array_split(rng.permutation(len(rows)), 4):
            sounds = [read_audio(data / "speech" / rows[index]["file"]) for index in group]
            samples, spans = plant(sounds, drawn, rng) if rng.random() < 0.5 else (np.concatenate(sounds), ())
            kept = samples[: 28 * RATE_HZ]
            yield Speech(kept, tuple(span for span in spans if span[1] < 28), speaker)


def _cuts(spoken: Sequence[Speech]) -> Iterator[Cut]:
    for speech in spoken:
        for start_s, end_s, label in speech.spans:
            part = speech.samples[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]
            if label in KINDS and len(part) > 0.12 * RATE_HZ and np.abs(part).max() > 0.01:
                yield Cut(trimmed(part), label, speech_rms(speech.samples))


def weigh(listener: Listener, sounds: Sequence[Heard]) -> tuple[NDArray[Any], float]:
    """Weights of the features of candidates: what was right in *sounds*."""
    rows, right = [], []
    for sound in sounds:
        found = candidates(listener, sound.samples, sound.frames, sound.words)
        hits = {one for one, _ in pairs([(item.start_s, item.end_s) for item in found], sound.spans)}
        rows += [item.features for item in found]
        right += [index in hits for index in range(len(found))]
    return fit_weights(np.array(rows), np.array(right))


def pairs(found: Sequence[tuple[float, float]], true: Sequence[Span]) -> list[tuple[int, int]]:
    """Indices of what was found and what is true, matched one to one, the nearest first."""
    distances = sorted(
        (abs(start_s + end_s - other[0] - other[1]) / 2, one, two)
        for one, (start_s, end_s) in enumerate(found)
        for two, other in enumerate(true)
    )
    matched: dict[int, int] = {}
    for distance_s, one, two in distances:
        if distance_s <= NEAR_S and one not in matched and two not in matched.values():
            matched[one] = two
    return list(matched.items())


def test_sets(data: Path, recogniser: Recogniser) -> dict[str, list[Heard]]:
    """Real hesitations, planted and as they were made, and fluent speech: nothing of it was learned from."""
    clips = speech_clips(data)
    marked = [clip for clip in clips if clip["fillers"] is not None]
    fluent = [clip for speaker in READERS["test"] for clip in read_clips(clips, speaker)]

    def heard(samples: Samples, spans: Sequence[Span]) -> Heard:
        return Heard(samples, spans, *recogniser.hear(samples))

    def of(rows: Sequence[dict[str, Any]]) -> list[Heard]:
        return [heard(read_audio(data / "speech" / row["file"]), row["fillers"] or ()) for row in rows]

    return {
        "planted": [heard(answer.samples, answer.fillers) for answer in planted_set(data, "test")],
        "free": of([clip for clip in marked if clip["style"] == "spontaneous"]),
        "acted": of([clip for clip in marked if clip["style"] == "read" and clip not in fluent]),
        "fluent": of(fluent),
        "keys": of([clip for clip in clips if clip["style"] == "noise"]),
    }


def figures(judge: Judge, sounds: Sequence[Heard]) -> str:
    """Precision, recall and F1 at `HEARD`, or how many are wrong in a minute where there is nothing to find."""
    hits = found = true = 0
    for sound in sounds:
        spans = [
            (item.start_s, item.end_s)
            for item in candidates(judge.listener, sound.samples, sound.frames, sound.words)
            if judge.confidence(item) >= HEARD
        ]
        hits += len(pairs(spans, sound.spans))
        found += len(spans)
        true += len(sound.spans)
    if not true:
        minutes = sum(len(sound.samples) for sound in sounds) / RATE_HZ / 60
        return f"{found} false in {minutes:.1f} min: {found / minutes:.2f} a minute"
    precision, recall, both = hits / max(1, found), hits / true, 2 * hits / (found + true)
    return f"{true} true, {found} found, precision {precision:.2f}, recall {recall:.2f}, F1 {both:.3f}"


def write(model: str, judge: Judge) -> None:
    path = ROOT / "src" / "greenroom" / "hearing" / "data" / f"hesitations-{model}.npz"
    path.parent.mkdir(exist_ok=True)
    parts = {field.name: getattr(judge.listener, field.name).astype(np.float16) for field in fields(judge.listener)}
    with path.open("wb") as file:
        np.savez_compressed(file, weights=judge.weights, offset=np.array(judge.offset), **parts)
    print(f"written: {path}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
