"""What the judge has learned, and its thresholds: `data/judge.json`, made by `tools/train_coverage.py`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from greenroom.errors import WeightsError
from greenroom.scoring.points.features import FEATURES
from greenroom.scoring.points.passages import PASSAGE_SIGNALS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LABELS", "JudgeData", "Trees", "load_judge_data", "softmax"]

PATH = Path(__file__).parents[1] / "data" / "judge.json"
LABELS = ("covered", "partial", "missed", "contradicted")


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees of one depth, for all labels in turn: tree t adds to label t % 4.

    `features` and `limits`, shape (trees, 2**depth - 1), hold the question at each node (feature > limit goes right);
    `leaves`, shape (trees, 2**depth), what is added; `prior`, shape (4,), where the sums begin.
    """

    features: NDArray[np.int64]
    limits: NDArray[np.float64]
    leaves: NDArray[np.float64]
    prior: NDArray[np.float64]

    def sums(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sums of *rows*, shape (n, features), for each label: shape (n, 4)."""
        import numpy as np

        trees, inner = self.features.shape
        node = np.zeros((len(rows), trees), np.int64)
        every = np.arange(trees)
        for _ in range(inner.bit_length()):
            right = np.take_along_axis(rows, self.features[every, node], axis=1) > self.limits[every, node]
            node = 2 * node + 1 + right
        values = self.leaves[every, node - inner]
        return np.asarray(self.prior + values.reshape(len(rows), -1, len(LABELS)).sum(axis=1), np.float64)


@dataclass(frozen=True, slots=True)
class JudgeData:
    """`version` of the data, the weights that pick a passage, the trees, and everything that can be set."""

    version: int
    passage_weights: NDArray[np.float32]
    trees: Trees
    temperature: float
    thresholds: Mapping[str, float]

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The calibrated probability of each of LABELS, shape (n, 4)."""
        return softmax(self.trees.sums(rows) / self.temperature)


@cache
def load_judge_data(path: Path = PATH) -> JudgeData:
    """Read the data file. Raises WeightsError when it is missing, damaged, or made for other features."""
    import numpy as np

    hint = "Install greenroom again, or run tools/train_coverage.py."
    try:
        plain: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        known = plain["features"] == list(FEATURES) and plain["signals"] == list(PASSAGE_SIGNALS)
        trees = Trees(
            features=np.array(plain["trees"]["features"], np.int64),
            limits=np.array(plain["trees"]["limits"], np.float64),
            leaves=np.array(plain["trees"]["leaves"], np.float64),
            prior=np.array(plain["trees"]["prior"], np.float64),
        )
        data = JudgeData(
            version=int(plain["version"]),
            passage_weights=np.array(plain["passage_weights"], np.float32),
            trees=trees,
            temperature=float(plain["temperature"]),
            thresholds=plain["thresholds"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"The judge's data file {path} cannot be read: {error}", hint=hint) from error
    if not known:
        raise WeightsError(f"The judge's data file {path} was made for another version of the judge.", hint=hint)
    return data


def softmax(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities from sums, row by row."""
    import numpy as np

    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float64)
