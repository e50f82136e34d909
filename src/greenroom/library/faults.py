"""A fault found in a text, before it is known in which file."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Fault"]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Where (1-based), what is wrong, and what to write instead."""

    line: int
    column: int
    message: str
    hint: str
