"""Where sentences end, by the punctuation of the transcript."""

from __future__ import annotations

import re
from collections.abc import Sequence

from greenroom.domain import Evidence, Word

__all__ = ["SENTENCE_END", "bare_word", "quote", "sentences"]

SENTENCE_END = re.compile(r"[.?!…][\"”’)]*$")


def bare_word(text: str) -> str:
    """*text* in lower case, without the punctuation around it."""
    return text.casefold().replace("’", "'").strip(" \t\"“”‘'.,;:!?…()[]–—-")


def sentences(words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """The first word of each sentence and the one after its last."""
    found = []
    first = 0
    for at, word in enumerate(words):
        if SENTENCE_END.search(word.text) or at == len(words) - 1:
            found.append((first, at + 1))
            first = at + 1
    return tuple(found)


def quote(words: Sequence[Word]) -> Evidence:
    """*words*, of which there is at least one, with the times that they span."""
    return Evidence(" ".join(word.text for word in words), words[0].start_s, words[-1].end_s)
