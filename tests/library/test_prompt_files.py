"""A folder of prompt files: found, listed, made; a broken one spoils nothing for the others."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.library.builders import as_ordinary_user, fill, let_others_in

from greenroom.errors import DiskFullError, LibraryError, PromptError
from greenroom.library import PromptFiles, starters
from greenroom.library.prompt_text import read_prompt
from greenroom.library.schema_check import schema_text

GOOD = "question: Why {}?\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    prompts = tmp_path / "prompts"
    prompts.mkdir()
    for name in ("why-meta", "a-conflict"):
        (prompts / f"{name}.yaml").write_text(GOOD.format(name), encoding="utf-8")
    (prompts / "broken.yaml").write_text("question: a: b\nlimit: 3\n", encoding="utf-8")
    return prompts


@pytest.fixture
def files(folder: Path) -> PromptFiles:
    return PromptFiles(folder)


def test_the_list_holds_what_can_be_read_and_says_what_cannot(files: PromptFiles, folder: Path) -> None:
    listing = files.listing()

    assert [prompt.id for prompt in listing.prompts] == ["a-conflict", "why-meta"]
    assert [(problem.path, problem.line, problem.column) for problem in listing.problems] == [
        (folder / "broken.yaml", 1, 12),
        (folder / "broken.yaml", 2, 8),
    ]


def test_the_ids_are_those_of_all_files(files: PromptFiles, folder: Path) -> None:
    (folder / "why-meta.yml").write_text(GOOD, encoding="utf-8")

    assert files.ids() == ("a-conflict", "broken", "why-meta")


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert PromptFiles(tmp_path / "none").listing().prompts == ()
    assert PromptFiles(tmp_path / "none").ids() == ()


def test_other_files_are_passed_over(files: PromptFiles, folder: Path) -> None:
    for name in ("notes.txt", ".hidden.yaml", "why-meta.yaml~", "prompt.schema.json"):
        (folder / name).write_text("not: [a prompt", encoding="utf-8")
    (folder / "folder.yaml").mkdir()

    assert len(files.listing().problems) == 2


@pytest.mark.parametrize("name", ["Why Meta", "why_meta", "-why", "wörld", "last", "best", "x" * 61])
def test_a_file_whose_name_is_no_id_is_a_problem(files: PromptFiles, folder: Path, name: str) -> None:
    path = folder / f"{name}.yaml"
    path.write_text(GOOD, encoding="utf-8")

    (problem,) = files.check(path)

    assert "name" in problem.message
    assert len(files.listing().prompts) == 2


def test_two_endings_for_one_id(files: PromptFiles, folder: Path) -> None:
    (folder / "why-meta.yml").write_text(GOOD, encoding="utf-8")

    assert "Keep one" in str(files.check(folder / "why-meta.yml")[0])
    assert files.path("why-meta") == folder / "why-meta.yaml"


def test_a_prompt_is_named_by_its_id_or_by_a_path(
    files: PromptFiles, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "other.yml").write_text(GOOD.format("other"), encoding="utf-8")
    monkeypatch.chdir(elsewhere)

    assert files.load("why-meta").question == "Why why-meta?"
    for name in ("other.yml", "./other.yml", "./other", "../elsewhere/other.yml", str(elsewhere / "other.yml")):
        assert files.load(name).id == "other", name
    assert files.load("why-meta.yaml").id == "why-meta", "a file name of the home's folder will do"
    assert files.load(str(folder / "why-meta.yaml")).id == "why-meta"


def test_an_unknown_id_is_answered_with_the_closest(files: PromptFiles) -> None:
    with pytest.raises(PromptError) as raised:
        files.load("Why Mta")

    assert raised.value.hint == "Did you mean why-meta?"


def test_an_id_like_no_other_is_answered_with_what_there_is(files: PromptFiles) -> None:
    with pytest.raises(PromptError) as raised:
        files.path("zzz")

    assert "a-conflict, broken, why-meta" in raised.value.hint


@pytest.mark.parametrize("name", ["no/such.yaml", "none.yml", "why-meta/3", "", ".", "/", "../x"])
def test_a_name_that_is_no_prompt(files: PromptFiles, name: str) -> None:
    with pytest.raises(PromptError) as raised:
        files.load(name)

    assert raised.value.hint


def test_an_empty_home_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(PromptError) as raised:
        PromptFiles(tmp_path).load("why-meta")

    assert "greenroom init" in raised.value.hint


def test_loading_a_broken_file_says_everything_a_line_each(files: PromptFiles, folder: Path) -> None:
    with pytest.raises(PromptError) as raised:
        files.load("broken")

    head, first, second = raised.value.message.splitlines()
    assert "2 problems" in head
    assert first.startswith(f"{folder / 'broken.yaml'}:1:12: ")
    assert second.startswith(f"{folder / 'broken.yaml'}:2:8: ")
    assert files.path("broken") == folder / "broken.yaml", "to be edited, it can still be found"


def test_a_file_that_is_not_utf_8(files: PromptFiles, folder: Path) -> None:
    path = folder / "latin.yaml"
    path.write_bytes("question: café\n".encode("latin-1"))

    (problem,) = files.check(path)

    assert (problem.line, problem.column) == (1, 14)


def test_a_file_that_is_far_too_large_is_not_even_parsed(files: PromptFiles, folder: Path) -> None:
    path = folder / "large.yaml"
    path.write_text("question: x\n" * 30_000, encoding="utf-8")

    (problem,) = files.check(path)

    assert "KB" in problem.message


def test_a_file_that_may_not_be_read(files: PromptFiles, folder: Path) -> None:
    files.load("why-meta")  # loads the libraries while they can be
    let_others_in(folder)
    (folder / "why-meta.yaml").chmod(0)

    answer = as_ordinary_user(lambda: " ".join(str(problem) for problem in files.check(folder / "why-meta.yaml")))

    assert "cannot be read: Permission denied" in answer


def test_a_created_prompt_is_whole_and_tells_how_to_go_on(files: PromptFiles, folder: Path) -> None:
    question = 'What is "good": a, b or #3? \\ ☺'

    path = files.create("why-here", question)

    assert files.load("why-here").question == question
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=prompt.schema.json\n")
    assert (folder / "prompt.schema.json").read_text(encoding="utf-8") == schema_text()


def test_the_notes_of_a_created_prompt_are_right_once_uncommented(files: PromptFiles) -> None:
    lines = files.create("why-here", "Why here?").read_text(encoding="utf-8").splitlines()
    keys = ("alternates", "terms", "points", "avoid", "ideal", "feedback", " ")
    bare = [line.removeprefix("# ") if line.startswith(tuple(f"# {key}" for key in keys)) else line for line in lines]

    prompt, faults = read_prompt("why-here", "\n".join(bare))

    assert faults == ()
    assert prompt
    assert prompt.points[0].facts == ("30%",)
    assert prompt.avoid
    assert prompt.ideal
    assert prompt.feedback


@pytest.mark.parametrize("name", ["why-meta", "broken"])
def test_creating_never_writes_over_a_prompt(files: PromptFiles, folder: Path, name: str) -> None:
    before = (folder / f"{name}.yaml").read_text(encoding="utf-8")

    with pytest.raises(PromptError, match="already"):
        files.create(name, "Another?")

    assert (folder / f"{name}.yaml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize("name", ["", "Why", "a b", "../x", "last", "x.yaml"])
def test_creating_needs_a_name_that_can_be_an_id(files: PromptFiles, name: str) -> None:
    with pytest.raises(PromptError):
        files.create(name, "Why?")


def test_starters_make_a_home_and_spare_what_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "prompts"
    files = PromptFiles(folder)

    added = files.add_starters()
    (folder / "a-conflict.yaml").write_text(GOOD.format("mine"), encoding="utf-8")
    (folder / "tell-me-about-yourself.yaml").unlink()
    again = files.add_starters()

    assert [path.stem for path in added] == list(starters())
    assert [path.stem for path in again] == ["tell-me-about-yourself"]
    assert files.load("a-conflict").question == "Why mine?"
    assert files.listing().problems == ()


def refused(work: Callable[[], object]) -> str:
    try:
        work()
    except LibraryError as error:
        return f"{type(error).__name__} {error.hint}"
    return "done"


def test_a_folder_that_cannot_be_written(files: PromptFiles, folder: Path) -> None:
    files.create("first", "x?")
    let_others_in(folder)

    answer = as_ordinary_user(lambda: refused(lambda: files.create("second", "Why?")))

    assert answer.startswith("LibraryError")
    assert "GREENROOM_HOME" in answer


def test_a_full_disk_leaves_no_half_prompt(small_disk: Path) -> None:
    fill(small_disk)

    with pytest.raises(DiskFullError):
        PromptFiles(small_disk).create("why-here", "Why?")

    assert not (small_disk / "why-here.yaml").exists()


def test_the_package_carries_its_data(tmp_path: Path) -> None:
    """As a wheel would: whoever installs it has no checkout."""
    pytest.importorskip("setuptools", minversion="77")
    root = Path(__file__).parents[2]
    package = tmp_path / "src" / "greenroom"
    shutil.copytree(root / "src" / "greenroom" / "library", package / "library")
    for name in ("pyproject.toml", "LICENSE", "src/greenroom/__init__.py"):
        shutil.copy(root / name, tmp_path / name)
    (tmp_path / "README.md").touch()
    script = "import setuptools.build_meta as b; print(b.build_wheel('.'))"

    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True, capture_output=True)

    (wheel,) = tmp_path.glob("*.whl")
    shutil.unpack_archive(wheel, tmp_path / "installed", "zip")
    data = tmp_path / "installed" / "greenroom" / "library" / "data"
    assert {path.stem for path in (data / "starters").glob("*.yaml")} == set(starters())
    assert (data / "template.yaml").exists()
    assert (data / "prompt.schema.json").exists()
