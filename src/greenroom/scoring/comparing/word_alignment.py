"""Which words of two tellings are the same words in the same order: as many of them as there can be."""

from __future__ import annotations

from collections.abc import Sequence

from greenroom.scoring.text import STOP

__all__ = ["align_words"]


def align_words(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Pairs (index in *before*, index in *after*) of equal words, rising in both: a longest common subsequence.

    No other alignment leaves fewer words without a partner. Of several that leave as few, the one is taken that lets go
    of words that say little first; which telling is called *before* makes no difference to the pairs.

    The table of lengths is never filled: a row of it is one whole number, a bit a word (Hyyrö, "Bit-parallel LCS-length
    computation revisited", 2004). 500 against 500 words take 1 ms, 10,000 against 10,000 some 0.1 s and 30 MB.
    """
    stays_left = _steps(before, after)  # bit j of row i: word j of *after* adds nothing to the first i of *before*
    stays_up = _steps(after, before)
    pairs = []
    i, j = len(before), len(after)
    while i and j:
        if before[i - 1] == after[j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif not stays_left[i] >> (j - 1) & 1:
            i -= 1
        elif not stays_up[j] >> (i - 1) & 1 or _worth(after[j - 1]) < _worth(before[i - 1]):
            j -= 1
        else:
            i -= 1
    return tuple(reversed(pairs))


def _steps(down: Sequence[str], across: Sequence[str]) -> list[int]:
    """For each start of *down*, from the empty one on, where along *across* the longest common subsequence does not
    grow: bit k is 0 where it grows with word k.
    """
    places: dict[str, int] = {}
    for index, word in enumerate(across):
        places[word] = places.get(word, 0) | 1 << index
    everywhere = (1 << len(across)) - 1
    row = everywhere
    rows = [row]
    for word in down:
        here = row & places.get(word, 0)
        row = ((row + here) | (row - here)) & everywhere
        rows.append(row)
    return rows


def _worth(word: str) -> tuple[bool, str]:
    """How much a word tells; different words never tell as much, so that ties fall the same way from either side."""
    return word not in STOP, word
