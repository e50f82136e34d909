"""Phrases that came back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from greenroom.domain import Repeated, Word
from greenroom.scoring.text import Token, is_content, tokenise

__all__ = ["find_repeats"]

LONGEST = 6
SHORTEST = 2
LEAST_TIMES = 3  # of two or three words; longer phrases are noticed the second time
MOST = 5


def find_repeats(words: Sequence[Word]) -> tuple[Repeated, ...]:
    """Up to five phrases of two to six words that were said again, the most striking first.

    A phrase starts and ends with words that mean something, and holds at least two of them; a part of a longer
    repeated phrase is left out.
    """
    tokens = tokenise([word.text for word in words])
    found: list[tuple[tuple[str, ...], int]] = []
    for length in range(LONGEST, SHORTEST - 1, -1):
        counts = Counter(_phrases(tokens, length))
        for phrase, times in counts.items():
            enough = times >= (LEAST_TIMES if length <= 3 else 2)
            if enough and not any(_inside(phrase, longer) and times <= many for longer, many in found):
                found.append((phrase, times))
    found.sort(key=lambda item: (-item[1] * len(item[0]), item[0]))
    return tuple(Repeated(" ".join(phrase), times) for phrase, times in found[:MOST])


def _phrases(tokens: Sequence[Token], length: int) -> list[tuple[str, ...]]:
    """The phrases of *length* tokens, not counting one that overlaps its own last occurrence."""
    phrases = []
    ends: dict[tuple[str, ...], int] = {}
    for start in range(len(tokens) - length + 1):
        run = tokens[start : start + length]
        if not (is_content(run[0]) and is_content(run[-1])) or sum(map(is_content, run)) < 2:
            continue
        phrase = tuple(token.text for token in run)
        if ends.get(phrase, 0) <= start:
            phrases.append(phrase)
            ends[phrase] = start + length
    return phrases


def _inside(phrase: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    return any(longer[start : start + len(phrase)] == phrase for start in range(len(longer) - len(phrase) + 1))
