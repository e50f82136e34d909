"""Something that could be done next, and about how much it would help."""

from __future__ import annotations

from dataclasses import dataclass

from greenroom.domain import NextAction

__all__ = ["Offer", "shortened"]

LONGEST_QUOTE = 70


@dataclass(frozen=True, slots=True)
class Offer:
    """`gain` is a rough estimate in one currency: shares of the weight of all points, so 0.1 is one point of ten."""

    gain: float
    action: NextAction


def shortened(text: str, longest: int = LONGEST_QUOTE) -> str:
    """*text* in quotation marks, cut at a word when it has more than *longest* characters."""
    short = text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + " …"
    return f"“{short.rstrip('.')}”"
