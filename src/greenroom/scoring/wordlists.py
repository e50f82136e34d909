"""Lists of words, written as running text."""

from __future__ import annotations

__all__ = ["word_list", "word_set"]


def word_list(text: str) -> list[str]:
    """The words of *text*, in order."""
    return text.split()


def word_set(text: str) -> frozenset[str]:
    """The words of *text*, as a set."""
    return frozenset(text.split())
