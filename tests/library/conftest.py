from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from greenroom.config import Home
from greenroom.library import AttemptLibrary, MemoryLibrary, SqliteLibrary


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def kept(home: Home) -> SqliteLibrary:
    return SqliteLibrary(home)


@pytest.fixture(params=[SqliteLibrary, MemoryLibrary])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> AttemptLibrary:
    """The real library and its stand-in: both keep the contract."""
    if request.param is MemoryLibrary:
        return MemoryLibrary(tmp_path / "sound")
    return SqliteLibrary(Home(tmp_path / "home"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte, to be filled by `fill`."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    yield disk
    # At once, even if a failed test still has a file open there.
    subprocess.run(["umount", "--lazy", str(disk)], check=True)
