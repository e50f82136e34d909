"""Each point read together with the passages that may make it, and observed at the likeliest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from greenroom.scoring.points.canonical import canonical_passage, canonical_statement
from greenroom.scoring.points.features import READS, Observation, observe
from greenroom.scoring.points.passages import Answer, Passage, Statement
from greenroom.scoring.port import CrossEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["observe_all"]

MISSED = READS.index("read_missed")
READ_WEIGHT = 0.5  # of the log chance that a passage speaks of the statement, against its fit; by leaving files out
LEAST = 1e-4  # chance


def observe_all(
    encoder: CrossEncoder, statements: Sequence[Statement], answer: Answer, likely: Sequence[Sequence[Passage]]
) -> list[Observation]:
    """What is seen for each statement at that of its *likely* passages which speaks of it most. Raises WeightsError."""
    found = iter(_read(encoder, statements, answer, likely))
    return [
        observe(statement, answer, *max(((passage, next(found)) for passage in passages), key=_speaks_of_it))
        for statement, passages in zip(statements, likely, strict=True)
    ]


def _speaks_of_it(found: tuple[Passage, NDArray[np.float32]]) -> float:
    """How well the passage fits by its words, and by what was read there."""
    import numpy as np

    passage, reads = found
    return passage.fit + READ_WEIGHT * float(np.log(1.0 - np.exp(reads[MISSED]) + LEAST))


def _read(
    encoder: CrossEncoder, statements: Sequence[Statement], answer: Answer, likely: Sequence[Sequence[Passage]]
) -> NDArray[np.float32]:
    """For each statement's passages in turn a row of READS, shape (n, 4): log chances."""
    import numpy as np

    pairs = [
        (canonical_statement(statement), canonical_passage(answer, passage.first, passage.last))
        for statement, passages in zip(statements, likely, strict=True)
        for passage in passages
    ]
    sums = encoder.read(pairs)
    sums = sums - sums.max(axis=1, keepdims=True)
    return np.asarray(sums - np.log(np.exp(sums).sum(axis=1, keepdims=True)), np.float32)
