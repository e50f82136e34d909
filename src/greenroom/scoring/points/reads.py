"""Each point and its passage, read together and observed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from greenroom.scoring.points.canonical import canonical, canonical_passage, canonical_statement
from greenroom.scoring.points.features import Observation, observe
from greenroom.scoring.points.passages import Answer, Passage, Statement
from greenroom.scoring.port import CrossEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["observe_all"]


def observe_all(
    encoder: CrossEncoder, statements: Sequence[Statement], answer: Answer, passages: Sequence[Passage]
) -> list[Observation]:
    """What is seen for each statement at its passage. Raises WeightsError."""
    reads = _read_passages(encoder, statements, answer, passages)
    return [observe(item, answer, *found) for item, *found in zip(statements, passages, reads, strict=True)]


def _read_passages(
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
