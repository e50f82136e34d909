"""Of the passages that may make a point, the one that speaks of it most is observed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from greenroom.scoring.points.passages import Answer, Passage, Statement, likely_passages, read_answer, read_statement
from greenroom.scoring.points.reading import read_note
from greenroom.scoring.points.reads import observe_all
from greenroom.scoring.standin import HashEmbedder

TALK = " ".join(["well that was a long and rainy week for all of us there"] * 6)
SAID = f"We spoke about the move to Dublin. {TALK}. I led the move to Dublin myself. {TALK}."


class Reader:
    """A cross-encoder that finds *words* and nothing else spoken of."""

    def __init__(self, words: str) -> None:
        self._words = words

    def read(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        speaks, does_not = (np.array(row, np.float32) for row in ([9, 0, 0, 0], [0, 0, 9, 0]))
        return np.stack([speaks if self._words in passage else does_not for _, passage in pairs])


def found(say: str) -> tuple[Statement, Answer, tuple[Passage, ...]]:
    embedder = HashEmbedder()
    statement, answer = read_statement(say, embedder), read_answer(SAID.split(), embedder)
    weights = np.array([0, 0, 0, 0, 1, 0, 0, 0], np.float32)  # by letters alone
    (likely,) = likely_passages([statement], read_note("Why?", embedder), answer, weights)
    return statement, answer, likely


def test_the_two_likeliest_passages_lie_apart_and_come_in_order() -> None:
    _, _, (first, second) = found("I led the move to Dublin")
    assert first.fit >= second.fit
    assert first.last <= second.first or second.last <= first.first


@pytest.mark.parametrize("words", ["we spoke about", "i led"])
def test_what_is_read_decides_between_them(words: str) -> None:
    statement, answer, likely = found("the move to Dublin")
    (seen,) = observe_all(Reader(words), [statement], answer, [likely])
    chosen = " ".join(token.text for token in seen.tokens[seen.first : seen.last])
    assert "the move to dublin" in chosen
    place = [token.text for token in seen.tokens].index(words.rsplit(maxsplit=1)[-1])
    assert abs(seen.first - place) < 10
