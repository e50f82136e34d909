"""What the cross-encoder is shown: nothing held back, never another label than the text has, the same for a seed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.contrast_data import CONTRADICTED, COVERED, MISSED, OWN, Note, Passage, read_notes
from tools.coverage_data import WRITTEN, Scene, scenes_of
from tools.cross_encoder_examples import NUMBER, Examples
from tools.whole_answers import read_questions

from greenroom.scoring import HashEmbedder
from greenroom.scoring.points.canonical import canonical_statement

NOWHERE = Path("/nowhere")  # without the shared sets: those of the repository


@pytest.fixture(scope="module")
def groups() -> list[tuple[Note, ...]]:
    return read_notes(NOWHERE)[-40:]


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    questions = read_questions(OWN / "answers-q.txt")[:4]
    return [scene for one in questions for scene in scenes_of("q", one, HashEmbedder(), WRITTEN)]


def test_points_held_back_are_not_shown(groups: list[tuple[Note, ...]]) -> None:
    held = {note.point for group in groups for note in group if note.held_back}
    assert held
    assert held.isdisjoint({example.point for example in Examples(groups, [], 1).epoch()})


def test_the_same_seed_shows_the_same_and_another_something_else(
    groups: list[tuple[Note, ...]], scenes: list[Scene]
) -> None:
    one, same, other = (Examples(groups, scenes, seed).epoch()[:200] for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_a_number_changed_on_one_side_is_contradicted_and_on_both_covered() -> None:
    said = Passage(COVERED, "", "it took 40 days", "it took 40 days")
    examples = Examples([(Note("x", "took 40 days", (), "took 40 days", (said,)),)], [], 3)
    made = [examples._renumbered("took 40 days", "it took 40 days") for _ in range(200)]
    assert {label for *_, label in made} == {COVERED, CONTRADICTED}
    for point, text, label in made:
        assert (NUMBER.findall(point) == NUMBER.findall(text)) == (label == COVERED)


def test_of_a_whole_answer_the_words_that_decide_are_shown(scenes: list[Scene]) -> None:
    """At least one of them, also where the judge would pick another passage."""
    pairs = {
        (canonical_statement(statement), " ".join(token.text for token in scene.answer.reading.tokens)): pair
        for scene in scenes
        for statement, pair in zip(scene.statements, scene.pairs, strict=True)
    }
    examples = Examples([], scenes, 5)
    assert len(examples._wholes) == len(pairs)
    for whole in examples._wholes:
        shown = examples._shown(whole)
        assert shown.label == whole.label
        if whole.part is None:
            assert shown.label == MISSED
            continue
        decide = {token.text for token in whole.answer.reading.tokens[slice(*whole.part)]}
        assert decide & set(shown.passage.split())
