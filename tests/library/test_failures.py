"""Disk and database that refuse: one clear error, and nothing lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import filelock  # noqa: F401 - the child that is not root may not be allowed to read the library's folder
import pytest
from tests.library.builders import a_report, an_attempt, as_ordinary_user, fill, let_others_in, write_wav

from greenroom.config import Home
from greenroom.domain import AttemptRef
from greenroom.errors import DiskFullError, LibraryError
from greenroom.library import SqliteLibrary


@pytest.fixture
def closed_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home with one attempt and one orphan, in which an ordinary user may read but not write."""
    root = tmp_path_factory.mktemp("closed")
    let_others_in(root)
    home = Home(root)
    library = SqliteLibrary(home)
    slot = library.reserve("why-meta")
    library.keep(an_attempt(str(slot.ref), report=a_report(), recording=write_wav(slot.sound_path)))
    slot.release()
    write_wav(home.recordings / "why-meta" / "0002.wav")
    folders = [root, home.recordings, home.recordings / "why-meta", home.recordings / ".locks"]
    for folder in folders:
        folder.chmod(0o555)
    home.database.chmod(0o444)
    yield home
    for folder in folders:
        folder.chmod(0o755)


def test_a_read_only_home_can_still_be_read(closed_home: Home) -> None:
    def look() -> str:
        library = SqliteLibrary(closed_home)
        (summary,) = library.summaries()
        attempt = library.load(library.resolve("last"))
        assert attempt.recording
        assert attempt.recording.path.read_bytes()
        return f"{summary.ref} {attempt.asked} {[str(ref) for ref, _ in library.orphans()]}"

    assert as_ordinary_user(look) == "why-meta/1 Why Meta? ['why-meta/2']"


def test_what_a_dead_session_left_in_the_log_is_read_too(closed_home: Home) -> None:
    library = SqliteLibrary(closed_home)
    with closing(sqlite3.connect(closed_home.database)) as other:
        other.execute("SELECT count(*) FROM attempts").fetchall()  # while it is open, the log is not emptied
        library.keep(an_attempt("why-meta/3"))
        database, log = (path.read_bytes() for path in sorted(closed_home.recordings.glob("greenroom.db*"))[::2])
    closed_home.database.write_bytes(database)
    closed_home.database.with_name("greenroom.db-wal").write_bytes(log)

    refs = as_ordinary_user(lambda: " ".join(str(item.ref) for item in SqliteLibrary(closed_home).summaries()))

    assert sorted(refs.split()) == ["why-meta/1", "why-meta/3"]


@pytest.mark.parametrize("what", ["reserve", "keep", "delete", "discard"])
def test_a_read_only_home_refuses_changes_in_plain_words(closed_home: Home, what: str) -> None:
    def change() -> str:
        library = SqliteLibrary(closed_home)
        actions: dict[str, Callable[[], object]] = {
            "reserve": lambda: library.reserve("why-meta"),
            "keep": lambda: library.keep(an_attempt("why-meta/2")),
            "delete": lambda: library.delete(AttemptRef("why-meta", 1)),
            "discard": lambda: library.discard(AttemptRef("why-meta", 2)),
        }
        try:
            actions[what]()
        except LibraryError as error:
            return error.message
        return "done"

    assert "Nothing can be written" in as_ordinary_user(change)
    assert len(SqliteLibrary(closed_home).summaries()) == 1
    assert (closed_home.recordings / "why-meta" / "0002.wav").exists()


def test_a_home_that_cannot_be_made(closed_home: Home) -> None:
    def make() -> str:
        try:
            SqliteLibrary(Home(closed_home.root / "inner")).reserve("why-meta")
        except LibraryError as error:
            return error.hint
        return "done"

    assert "GREENROOM_HOME" in as_ordinary_user(make)


def test_a_locked_database_is_waited_for_and_then_named(home: Home) -> None:
    SqliteLibrary(home).keep(an_attempt())
    with closing(sqlite3.connect(home.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        library = SqliteLibrary(home, wait_s=0.05)

        with pytest.raises(LibraryError, match="in use by another program"):
            library.keep(an_attempt("why-meta/2"))
        assert len(library.summaries()) == 1, "reading does not wait for a writer"


@pytest.mark.parametrize("content", [b"this is no database " * 100, b"SQLite format 3\0" + b"\xff" * 8000])
@pytest.mark.parametrize("what", ["summaries", "reserve", "orphans"])
def test_a_damaged_database_leaves_the_recordings_alone(home: Home, content: bytes, what: str) -> None:
    sound = write_wav(home.recordings / "why-meta" / "0001.wav").path
    home.database.write_bytes(content)
    library = SqliteLibrary(home)

    with pytest.raises(LibraryError) as raised:
        library.reserve("why-meta") if what == "reserve" else getattr(library, what)()

    assert str(home.recordings) in raised.value.message
    assert "Move greenroom.db" in raised.value.hint
    assert home.database.read_bytes() == content

    home.database.rename(home.root / "damaged.db")  # as the hint says
    assert [recording.path for _, recording in library.orphans()] == [sound]


def test_a_row_that_makes_no_sense_is_named(home: Home, kept: SqliteLibrary) -> None:
    kept.keep(an_attempt(report=a_report()))
    with closing(sqlite3.connect(home.database)) as db, db:
        db.execute("""UPDATE transcripts SET transcript = '{"words": 3}'""")

    with pytest.raises(LibraryError, match="why-meta/1"):
        kept.load(AttemptRef("why-meta", 1))
    assert len(kept.summaries()) == 1


def test_a_full_disk_is_called_that(small_disk: Path) -> None:
    library = SqliteLibrary(Home(small_disk))
    library.keep(an_attempt())
    slot = library.reserve("why-meta")
    sound = write_wav(slot.sound_path)
    filler = fill(small_disk)

    with pytest.raises(DiskFullError):
        library.keep(an_attempt(str(slot.ref), recording=sound, report=a_report()))
    slot.release()

    assert len(library.summaries()) == 1, "what was kept can still be read"
    filler.unlink()
    ((ref, _),) = library.orphans()
    assert ref == slot.ref


def test_a_file_where_the_folder_should_be(home: Home) -> None:
    home.root.mkdir()
    home.recordings.write_text("a file")

    with pytest.raises(LibraryError):
        SqliteLibrary(home).reserve("why-meta")
