"""What the workers wrote, by model, engine and sound, and what all tables need of it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from tools.bench.hearing.items import Item

__all__ = [
    "Line",
    "Results",
    "cost",
    "engines_of",
    "groups_of",
    "heard_of",
    "models_of",
    "normal",
    "word_errors",
]

Line = dict[str, Any]
Results = dict[tuple[str, str], dict[str, Line]]
"""Of each model and engine: by the name of an item, what the worker wrote of it."""


def heard_of(items: Sequence[Item], lines: Mapping[str, Line]) -> list[Item]:
    """Those that an engine has heard."""
    return [item for item in items if item.name in lines]


def cost(items: Sequence[Item], lines: Mapping[str, Line]) -> float:
    """CPU seconds for a second of sound, over all *items*."""
    return float(sum(lines[item.name]["cpu_s"] for item in items) / sum(item.seconds for item in items))


def models_of(found: Results) -> list[str]:
    return list(dict.fromkeys(model for model, _ in found))


def engines_of(found: Results, model: str) -> list[str]:
    return [engine for of_model, engine in found if of_model == model]


def groups_of(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.group, []).append(item)
    return list(groups.items())


def normal(text: str) -> str:
    """*text* as Whisper's authors compare texts: no hesitations, numbers as digits, one spelling."""
    return str(_normaliser()(text))


@cache
def _normaliser() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its word list open
        from whisper.normalizers import EnglishTextNormalizer

        return EnglishTextNormalizer()


def word_errors(reference: str, heard: str) -> int:
    """Words to change, take out or put in."""
    if not reference or not heard:
        return len(heard.split()) + len(reference.split())
    import jiwer

    counts = jiwer.process_words(reference, heard)
    return int(counts.substitutions + counts.deletions + counts.insertions)
