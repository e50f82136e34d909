"""Answers and points, read: tokens, what is negated, the numbers, and a vector for every token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from greenroom.scoring.delivery.false_starts import without_false_starts
from greenroom.scoring.numbers.quantities import Quantity, quantities
from greenroom.scoring.points.negation import negated
from greenroom.scoring.points.vectors import unit
from greenroom.scoring.port import Embedder
from greenroom.scoring.text import NOT_FORMS, Token, is_content, point_words, tokenise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Reading", "read", "read_note"]

CHUNK = 40  # tokens that the embedder sees at once: about what it was trained on
STRIDE = 20  # a token's vector is taken from the chunk in which it stands nearest to the middle


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the judge sees it.

    `sums`, shape (tokens, d), holds the sum of the unit vectors of each token's word pieces, so that the sum over any
    run of tokens, made length one, is that passage's vector. `negated` and `content` have one flag a token.
    """

    tokens: tuple[Token, ...]
    sums: NDArray[np.float32]
    negated: tuple[bool, ...]
    content: tuple[bool, ...]
    quantities: tuple[Quantity, ...]

    def vector(self) -> NDArray[np.float32]:
        """The whole text's vector, shape (d,), of length one (zeros for no words)."""
        return unit(self.sums.sum(axis=0))


def read(words: Sequence[str], embedder: Embedder) -> Reading:
    """Read the *words* of an answer. Punctuation, case, hesitations and false starts leave no trace."""
    tokens = without_false_starts(tokenise(words))
    return Reading(
        tokens=tokens,
        sums=_token_sums(tokens, embedder),
        negated=tuple(negated(tokens)),
        content=tuple(is_content(token) for token in tokens),
        quantities=quantities(tokens),
    )


def read_note(text: str, embedder: Embedder) -> Reading:
    """Read a point, a cue or a fact as its author wrote it."""
    return read(point_words(text), embedder)


def _token_sums(tokens: Sequence[Token], embedder: Embedder) -> NDArray[np.float32]:
    import numpy as np

    if not tokens:
        width = embedder.embed(["nothing"])[0].sentence.shape[0]
        return np.zeros((0, width), np.float32)
    starts = range(0, max(1, len(tokens) - CHUNK + STRIDE), STRIDE)
    texts, offsets = [], []
    for start in starts:
        parts = [_spoken(token) for token in tokens[start : start + CHUNK]]
        ends = np.cumsum([len(part) + 1 for part in parts])
        texts.append(" ".join(parts))
        offsets.append(np.concatenate([[0], ends]))
    margin = (CHUNK - STRIDE) // 2
    embedded = embedder.embed(texts)
    sums = np.zeros((len(tokens), embedded[0].sentence.shape[0]), np.float32)
    for start, begins, item in zip(starts, offsets, embedded, strict=True):
        owners = np.searchsorted(begins, np.asarray(item.starts, np.int64), side="right") - 1 + start
        low = start + margin if start else 0
        high = start + CHUNK - margin if start != starts[-1] else len(tokens)
        mine = (owners >= low) & (owners < high)
        np.add.at(sums, owners[mine], item.tokens[mine])
    return sums


def _spoken(token: Token) -> str:
    """The token as the embedder should read it: contracted negations written out."""
    return f"{NOT_FORMS[token.text]} not" if token.text in NOT_FORMS else token.text
