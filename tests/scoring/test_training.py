"""The trainer: it learns what is there to learn, the same each time, and the judge reads what it wrote."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tools.boosting import Growth, grow
from tools.coverage_data import evidence_tokens, overlap

from greenroom.errors import WeightsError
from greenroom.scoring.points.model import LABELS, PATH, load_judge_data, softmax
from greenroom.scoring.points.passages import read_answer
from greenroom.scoring.standin import HashEmbedder

FEW = Growth(rounds=40, columns=0.6)  # of so few features a third would often leave out the one that counts


def separable() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    rows = np.random.default_rng(3).uniform(-1, 1, (800, 6))
    return rows, 2 * (rows[:, 1] > 0.2).astype(np.int64) + (rows[:, 4] > 0).astype(np.int64)


def test_trees_learn_a_rule_of_two_features() -> None:
    rows, labels = separable()
    trees = grow(rows[:600], labels[:600], np.ones(600), FEW)
    chances = softmax(trees.sums(rows[600:].astype(np.float32)))
    assert (chances.argmax(axis=1) == labels[600:]).mean() > 0.95
    np.testing.assert_allclose(chances.sum(axis=1), 1.0)


def test_the_same_rows_give_the_same_trees() -> None:
    rows, labels = separable()
    first, second = (grow(rows, labels, np.ones(800), FEW) for _ in range(2))
    np.testing.assert_array_equal(first.limits, second.limits)
    np.testing.assert_array_equal(first.leaves, second.leaves)


def test_limits_survive_being_rounded_for_the_file() -> None:
    rows, labels = separable()
    rows = np.log1p(np.floor(4 * (rows + 1)))  # few values, each a long fraction: a limit must not lie on one
    trees = grow(rows, labels, np.ones(800), FEW)
    rounded = replace(trees, limits=np.vectorize(lambda limit: float(f"{limit:.6g}"))(trees.limits))
    seen = rows.astype(np.float32)
    np.testing.assert_array_equal(rounded.sums(seen), trees.sums(seen))


def test_labelled_evidence_is_found_among_the_tokens() -> None:
    transcript = "Um, so we moved it. Nobody, uh, lost a row that day."
    answer = read_answer(transcript.split(), HashEmbedder())
    start = transcript.index("Nobody")
    span = evidence_tokens(answer, transcript, (start, start + len("Nobody, uh, lost a row")))
    assert span is not None
    assert [token.text for token in answer.reading.tokens[slice(*span)]] == ["nobody", "lost", "a", "row"]
    assert overlap(np.array([span, (0, 1)]), span).tolist() == [1.0, 0.0]


def test_the_shipped_data_holds_its_scores_and_thresholds() -> None:
    plain = json.loads(PATH.read_text(encoding="utf-8"))
    assert plain["scores"]["macro_f1"] > 0.5
    assert {*LABELS, "avoid"} <= plain["thresholds"].keys()
    assert "bands" not in plain  # they are settings


@pytest.mark.parametrize("damage", ["{", "{}", '{"features": ["cosine"]}'])
def test_damaged_data_says_what_to_do(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "judge.json"
    path.write_text(damage, encoding="utf-8")
    with pytest.raises(WeightsError) as error:
        load_judge_data(path)
    assert error.value.hint


def test_data_for_other_features_is_refused(tmp_path: Path) -> None:
    plain = json.loads(PATH.read_text(encoding="utf-8"))
    plain["features"] = plain["features"][::-1]
    path = tmp_path / "judge.json"
    path.write_text(json.dumps(plain), encoding="utf-8")
    with pytest.raises(WeightsError, match="another version"):
        load_judge_data(path)
