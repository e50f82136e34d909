"""Points with short passages that differ in meaning: what the cross-encoder learns from.

Read are the contrast sets of `shared/data/coverage`, and those written beside them in `tools/data/coverage`
(`contrast-*.jsonl`, `lines-*.txt`, and whole answers in `train-*.json`); never train-a/b/c, on which the judge is
measured. One point in twelve is held back, by its text: for the trees, and to measure on.

An epoch shows every passage once, in a new guise each time (Examples): with other talk around it, against another
wording of its point, with its numbers changed, or as a passage that speaks of something else.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jellyfish

from greenroom.scoring.delivery.false_starts import without_false_starts
from greenroom.scoring.points.canonical import canonical, canonical_point
from greenroom.scoring.points.model import LABELS
from greenroom.scoring.points.numbers import Quantity, quantities
from greenroom.scoring.text import Token, point_words, tokenise

OWN = Path(__file__).resolve().parent / "data" / "coverage"
COVERED, PARTIAL, MISSED, CONTRADICTED = range(4)
SIGNS = {"c": COVERED, "h": PARTIAL, "m": MISSED, "x": CONTRADICTED}
LINE = re.compile(r"(?P<sign>[QPchm]|x(?::[a-z]+)?) (?P<text>\S.*)")
NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])")
HELD_BACK = 12  # one point in so many
LONGEST_POINT = 30  # words of a passage that may stand for its point
AROUND = 56  # words up to which talk is put around a passage
OPENINGS = ("and", "basically", "first of all", "for me", "frankly", "honestly", "i think", "i would say", "so", "well")
TAILS = ("as well", "at all", "i guess", "really", "that is it", "these days", "to be honest", "yet")
SMALL = ("a", "also", "actually", "just", "of", "really", "that", "the", "then", "to")
EVIDENCE = (24, 56)  # words of a stretch of a whole answer


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as it was said and in canonical writing, its label (an index of LABELS), how it differs (free text)."""

    label: int
    kind: str
    said: str
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A point as it was noted and in canonical writing, with the file it is from and its passages."""

    source: str
    say: str
    facts: tuple[str, ...]
    point: str
    passages: tuple[Passage, ...]

    @property
    def measured_on(self) -> bool:
        """Of the points held back one half is measured on; from the other the judge's trees learn."""
        return self.held_back and int(hashlib.sha256(self.say.encode()).hexdigest(), 16) % 2 == 0

    @property
    def held_back(self) -> bool:
        return int(hashlib.sha256(self.point.encode()).hexdigest(), 16) % HELD_BACK == 0


@dataclass(frozen=True, slots=True)
class Example:
    """What the cross-encoder is shown, and the label that it should give."""

    point: str
    passage: str
    label: int


def read_notes(shared: Path) -> list[tuple[Note, ...]]:
    """The notes by question: what is said of one is near to the others, and speaks of something else."""
    files = sorted([*shared.glob("contrast-*.jsonl"), *OWN.glob("contrast-*.jsonl")], key=lambda path: path.name)
    groups: list[tuple[Note, ...]] = [(note,) for path in files for note in _contrast_notes(path)]
    for path in sorted(OWN.glob("lines-*.txt")):
        groups.extend(_line_notes(path))
    return groups


def _contrast_notes(path: Path) -> Iterator[Note]:
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        facts = tuple(entry.get("facts", ()))
        yield Note(
            path.stem,
            entry["point"],
            facts,
            written_point(entry["point"], facts),
            tuple(
                Passage(
                    LABELS.index(passage["label"]), passage["kind"], passage["text"], written(passage["text"].split())
                )
                for passage in entry["passages"]
                # damaged by a script that spared no covered passage: it teaches the script (see the data's README)
                if path.stem != "contrast-f" or passage["kind"] != "asr-damaged"
            ),
        )


def _line_notes(path: Path) -> Iterator[tuple[Note, ...]]:
    """Questions (Q), each with points (P), each with passages (c, h, m, x:kind), one a line."""
    questions: list[list[tuple[str, list[Passage]]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = LINE.fullmatch(line.strip())
        if found is None:
            if line.strip():
                raise ValueError(f"{path.name}, line {number}: {line[:60]!r} is not a question, a point or a passage")
            continue
        sign, text = found["sign"], found["text"]
        if sign == "Q":
            questions.append([])
        elif sign == "P":
            questions[-1].append((text, []))
        else:
            questions[-1][-1][1].append(Passage(SIGNS[sign[0]], sign[2:], text, written(text.split())))
    for question in questions:
        yield tuple(Note(path.stem, say, (), written_point(say), tuple(passages)) for say, passages in question)


def written(words: Sequence[str]) -> str:
    return canonical(*_read(words))


def written_point(text: str, facts: Sequence[str] = ()) -> str:
    note, *beside = (_read(point_words(part)) for part in (text, *facts))
    return canonical_point(note, beside)


def _read(words: Sequence[str]) -> tuple[tuple[Token, ...], tuple[Quantity, ...]]:
    tokens = without_false_starts(tokenise(words))
    return tokens, quantities(tokens)


class Examples:
    """Makes the examples of an epoch, by a generator of its own: the same seed gives the same examples."""

    def __init__(self, groups: Sequence[Sequence[Note]], seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  # no secret
        kept = (tuple(note for note in group if not note.held_back) for group in groups)
        self._groups = [group for group in kept if group]
        self._stretches = [stretch for path in sorted(OWN.glob("train-*.json")) for stretch in _stretches(path)]
        self._alike = _words_that_sound_alike(self._groups)

    def epoch(self) -> list[Example]:
        """Every passage once, and one stretch for every pair of a point and a whole answer; shuffled."""
        examples = [
            self._damaged(self._guise(group, note, passage))
            for group in self._groups
            for note in group
            for passage in note.passages
        ]
        examples += [self._stretch(*stretch) for stretch in self._stretches]
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
        elif (
            0.37 <= lot < 0.55
        ):  # nearly word for word: people do say their points so, and written passages hardly ever do
            point = self._wording(note, COVERED, passage) or point if choose.random() < 0.5 else point
            text, label = self._nearly(point), COVERED
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

    def _damaged(self, example: Example) -> Example:
        """Now and then a word or two replaced by one that sounds alike, as a recogniser would."""
        if self._random.random() >= 0.12:
            return example
        words = example.passage.split()
        for place in self._random.sample(range(len(words)), min(len(words), self._random.randint(1, 2))):
            alike = self._alike.get(jellyfish.metaphone(words[place])[:3], [words[place]])
            words[place] = self._random.choice(alike)
        return Example(example.point, " ".join(words), example.label)

    def _stretch(self, point: str, words: Sequence[str], label: int, evidence: tuple[int, int] | None) -> Example:
        """A stretch of a whole answer: around the evidence, or anywhere where the point is not made."""
        length = self._random.randint(*EVIDENCE)
        first, last = evidence or (self._random.randrange(max(1, len(words))),) * 2
        room = max(0, length - (last - first))
        begin = max(0, first - self._random.randint(0, room))
        return Example(point, " ".join(words[begin : max(last, begin + length)]), label)


def _stretches(path: Path) -> Iterator[tuple[str, list[str], int, tuple[int, int] | None]]:
    """Point, words of the answer, label and the words of its evidence, for each pair of a file of whole answers."""
    for prompt in json.loads(path.read_text(encoding="utf-8"))["prompts"]:
        for told in prompt["answers"]:
            for point in prompt["points"]:
                given: dict[str, Any] = told["labels"][point["id"]]
                before, evidence, after = told["transcript"].partition(given["evidence"] or "\0")
                parts = [written(part.split()).split() for part in (before, evidence, after)]
                span = (len(parts[0]), len(parts[0]) + len(parts[1])) if given["evidence"] else None
                text = written_point(point["text"], point.get("facts", ()))
                yield text, [*parts[0], *parts[1], *parts[2]], LABELS.index(given["label"]), span


def _words_that_sound_alike(groups: Sequence[Sequence[Note]]) -> dict[str, list[str]]:
    sounds: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for note in group:
            for passage in note.passages:
                for word in passage.text.split():
                    if len(word) > 2 and word.isalpha():
                        sounds[jellyfish.metaphone(word)[:3]].add(word)
    return {sound: sorted(words) for sound, words in sounds.items()}
