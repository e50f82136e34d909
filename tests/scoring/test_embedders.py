"""The promises of an embedder, held by the real one and by its stand-in."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import numpy as np
import pytest
from tests.scoring.builders import the_embedder

from greenroom.errors import WeightsError
from greenroom.scoring import Embedder, HashEmbedder, MiniLmEmbedder
from greenroom.scoring.points.onnx_model import DATA

TEXTS = (
    "the team moved forty services",
    "x",
    "We cut the latency of the checkout page by half, which nobody had expected to work.",
    "moving services was the work of the team",
)


@pytest.fixture(params=["real", "stand-in"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return the_embedder() if request.param == "real" else HashEmbedder()


def test_results_come_in_the_order_of_the_texts_and_alone_or_together_alike(embedder: Embedder) -> None:
    together = embedder.embed(TEXTS)
    for text, result in zip(TEXTS, together, strict=True):
        (alone,) = embedder.embed([text])
        np.testing.assert_array_equal(alone.sentence, result.sentence)
        np.testing.assert_array_equal(alone.tokens, result.tokens)


def test_vectors_have_length_one(embedder: Embedder) -> None:
    for result in embedder.embed(TEXTS):
        assert np.linalg.norm(result.sentence) == pytest.approx(1.0, abs=1e-4)
        np.testing.assert_allclose(np.linalg.norm(result.tokens, axis=1), 1.0, atol=1e-4)
        assert result.tokens.shape == (len(result.pieces), result.sentence.shape[0])


def test_pieces_say_where_they_begin(embedder: Embedder) -> None:
    for text, result in zip(TEXTS, embedder.embed(TEXTS), strict=True):
        assert list(result.starts) == sorted(result.starts)
        for piece, start in zip(result.pieces, result.starts, strict=True):
            assert text.casefold().startswith(piece.removeprefix("##"), start)


def test_texts_that_share_words_are_nearer(embedder: Embedder) -> None:
    first, _, other, like = (result.sentence for result in embedder.embed(TEXTS))
    assert first @ like > first @ other + 0.1


def test_nothing_to_embed_and_odd_texts(embedder: Embedder) -> None:
    assert embedder.embed([]) == ()
    for result in embedder.embed(["", "   ", "…", "日本語のテキスト", "a" * 5000, "word " * 3000]):
        assert np.isfinite(result.sentence).all()


def test_the_real_one_knows_meaning_without_shared_words() -> None:
    point, said, other = the_embedder().embed(["reduced costs", "we spent far less money", "the cat slept all day"])
    assert point.sentence @ said.sentence > point.sentence @ other.sentence + 0.2


def test_missing_and_damaged_files_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="missing") as missing:
        MiniLmEmbedder(tmp_path).embed(["x"])
    assert missing.value.hint
    (tmp_path / "minilm-l6.int8.onnx").write_bytes(b"not a model")
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(WeightsError, match="damaged"):
        MiniLmEmbedder(tmp_path).embed(["x"])


def test_the_shipped_files_are_those_that_the_readme_names() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    for name in ("minilm-l6.int8.onnx", "cross-encoder.int8.onnx", "tokenizer.json"):
        digest = hashlib.sha256((DATA / name).read_bytes()).hexdigest()
        assert re.search(rf"{re.escape(name)}.*{digest}", readme), f"{name} is not the file of data/README.md"
