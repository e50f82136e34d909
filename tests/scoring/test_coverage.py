"""The rule about facts, on its own: whatever the trees believe, a figure that was not said right is not covered."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from greenroom.scoring.points.features import FEATURES, READS, Observation, observe
from greenroom.scoring.points.passages import Statement, likely_passages, read_answer, read_statement
from greenroom.scoring.points.reading import read_note
from greenroom.scoring.points.rules import gated
from greenroom.scoring.standin import HashEmbedder

BELIEVED = np.array([0.9, 0.05, 0.04, 0.01])  # covered, partial, missed, contradicted
FACTS = ("4%", "14%")


SAY = "diffs for code improvement went from 4% to 14%"


def seen(said: str, facts: tuple[str, ...] = FACTS, say: str = SAY) -> tuple[Statement, Observation]:
    embedder = HashEmbedder()
    statement = read_statement(say, embedder, facts=facts)
    answer = read_answer(said.split(), embedder)
    weights = np.ones(8, np.float32)
    ((passage, *_),) = likely_passages([statement], read_note("Why Meta?", embedder), answer, weights)
    return statement, observe(statement, answer, passage, np.zeros(len(READS), np.float32))


def after_the_rule(said: str, facts: tuple[str, ...] = FACTS) -> NDArray[np.float64]:
    return gated(*seen(said, facts), BELIEVED)


@pytest.mark.parametrize(
    "said",
    ["the diffs went from four percent to fourteen percent", "from 4 to 14 per cent", "four percent, now one in seven"],
)
def test_facts_said_right_leave_the_verdict_alone(said: str) -> None:
    np.testing.assert_array_equal(after_the_rule(said), BELIEVED)


def test_a_wrong_fact_moves_all_belief_to_contradicted() -> None:
    assert after_the_rule("the diffs went from four percent to forty percent").tolist() == pytest.approx(
        [0.0, 0.05, 0.04, 0.91]
    )


@pytest.mark.parametrize(
    "said", ["the diffs for code improvement went up a lot", "from four percent to nearly 15 percent"]
)
def test_a_fact_left_out_or_only_near_moves_all_belief_to_partial(said: str) -> None:
    assert after_the_rule(said).tolist() == pytest.approx([0.0, 0.95, 0.04, 0.01])


def test_numbers_that_are_no_facts_are_left_to_the_trees() -> None:
    np.testing.assert_array_equal(after_the_rule("the diffs went up a lot", facts=()), BELIEVED)


def test_a_point_said_word_for_word_is_covered_unless_it_is_denied() -> None:
    doubted = np.array([0.3, 0.1, 0.1, 0.5])
    said = gated(
        *seen("so they say we moved to Dublin twice. After that I slept.", (), "We moved to Dublin twice"), doubted
    )
    assert said.tolist() == pytest.approx([0.95, 0.05 / 7, 0.05 / 7, 0.25 / 7])
    for denied in ("it is not true that we moved to Dublin twice", "we moved to Dublin twice is not how it was"):
        np.testing.assert_array_equal(gated(*seen(denied, (), "We moved to Dublin twice"), doubted), doubted)
    wrong = gated(*seen("we moved to Dublin twice", ("3 times",), "We moved to Dublin twice"), doubted)
    assert wrong[0] == 0.0


def test_an_observation_has_one_value_a_feature_and_all_are_finite() -> None:
    _, observation = seen("we never took the diffs anywhere, maybe")
    assert observation.features.shape == (len(FEATURES),)
    assert np.isfinite(observation.features).all()


def test_words_under_a_negation_are_named() -> None:
    _, observation = seen("the diffs for code improvement never went from 4% to 14%")
    assert "went" not in observation.opposed  # a stop word carries no claim
    _, observation = seen("there was no improvement of the code")
    assert "improvement" in observation.opposed
