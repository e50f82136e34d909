"""Where in an answer a quote was said, word for word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from greenroom.domain import Evidence, Word

__all__ = ["SHORTEST", "Quotable"]

SHORTEST = 3
"""Words that a quote must have: fewer are found in any answer."""

_TOKEN = re.compile(r"\w+")
_APOSTROPHES = re.compile(r"['’ʼ`]")


class Quotable:
    """The words of one answer, to find quotes in. Case, punctuation and white space make no difference."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        folded = [(token, index) for index, word in enumerate(words) for token in _tokens(word.text)]
        self._tokens = [token for token, _ in folded]
        self._owners = [owner for _, owner in folded]

    def find(self, quote: str) -> Evidence | None:
        """The answer's own words where *quote* was first said, with their times. None where it was not said so."""
        wanted = _tokens(quote)
        for start in range(len(self._tokens) - len(wanted) + 1):
            if wanted and self._tokens[start : start + len(wanted)] == wanted:
                said = self._words[self._owners[start] : self._owners[start + len(wanted) - 1] + 1]
                return Evidence(" ".join(word.text for word in said), said[0].start_s, said[-1].end_s)
        return None

    def is_long_enough(self, quote: str) -> bool:
        """Whether *quote* has `SHORTEST` words, or is the whole of a shorter answer."""
        return len(_tokens(quote)) >= min(SHORTEST, len(self._tokens))


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(_APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold()))
