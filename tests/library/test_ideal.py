"""The ideal answer is written into a prompt file, and not one character of the rest changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenroom.errors import PromptError
from greenroom.library import PromptFiles, starters
from greenroom.library.ideal import with_ideal
from greenroom.library.prompt_text import read_prompt

ANSWER = "I led it: three people, # one summer. " * 9

# the file, and what of it is not the ideal answer: before it, on the line of its key, and after it
SHAPES = {
    "none yet": ("question: Why?  # short\npoints: [{id: a, say: b}]  # kept\n", None),
    "no end of line": ("question: 'Why?'", None),
    "a note at the end": ("question: Why?\n\n\n# the end\n\n", None),
    "a block": ("question: Why?\nideal: |\n  One.\n\n  # no note\n  Two.\n", ("question: Why?\n", "", "")),
    "a block with notes": (
        "ideal: >-  # mine\n    One.\n  # theirs\n\n# about why\nquestion: Why?  # short\n",
        ("", "  # mine", "  # theirs\n\n# about why\nquestion: Why?  # short\n"),
    ),
    "a line": ("ideal: I know C#.  # mine\nquestion: Why?\n", ("", "  # mine", "question: Why?\n")),
    "in quotes": ('ideal: "a # b" # mine\nquestion: Why?\n', ("", "  # mine", "question: Why?\n")),
    "over lines": ("ideal: one\n  two\n\n# q\nquestion: Why?", ("", "", "\n# q\nquestion: Why?")),
    "below its key": ("question: Why?\nideal:\n  'one two'\n", ("question: Why?\n", "", "")),
    "indented": ("  ideal: one\n  question: Why?\n", ("", "", "  question: Why?\n")),
    "Windows": ("ideal: |\r\n  One.\r\nquestion: Why?\r\n", ("", "", "question: Why?\r\n")),
    "at the end without an end of line": ("question: Why?\nideal: |\n  One.", ("question: Why?\n", "", "")),
}


def changed(text: str, answer: str = ANSWER) -> str:
    prompt, faults = read_prompt("why", text)
    assert prompt, faults
    result = with_ideal(text, prompt, answer)
    assert result is not None
    return result


def ideal_of(text: str) -> str:
    prompt, faults = read_prompt("why", text)
    assert prompt, faults
    return " ".join(prompt.ideal.split())


@pytest.mark.parametrize("shape", SHAPES)
def test_it_is_read_back_and_all_else_stays_as_it_was(shape: str) -> None:
    text, parts = SHAPES[shape]
    result = changed(text)
    assert ideal_of(result) == " ".join(ANSWER.split())
    if parts is None:
        assert result.startswith(text.rstrip("\n"))
        return
    before, note, after = parts
    assert result.startswith(before)
    assert f"ideal: |{note}" in result.splitlines()[before.count("\n")]
    assert result.endswith(after)
    assert result.count("#") == ANSWER.count("#") + before.count("#") + note.count("#") + after.count("#")
    assert ("\r" in result) == ("\r" in text)


def test_writing_the_same_twice_changes_nothing() -> None:
    for text, _ in SHAPES.values():
        assert changed(changed(text)) == changed(text)


@settings(max_examples=30)
@given(st.text(max_size=60).filter(lambda text: any(map(str.isalnum, text))))
def test_whatever_is_said_is_written_so_that_it_is_read_or_not_at_all(answer: str) -> None:
    for shape in ("none yet", "a block with notes"):
        text = SHAPES[shape][0]
        prompt, _ = read_prompt("why", text)
        assert prompt
        result = with_ideal(text, prompt, answer)
        assert result is None or read_prompt("why", result)[0]


def test_what_is_written_in_another_way_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "why.yaml"
    for text in ("{question: Why?, ideal: one}\n", "question: Why?\nideal: one  # mine\n  two\n"):
        path.write_text(text, encoding="utf-8")
        if read_prompt("why", text)[0] is None:
            continue
        with pytest.raises(PromptError, match="the ideal answer could not be put"):
            PromptFiles(tmp_path).set_ideal("why", "three")
        assert path.read_text(encoding="utf-8") == text


def test_the_library_says_whether_it_changed_anything(tmp_path: Path) -> None:
    files = PromptFiles(tmp_path)
    path = files.add("why", "question: Why?\nideal: |\n  One\n  two.\n")
    assert not files.set_ideal("why", "One two.")
    assert files.set_ideal("why", "Three.")
    assert path.read_text(encoding="utf-8") == "question: Why?\nideal: |\n  Three.\n"
    with pytest.raises(PromptError):
        files.set_ideal("who", "Three.")


def test_every_starter_can_be_given_one() -> None:
    for name, text in starters().items():
        prompt, _ = read_prompt(name, text)
        assert prompt
        assert with_ideal(text, prompt, ANSWER) is not None, name
