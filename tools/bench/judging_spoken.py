"""What a voice and a recogniser between answer and judge cost: the same answers as text and as they were heard.

Answers of the whole-answer pairs are spoken by espeak's voices, heard by Whisper, and judged, both ways, by what was
learned without their file. What was heard is kept in the results folder, so that a run can be stopped and carried on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from greenroom.config import cache_dir
from greenroom.domain import Point, Prompt, Transcript, Verdict
from greenroom.domain.plain import from_plain, to_plain
from greenroom.hearing import Choice, WhisperTranscriber
from greenroom.hearing.port import RATE_HZ
from greenroom.scoring import CrossEncoder, MiniLmCrossEncoder, MiniLmEmbedder
from greenroom.scoring.points.coverage import CoverageJudge
from greenroom.scoring.points.model import LABELS, JudgeData, load_judge_data
from greenroom.sound import read_audio
from greenroom.voice import Pyttsx3Voice
from tools.bench.hearing.lines import word_errors
from tools.bench.intervals import rate
from tools.coverage_data import WHOLE, RememberingEmbedder, RememberingEncoder, Scene, read_scenes
from tools.train_coverage import f1, learn, macro_f1
from tools.whole_answers import read_questions

__all__ = [
    "Ear",
    "Judged",
    "Outcome",
    "Told",
    "add_options",
    "choose",
    "differences",
    "print_spoken",
    "word_error_rate",
]

VOICES = (("gmw/en-us", 165), ("gmw/en-gb-x-rp", 150), ("gmw/en-us", 190), ("gmw/en-gb-x-gbclan", 165))
"""Of espeak's English voices, those that are understood about as well as each other; with words a minute."""
FILLED_PAUSES = {"um", "uh", "er", "erm", "hmm", "mm", "ah"}
DRAWS = 1000
COVERED, CONTRADICTED = LABELS.index("covered"), LABELS.index("contradicted")


@dataclass(frozen=True, slots=True)
class Told:
    """One answer of the pairs: its file, its prompt, its text, the label of each point, and who is to speak it."""

    file: str
    prompt: Prompt
    text: str
    labels: tuple[int, ...]
    voice: str
    rate_wpm: int

    def key(self, model: str) -> str:
        """Names what *model* hears: another text, voice, rate or recogniser is another key."""
        said = "|".join((self.text, self.voice, str(self.rate_wpm), model, *self.prompt.names))
        return f"{self.file}-{self.prompt.id}-{hashlib.sha256(said.encode()).hexdigest()[:10]}"


class Ear:
    """Has an answer spoken and hears it, once: what was heard is kept in *results*."""

    def __init__(self, model: str, results: Path) -> None:
        self._model = model
        self._results = results
        self._recogniser = WhisperTranscriber(Choice("openai-whisper", model, cache_dir() / "weights", 1, exact=False))

    def hear(self, told: Told) -> Transcript:
        path = self._results / "heard" / f"{told.key(self._model)}.json"
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            voice = Pyttsx3Voice(self._results / "voice", told.voice, told.rate_wpm, limit_s=120.0)
            samples = read_audio(voice.speak(told.text), RATE_HZ)
            transcript = self._recogniser.transcribe(samples, terms=told.prompt.names)
            part = path.with_suffix(".part")
            part.write_text(json.dumps(to_plain(transcript)), encoding="utf-8")
            part.replace(path)
        return from_plain(Transcript, json.loads(path.read_text(encoding="utf-8")))


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--answers", type=int, default=48, metavar="N", help="spoken: how many answers (default 48)")
    parser.add_argument("--model", default="tiny.en", help="spoken: the Whisper model that hears (default tiny.en)")
    parser.add_argument("--results", type=Path, help="spoken: folder in which what was heard is kept, to carry on")


def print_spoken(folder: Path, options: argparse.Namespace) -> None:
    """Hear what was not heard yet, judge both ways, print both figures and their difference.

    *folder* holds the pairs; *options* are those of `add_options`.
    """
    if not folder.is_dir():
        print(f"  spoken: no data in {folder}; left out")
        return
    told = choose(folder, options.answers)
    ear = Ear(options.model, options.results or cache_dir() / "bench-spoken")
    heard = [ear.hear(one) for one in told]
    scenes = read_scenes(folder, MiniLmEmbedder())
    encoder = RememberingEncoder(MiniLmCrossEncoder())
    rows: list[Judged] = []
    for file in sorted({one.file for one in told}):
        judges = _Judges(judge_without(file, scenes, encoder), encoder)
        mine = [(one, transcript) for one, transcript in zip(told, heard, strict=True) if one.file == file]
        rows += [judges.both(one, transcript) for one, transcript in mine]
    pairs = sum(len(row.text.labels) for row in rows)
    print(f"  spoken, heard by {options.model}, judged without their file: {len(rows)} answers, {pairs} pairs")
    print(f"    {'words heard wrong':<28}{word_error_rate(told, heard):>14.1%}  numbers as they are written")
    print(f"    {'':<28}{'text':>7}{'heard':>7}  heard - text, 95 % over prompts")
    for name, text, spoken, (low, high) in differences(rows):
        print(f"    {name:<28}{text:>7.3f}{spoken:>7.3f}  {spoken - text:+.3f} [{low:+.3f}, {high:+.3f}]")


def choose(folder: Path, count: int) -> list[Told]:
    """*count* answers: files in turn, each prompt once before any comes twice, styles and voices going round."""
    by_file = [list(_answers(folder / f"{name}.json")) for name in WHOLE]
    most = max(len(answers) for prompts in by_file for answers in prompts)
    everyone = [
        prompts[place][(turn + place) % len(prompts[place])]
        for turn in range(most)
        for place in range(max(map(len, by_file)))
        for prompts in by_file
        if place < len(prompts) and turn < len(prompts[place])
    ]
    return [
        replace(one, voice=voice, rate_wpm=rate_wpm)
        for number, one in enumerate(everyone[:count])
        for voice, rate_wpm in [VOICES[number % len(VOICES)]]
    ]


def _answers(path: Path) -> Iterator[list[Told]]:
    """For each question of a file its answers."""
    for asked in read_questions(path):
        points = tuple(Point(point.id, point.say, cues=point.cues, facts=point.facts) for point in asked.points)
        prompt = Prompt(asked.id, asked.text, points=points)
        yield [
            Told(path.stem, prompt, told.transcript, tuple(label.label for label in told.labels), *VOICES[0])
            for told in asked.answers
        ]


def word_error_rate(told: Sequence[Told], heard: Sequence[Transcript]) -> float:
    """Wrong words over words said, filled pauses left out; "40" for "forty" counts as wrong."""
    said = [_plain(one.text) for one in told]
    wrong = sum(word_errors(text, _plain(words.text)) for text, words in zip(said, heard, strict=True))
    return wrong / max(1, sum(len(text.split()) for text in said))


def _plain(text: str) -> str:
    return " ".join(word for word in re.findall(r"[\w']+", text.lower()) if word not in FILLED_PAUSES)


def judge_without(file: str, scenes: Sequence[Scene], encoder: CrossEncoder) -> JudgeData:
    """The judge as it would be had it never seen *file*."""
    learned = learn([scene for scene in scenes if scene.pairs[0].file != file], encoder)
    return replace(load_judge_data(), passage_weights=learned.passage_weights, trees=learned.trees)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Points of answers: the label, the likeliest verdict, and whether one was given and not "unsure"; shape (n,)."""

    labels: NDArray[np.int64]
    guesses: NDArray[np.int64]
    said: NDArray[np.bool_]

    @classmethod
    def of_all(cls, parts: Sequence[Outcome]) -> Outcome:
        return cls(
            np.concatenate([part.labels for part in parts]),
            np.concatenate([part.guesses for part in parts]),
            np.concatenate([part.said for part in parts]),
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """One answer, judged by its text and as it was heard."""

    prompt: str
    text: Outcome
    heard: Outcome


class _Judges:
    """The judge twice: as it is, and without its doubts, which gives the likeliest verdict for every point."""

    def __init__(self, data: JudgeData, encoder: CrossEncoder) -> None:
        embedder = RememberingEmbedder(MiniLmEmbedder())
        self._judge = CoverageJudge(embedder, encoder, data)
        never = dict.fromkeys(data.thresholds, 0.0)
        self._likeliest = CoverageJudge(embedder, encoder, replace(data, thresholds=never))

    def both(self, told: Told, heard: Transcript) -> Judged:
        text = self._outcome(told, Transcript.typed(told.text))
        return Judged(f"{told.file}/{told.prompt.id}", text, self._outcome(told, heard))

    def _outcome(self, told: Told, transcript: Transcript) -> Outcome:
        labels = np.array(told.labels, np.int64)
        if not transcript.words:  # nothing was heard: the judge is not asked, and nothing is scored
            return Outcome(labels, np.full(len(labels), LABELS.index("missed")), np.zeros(len(labels), np.bool_))
        sure = tuple(replace(word, probability=1.0) for word in transcript.words)
        likeliest, _ = self._likeliest.judge(told.prompt, sure)
        given, _ = self._judge.judge(told.prompt, transcript.words)
        guesses = np.array([LABELS.index(point.verdict.value) for point in likeliest], np.int64)
        return Outcome(labels, guesses, np.array([point.verdict is not Verdict.UNSURE for point in given]))


FIGURES: tuple[tuple[str, Callable[[Outcome], float]], ...] = (
    ("macro-F1", lambda seen: macro_f1(seen.guesses, seen.labels)),
    ("F1 covered", lambda seen: f1(seen.guesses, seen.labels, COVERED)),
    ("confident verdicts, share", lambda seen: float(seen.said.mean())),
    ("confident verdicts, right", lambda seen: rate((seen.guesses == seen.labels)[seen.said])),
    ("contradicted called covered", lambda seen: rate((seen.guesses == COVERED)[seen.labels == CONTRADICTED])),
)


def differences(rows: Sequence[Judged]) -> Iterator[tuple[str, float, float, tuple[float, float]]]:
    """For each figure its name, its value by text and as heard, and the 95 % interval of the difference.

    The interval comes from drawing whole prompts anew, the same for both ways.
    """
    prompts = sorted({row.prompt for row in rows})
    members = [[row for row in rows if row.prompt == prompt] for prompt in prompts]
    random = np.random.default_rng(1)
    draws = [
        _both([row for index in random.integers(len(members), size=len(members)) for row in members[index]])
        for _ in range(DRAWS)
    ]
    text, heard = _both(rows)
    for name, figure in FIGURES:
        drawn = [figure(drawn_heard) - figure(drawn_text) for drawn_text, drawn_heard in draws]
        yield (
            name,
            figure(text),
            figure(heard),
            (float(np.percentile(drawn, 2.5)), float(np.percentile(drawn, 97.5))),
        )


def _both(rows: Sequence[Judged]) -> tuple[Outcome, Outcome]:
    return Outcome.of_all([row.text for row in rows]), Outcome.of_all([row.heard for row in rows])
