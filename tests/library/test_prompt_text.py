"""What is in a prompt file, and what is said about a broken one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenroom.domain import Avoid, Feedback, Point, Prompt, SpokenLength
from greenroom.library.prompt_text import decode, read_prompt

WHOLE = """\
question: Why Meta?
alternates: [How do you seek our opportunities?, "Why us: why now?"]
target: 60–120 s            # spoken length to aim for
limit: 3 min
terms: [TAO, 1.0, 007, true, C#]
points:
  - id: mission
    say: Meta's mission matters
    cues: [human connection]
    weight: 2
    follow_up: Do you share it?
    group: For me
  - id: code-health
    say: From 4% to 14%
    facts: [4%, "14%", 1]
avoid:
  - say: not sure if I'm going to join
    cues: [maybe]
    why: Nobody asked.
ideal: |
  First line: with a colon.
  "Second" line.
feedback:
  - on: 2026-11-20
    note: >-
      Say how you
      are aligned.
"""


def faults_of(text: str) -> list[str]:
    _, faults = read_prompt("x", text)
    return [f"{fault.line}:{fault.column} {fault.message} {fault.hint}" for fault in faults]


def test_every_key_arrives() -> None:
    prompt, faults = read_prompt("why-meta", WHOLE)

    assert faults == ()
    assert prompt == Prompt(
        id="why-meta",
        question="Why Meta?",
        alternates=("How do you seek our opportunities?", "Why us: why now?"),
        target=SpokenLength(60.0, 120.0),
        limit_s=180.0,
        terms=("TAO", "1.0", "007", "true", "C#"),
        points=(
            Point("mission", "Meta's mission matters", ("human connection",), (), 2.0, "For me", "Do you share it?"),
            Point("code-health", "From 4% to 14%", facts=("4%", "14%", "1")),
        ),
        avoid=(Avoid("not sure if I'm going to join", ("maybe",), "Nobody asked."),),
        feedback=(Feedback(date(2026, 11, 20), "Say how you are aligned."),),
        ideal='First line: with a colon.\n"Second" line.',
    )


def test_a_question_is_enough() -> None:
    assert read_prompt("x", "question: Why?\n") == (Prompt(id="x", question="Why?"), ())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(ending: str) -> None:
    assert read_prompt("x", WHOLE.replace("\n", ending)) == read_prompt("x", WHOLE)


# text, then for each fault: its place, and words that its message or hint must hold
BROKEN = {
    "nothing": ("", ["1:1 empty"]),
    "only a comment": ("# later\n", ["1:1 empty"]),
    "a list": ("- question: x\n", ["1:1 group of keys"]),
    "plain text": ("Why Meta?\n", ["1:1 group of keys"]),
    "no question": ("terms: [TAO]\n", ["1:1 no `question`"]),
    "empty question": ("question:\n", ["1:1 `question` is empty"]),
    "blank question": ('question: "  "\n', ["1:11 `question` is empty"]),
    "misspelt key": ("quesiton: x\n", ["1:1 Did you mean `question`?"]),
    "unknown key": ("question: x\ncolour: red\n", ["2:1 The keys here are question"]),
    "in a point": ("question: x\npoints:\n  - id: a\n    say: b\n    cue: [c]\n", ["5:5 Did you mean `cues`?"]),
    "point without say": ("question: x\npoints:\n  - id: a\n", ["3:5 has no `say`"]),
    "text for a list": ("question: x\nterms: TAO\n", ["2:8 must be a list, not text. Write `terms: ["]),
    "list for a text": ("question: [a, b]\n", ["1:11 must be text, not a list"]),
    "number for a limit": ("question: x\nlimit: 180\n", ["2:8 Write a length such as `limit: 180 s`"]),
    "text for a number": ("question: x\npoints: [{id: a, say: b, weight: two}]\n", ["2:34 must be a number, not text"]),
    "weight too small": ("question: x\npoints: [{id: a, say: b, weight: 0}]\n", ["2:34 more than 0"]),
    "empty list": ("question: x\npoints: []\n", ["2:9 `points` is empty"]),
    "empty item": ("question: x\nterms:\n  - TAO\n  -\n", ["4:4 Item 2 of `terms` is empty"]),
    "too long": (f"question: {'x' * 601}\n", ["1:11 601 characters long; 600"]),
    "unknown structure": ("question: x\nstructure: pyramid\n", ["2:12 Write `structure: star`"]),
    "bad id": ("question: x\npoints: [{id: My Point, say: b}]\n", ["2:15 'My Point'"]),
    "same id twice": ("question: x\npoints:\n- {id: a, say: b}\n- {id: a, say: c}\n", ["4:8 already, in line 3"]),
    "same key twice": ("question: x\nlimit: 90 s\nquestion: y\n", ["3:1 second time (first in line 1)"]),
    "length of an unknown unit": ("question: x\nlimit: 3 hours\n", ["2:8 unit is not known"]),
    "target backwards": ("question: x\ntarget: 120-60 s\n", ["2:9 longer than its second"]),
    "target over the limit": ("question: x\ntarget: 3-4 min\n", ["2:9 `limit: 360 s`"]),
    "no such day": ("question: x\nfeedback: [{on: 2026-02-30, note: y}]\n", ["2:17 no day 2026-02-30"]),
    "no day": ("question: x\nfeedback: [{on: today, note: y}]\n", ["2:17 year-month-day"]),
    "tabs": ("question: x\npoints:\n\t- id: a\n\t  say: b\n", ["3:1 Use spaces", "4:1 Use spaces"]),
    "unquoted colon": ("question: Meta: why?\n", ['1:15 `question: "Meta: why?"`']),
    "unquoted colon in an item": ("question: x\navoid:\n  - say: foo: bar\n", ['3:13 `say: "foo: bar"`']),
    "no space behind a colon": ("question:Why?\nlimit: 90 s\n", ["1:10 `question: Why?`"]),
    "no colon": ("question: x\nlimit\nterms: [a]\n", ["2:1 no `key:`"]),
    "open double quote": ('question: "Why?\nlimit: 90 s\n', ['1:11 Write " also']),
    "open quote before another": ('question: "Why?\navoid:\n  - say: "b"\n', ['1:11 Write " also']),
    "apostrophe in single quotes": ("question: 'it's fine'\n", ['1:15 Write "it\'s fine"']),
    "open bracket": ("question: x\nterms: [a, b\nlimit: 90 s\n", ["2:8 Write ] at the end"]),
    "open bracket at the end": ("question: x\nterms: [a,\n", ["2:8 Write ] at the end"]),
    "forbidden first sign": ("question: @me\nideal: `x`\n", ['1:11 "@me"', '2:8 "`x`"']),
    "percent first": ("question: x\nterms: [%a, b]\n", ['2:9 "%a"']),
    "star first": ("question: *why*\n", ['1:11 "*why*"']),
    "tag": ("question: !important x\n", ["1:11 begins with `!`"]),
    "item behind a key": ("question: x\nterms: - a\n", ["2:8 next line"]),
    "indented too far": ("question: x\n  limit: 90 s\n", ["2:3 indentation"]),
    "indented too little": ("question: x\npoints:\n  - id: a\n    say: b\n   weight: 2\n", ["5:4 indentation"]),
    "strange escape": ('question: "C:\\my"\n', ["1:14 Write \\\\"]),
    "two documents": ("question: x\n---\nterms: [a]\n", ["2:1 file of its own"]),
    "invisible character": ("question: x\x07\n", ["1:12 U+0007"]),
    "alias without end": ("question: &a [*a]\n", ["1:1 far more"]),
    "nested without end": ("question: " + "[" * 3000 + "\n", ["1:1 far more"]),
    "several at once": (
        "question: Why: me\ntraget: 1-2 min\npoints:\n\t- id: a\n    weight: x\n  - say: 'y\nlimit: 5\n",
        ["1:14 Put the text in quotes", "2:1 `target`", "4:1 Use spaces", "5:", "6:", "7:8 `limit`"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_each_fault_is_named_at_its_place(text: str, expected: list[str]) -> None:
    found = faults_of(text)

    assert len(found) >= len(expected), found
    for want in expected:
        place, _, words = want.partition(" ")
        assert any(fault.startswith(place) and words in fault for fault in found), found
    assert {fault.split(":")[0] for fault in found} == {want.split(":")[0] for want in expected}, found


def test_a_misspelt_key_is_not_called_missing_too() -> None:
    assert len(faults_of("quesiton: x\n")) == 1
    assert len(faults_of("colour: x\n")) == 2


def test_a_fault_that_was_mended_as_its_hint_says_is_gone() -> None:
    assert faults_of('question: "Meta: why?"\n') == []
    assert faults_of('question: "it\'s fine"\n') == []
    assert faults_of('question: "@me"\nlimit: 360 s\ntarget: 3-4 min\n') == []


def test_quotation_marks_inside_a_block_are_text() -> None:
    text = 'question: x\nideal: |\n  "Move fast\n  and" break things\nlimit: 90 s\nterms: a: b\n'

    assert [fault.split(" ")[0] for fault in faults_of(text)] == ["6:9"]


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ("question: caf\xe9\n".encode("latin-1"), (1, 14), "not UTF-8"),
        ("question: x\nideal: \xfc\n".encode("latin-1"), (2, 8), "not UTF-8"),
        ("question: x\n".encode("utf-16"), (1, 1), "UTF-16"),
    ],
)
def test_other_encodings_are_named_and_the_text_is_still_read(
    content: bytes, place: tuple[int, int], words: str
) -> None:
    text, (fault,) = decode(content)

    assert ((fault.line, fault.column), "UTF-8" in fault.hint) == (place, True)
    assert words in fault.message
    assert text.startswith("question: ")


def test_a_byte_order_mark_does_no_harm() -> None:
    assert decode("question: x\n".encode("utf-8-sig")) == ("question: x\n", [])


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("ab:-[]{}'\"|>#&*!%@`\t\n \\?,~.0"), max_size=40) | st.text(max_size=30))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    prompt, faults = read_prompt("x", text)

    assert (prompt is None) == bool(faults)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.sampled_from("\t:'\"[]{}-|*& \n#%"))
def test_one_slip_in_a_good_file_is_placed_inside_it(position: int, slip: str) -> None:
    text = WHOLE[:position] + slip + WHOLE[position:]

    prompt, faults = read_prompt("x", text)

    assert (prompt is None) == bool(faults)
    assert all(1 <= fault.line <= text.count("\n") + 1 and fault.column >= 1 for fault in faults)
    assert all(fault.message and fault.hint for fault in faults)
