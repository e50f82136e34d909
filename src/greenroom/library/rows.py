"""Attempts as rows: every statement of SQL that asks or changes them."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from greenroom.domain import (
    Attempt,
    AttemptRef,
    Hint,
    Recording,
    Report,
    Transcript,
    correct_report,
    correct_words,
)
from greenroom.domain.plain import from_json, from_plain, to_json
from greenroom.errors import LibraryError
from greenroom.library.correction_rows import read_corrections, write_corrections
from greenroom.library.history import write_marks
from greenroom.library.summary import summarise
from greenroom.library.values import AttemptSummary, Grade, KeptReport

__all__ = [
    "count_number",
    "delete_attempt",
    "first_ref",
    "has_attempt",
    "kept_refs",
    "last_number",
    "point_asked",
    "read_attempt",
    "read_reports",
    "read_summaries",
    "revise_attempt",
    "single_out",
    "write_attempt",
]

_ATTEMPTS = "FROM attempts LEFT JOIN parts USING (prompt_id, number)"


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


def single_out(db: sqlite3.Connection, ref: AttemptRef, point_id: str) -> None:
    """Note that *ref* is about one point alone; what was noted first stays."""
    db.execute("INSERT OR IGNORE INTO parts VALUES (?, ?, ?)", (ref.prompt_id, ref.number, point_id))


def point_asked(db: sqlite3.Connection, ref: AttemptRef) -> str:
    """The id of the point that *ref* is about; empty for a whole answer."""
    row = db.execute(
        "SELECT point_id FROM parts WHERE prompt_id = ? AND number = ?", (ref.prompt_id, ref.number)
    ).fetchone()
    return str(row[0]) if row else ""


def kept_refs(db: sqlite3.Connection) -> set[AttemptRef]:
    return {AttemptRef(*row) for row in db.execute("SELECT prompt_id, number FROM attempts")}


def has_attempt(db: sqlite3.Connection, ref: AttemptRef) -> bool:
    return _row_id(db, ref) is not None


def delete_attempt(db: sqlite3.Connection, ref: AttemptRef) -> None:
    """Remove the row with its transcript and all its reports."""
    db.execute("DELETE FROM attempts WHERE prompt_id = ? AND number = ?", (ref.prompt_id, ref.number))


def read_summaries(db: sqlite3.Connection, prompt_id: str, *, parts: bool = False) -> Iterator[AttemptSummary]:
    """Newest first; of all prompts when *prompt_id* is empty. With *parts*, also those about one point alone."""
    where, order, given = _which(prompt_id, best=False, parts=parts)
    rows = db.execute(
        "SELECT prompt_id, number, created_at, duration_s, coverage, points_covered, points_total,"
        " filled_pauses_per_min, pace_wpm, scored, judge, corrections, length_s, grade, hints, point_id"
        f" {_ATTEMPTS} {where} {order}",
        given,
    )
    for prompt, number, created, duration, coverage, covered, total, fillers, pace, *others in rows:
        scored, judge, corrections, length_s, grade, hints, point_id = others
        yield AttemptSummary(
            ref=AttemptRef(prompt, number),
            created_at=datetime.fromisoformat(created),
            duration_s=duration,
            coverage=coverage,
            points_covered=covered,
            points_total=total,
            filled_pauses_per_min=fillers,
            pace_wpm=pace,
            scored=bool(scored),
            judge=judge,
            corrections=corrections,
            length_s=length_s,
            grade=Grade(grade) if grade else None,
            about=point_id or "",
            hints=Hint(hints),
        )


def first_ref(db: sqlite3.Connection, prompt_id: str, *, best: bool) -> AttemptRef | None:
    """The newest whole answer, or the one of the best coverage (of these the newest); None when there is none."""
    where, order, given = _which(prompt_id, best=best, parts=False)
    row = db.execute(f"SELECT prompt_id, number {_ATTEMPTS} {where} {order} LIMIT 1", given).fetchone()
    return AttemptRef(*row) if row else None


def _which(prompt_id: str, *, best: bool, parts: bool) -> tuple[str, str, tuple[str, ...]]:
    conditions = ["prompt_id = ?"] * bool(prompt_id) + ["coverage IS NOT NULL"] * best
    conditions += ["point_id IS NULL"] * (not parts)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    order = f"ORDER BY {'coverage DESC, ' * best}created_at DESC, id DESC"
    return where, order, (prompt_id,) if prompt_id else ()


def read_attempt(db: sqlite3.Connection, ref: AttemptRef, root: Path, *, corrected: bool = True) -> Attempt | None:
    """The attempt with its latest report, or None. *root* is the home that paths are relative to.

    Raises LibraryError when what is stored there is no attempt.
    """
    row = db.execute(
        "SELECT attempts.id, created_at, asked, hints, recording, transcript, report, corrected, made_at"
        " FROM attempts LEFT JOIN transcripts ON transcripts.attempt_id = attempts.id"
        " LEFT JOIN reports ON reports.id = (SELECT max(id) FROM reports WHERE attempt_id = attempts.id)"
        " WHERE prompt_id = ? AND number = ?",
        (ref.prompt_id, ref.number),
    ).fetchone()
    if row is None:
        return None
    row_id, created, asked, hints, recording, transcript, judged, report, made = row
    with _understood(ref):
        sound, words = from_json(Recording, recording), from_json(Transcript, transcript)
        corrections = read_corrections(db, row_id)
        return Attempt(
            ref=ref,
            asked=asked,
            created_at=datetime.fromisoformat(created),
            recording=replace(sound, path=root / sound.path) if sound else None,
            transcript=correct_words(words, corrections) if words and corrected else words,
            report=from_json(Report, report if report and corrected else judged),
            judged_at=made and datetime.fromisoformat(made),
            corrections=corrections,
            about=point_asked(db, ref),
            hints=Hint(hints),
        )


def read_reports(db: sqlite3.Connection, ref: AttemptRef) -> list[KeptReport]:
    """Every report of *ref* as the judge gave it, newest first. Raises LibraryError for what is no report."""
    rows = db.execute(
        "SELECT report, made_at FROM reports WHERE attempt_id = ? ORDER BY id DESC", (_row_id(db, ref),)
    ).fetchall()
    with _understood(ref):
        return [
            KeptReport(from_plain(Report, json.loads(report)), made and datetime.fromisoformat(made))
            for report, made in rows
        ]


def write_attempt(db: sqlite3.Connection, attempt: Attempt, root: Path) -> None:
    """Insert the row or bring it up to date. What *attempt* leaves out (None) stays as it was; reports are added."""
    old = read_attempt(db, attempt.ref, root)
    judged = attempt.report
    if old:
        attempt = replace(
            attempt,
            recording=attempt.recording or old.recording,
            transcript=attempt.transcript or old.transcript,
            report=correct_report(judged, old.corrections) if judged and judged != old.report else old.report,
            corrections=old.corrections,
            hints=attempt.hints if attempt.hints is not Hint.NONE else old.hints,
        )
    recording = attempt.recording and replace(attempt.recording, path=_relative(attempt.recording.path, root))
    row_id = _write_columns(
        db,
        _columns(attempt)
        | {
            # always of one length, so that text sorts as time does
            "created_at": attempt.created_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "asked": attempt.asked,
            "hints": attempt.hints.value,
            "recording": recording and to_json(recording),
        },
    )
    if attempt.about:
        single_out(db, attempt.ref, attempt.about)
    write_marks(db, row_id, attempt.report)
    if attempt.transcript and not (old and old.transcript == attempt.transcript):
        db.execute("INSERT OR REPLACE INTO transcripts VALUES (?, ?)", (row_id, to_json(attempt.transcript)))
    if judged and not (old and judged == old.report):
        _add_report(db, row_id, attempt, judged)


def revise_attempt(db: sqlite3.Connection, attempt: Attempt, judged: Report) -> bool:
    """Add the report *judged* unless it is the newest already; set corrections and what follows. True when added."""
    kept = read_reports(db, attempt.ref)
    row_id = _write_columns(db, _columns(attempt))
    write_marks(db, row_id, attempt.report)
    write_corrections(db, row_id, attempt.corrections)
    if not kept or kept[0].report != judged:
        _add_report(db, row_id, attempt, judged)
        return True
    db.execute(
        "UPDATE reports SET corrected = ? WHERE id = (SELECT max(id) FROM reports WHERE attempt_id = ?)",
        (_corrected(attempt, judged), row_id),
    )
    return False


def _add_report(db: sqlite3.Connection, row_id: int, attempt: Attempt, judged: Report) -> None:
    made_at = attempt.judged_at and attempt.judged_at.isoformat()
    db.execute(
        "INSERT INTO reports (attempt_id, report, made_at, corrected) VALUES (?, ?, ?, ?)",
        (row_id, to_json(judged), made_at, _corrected(attempt, judged)),
    )


def _corrected(attempt: Attempt, judged: Report) -> str | None:
    return to_json(attempt.report) if attempt.report != judged else None


@contextmanager
def _understood(ref: AttemptRef) -> Iterator[None]:
    """Turn what stored values that are none raise inside the block into LibraryError."""
    try:
        yield
    except (TypeError, ValueError) as error:
        raise LibraryError(
            f"What the database holds for {ref} cannot be understood ({error}). Its sound is not touched.",
            hint=f"Judge the sound anew: `greenroom score recordings/{ref.prompt_id}/{ref.number:04d}.*"
            f" --prompt {ref.prompt_id}`.",
        ) from error


def _write_columns(db: sqlite3.Connection, values: Mapping[str, Any]) -> int:
    """Insert the row of an attempt, or set the columns of *values* in the one that is there; its id."""
    ref = AttemptRef(values["prompt_id"], values["number"])
    row_id = _row_id(db, ref)
    if row_id is not None:
        changes = ", ".join(f"{name} = ?" for name in values)
        db.execute(f"UPDATE attempts SET {changes} WHERE id = ?", (*values.values(), row_id))  # noqa: S608 - our columns
        return row_id
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    done = db.execute(f"INSERT INTO attempts ({names}) VALUES ({marks})", tuple(values.values()))  # noqa: S608 - likewise
    return int(done.lastrowid or 0)


def _columns(attempt: Attempt) -> dict[str, Any]:
    """The columns of an attempt that change when it is judged again."""
    summary = summarise(attempt)
    return {
        "prompt_id": attempt.ref.prompt_id,
        "number": attempt.ref.number,
        "scored": summary.scored,
        "duration_s": summary.duration_s,
        "coverage": summary.coverage,
        "points_covered": summary.points_covered,
        "points_total": summary.points_total,
        "filled_pauses_per_min": summary.filled_pauses_per_min,
        "pace_wpm": summary.pace_wpm,
        "judge": summary.judge,
        "corrections": summary.corrections,
        "length_s": summary.length_s,
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
