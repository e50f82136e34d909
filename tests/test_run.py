"""`./run`: what it says and how it ends before anything is installed, and that it hands over as it was told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
SCRIPT_FILES = ["run", "pyproject.toml", "tools/constraints.txt", "tools/cpu-excludes.txt"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in which nothing was ever set up."""
    for name in SCRIPT_FILES:
        target = tmp_path / "checkout" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    return tmp_path / "checkout"


@pytest.fixture
def ordinary_user(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody without root, whose sudo asks a password, on a machine without any library."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, body in {"id": "echo 1000", "sudo": "exit 1", "ldconfig": "true", "apt-get": "echo called >&2"}.items():
        (programs / name).write_text(f"#!/bin/sh\n{body}\n")
        (programs / name).chmod(0o755)
    return {"PATH": f"{programs}:{os.environ['PATH']}", "GREENROOM_PYTHON": sys.executable}


def run(script: Path, words: str, cwd: Path = ROOT, **environ: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GREENROOM_")}
    return subprocess.run(
        [script, *words.split()],
        cwd=cwd,
        env=inherited | environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_needs_no_set_up(checkout: Path) -> None:
    result = run(checkout / "run", "help")

    assert result.returncode == 0
    assert "./run test" in result.stdout
    assert not (checkout / ".venv").exists()


def test_without_a_fitting_python_it_says_which_to_install(checkout: Path) -> None:
    result = run(checkout / "run", "demo", GREENROOM_PYTHON="no-such-python")

    assert result.returncode == 69
    assert "3.11" in result.stderr
    assert "apt-get install" in result.stderr


def test_an_unknown_build_of_pytorch_is_refused(checkout: Path) -> None:
    result = run(checkout / "run", "demo", GREENROOM_TORCH="tpu")

    assert result.returncode == 2
    assert "cpu or cuda" in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="system packages are asked for on Linux only")
def test_without_root_it_prints_the_line_to_type_and_stops(checkout: Path, ordinary_user: dict[str, str]) -> None:
    result = run(checkout / "run", "demo", ROOT, **ordinary_user)

    assert result.returncode == 69
    assert "sudo apt-get install -y --no-install-recommends libportaudio2 libespeak-ng1" in result.stderr
    assert "called" not in result.stderr
    assert not (checkout / ".venv/bin").exists()


@pytest.fixture
def ready() -> Path:
    """This checkout's own script, which must not begin a set-up here: with no Python it would end with 69."""
    if not (ROOT / ".venv/ready-dev").exists():
        pytest.skip("this checkout was not set up by ./run")
    return ROOT / "run"


def test_once_ready_it_hands_words_over_and_stays_where_it_was_called(ready: Path, tmp_path: Path) -> None:
    (tmp_path / "here.yaml").write_text("question: Is this the folder?\n", encoding="utf-8")

    result = run(ready, "prompts show here.yaml", cwd=tmp_path, GREENROOM_PYTHON="no-such-python")

    assert result.returncode == 0
    assert "Is this the folder?" in result.stdout
    assert result.stderr == ""


def test_once_ready_it_ends_as_greenroom_ends(ready: Path) -> None:
    result = run(ready, "prompts show no-such-prompt", GREENROOM_PYTHON="no-such-python")

    assert result.returncode == 3
    assert "no-such-prompt" in result.stderr


def test_once_ready_it_starts_in_under_a_second(ready: Path) -> None:
    took_s = []
    for _ in range(3):
        began = time.monotonic()
        assert run(ready, "--version", GREENROOM_PYTHON="no-such-python").stdout.startswith("greenroom ")
        took_s.append(time.monotonic() - began)

    assert min(took_s) < 1.0


def test_the_tested_versions_are_ones_that_pyproject_allows() -> None:
    lines = re.findall(
        r"^([^#\s=]+)==(\S+)$", (ROOT / "tools/constraints.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    tested = {canonicalize_name(name): version for name, version in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [text for texts in project["optional-dependencies"].values() for text in texts]

    for requirement in map(Requirement, project["dependencies"] + extras):
        if "==" in str(requirement.specifier):
            continue  # pinned where it is asked for
        version = tested.get(canonicalize_name(requirement.name))
        assert version is not None, f"tools/constraints.txt lacks {requirement.name}"
        assert version in requirement.specifier, f"{requirement} against {version}"
