"""Points with single passages: every line is read, and a point is written as the judge writes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.contrast_data import CONTRADICTED, OWN, Note, read_notes, written_point

from greenroom.scoring import HashEmbedder
from greenroom.scoring.points.canonical import canonical_statement
from greenroom.scoring.points.passages import read_statement


@pytest.fixture(scope="module")
def groups() -> list[tuple[Note, ...]]:
    return read_notes(Path("/nowhere"))  # without the shared sets: those of the repository


def test_every_passage_of_every_line_is_read(groups: list[tuple[Note, ...]]) -> None:
    lines = [line for path in OWN.glob("lines-*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    notes = [note for group in groups for note in group if note.source.startswith("lines")]
    assert len(notes) == sum(line.startswith("P ") for line in lines)
    assert sum(len(note.passages) for note in notes) == sum(line[:1] in {"c", "h", "m", "x"} for line in lines)
    kinds = {passage.label for note in notes for passage in note.passages if passage.kind}
    assert kinds == {CONTRADICTED}


def test_one_in_twelve_is_held_back_and_half_of_those_is_measured_on(groups: list[tuple[Note, ...]]) -> None:
    held = [note for group in groups for note in group if note.held_back]
    assert 0.05 < len(held) / sum(map(len, groups)) < 0.12
    assert 0.3 < sum(note.measured_on for note in held) / len(held) < 0.7


@pytest.mark.parametrize("facts", [(), ("14%",), ("2024", "Dublin")])
def test_a_point_is_written_for_training_as_the_judge_writes_it(facts: tuple[str, ...]) -> None:
    say = "diffs: 4% → 14% in 15 min"
    assert written_point(say, facts) == canonical_statement(read_statement(say, HashEmbedder(), facts=facts))
