"""A home in one file, and back again.

A backup is a ZIP archive with the home's files under their own names and `manifest.json`, which lists each with its
size and SHA-256. What is restored is checked whole, without touching anything, before the first file is written.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from greenroom.config import Home
from greenroom.errors import DiskFullError, LibraryError, UsageError
from greenroom.library.closing import sound_stays
from greenroom.library.database import Database
from greenroom.library.failures import refusals_explained
from greenroom.library.migrations import MIGRATIONS, version

__all__ = ["BackupContents", "restore", "write_backup"]

_MANIFEST = "manifest.json"
_DATABASE = "recordings/greenroom.db"
_FORMAT = 1
_LARGEST_MANIFEST_BYTES = 64 * 1024 * 1024
_PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class BackupContents:
    """What a backup holds. `elsewhere` counts attempts whose sound lies outside the home, so that it is not in it."""

    files: int
    attempts: int
    content_bytes: int
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    size: int
    sha256: str


def write_backup(home: Home, path: Path) -> BackupContents:
    """Write prompts, database and recordings of *home* into the new file *path*, and read it again to check it.

    The database may be in use meanwhile. Raises UsageError (*path* exists, or lies among what is to be kept, or there
    is no such folder), LibraryError, DiskFullError; no part of a file is left then.
    """
    if any(path.resolve().is_relative_to(folder.resolve()) for folder in (home.prompts, home.recordings)):
        raise UsageError(f"{path} lies among what is to be kept.", hint="Write the backup to another folder.")
    if not home.prompts.is_dir() and not home.database.exists():
        raise UsageError(f"There is nothing to keep in {home.root}.", hint="Name the home: --home FOLDER")
    try:
        file = path.open("xb")
    except FileExistsError as error:
        raise UsageError(f"{path} is there already and stays as it is.", hint="Name another file.") from error
    except OSError as error:
        raise UsageError(f"{path} could not be written: {error.strerror}.", hint="Name another file.") from error
    try:
        with refusals_explained(Home(path.absolute().parent)), file, sound_stays(home, wait_s=60.0):
            _fill(home, file, path.absolute().parent)
            file.flush()
            return _checked(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def restore(path: Path, home: Home) -> BackupContents:
    """Put what the backup *path* holds into *home*, which must hold no prompts and no recordings yet.

    Raises UsageError (the home is not empty), LibraryError (no backup, a damaged one, or one of a newer greenroom),
    DiskFullError. Nothing was changed then.
    """
    with refusals_explained(home):
        taken = [folder for folder in (home.prompts, home.recordings) if folder.exists() and any(folder.iterdir())]
    if taken:
        raise UsageError(
            f"{taken[0]} is not empty. Nothing was changed: a backup is not mixed with what is there.",
            hint="Restore it into a new folder: greenroom restore FILE --home FOLDER",
        )
    with refusals_explained(home):
        contents = _checked(path)
    there = next(folder for folder in (home.root, *home.root.absolute().parents) if folder.exists())
    if shutil.disk_usage(there).free < contents.content_bytes * 1.05:
        raise DiskFullError(
            f"{home.root} needs {contents.content_bytes / 1e6:.0f} MB, and there is less room. Nothing was changed.",
            hint="Make room, or restore to another disk with --home.",
        )
    with refusals_explained(home):
        _put_in_place(path, home)
    return contents


def _fill(home: Home, file: BinaryIO, folder: Path) -> None:
    """Rows first: the sound of every row is there before it, so none can be missed."""
    entries: dict[str, _Entry] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with tempfile.TemporaryDirectory(prefix=".greenroom-", dir=folder) as temporary:
            snapshot = Path(temporary) / "greenroom.db"
            with Database(home).reading() as db, closing(sqlite3.connect(snapshot)) as copy:
                db.backup(copy)
            entries[_DATABASE] = _add(archive, _DATABASE, snapshot)
        for name, path in _files(home):
            entries[name] = _add(archive, name, path)
        manifest = {
            "format": _FORMAT,
            "database_version": len(MIGRATIONS),
            "files": {name: {"bytes": one.size, "sha256": one.sha256} for name, one in entries.items()},
        }
        archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))


def _files(home: Home) -> Iterator[tuple[str, Path]]:
    """What is kept beside the database: all in `prompts/`, and the sound in the folders of the prompts."""
    for folder, pattern in ((home.prompts, "**/*"), (home.recordings, "*/*")):
        for path in sorted(folder.glob(pattern)):
            inside = path.relative_to(folder)
            if not path.is_file() or (folder == home.recordings and inside.parts[0].startswith(".")):
                continue  # locks of what is being recorded
            name = f"{folder.name}/{inside.as_posix()}"
            if not _is_inside(name):
                raise LibraryError(f"{path} has a name that no backup can hold.", hint="Give that file another name.")
            yield name, path


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> _Entry:
    digest, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    info.compress_type = zipfile.ZIP_DEFLATED
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        while piece := source.read(_PIECE_BYTES):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    return _Entry(size, digest.hexdigest())


def _checked(path: Path) -> BackupContents:
    """Read the whole backup *path* and compare all of it with its manifest. Raises LibraryError."""
    with _opened(path) as archive, tempfile.TemporaryDirectory(prefix="greenroom-") as temporary:
        entries = _manifest(archive, path)
        names = sorted(archive.namelist())
        if names != sorted([*entries, _MANIFEST]):
            raise _damaged(path, "its files are not those of its list")
        database = Path(temporary) / "greenroom.db"
        for name, entry in entries.items():
            _copy(archive, name, entry, database if name == _DATABASE else None)
        attempts, elsewhere = _rows(database, path)
    return BackupContents(len(entries), attempts, sum(entry.size for entry in entries.values()), elsewhere)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive *path*; whatever shows inside the block that it is damaged becomes a LibraryError."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise LibraryError(f"{path} could not be read: {error.strerror}.", hint="Check the name.") from error
    try:
        with file, zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, ArithmeticError, RuntimeError, ValueError) as error:
        raise _damaged(path, str(error) or "it ends too soon") from error
    except (KeyError, TypeError) as error:
        raise _damaged(path, "its list cannot be understood") from error
    except sqlite3.Error as error:
        raise _damaged(path, f"its database cannot be read, {error}") from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, _Entry]:
    """The files that the archive says it holds, by name. Raises LibraryError, ValueError, KeyError, TypeError."""
    try:
        info = archive.getinfo(_MANIFEST)
    except KeyError as error:
        raise LibraryError(
            f"{path} is no backup of greenroom. Nothing was changed.", hint="Name another file."
        ) from error
    if info.file_size > _LARGEST_MANIFEST_BYTES:
        raise ValueError("its list is too long")
    data = json.loads(archive.read(info))
    if not isinstance(data, Mapping) or not isinstance(data.get("files"), Mapping):
        raise ValueError("its list cannot be understood")
    if (data.get("format"), data.get("database_version")) > (_FORMAT, len(MIGRATIONS)):
        raise LibraryError(
            f"{path} was written by a newer greenroom. Nothing was changed.",
            hint="Update greenroom: `pipx upgrade greenroom`.",
        )
    entries = {name: _Entry(int(one["bytes"]), str(one["sha256"])) for name, one in data["files"].items()}
    if outside := [name for name in entries if not _is_inside(name)]:
        raise ValueError(f"{outside[0]!r} would lie outside the home")
    if _DATABASE not in entries:
        raise ValueError("it has no database")
    return entries


def _is_inside(name: str) -> bool:
    """Whether *name* is that of a file in `prompts/` or `recordings/`, on every system."""
    parts = PurePosixPath(name).parts
    plain = name == "/".join(parts) and not set('\\:*?"<>|\0') & set(name) and name.isprintable()
    return plain and ".." not in parts and len(parts) > 1 and parts[0] in {"prompts", "recordings"}


def _copy(archive: zipfile.ZipFile, name: str, entry: _Entry, target: Path | None) -> None:
    """Read *name*, never more than it says it holds, and write it to *target*. Raises ValueError when it is another."""
    digest, left = hashlib.sha256(), entry.size
    with archive.open(name) as source, (target or Path(os.devnull)).open("wb") as out:
        while piece := source.read(_PIECE_BYTES):
            left -= len(piece)
            if left < 0:
                break
            digest.update(piece)
            out.write(piece)
    if left or digest.hexdigest() != entry.sha256:
        raise ValueError(f"{name} is not what was put in")


def _rows(database: Path, path: Path) -> tuple[int, int]:
    """How many attempts the *database* of the backup *path* has, and how many of these have their sound elsewhere."""
    with closing(sqlite3.connect(database)) as db:
        if version(db) > len(MIGRATIONS) or db.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise _damaged(path, "its database is not whole")
        sounds = [row[0] for row in db.execute("SELECT json_extract(recording, '$.path') FROM attempts")]
    return len(sounds), sum(bool(sound) and not sound.startswith("recordings/") for sound in sounds)


def _put_in_place(path: Path, home: Home) -> None:
    """Unpack beside the final places, on the same disk, and move both folders there at the end."""
    home.root.mkdir(parents=True, exist_ok=True)
    with _opened(path) as archive, tempfile.TemporaryDirectory(prefix=".restoring-", dir=home.root) as temporary:
        entries = _manifest(archive, path)
        for folder in (home.prompts, home.recordings):
            (Path(temporary) / folder.name).mkdir()
        for name, entry in entries.items():
            target = Path(temporary, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            _copy(archive, name, entry, target)
        for folder in (home.prompts, home.recordings):
            if folder.exists():
                folder.rmdir()  # empty
            (Path(temporary) / folder.name).rename(folder)


def _damaged(path: Path, why: str) -> LibraryError:
    return LibraryError(
        f"{path} is damaged, or no backup: {why}. Nothing was changed.",
        hint="Take another copy of it, or an older one.",
    )
