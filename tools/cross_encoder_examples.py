"""What the cross-encoder is shown: every written passage and stretch of a whole answer, in a new guise each epoch.

A guise is: other talk around it, another wording of its point, its numbers changed, or a passage that speaks of
something else.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import jellyfish
import numpy as np
from numpy.typing import NDArray

from greenroom.scoring.points.canonical import canonical, canonical_statement
from greenroom.scoring.points.passages import Answer, pick
from greenroom.scoring.text import STOP
from tools.contrast_data import CONTRADICTED, COVERED, MISSED, Note, Passage
from tools.coverage_data import Scene, learn_passage_weights

NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])")
LONGEST_POINT = 30  # words of a passage that may stand for its point
AROUND = 56  # words up to which talk is put around a passage
OPENINGS = ("and", "basically", "first of all", "for me", "frankly", "honestly", "i think", "i would say", "so", "well")
TAILS = ("as well", "at all", "i guess", "really", "that is it", "these days", "to be honest", "yet")
SMALL = ("a", "also", "actually", "just", "of", "really", "that", "the", "then", "to")
DENIALS = (
    "i did not {}", "i have never {}", "it is wrong that {}", "no {}", "nobody should think that {}", "not {}",
    "we do not {}", "{} did not happen", "{} is exactly what i would not say", "{} no that is not so",
    "{} was never true",
)  # fmt: skip
NEAR = 0.6  # share of a point's words from which on a passage is near to it
NEAR_TIMES = 2  # contradictions were written near to the point twice as often as sayings that make it
WIDTH = (28, 56)  # tokens of a stretch of a whole answer
MISHEARD = 0.35  # share of the examples that are misheard
DAMAGE = (0.02, 0.15)  # share of their words that are


@dataclass(frozen=True, slots=True)
class Example:
    """What the cross-encoder is shown, and the label that it should give."""

    point: str
    passage: str
    label: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A point, in canonical writing, and a whole answer; the tokens that decide, if any, and its likely passages."""

    point: str
    answer: Answer
    label: int
    part: tuple[int, int] | None
    likely: tuple[tuple[int, int], ...]


class Examples:
    """Makes the examples of an epoch, by a generator of its own: the same seed gives the same examples."""

    def __init__(self, groups: Sequence[Sequence[Note]], scenes: Sequence[Scene], seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  # no secret
        kept = (tuple(note for note in group if not note.held_back) for group in groups)
        self._groups = [group for group in kept if group]
        weights = learn_passage_weights(scenes)
        self._wholes = [whole for scene in scenes for whole in _wholes(scene, weights)]
        self._alike = _words_that_sound_alike(self._groups)

    def epoch(self) -> list[Example]:
        """Every passage once, those that make a point nearly in its own words more often, and one stretch for every
        pair of a point and a whole answer; shuffled.
        """
        examples = [
            self._guise(group, note, passage)
            for group in self._groups
            for note in group
            for passage in note.passages
            for _ in range(NEAR_TIMES if passage.label == COVERED and _near(note.point, passage.text) else 1)
        ]
        examples += map(self._shown, self._wholes)
        examples = [self._misheard(example) for example in examples]
        self._random.shuffle(examples)
        return examples

    def _guise(self, group: Sequence[Note], note: Note, passage: Passage) -> Example:
        choose, point, text, label = self._random, note.point, passage.text, passage.label
        lot = choose.random()
        if lot < 0.2:  # another wording of the point
            point = self._wording(note, COVERED, passage) or point
        elif lot < 0.25 and label == COVERED:  # what was said otherwise, as the point: it is contradicted
            other = self._wording(note, CONTRADICTED, passage)
            point, label = (other, CONTRADICTED) if other else (point, label)
        elif lot < 0.37 and label == COVERED:
            point, text, label = self._renumbered(point, text)
        elif 0.37 <= lot < 0.55:  # nearly word for word, or that denied: people do so, and written passages hardly ever
            point = self._wording(note, COVERED, passage) or point if choose.random() < 0.5 else point
            text, label = self._nearly(point), COVERED
            if choose.random() < 0.25:
                text, label = choose.choice(DENIALS).format(text), CONTRADICTED
        elif 0.55 <= lot < 0.65:  # said of something else
            text, label = self._other(group, note), MISSED
        if choose.random() < 0.7:
            text = self._surrounded(group, note, text)
        return Example(point, text, label)

    def _nearly(self, point: str) -> str:
        """*point* with an opening, a tail, a little word more or less, or its two clauses the other way round."""
        choose, words = self._random, point.split()
        joint = [place for place, word in enumerate(words) if word in {"after", "and", "because", "when"}]
        if choose.random() < 0.25 and joint and 2 < joint[0] < len(words) - 3:
            words = [*words[joint[0] + 1 :], "and" if words[joint[0]] == "and" else "so", *words[: joint[0]]]
        if choose.random() < 0.4:
            words.insert(choose.randint(0, len(words)), choose.choice(SMALL))
        small = [place for place, word in enumerate(words) if word in SMALL]
        if choose.random() < 0.4 and small:
            del words[choose.choice(small)]
        opening = choose.choice(OPENINGS) if choose.random() < 0.6 else ""
        tail = choose.choice(TAILS) if choose.random() < 0.3 else ""
        return " ".join([opening, *words, tail]).strip()

    def _wording(self, note: Note, label: int, but: Passage) -> str | None:
        short = [one.text for one in note.passages if one.label == label and one is not but]
        short = [text for text in short if len(text.split()) < LONGEST_POINT]
        return self._random.choice(short) if short else None

    def _renumbered(self, point: str, text: str) -> tuple[str, str, int]:
        """A number that stands in both changed on one side (contradicted) or on both (covered)."""
        shared = [number for number in NUMBER.findall(point) if number in NUMBER.findall(text)]
        if not shared:
            return point, text, COVERED
        choose, old = self._random, self._random.choice(shared)
        value = float(old)
        new = choose.choice([value * 2, value * 3, value * 10, value + 1, value + 5, value + choose.randint(1, 20)])
        new = choose.choice([new, max(1.0, value - 1), max(1.0, round(value * 0.7)), value * 1.5])
        figure = f"{new:.4g}" if new < 10_000 else f"{new:.0f}"
        if figure == old:
            return point, text, COVERED
        changed = re.compile(rf"(?<![\d.]){re.escape(old)}(?![\d.])")
        lot = choose.random()
        point = point if lot < 0.3 else changed.sub(figure, point)
        text = text if 0.3 <= lot < 0.6 else changed.sub(figure, text)
        return point, text, COVERED if lot >= 0.6 else CONTRADICTED

    def _other(self, group: Sequence[Note], note: Note) -> str:
        """A passage on another point of the same question, else of any."""
        near = [one for one in group if one is not note and one.passages]
        if not near or self._random.random() < 0.1:
            near = [one for one in self._random.choice(self._groups) if one is not note and one.passages] or near
        return self._random.choice(self._random.choice(near).passages).text if near else ""

    def _surrounded(self, group: Sequence[Note], note: Note, text: str) -> str:
        room = AROUND - len(text.split())
        if room <= 6:
            return text
        before = self._random.randint(0, min(room, 24))
        after = self._random.randint(0, min(room - before, 24))
        earlier, later = self._other(group, note).split(), self._other(group, note).split()
        return " ".join([*earlier[max(0, len(earlier) - before) :], text, *later[:after]])

    def _misheard(self, example: Example) -> Example:
        """One in three with words replaced by others that sound alike, as a recogniser would."""
        choose = self._random
        if choose.random() >= MISHEARD:
            return example
        words, share = example.passage.split(), choose.uniform(*DAMAGE)
        for place, word in enumerate(words):
            if choose.random() < share:
                words[place] = choose.choice(self._alike.get(jellyfish.metaphone(word)[:3], [word]))
        return Example(example.point, " ".join(words), example.label)

    def _shown(self, whole: Whole) -> Example:
        """A stretch of a whole answer: around the words that decide, or a passage that the judge would read."""
        choose, reading = self._random, whole.answer.reading
        if whole.part is None:
            first, last = choose.choice(whole.likely)
        else:
            near = [span for span in whole.likely if span[0] < whole.part[1] and whole.part[0] < span[1]]
            first, last = choose.choice([whole.part, *near[:1]])
        if choose.random() < 0.75:  # with what stands around it
            wide = max(last - first, choose.randint(*WIDTH))
            first = max(0, min(first - choose.randint(0, wide - (last - first)), len(reading.tokens) - wide))
            last = min(len(reading.tokens), first + wide)
        return Example(whole.point, canonical(reading.tokens, reading.quantities, first, last), whole.label)


def _near(point: str, text: str) -> bool:
    wanted = {word for word in point.split() if word not in STOP}
    return len(wanted & set(text.split())) >= NEAR * len(wanted)


def _wholes(scene: Scene, weights: NDArray[np.float32]) -> Iterator[Whole]:
    found = pick(scene.answer, scene.alignments, scene.signals, weights)
    for statement, pair, likely in zip(scene.statements, scene.pairs, found, strict=True):
        spans = tuple((passage.first, passage.last) for passage in likely)
        yield Whole(canonical_statement(statement), scene.answer, pair.label, pair.evidence, spans)


def _words_that_sound_alike(groups: Sequence[Sequence[Note]]) -> dict[str, list[str]]:
    sounds: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for note in group:
            for passage in note.passages:
                for word in passage.text.split():
                    if len(word) > 2 and word.isalpha():
                        sounds[jellyfish.metaphone(word)[:3]].add(word)
    return {sound: sorted(words) for sound, words in sounds.items()}
