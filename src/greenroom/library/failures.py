"""What disk and database answer when they refuse, said in our words."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from greenroom.config import Home
from greenroom.errors import DiskFullError, LibraryError

__all__ = ["refusals_explained"]

_NO_ROOM_BYTES = 256 * 1024
"""With less than this left, SQLite cannot even make its log: its errors then mean that the disk is full."""


@contextmanager
def refusals_explained(home: Home) -> Iterator[None]:
    """Turn what sqlite3 and the file system raise inside the block into LibraryError or DiskFullError."""
    try:
        yield
    except sqlite3.Error as error:
        raise _from_database(error, home) from error
    except OSError as error:
        raise _from_disk(error, home) from error


def _from_database(error: sqlite3.Error, home: Home) -> LibraryError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the low byte is the family
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return LibraryError(
            f"{home.database} is in use by another program, and was still after 5 s. Recordings are safe.",
            hint="Close the other greenroom (or the tool that has the database open), then try again.",
        )
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(home.root)):
        return _full(home)
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}:
        return _read_only(home)
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return LibraryError(
            f"{home.database} is damaged and cannot be read. Your recordings are safe in {home.recordings}.",
            hint=f"Move {home.database.name} out of that folder (keep it), then run `greenroom recover`.",
        )
    return LibraryError(
        f"{home.database} could not be used: {error}. Your recordings are safe in {home.recordings}.",
        hint="Run `greenroom doctor` to check disk and home.",
    )


def _from_disk(error: OSError, home: Home) -> LibraryError:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _full(home)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _read_only(home)
    return LibraryError(
        f"{error.filename or home.recordings} could not be used: {error.strerror or error}.",
        hint="Run `greenroom doctor` to check disk and home.",
    )


def _full(home: Home) -> DiskFullError:
    return DiskFullError(
        f"There is no room left on the disk of {home.root}. What was recorded so far is kept.",
        hint="Free some space, then try again; `greenroom recover` brings back sound that has no report yet.",
    )


def _read_only(home: Home) -> LibraryError:
    return LibraryError(
        f"Nothing can be written in {home.recordings}. What is there can still be read.",
        hint="Allow writing in that folder, or choose another home by setting GREENROOM_HOME.",
    )


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _NO_ROOM_BYTES
    except OSError:
        return False
