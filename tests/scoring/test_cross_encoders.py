"""The promises of a cross-encoder, held by the real one and by its stand-in; and what it is given to read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.scoring.builders import the_cross_encoder

from greenroom.errors import WeightsError
from greenroom.scoring import CrossEncoder, HashEmbedder, MiniLmCrossEncoder, SharedWordsEncoder
from greenroom.scoring.points.canonical import WIDE, canonical_passage, canonical_statement
from greenroom.scoring.points.passages import read_answer, read_statement

COVERED, MISSED = 0, 2
POINT = "we cut build times from 40 to 9 minutes"
PAIRS = (
    (POINT, "in the end we cut build times from 40 to 9 minutes"),
    (POINT, "my sister has a cat that sleeps all day"),
    ("x", "y"),
)


@pytest.fixture(params=["real", "stand-in"])
def encoder(request: pytest.FixtureRequest) -> CrossEncoder:
    return the_cross_encoder() if request.param == "real" else SharedWordsEncoder()


def test_rows_come_in_the_order_of_the_pairs_and_alone_or_together_alike(encoder: CrossEncoder) -> None:
    together = encoder.read(PAIRS)
    assert together.shape == (3, 4)
    for pair, row in zip(PAIRS, together, strict=True):
        np.testing.assert_array_equal(encoder.read([pair])[0], row)


def test_what_is_said_is_likelier_covered_and_what_is_not_missed(encoder: CrossEncoder) -> None:
    said, not_said, _ = encoder.read(PAIRS)
    assert said.argmax() == COVERED
    assert not_said.argmax() == MISSED


def test_nothing_to_read_and_odd_texts(encoder: CrossEncoder) -> None:
    assert encoder.read([]).shape == (0, 4)
    odd = ["", "   ", "…", "日本語", "a" * 5000, "word " * 3000]
    assert np.isfinite(encoder.read([(one, other) for one in odd for other in odd])).all()


def test_missing_and_damaged_files_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="missing") as missing:
        MiniLmCrossEncoder(tmp_path).read([("x", "y")])
    assert missing.value.hint
    (tmp_path / "cross-encoder.int8.onnx").write_bytes(b"not a model")
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(WeightsError, match="damaged"):
        MiniLmCrossEncoder(tmp_path).read([("x", "y")])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It took a quarter of an hour.", "it took, um, fifteen minutes"),
        ("We DIDN'T lose 4%!", "we did not lose four percent"),
        ("eight hundred milliseconds", "800 ms"),
    ],
)
def test_two_ways_to_say_the_same_are_read_as_one(one: str, other: str) -> None:
    first, second = (read_answer(text.split(), HashEmbedder()) for text in (one, other))
    assert canonical_passage(first, 0, len(first.reading.tokens)) == canonical_passage(
        second, 0, len(second.reading.tokens)
    )


def test_a_passage_is_read_with_what_stands_around_it_as_far_as_the_answer_goes() -> None:
    answer = read_answer([f"word{chr(97 + number % 26)}" for number in range(200)], HashEmbedder())
    for first, last in ((0, 5), (100, 105), (195, 200), (50, 110)):
        words = canonical_passage(answer, first, last).split()
        assert len(words) == max(WIDE, last - first)
        assert " ".join(words).count(" ".join(f"word{chr(97 + n % 26)}" for n in range(first, last)))
    short = read_answer(["only", "three", "words"], HashEmbedder())
    assert canonical_passage(short, 1, 2) == "only 3 words"


def test_a_fact_that_is_not_in_the_point_is_read_behind_it() -> None:
    said_in_it = read_statement("diffs went from 4% to 14%", HashEmbedder(), facts=("14%",))
    beside_it = read_statement("diffs went up", HashEmbedder(), facts=("14%", "2024"))
    assert canonical_statement(said_in_it) == "diffs went from 4 percent to 14 percent"
    assert canonical_statement(beside_it) == "diffs went up ; 14 percent ; 2024"
