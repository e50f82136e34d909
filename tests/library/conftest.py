from __future__ import annotations

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
