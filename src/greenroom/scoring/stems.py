"""Stems of English words (the only file that knows snowballstemmer)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

__all__ = ["stem"]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a lower-case word: "connections" and "connecting" share one."""
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
