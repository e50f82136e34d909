"""What became of each point, attempt after attempt, in narrow rows that need no report; and what the user plans."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from greenroom.domain import AttemptRef, Report, Verdict
from greenroom.library.values import Grade, PointMark

__all__ = ["marks_of", "read_interview", "read_marks", "write_grade", "write_interview", "write_marks"]

_LAST_OF_EACH = """
SELECT prompt_id, number, point_id, say, verdict, confidence
FROM (
    SELECT id, prompt_id, number,
        row_number() OVER (PARTITION BY prompt_id ORDER BY created_at DESC, id DESC) AS back
    FROM attempts LEFT JOIN parts USING (prompt_id, number)
    WHERE scored AND parts.point_id IS NULL {condition}
) JOIN verdicts ON attempt_id = id
WHERE back <= ? ORDER BY prompt_id, back, place
"""


def marks_of(report: Report | None) -> tuple[PointMark, ...]:
    """The verdicts of *report* that count; none where it was not scored. What the user says is certain."""
    if report is None or not report.scored:
        return ()
    return tuple(
        PointMark(point.id, point.say, point.verdict, point.confidence if point.judged is None else 1.0)
        for point in report.points
    )


def write_marks(db: sqlite3.Connection, row_id: int, report: Report | None) -> None:
    """Put the verdicts of *report*, which counts from now on, in the place of those of that row."""
    db.execute("DELETE FROM verdicts WHERE attempt_id = ?", (row_id,))
    db.executemany(
        "INSERT INTO verdicts (attempt_id, place, point_id, say, verdict, confidence) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (row_id, place, mark.point_id, mark.say, mark.verdict.value, mark.confidence)
            for place, mark in enumerate(marks_of(report))
        ),
    )


def read_marks(db: sqlite3.Connection, prompt_id: str, last: int) -> dict[AttemptRef, tuple[PointMark, ...]]:
    """The verdicts of the *last* scored attempts of each prompt (or of one), the newest attempt first."""
    statement = _LAST_OF_EACH.format(condition="AND prompt_id = ?" if prompt_id else "")
    given: Sequence[Any] = (prompt_id, last) if prompt_id else (last,)
    found: dict[AttemptRef, tuple[PointMark, ...]] = {}
    for prompt, number, point_id, say, verdict, confidence in db.execute(statement, given):
        mark = PointMark(point_id, say, Verdict(verdict), confidence)
        ref = AttemptRef(prompt, number)
        found[ref] = (*found.get(ref, ()), mark)
    return found


def write_grade(db: sqlite3.Connection, ref: AttemptRef, grade: Grade) -> bool:
    """Whether there was such an attempt to grade."""
    done = db.execute(
        "UPDATE attempts SET grade = ? WHERE prompt_id = ? AND number = ?", (grade.value, ref.prompt_id, ref.number)
    )
    return done.rowcount > 0


def read_interview(db: sqlite3.Connection) -> date | None:
    row = db.execute("SELECT on_day FROM interview").fetchone()
    return date.fromisoformat(row[0]) if row else None


def write_interview(db: sqlite3.Connection, on: date | None) -> None:
    db.execute("DELETE FROM interview")
    if on is not None:
        db.execute("INSERT INTO interview VALUES (?)", (on.isoformat(),))
