"""The user's corrections of an attempt as rows."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from greenroom.domain import Corrections, FillerCorrection, PointCorrection, WordCorrection
from greenroom.domain.plain import from_plain, to_json

__all__ = ["read_corrections", "write_corrections"]

_KINDS = {"points": PointCorrection, "words": WordCorrection, "fillers": FillerCorrection}
"""The kinds of corrections, by the field of `Corrections` that holds them."""


def read_corrections(db: sqlite3.Connection, attempt_id: int) -> Corrections:
    """Raises ValueError, TypeError when what is stored is no correction."""
    found: dict[str, list[Any]] = {kind: [] for kind in _KINDS}
    rows = db.execute("SELECT kind, correction FROM corrections WHERE attempt_id = ? ORDER BY id", (attempt_id,))
    for kind, correction in rows:
        if kind not in found:
            raise ValueError(f"a correction of {kind}")
        found[kind].append(from_plain(_KINDS[kind], json.loads(correction)))
    return Corrections(**{kind: tuple(items) for kind, items in found.items()})


def write_corrections(db: sqlite3.Connection, attempt_id: int, corrections: Corrections) -> None:
    """Put *corrections* in the place of those that are there."""
    db.execute("DELETE FROM corrections WHERE attempt_id = ?", (attempt_id,))
    for one in corrections.in_order:
        kind = next(name for name, kind in _KINDS.items() if isinstance(one, kind))
        db.execute(
            "INSERT INTO corrections (attempt_id, made_at, kind, correction) VALUES (?, ?, ?, ?)",
            (attempt_id, one.made_at.isoformat(), kind, to_json(one)),
        )
