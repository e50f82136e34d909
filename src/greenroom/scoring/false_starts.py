"""What a speaker took back by saying it again: "we, we moved", "I went to the, to the office"."""

from __future__ import annotations

from collections.abc import Sequence

from greenroom.scoring.numerals import SPOKEN_SCALES, TENS, UNITS
from greenroom.scoring.text import Token

__all__ = ["without_false_starts"]

LONGEST = 5  # tokens that are said again


def without_false_starts(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """*tokens* with only the last telling of what was said twice in a row. Numbers stay: twenty twenty is a year."""
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        for length in range(min(LONGEST, len(kept) // 2), 0, -1):
            again, before = kept[-length:], kept[-2 * length : -length]
            if [one.text for one in again] == [one.text for one in before] and not any(map(_is_number, again)):
                del kept[-2 * length : -length]
                break
    return tuple(kept)


def _is_number(token: Token) -> bool:
    return token.text in UNITS or token.text in TENS or token.text in SPOKEN_SCALES or any(map(str.isdigit, token.text))
