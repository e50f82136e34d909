"""Hedges: words that take back a part of what is said, "maybe", "I think", "sort of".

Nothing is wrong with one; many make an answer sound unsure (Hosman 1989). "Sort of" and "kind of" count among the
discourse markers too: they are filler in form and a hedge in effect.
"""

from __future__ import annotations

from collections.abc import Sequence

from greenroom.domain import Evidence, Word
from greenroom.scoring.delivery.markers import PAUSE, marker_at
from greenroom.scoring.sentences import SENTENCE_END, bare_word, quote
from greenroom.scoring.wordlists import word_set

__all__ = ["find_hedges"]

ALWAYS = frozenset(
    {
        "maybe", "perhaps", "probably", "possibly", "presumably", "somewhat", "i guess", "i suppose",
        "i'm not sure", "im not sure", "i'm not certain", "not really sure", "more or less", "pretty much",
        "or something like that", "and stuff like that", "if that makes sense", "i feel like",
        "if i remember correctly", "it seems like",
    }
)  # fmt: skip
TAGS = frozenset({"or something", "or whatever", "and stuff"})
DOWNTONERS = frozenset({"a bit", "a little bit"})
MARKERS = frozenset({"sort of", "kind of"})
LONGEST = 4
NOT_BEFORE_THINK = word_set("as do does how if that the then things way what when where which who why")
NOT_AFTER_THINK = word_set("about back differently hard in like of on through twice")
NOT_BEFORE_ASIDE = word_set("do how what when where which")


def find_hedges(words: Sequence[Word]) -> tuple[Evidence, ...]:
    """The hedges in *words*, in order; none overlaps another."""
    raw = [word.text for word in words]
    bare = [bare_word(text) for text in raw]
    found = []
    at = 0
    while at < len(words):
        length = next((size for size in range(LONGEST, 0, -1) if _is_hedge(bare, raw, at, size)), 0)
        if length:
            found.append(quote(words[at : at + length]))
        at += max(length, 1)
    return tuple(found)


def _is_hedge(bare: Sequence[str], raw: Sequence[str], at: int, length: int) -> bool:
    """Whether the *length* words at *at* are one."""
    phrase = " ".join(bare[at : at + length])
    before = bare[at - 1] if at and not SENTENCE_END.search(raw[at - 1]) else ""
    after = bare[at + length] if at + length < len(bare) else ""
    if at + length > len(bare) or any(map(SENTENCE_END.search, raw[at : at + length - 1])):
        return False
    if phrase in TAGS:
        return not after or bool(PAUSE.search(raw[at + length - 1]))
    if phrase in MARKERS:
        return marker_at(bare, raw, at)[0] == length
    if phrase in DOWNTONERS:
        goes_on = bool(after) and not PAUSE.search(raw[at + length - 1])
        return goes_on and after not in {"of", "more", "less", "later", "earlier"} and before != "not"
    if phrase == "i think":
        return before not in NOT_BEFORE_THINK and after not in NOT_AFTER_THINK
    return phrase in ALWAYS and before not in NOT_BEFORE_ASIDE
