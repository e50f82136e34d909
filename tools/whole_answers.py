"""Whole answers with labels, as they were written: `train-*.json`, and `answers-*.txt` with the labels in the text.

In the text form a question (Q) has eight points (P, with facts behind ` | `) and then answers (A on a line, the answer
on the next), in which the words that decide stand in braces, behind the number of their point and its label:
`{3c it was me}`, `{4h some}`, `{5x never}`. A point that is not marked is missed, and so is one marked m: those words
are on its topic and do not make it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from greenroom.scoring.points.model import LABELS

MARK = re.compile(r"\{(?P<point>\d)(?P<sign>[chmx]) (?P<words>[^{}]+)\}")
SIGNS = {"c": "covered", "h": "partial", "x": "contradicted"}
HELD_BACK = 6  # one question in so many


@dataclass(frozen=True, slots=True)
class Note:
    """A point as it was noted, with the facts that must be said and the cues that may be."""

    id: str
    say: str
    facts: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """What an answer does with a point: an index of LABELS, and the part of its characters that decides it, if any."""

    label: int
    part: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One answer as it was spoken, with a label for each point of its question, in their order."""

    transcript: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the points that its answers should make."""

    id: str
    text: str
    points: tuple[Note, ...]
    answers: tuple[Told, ...]

    @property
    def held_back(self) -> bool:
        """Whether the cross-encoder may not learn from it, so that the judge's trees can."""
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % HELD_BACK == 0


def read_questions(path: Path) -> list[Question]:
    """The questions of a file of either form. Raises ValueError where a line is not as it should be."""
    text = path.read_text(encoding="utf-8")
    return list(_from_json(text) if path.suffix == ".json" else _from_text(path.stem, text))


def _from_json(text: str) -> Iterator[Question]:
    for prompt in json.loads(text)["prompts"]:
        points = tuple(
            Note(point["id"], point["text"], tuple(point.get("facts", ())), tuple(point.get("cues", ())))
            for point in prompt["points"]
        )
        answers = []
        for told in prompt["answers"]:
            given = [told["labels"][point.id] for point in points]
            labels = [_found(told["transcript"], label["label"], label["evidence"]) for label in given]
            answers.append(Told(told["transcript"], tuple(labels)))
        yield Question(prompt["id"], prompt["question"], points, tuple(answers))


def _found(transcript: str, label: str, evidence: str | None) -> Label:
    start = transcript.find(evidence) if evidence else -1
    return Label(LABELS.index(label), (start, start + len(evidence)) if evidence and start >= 0 else None)


def _from_text(name: str, text: str) -> Iterator[Question]:
    for number, part in enumerate(re.split(r"^Q ", text, flags=re.MULTILINE)[1:], 1):
        question, *lines = (line for line in part.splitlines() if line.strip())
        points = [line[2:].split(" | ") for line in lines if line.startswith("P ")]
        answers = lines[len(points) :]
        if answers[::2] != ["A"] * len(answers[1::2]) or len(answers) % 2:
            raise ValueError(f"{name}, question {number}: an answer is one line behind a line with A alone")
        notes = tuple(Note(f"p{place}", say, tuple(facts)) for place, (say, *facts) in enumerate(points, 1))
        yield Question(f"{name}-{number}", question, notes, tuple(_told(line, notes) for line in answers[1::2]))


def _told(line: str, points: Sequence[Note]) -> Told:
    """An answer with its marks taken out."""
    labels, transcript, at = [Label(LABELS.index("missed"))] * len(points), "", 0
    for mark in MARK.finditer(line):
        transcript += line[at : mark.start()]
        part = len(transcript), len(transcript) + len(mark["words"])
        if not 1 <= int(mark["point"]) <= len(points):
            raise ValueError(f"a mark names no point in: {line[:80]!r}")
        if mark["sign"] != "m":
            labels[int(mark["point"]) - 1] = Label(LABELS.index(SIGNS[mark["sign"]]), part)
        transcript, at = transcript + mark["words"], mark.end()
    transcript += line[at:]
    if "{" in transcript or "}" in transcript:
        raise ValueError(f"a mark cannot be read in: {line[:80]!r}")
    return Told(transcript, tuple(labels))
