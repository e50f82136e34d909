"""Units of measure as they are said and written, each with its kind and its size in the kind's base unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Unit", "unit_of"]

SIZES: dict[str, dict[str, float]] = {
    "share": {"percent": 1.0, "pct": 1.0},
    "time": {
        "ms": 1e-3, "millisecond": 1e-3, "msec": 1e-3, "millis": 1e-3, "microsecond": 1e-6, "s": 1.0, "second": 1.0,
        "minute": 60.0, "min": 60.0, "h": 3600.0, "hour": 3600.0, "hr": 3600.0, "day": 86_400.0, "week": 604_800.0,
        "fortnight": 1_209_600.0, "month": 2_629_800.0, "year": 31_557_600.0, "decade": 315_576_000.0,
    },
    "money": {
        "dollar": 1.0, "buck": 1.0, "euro": 1.0, "pound": 1.0, "quid": 1.0, "£": 1.0, "$": 1.0, "€": 1.0, "grand": 1e3,
    },
    "times": {"x": 1.0, "time": 1.0, "fold": 1.0},
    "data": {"kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "pb": 1e15,
             "kilobyte": 1e3, "megabyte": 1e6, "gigabyte": 1e9, "gig": 1e9, "terabyte": 1e12, "petabyte": 1e15},
    "length": {"mm": 1e-3, "cm": 1e-2, "metre": 1.0, "meter": 1.0, "km": 1e3, "kilometre": 1e3, "kilometer": 1e3,
               "mile": 1609.344, "foot": 0.3048, "feet": 0.3048},
    "mass": {"mg": 1e-3, "milligram": 1e-3, "g": 1.0, "gram": 1.0, "kg": 1e3, "kilo": 1e3, "kilogram": 1e3,
             "ton": 1e6, "tonne": 1e6},
}  # fmt: skip
KINDS = {word: (kind, size) for kind, sizes in SIZES.items() for word, size in sizes.items()}


@dataclass(frozen=True, slots=True)
class Unit:
    """What is measured, the unit's size in the base unit of that kind, and how many tokens name it."""

    kind: str
    size: float
    tokens: int = 1


def unit_of(word: str, following: Sequence[str]) -> Unit | None:
    """The unit that *word* (lower case, singular or plural) names, or None. "per cent" takes two tokens."""
    if word == "per" and following and following[0] in {"cent", "cents"}:
        return Unit("share", 1.0, 2)
    name = word if word in KINDS else word.removesuffix("s")
    return Unit(*KINDS[name]) if name in KINDS else None
