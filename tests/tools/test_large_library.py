"""The library that lists are measured on, and what keeps them quick."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tools.bench.library import COMMANDS
from tools.large_library import build

from greenroom.library import SqliteLibrary

HEAVY = ("numpy", "torch", "onnxruntime", "greenroom.hearing", "greenroom.scoring.judge", "greenroom.sound")
_WHAT_IS_LOADED = """\
import sys
from greenroom.cli.main import main
status = main(sys.argv[1:])
print("loaded:", *sys.modules)
sys.exit(status)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("library") / "home", 40, prompts=4).root


def test_the_library_holds_what_was_asked_for(home: Path) -> None:
    library = SqliteLibrary(build(home.parent / "another", 7, prompts=3))
    assert [str(row.ref) for row in library.summaries()][:3] == ["prompt-0/3", "prompt-2/2", "prompt-1/2"]
    assert all(row.scored for row in library.summaries())


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_list_enters_no_room_that_it_needs_not(home: Path, command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WHAT_IS_LOADED, *command, "--home", str(home)],
        check=True,
        capture_output=True,
        text=True,
    )
    shown, _, loaded = done.stdout.rpartition("loaded:")
    assert "prompt-3" in shown
    heavy = HEAVY if command != ["diff"] else HEAVY[:4]  # the only one that compares
    assert not set(heavy) & set(loaded.split())
