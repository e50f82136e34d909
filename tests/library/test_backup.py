"""A home in one file and back: the same hash by hash, or refused before anything is touched."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.library.builders import NOON, a_report, an_attempt, means, write_wav

from greenroom.config import Home
from greenroom.domain import AttemptRef
from greenroom.errors import LibraryError, UsageError
from greenroom.library import PromptFiles, SqliteLibrary
from greenroom.library.backup import restore, write_backup
from greenroom.library.migrations import MIGRATIONS


@pytest.fixture
def full(home: Home) -> Home:
    """A home with starter prompts and three attempts: recorded, corrected, kept elsewhere."""
    PromptFiles(home.prompts).add_starters()
    (home.prompts / "Übung.txt").write_text("ä", encoding="utf-8")
    library = SqliteLibrary(home)
    for number in (1, 2):
        sound = write_wav(home.recordings / "why-meta" / f"{number:04d}.wav", seconds=number)
        library.keep(an_attempt(f"why-meta/{number}", report=a_report(), recording=sound))
    attempt = library.load(AttemptRef("why-meta", 2))
    library.revise(
        type(attempt)(attempt.ref, "", NOON, None, None, attempt.report, NOON, means("Since", "Because")), a_report()
    )
    library.keep(an_attempt("why-meta/3", recording=write_wav(home.root.parent / "elsewhere.wav")))
    (home.recordings / ".locks").mkdir(exist_ok=True)
    (home.recordings / ".locks" / "why-meta-9.lock").touch()
    return home


def hashes(home: Home) -> dict[str, str]:
    paths = [path for folder in (home.prompts, home.recordings) for path in folder.rglob("*") if path.is_file()]
    kept = [path for path in paths if ".locks" not in path.parts and not path.name.startswith("greenroom.db")]
    return {str(path.relative_to(home.root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def test_lists_reports_and_sound_are_the_same_afterwards(full: Home, tmp_path: Path) -> None:
    library = SqliteLibrary(full)
    with closing(sqlite3.connect(full.database)) as busy:  # in use meanwhile, with rows in its log
        busy.execute("SELECT count(*) FROM attempts").fetchall()
        contents = write_backup(full, tmp_path / "home.zip")
    assert (contents.attempts, contents.elsewhere) == (3, 1)
    other = Home(tmp_path / "another" / "machine")
    assert restore(tmp_path / "home.zip", other) == contents
    restored = SqliteLibrary(other)
    assert hashes(other) == hashes(full)
    assert "prompts/Übung.txt" in hashes(other)
    assert restored.summaries() == library.summaries()
    for row in library.summaries():
        assert restored.reports(row.ref) == library.reports(row.ref)
        before, after = library.load(row.ref), restored.load(row.ref)
        assert (before.transcript, before.report, before.corrections) == (
            after.transcript,
            after.report,
            after.corrections,
        )
    assert restored.search("since", 5).total == 1
    assert str(restored.reserve("why-meta").ref) == "why-meta/4"
    assert sorted(path.name for path in other.root.iterdir()) == ["prompts", "recordings"]
    assert not list(tmp_path.glob(".greenroom-*"))


def test_a_home_that_holds_something_is_left_alone(full: Home, tmp_path: Path) -> None:
    write_backup(full, tmp_path / "home.zip")
    before = hashes(full)
    with pytest.raises(UsageError, match="not empty"):
        restore(tmp_path / "home.zip", full)
    assert hashes(full) == before


def test_a_backup_is_never_written_over_nor_into_the_home(full: Home, tmp_path: Path) -> None:
    (tmp_path / "home.zip").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="already"):
        write_backup(full, tmp_path / "home.zip")
    assert (tmp_path / "home.zip").read_text(encoding="utf-8") == "mine"
    with pytest.raises(UsageError, match="among"):
        write_backup(full, full.prompts / "home.zip")
    with pytest.raises(UsageError, match="nothing to keep"):
        write_backup(Home(tmp_path / "none"), tmp_path / "none.zip")


def refused(path: Path, tmp_path: Path, match: str) -> None:
    home = Home(tmp_path / "new")
    with pytest.raises(LibraryError, match=match) as raised:
        restore(path, home)
    assert "Nothing was changed" in raised.value.message
    assert not home.root.exists()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.9, 0.999])
def test_one_that_breaks_off_is_refused(full: Home, tmp_path: Path, share: float) -> None:
    write_backup(full, tmp_path / "home.zip")
    whole = (tmp_path / "home.zip").read_bytes()
    (tmp_path / "part.zip").write_bytes(whole[: int(len(whole) * share)])
    refused(tmp_path / "part.zip", tmp_path, "damaged")


def test_one_with_a_changed_byte_anywhere_in_a_file_is_refused(full: Home, tmp_path: Path) -> None:
    write_backup(full, tmp_path / "home.zip")
    whole = (tmp_path / "home.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "home.zip") as archive:
        places = [info.header_offset + 120 for info in archive.infolist() if info.compress_size > 200]
    assert len(places) > 3
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= 0xFF
        (tmp_path / "changed.zip").write_bytes(changed)
        refused(tmp_path / "changed.zip", tmp_path, "damaged")


def rewritten(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive *source* with *change* made to its files, by name."""
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target


def listed(files: dict[str, bytes], name: str, content: bytes, **more: object) -> None:
    """Put *name* into the archive and its manifest."""
    manifest = json.loads(files["manifest.json"]) | more
    manifest["files"][name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    files[name] = content
    files["manifest.json"] = json.dumps(manifest).encode()


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "prompts/../../x",
        "/etc/x",
        "x",
        "prompts",
        "prompts\\..\\x",
        "recordings/C:x",
        "prompts//x",
        "config.toml",
    ],
)
def test_no_path_leaves_the_home(full: Home, tmp_path: Path, name: str) -> None:
    write_backup(full, tmp_path / "home.zip")
    bad = rewritten(tmp_path / "home.zip", tmp_path / "bad.zip", lambda files: listed(files, name, b"x"))
    refused(bad, tmp_path, "outside the home")


def test_what_is_added_missing_newer_or_no_backup_is_refused(full: Home, tmp_path: Path) -> None:
    write_backup(full, tmp_path / "home.zip")

    def bad(change: Callable[[dict[str, bytes]], object]) -> Path:
        (tmp_path / "bad.zip").unlink(missing_ok=True)
        return rewritten(tmp_path / "home.zip", tmp_path / "bad.zip", lambda files: (change(files), None)[1])

    refused(bad(lambda files: files.update({"prompts/more.yaml": b"x"})), tmp_path, "its list")
    refused(bad(lambda files: files.update({"prompts/Übung.txt": b"xy"})), tmp_path, "not what was put in")
    refused(bad(lambda files: files.update({"prompts/Übung.txt": b"x" * 99})), tmp_path, "not what was put in")
    refused(bad(lambda files: files.pop("recordings/why-meta/0001.wav")), tmp_path, "its list")
    refused(bad(lambda files: files.update({"manifest.json": b"[]"})), tmp_path, "understood")
    for odd in (
        b'{"files": {"prompts/a": 3}}',
        b'{"files": {}, "format": "x"}',
        b'{"files": {"a": {}}}',
        b"\xff",
        b"[",
    ):
        refused(bad(lambda files, odd=odd: files.update({"manifest.json": odd})), tmp_path, "damaged")  # type: ignore[misc]
    refused(bad(lambda files: files.pop("manifest.json")), tmp_path, "no backup")
    refused(bad(lambda files: listed(files, "prompts/a", b"", format=2)), tmp_path, "newer")
    newer = {"database_version": len(MIGRATIONS) + 1}
    refused(bad(lambda files: listed(files, "prompts/a", b"", **newer)), tmp_path, "newer")
    refused(bad(lambda files: listed(files, "recordings/greenroom.db", b"no database")), tmp_path, "database")
    refused(bad(lambda files: listed(files, "recordings/greenroom.db", b"")), tmp_path, "database")
