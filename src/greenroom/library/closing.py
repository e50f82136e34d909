"""Closing: the sound of an old attempt in another file that takes less room, at no moment without a whole one.

The order of steps is what keeps it safe. The new file is made and checked aside, gets its name, then the row names it,
and only then the old file goes. Broken off anywhere, the row names a whole file; what is left over is told by the
row, and the next closing of that attempt clears it away.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from greenroom.config import Home
from greenroom.domain import AttemptRef, Recording
from greenroom.domain.plain import from_json
from greenroom.errors import LibraryError
from greenroom.library.database import Database
from greenroom.library.failures import refusals_explained
from greenroom.library.slots import closed_path, sound_path

__all__ = ["Compress", "close_sound", "old_sounds", "sound_stays"]

Compress = Callable[[Recording, Path], None]
"""Makes a file with the sound of a recording, or, if that file is there, compares the two; raises if they differ."""


@contextmanager
def sound_stays(home: Home, wait_s: float) -> Iterator[None]:
    """Keep others from closing inside the block. Raises LibraryError when somebody still does after *wait_s*."""
    from filelock import FileLock, Timeout

    path = home.recordings / ".locks" / "closing.lock"
    lock = FileLock(path)
    with suppress(FileNotFoundError, PermissionError):  # where nothing can be written, nobody closes either
        try:
            path.parent.mkdir(exist_ok=True)
            lock.acquire(timeout=wait_s)
        except Timeout as error:
            raise LibraryError(
                "Another greenroom is busy with the sound of old attempts.", hint="Try again when it has finished."
            ) from error
    try:
        yield
    finally:
        lock.release()


def old_sounds(db: sqlite3.Connection, before: datetime) -> Iterator[AttemptRef]:
    """The attempts with sound that were made before *before*, the oldest first."""
    rows = db.execute(
        "SELECT prompt_id, number FROM attempts WHERE created_at < ? AND recording IS NOT NULL ORDER BY created_at, id",
        (before.astimezone(UTC).isoformat(timespec="microseconds"),),
    )
    return (AttemptRef(*row) for row in rows)


def close_sound(home: Home, database: Database, ref: AttemptRef, compress: Compress) -> int | None:
    """Have *compress* make another file of the sound of *ref* and put it in its place; the bytes that this saves.

    None when there is no such attempt (any more), or its sound does not lie in the home as it was recorded. Raises
    LibraryError, DiskFullError, and what *compress* raises: then the attempt has the sound that it had.
    """
    old, new = sound_path(home, ref), closed_path(home, ref)
    with refusals_explained(home), sound_stays(home, wait_s=0.0):
        with database.reading() as db:
            recording = _read(db, ref)
        if recording is None or home.root / recording.path not in {old, new} or not old.exists():
            return None
        size = old.stat().st_size
        there = new.exists()  # an earlier closing was broken off
        if there:
            compress(replace(recording, path=old), new)
        else:
            _make(home, replace(recording, path=old), new, compress)
        with database.writing() as db:
            named = _name(db, ref, new.relative_to(home.root))
        if not named:  # deleted meanwhile
            if not there:
                new.unlink(missing_ok=True)
            return None
        saved = size - new.stat().st_size
        with suppress(PermissionError):  # open in another program, where the system minds: the next closing takes it
            old.unlink(missing_ok=True)
        return saved


def _make(home: Home, recording: Recording, new: Path, compress: Compress) -> None:
    """The file *new*, whole and on the disk, or none."""
    folder = home.recordings / ".closing"
    folder.mkdir(exist_ok=True)
    try:
        for left in folder.iterdir():  # nobody else is closing: whoever began these has died
            left.unlink()
        made, times = folder / new.name, recording.path.stat()
        compress(recording, made)
        os.utime(made, ns=(times.st_atime_ns, times.st_mtime_ns))  # when it was recorded, should the database be lost
        made.rename(new)
        _to_disk(new.parent)
    finally:
        for left in folder.iterdir():
            left.unlink()
        folder.rmdir()


def _read(db: sqlite3.Connection, ref: AttemptRef) -> Recording | None:
    row = db.execute(
        "SELECT recording FROM attempts WHERE prompt_id = ? AND number = ?", (ref.prompt_id, ref.number)
    ).fetchone()
    try:
        return from_json(Recording, row[0]) if row else None
    except (TypeError, ValueError):
        return None  # a damaged row; `show` says so


def _name(db: sqlite3.Connection, ref: AttemptRef, path: Path) -> bool:
    """Let the row of *ref* name *path*; whether there is one."""
    done = db.execute(
        "UPDATE attempts SET recording = json_set(recording, '$.path', ?) WHERE prompt_id = ? AND number = ?",
        (path.as_posix(), ref.prompt_id, ref.number),
    )
    return done.rowcount > 0


def _to_disk(folder: Path) -> None:
    """Push the names in *folder* to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
