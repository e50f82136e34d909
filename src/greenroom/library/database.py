"""Connections to the home's database, one for each operation: no state, and good for any thread."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from greenroom.config import Home
from greenroom.errors import LibraryError
from greenroom.library.failures import refusals_explained
from greenroom.library.migrations import MIGRATIONS, migrate, version

__all__ = ["Database"]


class Database:
    """The SQLite file of a home. `wait_s` is how long another program's lock is waited for."""

    def __init__(self, home: Home, wait_s: float = 5.0) -> None:
        self._home = home
        self._wait_s = wait_s

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read from; creates nothing, and works in a home that cannot be written.

        Raises LibraryError, also for what sqlite3 raises inside the block.
        """
        with refusals_explained(self._home), closing(self._open_for_reading()) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction that is committed at the end of the block, or undone if it raises.

        Makes folder and database where there are none. Raises LibraryError, DiskFullError.
        """
        with refusals_explained(self._home):
            self._home.recordings.mkdir(parents=True, exist_ok=True)
            with closing(self._open("rwc")) as connection:
                _bring_up_to_date(connection)
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:  # after some errors SQLite has already rolled back
                        connection.execute("ROLLBACK")
                    raise

    def _open_for_reading(self) -> sqlite3.Connection:
        if not self._home.database.exists():
            connection = sqlite3.connect(":memory:", isolation_level=None)
            migrate(connection)  # empty, so that the same questions get an answer
            return connection
        connection = self._open("rw")
        try:
            _bring_up_to_date(connection)
        except sqlite3.OperationalError as error:
            connection.close()
            # Even to read, SQLite makes files beside a database in WAL mode: not where nothing can be written.
            if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise
            return self._open_read_only()
        except BaseException:
            connection.close()
            raise
        return connection

    def _open_read_only(self) -> sqlite3.Connection:
        """A connection that writes nothing beside the database."""
        log = self._log
        connection = self._open_copy() if log.exists() and log.stat().st_size else self._open("ro&immutable=1")
        current = version(connection)
        if current == len(MIGRATIONS):
            return connection
        connection.close()
        raise LibraryError(
            f"{self._home.database} is of another version of greenroom ({current}, not {len(MIGRATIONS)}), and cannot"
            " be brought up to date where nothing can be written.",
            hint="Allow writing in that folder, or copy the home to one where you may write.",
        )

    def _open_copy(self) -> sqlite3.Connection:
        """A copy in memory, with what a dead session left in the log: `immutable` would overlook the log."""
        with tempfile.TemporaryDirectory(prefix="greenroom-") as folder:
            for path in (self._home.database, self._log):
                shutil.copyfile(path, Path(folder, path.name))
            memory = sqlite3.connect(":memory:", isolation_level=None)
            with closing(sqlite3.connect(Path(folder, self._home.database.name))) as copy:
                copy.backup(memory)
        return memory

    @property
    def _log(self) -> Path:
        return self._home.database.with_name(f"{self._home.database.name}-wal")

    def _open(self, mode: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._home.database.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=self._wait_s,
            isolation_level=None,  # we begin and end transactions ourselves
        )
        connection.execute("PRAGMA foreign_keys = ON")
        return connection


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    if version(connection) == 0:
        # Readers do not wait for writers then. It stays with the file, so it is set once.
        connection.execute("PRAGMA journal_mode = WAL")
    migrate(connection)
