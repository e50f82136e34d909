"""A remark added to the text of a prompt file, of which nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from greenroom.domain import Feedback, Prompt
from greenroom.library.prompt_text import read_prompt
from greenroom.library.yaml_places import Lines, end_of_key
from greenroom.library.yaml_text import Document, read_document
from greenroom.library.yaml_writing import block, in_brackets, one_line, scalar

__all__ = ["has_feedback", "with_feedback"]

_LONGEST_ON_A_LINE = 100


def has_feedback(prompt: Prompt, feedback: Feedback) -> bool:
    """Whether *prompt* holds that remark of that day; spaces and capitals make no other remark of it."""
    return any(old.on == feedback.on and _same(old.note, feedback.note) for old in prompt.feedback)


def with_feedback(text: str, prompt: Prompt, feedback: Feedback) -> str | None:
    """*text*, the file of *prompt*, with *feedback* as its last remark; every other character stays.

    None where no place for it is found without touching the rest: the result is read again, and must be *prompt* with
    that remark and nothing else.
    """
    document, faults = read_document(text)
    if document is None or faults:
        return None
    wanted = replace(prompt, feedback=(*prompt.feedback, replace(feedback, note=one_line(feedback.note))))
    for start, end, new in _places(Lines(text), document, feedback):
        changed = text[:start] + new + text[end:]
        if read_prompt(prompt.id, changed) == (wanted, ()):
            return changed
    return None


def _places(lines: Lines, document: Document, feedback: Feedback) -> Iterator[tuple[int, int, str]]:
    """Each change of the text that may be the right one, the likeliest first: from, to, what is there then."""
    margin = document.places[()][1] - 1
    item = _item(feedback)
    if ("feedback",) not in document.places:
        row = len(lines.texts)
        while row and not lines.texts[row - 1].strip():
            row -= 1
        yield lines.before(row, ["", *_at(margin, ["feedback:", *_at(2, item)])])
        return
    row, column = (place - 1 for place in document.places["feedback",])
    if lines.texts[row][column] != "[":
        yield lines.before(end_of_key(lines, document, "feedback"), _at(column, item))
    elif empty := re.match(r"\[ *\] *(?=#|$)", lines.texts[row][column:]):
        start = lines.starts[row] + column
        below = lines.newline + lines.newline.join(_at(margin + 2, item))
        end = start + empty.end()
        rest = lines.texts[row][column + empty.end() :]
        yield start, end + len(rest), rest + below
    else:
        new = f", {{on: {feedback.on.isoformat()}, note: {in_brackets(feedback.note)}}}"
        for number in range(row, len(lines.texts)):
            for mark in re.finditer("]", lines.texts[number]):
                at = lines.starts[number] + mark.start()
                yield at, at, new


def _item(feedback: Feedback) -> list[str]:
    note = one_line(feedback.note)
    day = f"- on: {feedback.on.isoformat()}"
    if len(note) <= _LONGEST_ON_A_LINE:
        return [day, f"  note: {scalar(note)}"]
    return [day, "  note: >-", *block(note, 4)]


def _at(margin: int, lines: list[str]) -> list[str]:
    return [" " * margin + line for line in lines]


def _same(one: str, other: str) -> bool:
    return one_line(one).casefold() == one_line(other).casefold()
