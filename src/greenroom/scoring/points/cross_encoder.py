"""The cross-encoder that ships in the package: it reads a point and a passage together. See `data/README.md`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from greenroom.scoring.points.onnx_model import DATA, OnnxModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["MODEL", "MiniLmCrossEncoder", "encode_pairs"]

MODEL = "cross-encoder.int8.onnx"
POINT_PIECES, PASSAGE_PIECES = 40, 96  # of a longer point or passage the end is not read
FIRST, BETWEEN = 101, 102  # the vocabulary's own marks: [CLS] and [SEP]


class MiniLmCrossEncoder:
    """CrossEncoder on onnxruntime: all-MiniLM-L6-v2, trained further by `tools/train_cross_encoder.py`.

    Its model is loaded at the first call.
    """

    def __init__(self, folder: Path = DATA) -> None:
        self._model = OnnxModel(folder, MODEL)

    def load(self) -> None:
        """Load the model now. Raises WeightsError when its files are missing or damaged."""
        self._model.load()

    def read(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """One row a pair, shape (n, 4); see the port. Each pair runs alone: int8 scales are those of a whole batch."""
        import numpy as np

        rows = [np.zeros((0, 4), np.float32)]
        for ids, kinds in encode_pairs(self._model.tokenizer, pairs):
            given = {"input_ids": np.array([ids], np.int64), "token_type_ids": np.array([kinds], np.int64)}
            given["attention_mask"] = np.ones_like(given["input_ids"])
            rows += self._model.run(["labels"], given)
        return np.concatenate(rows)


def encode_pairs(tokenizer: Any, pairs: Sequence[tuple[str, str]]) -> list[tuple[list[int], list[int]]]:
    """Pieces and segments of each pair: the marks, the point (segment 0) and the passage (segment 1)."""
    points = tokenizer.encode_batch([point for point, _ in pairs], add_special_tokens=False)
    passages = tokenizer.encode_batch([passage for _, passage in pairs], add_special_tokens=False)
    encoded = []
    for point, passage in zip(points, passages, strict=True):
        first = [FIRST, *point.ids[:POINT_PIECES], BETWEEN]
        second = [*passage.ids[:PASSAGE_PIECES], BETWEEN]
        encoded.append((first + second, [0] * len(first) + [1] * len(second)))
    return encoded
