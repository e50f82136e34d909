"""The shape of the database, as steps that are only ever added to."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from greenroom.errors import LibraryError

__all__ = ["MIGRATIONS", "migrate", "version"]

_FIRST = """
-- What a list needs stands in narrow rows of its own; long texts are kept apart, so that a list never reads them.
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    prompt_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    created_at TEXT NOT NULL,          -- ISO 8601, UTC
    scored INTEGER NOT NULL,
    duration_s REAL,
    coverage REAL,
    points_covered INTEGER,
    points_total INTEGER,
    filled_pauses_per_min REAL,
    pace_wpm REAL,
    asked TEXT NOT NULL,
    recording TEXT,                    -- JSON; its path is relative to the home
    UNIQUE (prompt_id, number)
);
CREATE INDEX attempts_by_time ON attempts (created_at, id);
CREATE INDEX attempts_by_prompt ON attempts (prompt_id, created_at, id);
CREATE TABLE transcripts (
    attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
    transcript TEXT NOT NULL
);
-- Judged again, an attempt gets a further report; the latest counts and the earlier ones stay.
CREATE TABLE reports (
    id INTEGER PRIMARY KEY,
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    report TEXT NOT NULL
);
CREATE INDEX reports_by_attempt ON reports (attempt_id, id);
-- The highest number given out for a prompt. Deleting an attempt leaves it, so that no number means two things.
CREATE TABLE counters (
    prompt_id TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) WITHOUT ROWID;
"""

_SECOND = """
-- `made_at` is NULL in reports of the first version, which did not note it. `corrected` is the report with the user's
-- corrections, NULL where there are none; `report` stays as the judge gave it.
ALTER TABLE reports ADD COLUMN made_at TEXT;
ALTER TABLE reports ADD COLUMN corrected TEXT;
ALTER TABLE attempts ADD COLUMN judge TEXT NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN corrections INTEGER NOT NULL DEFAULT 0;  -- how many
UPDATE attempts SET judge = coalesce(
    (SELECT CASE WHEN json_valid(report) THEN json_extract(report, '$.judge') END
     FROM reports WHERE attempt_id = attempts.id ORDER BY id DESC LIMIT 1),
    ''
);
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    made_at TEXT NOT NULL,             -- ISO 8601, UTC
    kind TEXT NOT NULL,                -- points, words or fillers
    correction TEXT NOT NULL
);
CREATE INDEX corrections_by_attempt ON corrections (attempt_id, id);
"""

_THIRD = """
-- What a history of points needs, in narrow rows. `confidence` is 1 where the user said it. A damaged report has none.
ALTER TABLE attempts ADD COLUMN length_s REAL;  -- from the first to the last speech
CREATE TABLE verdicts (
    attempt_id INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,            -- in the report
    point_id TEXT NOT NULL,
    say TEXT NOT NULL,
    verdict TEXT NOT NULL,
    confidence REAL NOT NULL,
    PRIMARY KEY (attempt_id, place)
) WITHOUT ROWID;
UPDATE attempts SET length_s = (
    SELECT CASE WHEN json_valid(coalesce(corrected, report))
        THEN json_extract(coalesce(corrected, report), '$.delivery.length_s.value') END
    FROM reports WHERE attempt_id = attempts.id ORDER BY id DESC LIMIT 1
) WHERE scored;
INSERT OR IGNORE INTO verdicts
    SELECT attempts.id, point.key, json_extract(point.value, '$.id'), json_extract(point.value, '$.say'),
        json_extract(point.value, '$.verdict'),
        CASE WHEN json_extract(point.value, '$.judged') IS NULL
            THEN json_extract(point.value, '$.confidence') ELSE 1.0 END
    FROM attempts
    JOIN reports ON reports.id = (SELECT max(id) FROM reports WHERE attempt_id = attempts.id),
    json_each(
        CASE WHEN json_valid(coalesce(corrected, report)) THEN coalesce(corrected, report) ELSE '{}' END, '$.points'
    ) AS point
    WHERE attempts.scored AND point.type = 'object';
"""

_FOURTH = """
-- What was said, for searching: the words as the user corrected them, one a line. Triggers keep `said` in step, whoever
-- writes; `spoken` is the one place that says what the words are. It does as `domain.correct_words`, with which a test
-- compares it, and takes damaged JSON for silence.
CREATE VIEW spoken AS
SELECT attempt_id, (
    SELECT group_concat(line, char(10)) FROM (
        SELECT CASE
            WHEN fixed.first IS NULL THEN CASE word.type WHEN 'object' THEN json_extract(word.value, '$.text') END
            WHEN fixed.first = word.key THEN fixed.text
        END AS line
        FROM json_each(CASE WHEN json_valid(transcript) THEN transcript ELSE '{}' END, '$.words') AS word
        LEFT JOIN (
            SELECT attempt_id, json_extract(correction, '$.first') AS first, json_extract(correction, '$.text') AS text,
                json_array_length(correction, '$.heard') AS count, correction
            FROM corrections WHERE kind = 'words' AND json_valid(correction)
        ) AS fixed
        ON fixed.attempt_id = transcripts.attempt_id
        AND word.key >= fixed.first AND word.key < fixed.first + fixed.count
        AND NOT EXISTS (
            SELECT 1 FROM json_each(fixed.correction, '$.heard') AS heard
            WHERE heard.value IS NOT json_extract(transcript, '$.words[' || (fixed.first + heard.key) || '].text')
        )
        ORDER BY word.key
    )
) AS words FROM transcripts;
CREATE VIRTUAL TABLE said USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO said (rowid, words) SELECT attempt_id, words FROM spoken;
CREATE TRIGGER said_when_heard AFTER INSERT ON transcripts BEGIN
    DELETE FROM said WHERE rowid = new.attempt_id;
    INSERT INTO said (rowid, words) SELECT attempt_id, words FROM spoken WHERE attempt_id = new.attempt_id;
END;
CREATE TRIGGER said_when_deleted AFTER DELETE ON transcripts BEGIN
    DELETE FROM said WHERE rowid = old.attempt_id;
END;
CREATE TRIGGER said_when_corrected AFTER INSERT ON corrections WHEN new.kind = 'words' BEGIN
    DELETE FROM said WHERE rowid = new.attempt_id;
    INSERT INTO said (rowid, words) SELECT attempt_id, words FROM spoken WHERE attempt_id = new.attempt_id;
END;
CREATE TRIGGER said_when_undone AFTER DELETE ON corrections WHEN old.kind = 'words' BEGIN
    DELETE FROM said WHERE rowid = old.attempt_id;
    INSERT INTO said (rowid, words) SELECT attempt_id, words FROM spoken WHERE attempt_id = old.attempt_id;
END;
"""

_FIFTH = """
ALTER TABLE attempts ADD COLUMN grade TEXT;  -- the user's: again, hard, good or easy; NULL: not given
CREATE TABLE interview (on_day TEXT NOT NULL);  -- ISO 8601; one row, or none
"""

_SIXTH = """
-- Numbers given out for an answer about one point alone (a follow-up, a drill), noted before its sound, so that what is
-- recovered is not taken for a whole answer. No history of whole answers counts them.
CREATE TABLE parts (
    prompt_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    point_id TEXT NOT NULL,
    PRIMARY KEY (prompt_id, number)
) WITHOUT ROWID;
-- Rows are only added. An answer is noted before its sound; its attempt may never come, or be deleted.
CREATE TABLE interviews (
    id INTEGER PRIMARY KEY,
    interview TEXT NOT NULL            -- JSON, without its number and its answers
);
CREATE TABLE interview_answers (
    id INTEGER PRIMARY KEY,
    interview_id INTEGER NOT NULL REFERENCES interviews (id),
    place INTEGER NOT NULL,            -- of the question, from 0
    prompt_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    UNIQUE (prompt_id, number)
);
CREATE INDEX interview_answers_in_order ON interview_answers (interview_id, id);
"""

_SEVENTH = """
ALTER TABLE attempts ADD COLUMN hints TEXT NOT NULL DEFAULT 'none';  -- the most that was shown: letters, words, points
"""

MIGRATIONS = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH)
"""Step n brings a database from version n - 1 to n. A step that was released is never changed: add one."""


def version(connection: sqlite3.Connection) -> int:
    """How many steps the database has had; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Bring the database up to date, each step in a transaction of its own. The connection is in autocommit mode.

    Raises LibraryError when the database is newer than this program.
    """
    while (current := version(connection)) < len(migrations):
        # Another process may be doing the same: look again once we hold the lock.
        connection.execute("BEGIN IMMEDIATE")
        try:
            current = version(connection)
            if current < len(migrations):
                for statement in _statements(migrations[current]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {current + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    if current > len(migrations):
        raise LibraryError(
            f"The database was written by a newer greenroom (its version is {current}, this one knows"
            f" {len(migrations)}). Nothing was changed.",
            hint="Update greenroom: `pipx upgrade greenroom`.",
        )


def _statements(script: str) -> list[str]:
    """The script's statements one by one: `executescript` would commit our transaction first."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    return statements
