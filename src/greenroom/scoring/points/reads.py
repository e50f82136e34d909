"""What the cross-encoder makes of each point and its passage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from greenroom.scoring.points.canonical import canonical, canonical_passage, canonical_statement
from greenroom.scoring.points.passages import Answer, Passage, Statement
from greenroom.scoring.port import CrossEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["read_passages"]


def read_passages(
    encoder: CrossEncoder, statements: Sequence[Statement], answer: Answer, passages: Sequence[Passage]
) -> NDArray[np.float32]:
    """For each statement and its passage a row of READS, shape (n, 8): log chances."""
    import numpy as np

    pairs = []
    for statement, passage in zip(statements, passages, strict=True):
        point, reading = canonical_statement(statement), answer.reading
        pairs.append((point, canonical_passage(answer, passage.first, passage.last)))
        pairs.append((point, canonical(reading.tokens, reading.quantities, passage.first, passage.last)))
    sums = encoder.read(pairs)
    sums = sums - sums.max(axis=1, keepdims=True)
    chances = sums - np.log(np.exp(sums).sum(axis=1, keepdims=True))
    return np.asarray(chances.reshape(len(statements), -1), np.float32)
