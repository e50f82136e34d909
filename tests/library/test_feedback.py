"""A remark is added to a prompt file as its owner would have written it, and not one other character changes."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.library.builders import as_ordinary_user, let_others_in

from greenroom.domain import Feedback
from greenroom.errors import LibraryError, PromptError
from greenroom.library import PromptFiles, starters
from greenroom.library.feedback import with_feedback
from greenroom.library.prompt_text import read_prompt

MONDAY = date(2026, 11, 23)
REMARK = Feedback(MONDAY, "Slower: and say why you left.")
LONG = Feedback(MONDAY, "Say more about what you did yourself, # and less about the team. " * 9)

SHAPES = {
    "none yet": "question: Why?  # short\npoints: [{id: a, say: b}]  # kept\n",
    "no end of line": "question: 'Why?'",
    "blank lines and a note at the end": "question: Why?\n\n\n# the end\n\n",
    "a text at the end": "question: Why?\nideal: |\n  One.\n\n  Two.\n",
    "a list": "question: Why?\nfeedback:\n  - on: 2026-01-02\n    note: >-\n      Folded\n      text.\n",
    "a list at the margin": (
        'question: Why?\nfeedback:\n- {on: 2026-01-02, note: "x"}  # mine\n\n# points\npoints:\n- {id: a, say: b}\n'
    ),
    "a list before other keys": "feedback:\n  # first\n  - note: x\n    on: '2026-01-02'\n  # last\nquestion: Why?\n",
    "brackets": "question: Why?\nfeedback: [{on: 2026-01-02, note: 'a ] b'}]  # mine\nlimit: 3 min\n",
    "brackets over lines": "question: Why?\nfeedback: [\n  {on: 2026-01-02, note: a},\n  {on: 2026-01-03, note: c}]\n",
    "an empty list": "question: Why?\nfeedback: []  # none so far\nlimit: 3 min\n",
    "indented": "  question: Why?\n  limit: 3 min\n",
    "Windows": "question: Why?\r\nfeedback:\r\n  - on: 2026-01-02\r\n    note: x\r\nlimit: 3 min\r\n",
}


@pytest.fixture
def files(tmp_path: Path) -> PromptFiles:
    (tmp_path / "why.yaml").write_text(SHAPES["a list"], encoding="utf-8")
    return PromptFiles(tmp_path)


def shared(one: str, other: str) -> int:
    """How many characters the two begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


@pytest.mark.parametrize("remark", [REMARK, LONG], ids=["short", "long"])
@pytest.mark.parametrize("text", [*SHAPES.values(), *starters().values()], ids=[*SHAPES, *starters()])
def test_in_whatever_shape_the_file_is(text: str, remark: Feedback) -> None:
    prompt, _ = read_prompt("why", text)
    assert prompt

    changed = with_feedback(text, prompt, remark)

    assert changed
    after, faults = read_prompt("why", changed)
    assert faults == ()
    assert after
    assert [(one.on, one.note) for one in after.feedback[:-1]] == [(one.on, one.note) for one in prompt.feedback]
    assert (after.feedback[-1].on, after.feedback[-1].note) == (MONDAY, remark.note.strip())
    before = shared(text, changed)
    behind = shared(text[before:][::-1], changed[::-1])
    assert text[before : len(text) - behind] in {"", "[]  # none so far"}, "all of the file is still there"
    assert changed.count("\r\n") in {0, changed.count("\n")}


def test_what_stands_above_the_next_key_stays_there() -> None:
    text = SHAPES["a list at the margin"]
    prompt, _ = read_prompt("why", text)
    assert prompt

    changed = with_feedback(text, prompt, REMARK)

    assert changed == text.replace("# mine\n", '# mine\n- on: 2026-11-23\n  note: "Slower: and say why you left."\n')


@given(note=st.text(min_size=1, max_size=300), shape=st.sampled_from(sorted(SHAPES)))
def test_any_remark_is_read_as_it_was_made(note: str, shape: str) -> None:
    prompt, _ = read_prompt("why", SHAPES[shape])
    assert prompt
    changed = with_feedback(SHAPES[shape], prompt, Feedback(MONDAY, note))
    if changed is None:
        assert not any(char.isalnum() for char in note), "only what says nothing is refused"
        return
    after, _ = read_prompt("why", changed)
    assert after
    assert [*filter(str.isalnum, after.feedback[-1].note)] == [*filter(str.isalnum, note)]


def test_it_is_kept_in_the_file_and_only_once(files: PromptFiles) -> None:
    assert files.add_feedback("why", REMARK)
    once = files.path("why").read_bytes()
    assert not files.add_feedback("why", Feedback(MONDAY, " slower: and say  why you LEFT."))
    assert files.path("why").read_bytes() == once
    assert files.add_feedback("why", Feedback(date(2026, 11, 24), REMARK.note))
    assert [one.on.day for one in files.load("why").feedback] == [2, 23, 24]


def test_the_file_stays_what_it_was(files: PromptFiles, tmp_path: Path) -> None:
    """Its permissions, its byte order mark, and where a link leads to."""
    real = tmp_path / "elsewhere.txt"
    real.write_bytes(b"\xef\xbb\xbfquestion: Why?\r\n")
    real.chmod(0o640)
    (tmp_path / "linked.yaml").symlink_to(real)

    files.add_feedback("linked", REMARK)

    assert (tmp_path / "linked.yaml").is_symlink()
    assert real.read_bytes().startswith(b"\xef\xbb\xbfquestion: Why?\r\n\r\nfeedback:\r\n")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert files.load("linked").feedback == (REMARK,)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("text", ["question: a: b\n", "question: Why?\nfeedback:\n", "{question: Why?}\n"])
def test_what_cannot_take_it_is_refused_untouched(files: PromptFiles, tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(PromptError) as raised:
        files.add_feedback("odd", REMARK)

    assert raised.value.hint
    assert path.read_text(encoding="utf-8") == text


def test_a_folder_that_cannot_be_written_keeps_the_file(files: PromptFiles, tmp_path: Path) -> None:
    files.add_feedback("why", LONG)  # loads the libraries while they can be
    before = files.path("why").read_bytes()
    let_others_in(tmp_path)

    def refused() -> str:
        try:
            files.add_feedback("why", REMARK)
        except LibraryError as error:
            return error.message
        return "done"

    assert "could not be written" in as_ordinary_user(refused)
    assert files.path("why").read_bytes() == before
