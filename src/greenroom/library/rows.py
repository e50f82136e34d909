"""Attempts as rows: every statement of SQL that asks or changes them."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from greenroom.domain import Attempt, AttemptRef, Recording, Report, Transcript
from greenroom.domain.plain import from_plain, to_plain
from greenroom.errors import LibraryError
from greenroom.library.port import AttemptSummary
from greenroom.library.summary import summarise

__all__ = [
    "count_number",
    "delete_attempt",
    "first_ref",
    "has_attempt",
    "kept_refs",
    "last_number",
    "read_attempt",
    "read_summaries",
    "write_attempt",
]

T = TypeVar("T")


def last_number(db: sqlite3.Connection, prompt_id: str) -> int:
    """The highest number that was ever given out or kept for *prompt_id*; 0 for none."""
    row = db.execute("SELECT last FROM counters WHERE prompt_id = ?", (prompt_id,)).fetchone()
    return int(row[0]) if row else 0


def count_number(db: sqlite3.Connection, ref: AttemptRef) -> None:
    """Note that the number of *ref* is taken, for ever."""
    db.execute(
        "INSERT INTO counters (prompt_id, last) VALUES (?, ?)"
        " ON CONFLICT (prompt_id) DO UPDATE SET last = max(last, excluded.last)",
        (ref.prompt_id, ref.number),
    )


def kept_refs(db: sqlite3.Connection) -> set[AttemptRef]:
    return {AttemptRef(*row) for row in db.execute("SELECT prompt_id, number FROM attempts")}


def has_attempt(db: sqlite3.Connection, ref: AttemptRef) -> bool:
    return _row_id(db, ref) is not None


def delete_attempt(db: sqlite3.Connection, ref: AttemptRef) -> None:
    """Remove the row with its transcript and all its reports."""
    db.execute("DELETE FROM attempts WHERE prompt_id = ? AND number = ?", (ref.prompt_id, ref.number))


def read_summaries(db: sqlite3.Connection, prompt_id: str) -> Iterator[AttemptSummary]:
    """Newest first; of all prompts when *prompt_id* is empty."""
    where, order, given = _which(prompt_id, best=False)
    rows = db.execute(
        "SELECT prompt_id, number, created_at, duration_s, coverage, points_covered, points_total,"  # noqa: S608 - our words
        f" filled_pauses_per_min, pace_wpm, scored FROM attempts {where} {order}",
        given,
    )
    for prompt, number, created, duration, coverage, covered, total, filled_pauses, pace, scored in rows:
        yield AttemptSummary(
            ref=AttemptRef(prompt, number),
            created_at=datetime.fromisoformat(created),
            duration_s=duration,
            coverage=coverage,
            points_covered=covered,
            points_total=total,
            filled_pauses_per_min=filled_pauses,
            pace_wpm=pace,
            scored=bool(scored),
        )


def first_ref(db: sqlite3.Connection, prompt_id: str, *, best: bool) -> AttemptRef | None:
    """The newest attempt, or the one of the best coverage (of these the newest); None when there is none."""
    where, order, given = _which(prompt_id, best=best)
    row = db.execute(f"SELECT prompt_id, number FROM attempts {where} {order} LIMIT 1", given).fetchone()  # noqa: S608
    return AttemptRef(*row) if row else None


def _which(prompt_id: str, *, best: bool) -> tuple[str, str, tuple[str, ...]]:
    conditions = ["prompt_id = ?"] * bool(prompt_id) + ["coverage IS NOT NULL"] * best
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    order = f"ORDER BY {'coverage DESC, ' * best}created_at DESC, id DESC"
    return where, order, (prompt_id,) if prompt_id else ()


def read_attempt(db: sqlite3.Connection, ref: AttemptRef, root: Path) -> Attempt | None:
    """The attempt with its latest report, or None. *root* is the home that paths are relative to.

    Raises LibraryError when what is stored there is no attempt.
    """
    row = db.execute(
        "SELECT created_at, asked, recording, transcript,"
        " (SELECT report FROM reports WHERE attempt_id = attempts.id ORDER BY id DESC LIMIT 1)"
        " FROM attempts LEFT JOIN transcripts ON attempt_id = attempts.id WHERE prompt_id = ? AND number = ?",
        (ref.prompt_id, ref.number),
    ).fetchone()
    if row is None:
        return None
    created, asked, recording, transcript, report = row
    try:
        sound = _from_json(Recording, recording)
        return Attempt(
            ref=ref,
            asked=asked,
            created_at=datetime.fromisoformat(created),
            recording=replace(sound, path=root / sound.path) if sound else None,
            transcript=_from_json(Transcript, transcript),
            report=_from_json(Report, report),
        )
    except (TypeError, ValueError) as error:
        raise LibraryError(
            f"What the database holds for {ref} cannot be understood ({error}). Its sound is not touched.",
            hint=f"Judge the sound anew: `greenroom score recordings/{ref.prompt_id}/{ref.number:04d}.wav"
            f" --prompt {ref.prompt_id}`.",
        ) from error


def write_attempt(db: sqlite3.Connection, attempt: Attempt, root: Path) -> None:
    """Insert the row or bring it up to date. What *attempt* leaves out (None) stays as it was; reports are added."""
    old = read_attempt(db, attempt.ref, root)
    if old:
        attempt = replace(
            attempt,
            recording=attempt.recording or old.recording,
            transcript=attempt.transcript or old.transcript,
            report=attempt.report or old.report,
        )
    values = _columns(attempt, root)
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    changes = ", ".join(f"{name} = excluded.{name}" for name in values)
    db.execute(
        f"INSERT INTO attempts ({names}) VALUES ({marks})"  # noqa: S608 - names of our own columns
        f" ON CONFLICT (prompt_id, number) DO UPDATE SET {changes}",
        tuple(values.values()),
    )
    row_id = _row_id(db, attempt.ref)
    if attempt.transcript:
        db.execute("INSERT OR REPLACE INTO transcripts VALUES (?, ?)", (row_id, _to_json(attempt.transcript)))
    if attempt.report and not (old and old.report == attempt.report):
        db.execute("INSERT INTO reports (attempt_id, report) VALUES (?, ?)", (row_id, _to_json(attempt.report)))


def _columns(attempt: Attempt, root: Path) -> dict[str, Any]:
    summary = summarise(attempt)
    recording = attempt.recording and replace(attempt.recording, path=_relative(attempt.recording.path, root))
    return {
        "prompt_id": attempt.ref.prompt_id,
        "number": attempt.ref.number,
        # always of one length, so that text sorts as time does
        "created_at": attempt.created_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "scored": summary.scored,
        "duration_s": summary.duration_s,
        "coverage": summary.coverage,
        "points_covered": summary.points_covered,
        "points_total": summary.points_total,
        "filled_pauses_per_min": summary.filled_pauses_per_min,
        "pace_wpm": summary.pace_wpm,
        "asked": attempt.asked,
        "recording": recording and _to_json(recording),
    }


def _relative(path: Path, root: Path) -> Path:
    """*path* seen from the home, so that the home can be moved; as it is when it lies elsewhere."""
    whole, home = Path(os.path.abspath(path)), Path(os.path.abspath(root))  # noqa: PTH100 - links stay links
    return whole.relative_to(home) if whole.is_relative_to(home) else whole


def _row_id(db: sqlite3.Connection, ref: AttemptRef) -> int | None:
    row = db.execute(
        "SELECT id FROM attempts WHERE prompt_id = ? AND number = ?", (ref.prompt_id, ref.number)
    ).fetchone()
    return int(row[0]) if row else None


def _to_json(value: object) -> str:
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def _from_json(kind: type[T], text: str | None) -> T | None:
    return None if text is None else from_plain(kind, json.loads(text))
