"""How much of the answer is on the screen while it is given."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Hint"]


class Hint(StrEnum):
    """The rungs of the ladder, the least help first."""

    NONE = "none"
    LETTERS = "letters"  # the first letter of each word
    WORDS = "words"  # the words that carry meaning
    POINTS = "points"  # the points as they are written

    @property
    def rung(self) -> int:
        """How much help that is, from 0."""
        return list(Hint).index(self)

    def step(self, *, more: bool) -> Hint:
        """One rung towards more help, or less; at the end of the ladder it stays there."""
        rungs = list(Hint)
        return rungs[max(0, min(len(rungs) - 1, self.rung + (1 if more else -1)))]
