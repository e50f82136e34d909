"""Which words of a point are found where in an answer: by stem, by sound, by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from greenroom.scoring.points.phonetics import sounds_like, spelled_like
from greenroom.scoring.points.reading import Reading
from greenroom.scoring.points.vectors import product, unit
from greenroom.scoring.text import Token

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Alignment", "align", "name_stems"]

STOP_WEIGHT = 0.1
LONGEST_TERMS = 60  # a point of 200 words is judged by its first 60 words of content
SOUND_CREDIT = 0.8


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words of a point (terms) against the tokens of an answer.

    `terms` are indices into the point's tokens, `weights` what each counts, shape (k,); `meaning` and `letters`, shape
    (k, tokens), say how near each token is in meaning (cosine) and whether it is the same word (1, by sound 0.8).
    """

    terms: tuple[int, ...]
    weights: NDArray[np.float32]
    meaning: NDArray[np.float32]
    letters: NDArray[np.float32]


def align(point: Reading, answer: Reading, names: frozenset[str] = frozenset()) -> Alignment:
    """Align *point* with *answer*; *names* are stems of the point's tokens that are names, matched by sound."""
    import numpy as np

    terms = tuple(index for index, content in enumerate(point.content) if content)[:LONGEST_TERMS]
    if not terms:
        terms = tuple(range(min(len(point.tokens), LONGEST_TERMS)))
    chosen = [point.tokens[index] for index in terms]
    weights = np.array([1.0 if point.content[index] else STOP_WEIGHT for index in terms], np.float32)
    meaning = (
        product(unit(point.sums[list(terms)]), unit(answer.sums).T) if terms else np.zeros((0, len(answer.tokens)))
    )
    letters = (
        np.stack([_same_word(token, answer.tokens, token.stem in names) for token in chosen]) if terms else meaning
    )
    return Alignment(terms, weights, np.asarray(meaning, np.float32), np.asarray(letters, np.float32))


def name_stems(words: Sequence[str], tokens: Sequence[Token], terms: frozenset[str]) -> frozenset[str]:
    """The stems among *tokens* (made from *words*) that are names: capitalised inside the text, oddly spelled (TAO,
    RocksDB), or among the prompt's *terms* (lower case).
    """
    found = set()
    for token in tokens:
        word = words[token.word].strip("\"'“”‘’(),.;:!?")
        inner = any(char.isupper() for char in word[1:])
        opening = (
            token.word == 0
            or words[token.word - 1][-1:] in {".", ":", "!", "?"}
            or not words[token.word - 1][-1:].isalnum()
        )
        if not word[:1].isalpha() or len(token.text) < 2:
            continue
        if token.text in terms or (inner and not word.endswith("s")) or (word[:1].isupper() and not opening):
            found.add(token.stem)
    return frozenset(found)


def _same_word(term: Token, tokens: Sequence[Token], is_name: bool) -> NDArray[np.float32]:
    import numpy as np

    row = np.zeros(len(tokens), np.float32)
    seen: dict[str, float] = {}
    for index, token in enumerate(tokens):
        if token.stem not in seen:
            seen[token.stem] = _likeness(term, token, is_name)
        row[index] = seen[token.stem]
    if is_name or len(term.text) >= 7:
        _join(term, tokens, is_name, row)
    return row


def _likeness(term: Token, token: Token, is_name: bool) -> float:
    if term.stem == token.stem:
        return 1.0
    alike = (
        sounds_like(term.text, token.text) if is_name and len(term.text) >= 4 else spelled_like(term.text, token.text)
    )
    return SOUND_CREDIT if alike else 0.0


def _join(term: Token, tokens: Sequence[Token], is_name: bool, row: NDArray[np.float32]) -> None:
    """Two neighbours that are one word: "pie torch", "code base"."""
    for index in range(len(tokens) - 1):
        joined = tokens[index].text + tokens[index + 1].text
        if abs(len(joined) - len(term.text)) > 2 or row[index] or row[index + 1]:
            continue
        if joined == term.text or (is_name and sounds_like(term.text, joined)):
            row[index] = row[index + 1] = SOUND_CREDIT
