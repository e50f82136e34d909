"""The ideal answer in the text of a prompt file, of which nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from greenroom.domain import Prompt
from greenroom.library.prompt_text import read_prompt
from greenroom.library.yaml_places import Lines, end_of_key
from greenroom.library.yaml_text import Document, read_document
from greenroom.library.yaml_writing import block, one_line

__all__ = ["with_ideal"]

_BLOCK = re.compile(r" *[|>][-+0-9]* *(?P<note>#.*)?$")
_QUOTED = re.compile(r""" *(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*') *(?P<note>#.*)?$""")
_PLAIN = re.compile(r"(?:[^#]|(?<! )#)*?(?: +(?P<note>#.*))?$")


def with_ideal(text: str, prompt: Prompt, ideal: str) -> str | None:
    """*text*, the file of *prompt*, with *ideal* for its ideal answer, or in its place; every other character stays.

    None where that cannot be done without touching the rest: the result is read again, and must be *prompt* with that
    ideal answer and nothing else.
    """
    document, faults = read_document(text)
    if document is None or faults:
        return None
    lines = Lines(text)
    wanted = replace(prompt, ideal=one_line(ideal))
    for start, end, new in _places(lines, document, ideal):
        changed = text[:start] + new + text[end:]
        read, _ = read_prompt(prompt.id, changed)
        if read and replace(read, ideal=one_line(read.ideal)) == wanted:
            return changed
    return None


def _places(lines: Lines, document: Document, ideal: str) -> Iterator[tuple[int, int, str]]:
    """Each change of the text that may be the right one: from, to, what is there then."""
    margin = document.places[()][1] - 1
    body = block(ideal, margin + 2)
    if ("ideal",) not in document.places:
        row = len(lines.texts)
        while row and not lines.texts[row - 1].strip():
            row -= 1
        yield lines.before(row, ["", f"{' ' * margin}ideal: |", *body])
        return
    first, end = document.key_places["ideal",][0] - 1, end_of_key(lines, document, "ideal")
    key, _, value = lines.texts[first].partition(":")
    forms = [_QUOTED, _PLAIN] if end == first + 1 else []
    if _BLOCK.match(value):
        indent = _indent(next((line for line in lines.texts[first + 1 : end] if line.strip()), "")) or margin + 2
        forms, end, body = [_BLOCK], _end_of_block(lines.texts, first, end, indent), block(ideal, indent)
    for form in forms:
        if header := form.match(value):
            note = f"  {header['note']}" if header["note"] else ""
            new = lines.newline.join([f"{key}: |{note}", *body])
            yield lines.starts[first], lines.starts[end - 1] + len(lines.texts[end - 1]), new
    if not forms and not any("#" in line for line in (value, *lines.texts[first + 1 : end])):
        new = lines.newline.join([f"{key}: |", *body])
        yield lines.starts[first], lines.starts[end - 1] + len(lines.texts[end - 1]), new


def _end_of_block(lines: list[str], first: int, end: int, indent: int) -> int:
    """The line before which the text of the block ends that begins below line *first*: notes may stand behind it."""
    while end > first + 1:
        line = lines[end - 1]
        if line.strip() and not (line.lstrip().startswith("#") and _indent(line) < indent):
            break
        end -= 1
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
