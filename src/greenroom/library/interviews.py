"""Mock interviews as rows: what was planned, and which numbers were given out for answers. Rows are only added."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace

from greenroom.config import Home
from greenroom.domain import AttemptRef, Interview, InterviewAnswer
from greenroom.domain.plain import from_json, to_json
from greenroom.errors import LibraryError, NotFoundError
from greenroom.library.database import Database

__all__ = ["MemoryInterviews", "SqliteInterviews"]


class SqliteInterviews:
    """Implements `InterviewLibrary` in the home's database."""

    def __init__(self, home: Home, wait_s: float = 5.0) -> None:
        self._database = Database(home, wait_s)

    def begin(self, interview: Interview) -> Interview:
        plan = replace(interview, number=0, answers=())
        with self._database.writing() as db:
            done = db.execute("INSERT INTO interviews (interview) VALUES (?)", (to_json(plan),))
            return replace(plan, number=int(done.lastrowid or 0))

    def note(self, number: int, answer: InterviewAnswer) -> None:
        with self._database.writing() as db:
            if not db.execute("SELECT 1 FROM interviews WHERE id = ?", (number,)).fetchone():
                raise _no_such(number, _numbers(db))
            db.execute(
                "INSERT INTO interview_answers (interview_id, place, prompt_id, number) VALUES (?, ?, ?, ?)",
                (number, answer.place, answer.ref.prompt_id, answer.ref.number),
            )

    def load(self, number: int = 0) -> Interview:
        with self._database.reading() as db:
            numbers = _numbers(db)
            wanted = number or max(numbers, default=0)
            if wanted not in numbers:
                raise _no_such(number, numbers)
            (plan,) = db.execute("SELECT interview FROM interviews WHERE id = ?", (wanted,)).fetchone()
            answers = tuple(_answers(db, wanted))
        try:
            interview = from_json(Interview, plan)
        except (TypeError, ValueError) as error:
            raise LibraryError(
                f"What the database holds for interview {wanted} cannot be understood ({error}).",
                hint="Its answers are kept: greenroom attempts lists them.",
            ) from error
        assert interview  # the column is never NULL
        return replace(interview, number=wanted, answers=answers)

    def by_attempt(self) -> Mapping[AttemptRef, int]:
        with self._database.reading() as db:
            rows = db.execute("SELECT prompt_id, number, interview_id FROM interview_answers").fetchall()
        return {AttemptRef(prompt_id, number): interview for prompt_id, number, interview in rows}


class MemoryInterviews:
    """Implements `InterviewLibrary` for one process: the stand-in."""

    def __init__(self) -> None:
        self._kept: dict[int, Interview] = {}

    def begin(self, interview: Interview) -> Interview:
        kept = replace(interview, number=len(self._kept) + 1, answers=())
        self._kept[kept.number] = kept
        return kept

    def note(self, number: int, answer: InterviewAnswer) -> None:
        kept = self._kept.get(number)
        if kept is None:
            raise _no_such(number, tuple(self._kept))
        self._kept[number] = replace(kept, answers=(*kept.answers, answer))

    def load(self, number: int = 0) -> Interview:
        wanted = number or len(self._kept)
        if wanted not in self._kept:
            raise _no_such(number, tuple(self._kept))
        return self._kept[wanted]

    def by_attempt(self) -> Mapping[AttemptRef, int]:
        return {answer.ref: kept.number for kept in self._kept.values() for answer in kept.answers}


def _numbers(db: sqlite3.Connection) -> tuple[int, ...]:
    return tuple(number for (number,) in db.execute("SELECT id FROM interviews ORDER BY id"))


def _answers(db: sqlite3.Connection, number: int) -> Iterator[InterviewAnswer]:
    rows = db.execute(
        "SELECT place, prompt_id, number, point_id FROM interview_answers LEFT JOIN parts USING (prompt_id, number)"
        " WHERE interview_id = ? ORDER BY id",
        (number,),
    )
    for place, prompt_id, of_prompt, point_id in rows:
        yield InterviewAnswer(place, AttemptRef(prompt_id, of_prompt), point_id or "")


def _no_such(number: int, numbers: tuple[int, ...]) -> NotFoundError:
    if not numbers:
        return NotFoundError("There was no interview yet.", hint="Begin one: greenroom interview")
    there = "There is interview 1." if len(numbers) == 1 else f"There are interviews 1 to {max(numbers)}."
    return NotFoundError(f"There is no interview {number}.", hint=there)
