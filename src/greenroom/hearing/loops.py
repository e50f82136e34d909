"""Telling by figures when a recogniser went round in circles."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

__all__ = ["goes_round"]

_DENSE = 2.2
"""How many times smaller zlib makes a text that repeats itself. openai-whisper's own limit is 2.4; this one is nearer,
because hearing a stretch again costs time only."""

_LONGEST = 24  # words in a phrase that is looked for
_TIMES = ((1, 5), (2, 3), (5, 2))  # from so many words on so often in a row; "no, no, no, no" is said by people


def _compression(text: str) -> float:
    """How many times smaller zlib makes *text*."""
    data = text.encode()
    return len(data) / len(zlib.compress(data)) if data else 0.0


def goes_round(words: Sequence[str]) -> bool:
    """Whether *words* repeat themselves as nobody does, and a recogniser that is stuck does."""
    plain = [word.casefold().strip(".,;:!?…–-\"'“”") for word in words]
    return _compression(" ".join(plain)) > _DENSE or any(_repeats(plain, length) for length in range(1, _LONGEST + 1))


def _repeats(words: Sequence[str], length: int) -> bool:
    """Whether some phrase of *length* words stands several times in a row."""
    times = next(times for least, times in reversed(_TIMES) if length >= least)
    same = 0  # how many words in a row equal the one a phrase before
    for index in range(length, len(words)):
        same = same + 1 if words[index] == words[index - length] else 0
        if same >= length * (times - 1):
            return True
    return False
