"""The sentence embedder that ships in the package: all-MiniLM-L6-v2 on onnxruntime. See `data/README.md`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from greenroom.scoring.points.onnx_model import DATA, OnnxModel
from greenroom.scoring.points.vectors import unit
from greenroom.scoring.port import Embedded

__all__ = ["MiniLmEmbedder"]

MODEL = "minilm-l6.int8.onnx"
MAX_PIECES = 128  # what the model was trained with; a longer text loses its end


class MiniLmEmbedder:
    """Embedder on onnxruntime, 384 dimensions; its model is loaded at the first call."""

    def __init__(self, folder: Path = DATA) -> None:
        self._model = OnnxModel(folder, MODEL)

    def load(self) -> None:
        """Load the model now. Raises WeightsError when its files are missing or damaged."""
        self._model.load()

    def embed(self, texts: Sequence[str]) -> tuple[Embedded, ...]:
        """One result a text, in order.

        Each text runs alone: the model's scales are taken from the whole batch, so in company a text's vector would
        depend on its neighbours, and a verdict on the rest of the answer. It costs 0.4 ms a text.
        """
        tokenizer = self._model.tokenizer
        tokenizer.enable_truncation(MAX_PIECES)
        return tuple(self._run(encoded) for encoded in tokenizer.encode_batch(list(texts)))

    def _run(self, encoded: Any) -> Embedded:
        import numpy as np

        ids = np.array([encoded.ids], np.int64)
        tokens, sentences = self._model.run(
            ["tokens", "sentences"], {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        )
        inner = slice(1, -1)  # the first and last pieces are the model's own marks, not the text's
        return Embedded(
            sentence=sentences[0],
            pieces=tuple(encoded.tokens[inner]),
            tokens=unit(tokens[0, inner]),
            starts=tuple(start for start, _ in encoded.offsets[inner]),
        )
