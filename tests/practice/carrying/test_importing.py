"""Importing notes into a home: nothing is written over, and twice is once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.practice.builders import services_with

from greenroom.errors import PromptError, UsageError
from greenroom.practice.carrying.importing import import_notes

NOTES = "- I like the team\n- I cut costs by 14%\n"
TWO = "Q: Why us?\nA: Because of the team.\nQ: Why now?\nA: Because it is time.\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "why-us.txt"
    path.write_text(NOTES, encoding="utf-8")
    return path


def files(home: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (home / "prompts").glob("*.yaml")}


def test_notes_become_a_prompt_of_their_name(tmp_path: Path, notes: Path) -> None:
    services = services_with(tmp_path)
    (one,) = import_notes(services, notes)
    assert (one.new, one.beside, one.path) == (True, "", tmp_path / "prompts" / "why-us.yaml")
    prompt = services.prompts.load("why-us")
    assert (prompt.question, len(prompt.points)) == ("Why us?", 2)


def test_the_same_notes_again_change_nothing(tmp_path: Path, notes: Path) -> None:
    services = services_with(tmp_path)
    (first,) = import_notes(services, notes)
    first.path.write_text(f"{first.path.read_text(encoding='utf-8')}# by hand\n", encoding="utf-8")
    before = files(tmp_path)
    (again,) = import_notes(services, notes)
    (named,) = import_notes(services, notes, "another-name")
    assert (again.new, again.path, named.new) == (False, first.path, False)
    assert files(tmp_path) == before


def test_a_prompt_that_is_there_stays_and_the_draft_lies_beside_it(tmp_path: Path, notes: Path) -> None:
    services = services_with(tmp_path)
    services.prompts.add("why-us", "question: mine\n")
    (one,) = import_notes(services, notes)
    assert (one.path.name, one.beside) == ("why-us-2.yaml", "why-us")
    notes.write_text(f"{NOTES}- a third\n", encoding="utf-8")
    (other,) = import_notes(services, notes)
    assert (other.path.name, other.beside) == ("why-us-3.yaml", "why-us")
    assert files(tmp_path)["why-us.yaml"] == "question: mine\n"
    assert not import_notes(services, notes)[0].new


def test_a_name_that_was_asked_for_is_taken_or_refused(tmp_path: Path, notes: Path) -> None:
    services = services_with(tmp_path)
    services.prompts.add("mine", "question: mine\n")
    for name in ("mine", "Not A Name", "last"):
        with pytest.raises(PromptError):
            import_notes(services, notes, name)
    assert files(tmp_path) == {"mine.yaml": "question: mine\n"}
    assert import_notes(services, notes, "free")[0].path.name == "free.yaml"


def test_several_questions_are_several_prompts(tmp_path: Path, notes: Path) -> None:
    services = services_with(tmp_path)
    notes.write_text(TWO, encoding="utf-8")
    with pytest.raises(UsageError, match="2 questions"):
        import_notes(services, notes, "one-name")
    assert [one.path.name for one in import_notes(services, notes)] == ["why-us.yaml", "why-now.yaml"]
    assert [one.new for one in import_notes(services, notes)] == [False, False]


@pytest.mark.parametrize("name", ["last.txt", "Ünïcode notes (final).md", "日本.txt", "best.txt"])
def test_any_name_of_a_file_will_do(tmp_path: Path, notes: Path, name: str) -> None:
    services = services_with(tmp_path)
    (one,) = import_notes(services, notes.rename(tmp_path / name))
    assert services.prompts.check(one.path) == ()
