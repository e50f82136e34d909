"""Databases of other versions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.library.builders import NOON, a_report, an_attempt

from greenroom.config import Home
from greenroom.domain import AttemptRef, Corrections, Hint, Source, Verdict
from greenroom.errors import LibraryError
from greenroom.library import Grade, PointMark, SqliteLibrary
from greenroom.library.migrations import MIGRATIONS, migrate, version

VERSION_1 = Path(__file__).with_name("version-1.sql")
"""A database as the first release wrote it, as SQL. Never changed; a later version gets a file of its own."""
VERSION_2 = Path(__file__).with_name("version-2.sql")
"""One with a report that came later, and with a correction of each kind."""

VERSION_3 = Path(__file__).with_name("version-3.sql")
"""The same with narrow rows of verdicts."""

VERSION_4 = Path(__file__).with_name("version-4.sql")
"""Two attempts, the first with sound and corrections, and what was said in them for searching."""

VERSION_5 = Path(__file__).with_name("version-5.sql")
"""The same with a grade and the day of an interview."""

VERSION_6 = Path(__file__).with_name("version-6.sql")
"""The same with an answer about one point alone."""


def a_library_from(version: Path, home: Home) -> SqliteLibrary:
    home.recordings.mkdir(parents=True)
    with closing(sqlite3.connect(home.database)) as db:
        db.executescript(version.read_text(encoding="utf-8"))
    return SqliteLibrary(home)


def test_what_the_first_release_kept_is_still_there(home: Home) -> None:
    library = a_library_from(VERSION_1, home)

    attempt = library.load(library.resolve("why-meta"))

    assert str(attempt.ref) == "why-meta/2"
    assert attempt.recording
    assert attempt.recording.path == home.recordings / "why-meta" / "0002.wav"
    assert attempt.transcript
    assert attempt.transcript.text == "Because of its scale."
    assert attempt.report == a_report(covered=2)
    assert (attempt.judged_at, attempt.corrections) == (None, Corrections())
    assert [kept.report for kept in library.reports(attempt.ref)] == [a_report(covered=2), a_report(covered=0)]
    assert [(row.judge, row.corrections) for row in library.summaries()] == [("test", 0), ("test", 0)]
    assert [str(summary.ref) for summary in library.summaries()] == ["why-meta/2", "why-meta/1"]
    library.keep(an_attempt("why-meta/3"))
    with closing(sqlite3.connect(home.database)) as db:
        assert version(db) == len(MIGRATIONS)


def test_what_the_second_version_kept_is_still_there(home: Home) -> None:
    library = a_library_from(VERSION_2, home)

    attempt = library.load(AttemptRef("why-meta", 1))

    assert attempt.report
    assert [(point.verdict, point.judged) for point in attempt.report.points] == [
        (Verdict.COVERED, None),
        (Verdict.COVERED, Verdict.MISSED),
    ]
    assert [(filler.text, filler.source, filler.start_s) for filler in attempt.report.fillers] == [
        ("um", Source.USER, 31.2)
    ]
    assert attempt.transcript
    assert attempt.transcript.text == "Because of the scale"
    assert [kept.report.judge for kept in library.reports(attempt.ref)] == ["test 2", "test"]
    assert attempt.judged_at == NOON + timedelta(hours=1)
    assert library.marks()[attempt.ref] == (
        PointMark("p0", "Point 0", Verdict.COVERED, 0.9),
        PointMark("p1", "Point 1", Verdict.COVERED, 1.0),
    )
    assert [row.length_s for row in library.summaries()] == [90.0]


def test_what_the_third_version_kept_can_be_searched(home: Home) -> None:
    library = a_library_from(VERSION_3, home)

    assert [found.ref for found in library.search("scale", 5).found] == [AttemptRef("why-meta", 1)]


def test_what_the_fourth_version_kept_is_still_there_and_can_be_graded(home: Home) -> None:
    library = a_library_from(VERSION_4, home)
    before = library.summaries()

    library.grade(before[0].ref, Grade.GOOD)

    assert library.summaries() == (replace(before[0], grade=Grade.GOOD), *before[1:])
    assert [(str(row.ref), row.corrections) for row in before] == [("why-meta/2", 0), ("why-meta/1", 2)]
    assert [str(found.ref) for found in library.search('"the scale"', 5).found] == ["why-meta/1"]
    assert library.interview() is None


def test_what_the_fifth_version_kept_is_still_there_and_is_all_whole_answers(home: Home) -> None:
    library = a_library_from(VERSION_5, home)

    rows = library.summaries()

    assert [(str(row.ref), row.grade, row.about) for row in rows] == [
        ("why-meta/2", Grade.EASY, ""),
        ("why-meta/1", None, ""),
    ]
    assert library.interview() == date(2026, 12, 10)
    assert library.summaries(parts=True) == rows
    assert [ref.number for ref in library.marks()] == [2, 1]
    first = library.load(AttemptRef("why-meta", 1))
    assert first.recording
    assert first.recording.path == home.recordings / "why-meta" / "0001.wav"
    library.keep(replace(an_attempt("why-meta/3", report=a_report(of=1)), about="p0"))
    assert library.summaries() == rows


def test_what_the_sixth_version_kept_was_answered_without_hints(home: Home) -> None:
    library = a_library_from(VERSION_6, home)

    rows = library.summaries(parts=True)

    assert [(str(row.ref), row.about, row.hints) for row in rows] == [
        ("why-meta/3", "p0", Hint.NONE),
        ("why-meta/2", "", Hint.NONE),
        ("why-meta/1", "", Hint.NONE),
    ]
    assert [row.grade for row in rows] == [None, Grade.EASY, None]
    library.keep(replace(an_attempt("why-meta/4", at=NOON + timedelta(days=9)), hints=Hint.POINTS))
    assert library.summaries()[0].hints is Hint.POINTS


def test_a_first_version_with_a_damaged_report_is_brought_up_to_date_all_the_same(home: Home) -> None:
    library = a_library_from(VERSION_1, home)
    with closing(sqlite3.connect(home.database)) as db, db:
        db.execute("UPDATE reports SET report = '{' WHERE attempt_id = 1")

    assert [row.judge for row in library.summaries()] == ["test", ""]
    assert [str(ref) for ref in library.marks()] == ["why-meta/2"]


def test_a_database_of_a_newer_program_is_left_alone(home: Home, kept: SqliteLibrary) -> None:
    kept.keep(an_attempt())
    with closing(sqlite3.connect(home.database)) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")

    with pytest.raises(LibraryError, match="newer greenroom") as raised:
        kept.summaries()
    with pytest.raises(LibraryError, match="newer greenroom"):
        kept.keep(an_attempt("why-meta/2"))

    assert "upgrade" in raised.value.hint
    with closing(sqlite3.connect(home.database)) as db:
        assert db.execute("SELECT count(*) FROM attempts").fetchone() == (1,)


def test_steps_follow_one_another_and_a_step_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    steps = (
        "CREATE TABLE a (x);",
        "CREATE TABLE b (x);\nINSERT INTO b VALUES (';');\nINSERT INTO nowhere VALUES (1);\n",
    )
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as db:
        with pytest.raises(sqlite3.OperationalError, match="nowhere"):
            migrate(db, steps)
        assert version(db) == 1
        assert [name for (name,) in db.execute("SELECT name FROM sqlite_schema")] == ["a"]

        migrate(db, (steps[0], "CREATE TABLE b (x);", "INSERT INTO b VALUES (3);"))
        assert version(db) == 3
        assert db.execute("SELECT x FROM b").fetchall() == [(3,)]


def test_a_step_that_another_process_took_meanwhile_is_not_taken_again(tmp_path: Path) -> None:
    path = tmp_path / "x.db"

    class Overtaken(sqlite3.Connection):
        def execute(self, sql: str, values: tuple[str, ...] = (), /) -> sqlite3.Cursor:  # type: ignore[override]
            if sql.startswith("BEGIN"):
                with closing(sqlite3.connect(path, isolation_level=None)) as other:
                    migrate(other, ("CREATE TABLE a (x);",))
            return super().execute(sql, values)

    with closing(sqlite3.connect(path, isolation_level=None, factory=Overtaken)) as db:
        migrate(db, ("CREATE TABLE a (x);",))
        assert version(db) == 1


def test_no_reference_is_left_dangling_by_the_steps(home: Home, kept: SqliteLibrary) -> None:
    kept.keep(an_attempt(report=a_report()))
    kept.delete(AttemptRef("why-meta", 1))
    with closing(sqlite3.connect(home.database)) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
