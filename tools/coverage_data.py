"""The pairs of points and whole answers of `shared/data/coverage`, read and described for training and the bench."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from greenroom.scoring.points.alignment import Alignment
from greenroom.scoring.points.features import Observation
from greenroom.scoring.points.model import LABELS
from greenroom.scoring.points.passages import Answer, Statement, all_signals, pick, read_answer, read_statement
from greenroom.scoring.points.reading import Reading, read_note
from greenroom.scoring.points.reads import observe_all
from greenroom.scoring.points.rules import gated
from greenroom.scoring.port import CrossEncoder, Embedded, Embedder
from tools.contrast_data import OWN, read_notes
from tools.whole_answers import Question, read_questions

MEASURED, WRITTEN, MADE, CONTRAST = "measured", "written", "made", "contrast"
"""Kinds of pairs; all but the first only teach."""
MADE_ANSWERS = 4  # to each prompt
SAID = ("so {}.", "and {}.", "i would say {}.", "first of all {}.")
DENIED = (
    "it is not true that {}.",
    "we never {}.",
    "i would not say {}.",
    "none of this: {}.",
    "{} is not how it was.",
    "i did not {}.",
    "nobody can say that {}.",
)
WHOLE = ("train-a", "train-b", "train-c")


@dataclass(frozen=True, slots=True)
class Pair:
    """One point against one answer: where it comes from, its label, and the tokens of its evidence (None: none)."""

    file: str
    prompt: str
    point: str
    label: int
    kind: str
    evidence: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Scene:
    """One answer with all points of its prompt, read and aligned."""

    statements: tuple[Statement, ...]
    answer: Answer
    pairs: tuple[Pair, ...]
    alignments: tuple[Alignment, ...]
    signals: tuple[NDArray[np.float32], ...]

    @classmethod
    def of(cls, question: Reading, statements: Sequence[Statement], answer: Answer, pairs: Sequence[Pair]) -> Scene:
        alignments, signals = all_signals(statements, question, answer)
        return cls(tuple(statements), answer, tuple(pairs), tuple(alignments), tuple(signals))


class RememberingEmbedder:
    """Embeds every text once: the same points come back with every answer."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Embedded] = {}

    def embed(self, texts: Sequence[str]) -> tuple[Embedded, ...]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._embedder.embed(new), strict=True))
        return tuple(self._known[text] for text in texts)


class RememberingEncoder:
    """Reads every pair once: the same passages are picked whichever file is left out."""

    def __init__(self, encoder: CrossEncoder) -> None:
        self._encoder = encoder
        self._known: dict[tuple[str, str], NDArray[np.float32]] = {}

    def read(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        self._known.update(zip(new, self._encoder.read(new), strict=True))
        return np.stack([self._known[pair] for pair in pairs])


def read_scenes(folder: Path, embedder: Embedder) -> list[Scene]:
    """What the judge's trees learn from, and are measured on leaving out a file: the answers of *folder* and a few
    made ones to each question, and of what was written beside them what is held back from the cross-encoder.
    """
    remembering = RememberingEmbedder(embedder)
    whole = (scene for name in WHOLE for scene in _file_scenes(folder / f"{name}.json", remembering))
    return [*whole, *read_own_scenes(remembering, held_back=True), *_contrast_scenes(folder, remembering)]


def read_own_scenes(embedder: Embedder, *, held_back: bool) -> list[Scene]:
    """Whole answers that were written beside the shared ones: those held back from the cross-encoder, or the others."""
    paths = sorted([*OWN.glob("answers-*.txt"), *OWN.glob("train-*.json")])
    return [
        scene
        for path in paths
        for question in read_questions(path)
        if question.held_back == held_back
        for scene in scenes_of(path.stem, question, embedder, WRITTEN)
    ]


def _file_scenes(path: Path, embedder: Embedder) -> Iterator[Scene]:
    for question in read_questions(path):
        yield from scenes_of(path.stem, question, embedder, MEASURED)
        yield from _made_scenes(path.stem, question, embedder)


def _contrast_scenes(folder: Path, embedder: Embedder) -> list[Scene]:
    """Passages that the cross-encoder has not seen and that are not measured on, each an answer of its own."""
    question = read_note("Tell me about it.", embedder)
    notes = [note for group in read_notes(folder) for note in group if note.held_back and not note.measured_on]
    scenes = []
    for note in notes:
        statement = read_statement(note.say, embedder, facts=note.facts)
        for passage in note.passages:
            answer = read_answer(passage.said.split(), embedder)
            pair = Pair(note.source, note.say, "p", passage.label, CONTRAST, None)
            if answer.reading.tokens and statement.note.tokens:
                scenes.append(Scene.of(question, (statement,), answer, (pair,)))
    return scenes


def scenes_of(file: str, asked: Question, embedder: Embedder, kind: str) -> Iterator[Scene]:
    question, statements = _read_question(asked, embedder)
    for told in asked.answers:
        answer = read_answer(told.transcript.split(), embedder)
        pairs = [
            Pair(file, asked.id, point.id, label.label, kind, evidence_tokens(answer, told.transcript, label.part))
            for point, label in zip(asked.points, told.labels, strict=True)
        ]
        yield Scene.of(question, statements, answer, pairs)


def _made_scenes(file: str, asked: Question, embedder: Embedder) -> Iterator[Scene]:
    question, statements = _read_question(asked, embedder)
    for number in range(MADE_ANSWERS):
        parts = [made_passage(point.say, number + 3 * place) for place, point in enumerate(asked.points)]
        answer = read_answer(" ".join(text for text, _ in parts).split(), embedder)
        pairs = [
            Pair(file, asked.id, point.id, LABELS.index(label), MADE, None)
            for point, (_, label) in zip(asked.points, parts, strict=True)
        ]
        yield Scene.of(question, statements, answer, pairs)


def _read_question(asked: Question, embedder: Embedder) -> tuple[Reading, tuple[Statement, ...]]:
    points = (read_statement(point.say, embedder, cues=point.cues, facts=point.facts) for point in asked.points)
    return read_note(asked.text, embedder), tuple(points)


def made_passage(point: str, number: int) -> tuple[str, str]:
    """The point itself, spoken; denied; with its numbers wrong; or left out: a passage and its label, by *number*.

    People do say their points almost as they wrote them, and the written pairs hardly ever do.
    """
    kind = number % 9
    said = SAID[number % len(SAID)]
    numbers = list(re.finditer(r"\d+", point))
    if kind < 5:
        return said.format(point), "covered"
    if kind == 5 and len(numbers) == 2 and numbers[0].group() != numbers[1].group():
        first, second = numbers
        between = point[first.end() : second.start()]
        turned = point[: first.start()] + second.group() + between + first.group() + point[second.end() :]
        return said.format(turned), "contradicted"
    if kind == 5 and numbers:
        other = str(int(numbers[0].group()) * (2 + number % 3) + number % 2)
        return said.format(point.replace(numbers[0].group(), other, 1)), "contradicted"
    if kind in {5, 6}:
        return DENIED[number % len(DENIED)].format(point), "contradicted"
    return "that was a long day.", "missed"


def evidence_tokens(answer: Answer, transcript: str, part: tuple[int, int] | None) -> tuple[int, int] | None:
    """The tokens of a part of the *transcript*'s characters: first, and one after the last."""
    if part is None:
        return None
    first = len(transcript[: part[0] + 1].split()) - 1
    last = first + len(transcript[part[0] : part[1]].split())
    inside = [index for index, token in enumerate(answer.reading.tokens) if first <= token.word < last]
    return (inside[0], inside[-1] + 1) if inside else None


def overlap(spans: NDArray[np.int64], evidence: tuple[int, int]) -> NDArray[np.float64]:
    """Shared tokens over all tokens of each span and the evidence, 0..1."""
    shared = np.minimum(spans[:, 1], evidence[1]) - np.maximum(spans[:, 0], evidence[0])
    shared = np.maximum(shared, 0)
    union = (spans[:, 1] - spans[:, 0]) + (evidence[1] - evidence[0]) - shared
    return np.asarray(shared / union, np.float64)


def learn_passage_weights(scenes: Sequence[Scene], steps: int = 150) -> NDArray[np.float32]:
    """The weights over a passage's signals under which the labelled evidence is picked most often.

    A softmax over the passages of each answer, fitted by Adam from a fixed start: deterministic.
    """
    goals = []
    for scene in scenes:
        for pair, rows in zip(scene.pairs, scene.signals, strict=True):
            if pair.evidence is None:
                continue
            near = overlap(scene.answer.windows.spans, pair.evidence)
            wish = np.where(near >= 0.4, near, 0.0)
            if wish.any():
                goals.append((rows.astype(np.float64), wish / wish.sum()))
    weights: NDArray[np.float64] = np.array([2.0, 3.0, 5.0, 4.0, 0.0, 1.0, 1.0, 0.5])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        slope: NDArray[np.float64] = -1e-3 * weights
        for signals, wish in goals:
            sums = weights @ signals
            chances = np.exp(sums - sums.max())
            slope += signals @ (wish - chances / chances.sum()) / len(goals)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights = weights + 0.1 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return np.round(weights, 3).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Table:
    """Scenes described: one row a pair. `picked` is the passage's overlap test: it touches the labelled evidence."""

    pairs: tuple[Pair, ...]
    rows: NDArray[np.float32]
    labels: NDArray[np.int64]
    statements: tuple[Statement, ...]
    observations: tuple[Observation, ...]

    def part(self, keep: NDArray[np.bool_]) -> Table:
        at = [int(index) for index in np.flatnonzero(keep)]
        return Table(
            tuple(self.pairs[index] for index in at),
            self.rows[keep],
            self.labels[keep],
            tuple(self.statements[index] for index in at),
            tuple(self.observations[index] for index in at),
        )

    def gate(self, chances: NDArray[np.float64]) -> NDArray[np.float64]:
        """*chances* after the rule about facts, as the judge applies it."""
        items = zip(self.statements, self.observations, chances, strict=True)
        return np.stack([gated(statement, observation, row) for statement, observation, row in items])

    @property
    def files(self) -> NDArray[np.str_]:
        return np.array([pair.file for pair in self.pairs])


def describe(scenes: Sequence[Scene], weights: NDArray[np.float32], encoder: CrossEncoder) -> Table:
    """The features of every pair, at the passage that *weights* pick, with what *encoder* reads there."""
    pairs: list[Pair] = []
    statements: list[Statement] = []
    observations: list[Observation] = []
    for scene in scenes:
        likely = pick(scene.answer, scene.alignments, scene.signals, weights)
        pairs += scene.pairs
        statements += scene.statements
        observations += observe_all(encoder, scene.statements, scene.answer, likely)
    rows = np.stack([observation.features for observation in observations])
    labels = np.array([pair.label for pair in pairs], np.int64)
    return Table(tuple(pairs), rows, labels, tuple(statements), tuple(observations))
