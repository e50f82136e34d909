"""Answers with labels in their text: the marks are taken out, and each says what its words decide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tools.contrast_data import OWN
from tools.whole_answers import Note, Told, read_questions

from greenroom.scoring.points.model import LABELS

TEXT = """\
Q Why did you move?
P took 40 days | 40 | days
P my own idea
P nobody helped
A
Well, {1c forty days it was}. And {2x the boss's idea}, mind. {3m Help, well}, there is a word.
A
{3h Hardly anyone lent a hand}. That is all.

Q What next?
P rest
A
Work.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "answers.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "answers.txt"


def decided(told: Told) -> list[tuple[str, str | None]]:
    """For each point its label and the words that decide it."""
    return [(LABELS[one.label], told.transcript[slice(*one.part)] if one.part else None) for one in told.labels]


def test_marks_become_labels_with_their_words(path: Path) -> None:
    moved, after = read_questions(path)
    assert moved.text == "Why did you move?"
    assert moved.points[0] == Note("p1", "took 40 days", ("40", "days"))
    first, second = moved.answers
    assert first.transcript == "Well, forty days it was. And the boss's idea, mind. Help, well, there is a word."
    assert decided(first) == [("covered", "forty days it was"), ("contradicted", "the boss's idea"), ("missed", None)]
    assert decided(second) == [("missed", None), ("missed", None), ("partial", "Hardly anyone lent a hand")]
    assert decided(after.answers[0]) == [("missed", None)]


def test_the_other_form_says_the_same(path: Path) -> None:
    asked = read_questions(path)[0]
    answers = [
        {
            "transcript": told.transcript,
            "labels": {
                point.id: {"label": label, "evidence": words}
                for point, (label, words) in zip(asked.points, decided(told), strict=True)
            },
        }
        for told in asked.answers
    ]
    points = [{"id": point.id, "text": point.say, "facts": list(point.facts)} for point in asked.points]
    prompts = [{"id": asked.id, "question": asked.text, "points": points, "answers": answers}]
    other = path.with_suffix(".json")
    other.write_text(json.dumps({"prompts": prompts}), encoding="utf-8")
    assert read_questions(other) == [asked]


@pytest.mark.parametrize("line", ["Well, {9c what}.", "Well, {1q what}.", "Well, {1c what.", "Well, 1c what}."])
def test_a_mark_that_cannot_be_read_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "answers.txt"
    path.write_text(f"Q Why?\nP rest\nA\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="Well"):
        read_questions(path)


def test_an_answer_without_its_line_is_told_with_its_question(tmp_path: Path) -> None:
    path = tmp_path / "answers.txt"
    path.write_text(TEXT.replace("A\nWork.", "Work."), encoding="utf-8")
    with pytest.raises(ValueError, match="question 2"):
        read_questions(path)


def test_of_what_was_written_some_is_held_back() -> None:
    questions = [
        one for path in [*OWN.glob("answers-*.txt"), *OWN.glob("train-*.json")] for one in read_questions(path)
    ]
    assert 0.08 < sum(one.held_back for one in questions) / len(questions) < 0.3
    for one in questions:
        assert all(len(told.labels) == len(one.points) == 8 for told in one.answers)
