"""Points with short passages that differ in meaning: what the cross-encoder learns from.

Read are the contrast sets of `shared/data/coverage`, and those written beside them in `tools/data/coverage`
(`contrast-*.jsonl`, `lines-*.txt`). One point in twelve is held back, by its text: for the trees, and to measure on.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from greenroom.scoring.delivery.false_starts import without_false_starts
from greenroom.scoring.numbers.quantities import Quantity, quantities
from greenroom.scoring.points.canonical import canonical, canonical_point
from greenroom.scoring.points.model import LABELS
from greenroom.scoring.text import Token, point_words, tokenise

OWN = Path(__file__).resolve().parent / "data" / "coverage"
COVERED, PARTIAL, MISSED, CONTRADICTED = range(4)
SIGNS = {"c": COVERED, "h": PARTIAL, "m": MISSED, "x": CONTRADICTED}
LINE = re.compile(r"(?P<sign>[QPchm]|x(?::[a-z]+)?) (?P<text>\S.*)")
HELD_BACK = 12  # one point in so many


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
