"""Words of an answer, quoted."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Evidence"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the answer, quoted exactly, and when they were said (None in a typed answer)."""

    text: str
    start_s: float | None
    end_s: float | None
