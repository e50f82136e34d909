"""What a YAML reader complains about, in plain words, and how the line might have been meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from greenroom.library.faults import Fault
from greenroom.library.yaml_quotes import QUOTED, left_open

__all__ = ["Complaint", "Explained", "explain"]

Lines = list[str]
_KEY = re.compile(r"^(?P<lead>\s*(?:- +)*)(?P<key>[A-Za-z_]\w*)\s*:(?P<gap> +|$)(?P<text>.*)$")
_NO_GAP = re.compile(r"^(?P<lead>\s*(?:- +)*)(?P<key>[A-Za-z_]\w*):(?P<text>[^\s/].*)$")


@dataclass(frozen=True, slots=True)
class Complaint:
    """The reader's own words, and where (0-based); `began` is where the thing began that it could not finish."""

    problem: str
    context: str
    line: int
    column: int
    began: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Explained:
    """The fault, and all lines with it mended, to find the next one; None when there is no guess."""

    fault: Fault
    mended: Lines | None


def explain(complaint: Complaint, lines: Lines) -> Explained:
    """The fault behind *complaint* in *lines*, of which there is at least one."""
    if complaint.line >= len(lines):  # the reader noticed only at the end
        complaint = replace(complaint, line=len(lines) - 1, column=len(lines[-1]))
    if (opened := left_open(lines, complaint.line)) is not None:
        complaint = Complaint("", "while scanning a quoted scalar", *opened, opened)
    for words, explainer in _EXPLAINERS:
        if words in f"{complaint.problem} {complaint.context}" and (explained := explainer(complaint, lines)):
            return explained
    fault = Fault(
        complaint.line + 1,
        complaint.column + 1,
        f"This is not YAML: {complaint.problem}.",
        "Check the indentation, and put text with special signs in double quotes.",
    )
    return Explained(fault, None)


def _tab(complaint: Complaint, lines: Lines) -> Explained | None:
    line = lines[complaint.line] if complaint.line < len(lines) else ""
    if "\t" not in line:
        return None
    return _at(
        lines,
        complaint.line,
        line.index("\t"),
        "A tab indents this line.",
        "Use spaces: two for each step.",
        line.replace("\t", "  "),
    )


def _sign(complaint: Complaint, lines: Lines) -> Explained | None:
    line = lines[complaint.line]
    value = _bare_value(line, complaint.column)
    return _at(
        lines,
        complaint.line,
        complaint.column,
        f"A text cannot begin with {value[:1]}.",
        f"Put it in quotes: {_quoted(value)}.",
        line[: complaint.column] + _quoted(value) + line[complaint.column + len(value) :],
    )


def _colon(complaint: Complaint, lines: Lines) -> Explained | None:
    """`say: foo: bar`; or `key:text` in the line above; or a line that is indented too far."""
    line = lines[complaint.line]
    above = _line_above(lines, complaint.line)
    if above is not None and (match := _NO_GAP.match(lines[above])):
        return _at(
            lines,
            above,
            match.end("key") + 1,
            f"There is no space after `{match['key']}:`.",
            f"Write `{match['key']}: {match['text']}`.",
            f"{match['lead']}{match['key']}: {match['text']}",
        )
    match = _KEY.match(line)
    if match and match.start("gap") <= complaint.column and match["text"] and complaint.column > match.end("key"):
        value = match["text"].rstrip()
        return _at(
            lines,
            complaint.line,
            complaint.column,
            "A colon followed by a space cannot stand in plain text.",
            f"Put the text in quotes: `{match['key']}: {_quoted(value)}`.",
            line[: match.start("text")] + _quoted(value),
        )
    return _indent(complaint, lines)


def _no_colon(complaint: Complaint, lines: Lines) -> Explained | None:
    number = complaint.began[0] if complaint.began else complaint.line
    line = lines[number]
    indent = len(line) - len(line.lstrip())
    if match := _NO_GAP.match(line):
        return _at(
            lines,
            number,
            match.end("key") + 1,
            f"There is no space after `{match['key']}:`.",
            f"Write `{match['key']}: {match['text']}`.",
            f"{match['lead']}{match['key']}: {match['text']}",
        )
    return _at(
        lines,
        number,
        indent,
        "This line has no `key:`.",
        "Write `key: text`; if it continues the line above, indent it further than that one.",
        " " * indent + "#",
    )


def _open_quote(complaint: Complaint, lines: Lines) -> Explained | None:
    number, column = complaint.began or (complaint.line, complaint.column)
    line = lines[number].rstrip()
    quote = line[column]
    end = len(line) - 1 if line.endswith("]") and "[" in line[:column] else len(line)
    return _at(
        lines,
        number,
        column,
        f"The quotation mark {quote} that opens here is never closed.",
        f"Write {quote} also at the end of the text.",
        line[:end] + quote + line[end:],
    )


def _after_quote(complaint: Complaint, lines: Lines) -> Explained | None:
    """Text behind a closing quote, as after an apostrophe in single quotes."""
    line = lines[complaint.line]
    match = QUOTED.match(line)
    if not match:
        return None
    column = match.start("quote")
    inner = line[column:].strip().strip(match["quote"])
    return _at(
        lines,
        complaint.line,
        complaint.column,
        "The text goes on after its closing quotation mark.",
        f"Write {_quoted(inner)}.",
        line[:column] + _quoted(inner),
    )


def _open_bracket(complaint: Complaint, lines: Lines) -> Explained | None:
    number, column = complaint.began or (complaint.line, complaint.column)
    if lines[min(number, len(lines) - 1)][column : column + 1] not in {"[", "{"}:
        # The reader names what it hit, not where the list began.
        openings = [(row, text.rfind("[")) for row, text in enumerate(lines[: number + 1]) if "[" in text]
        if not openings:
            return None
        number, column = openings[-1]
    line = lines[number].rstrip()
    opening, closing = line[column], "]" if line[column] == "[" else "}"
    if closing not in line[column:]:
        message, hint = f"The {opening} that opens here is never closed.", f"Write {closing} at the end of the list."
        return _at(lines, number, column, message, hint, line + closing)
    message = f"A comma is missing after this {opening}, or quotes."
    hint = "Write [one, two]; put text that holds one of : , [ ] in quotes."
    return _at(lines, number, column, message, hint, line[:column] + opening + closing)


def _item(complaint: Complaint, lines: Lines) -> Explained | None:
    line = lines[complaint.line]
    if not (match := _KEY.match(line)):
        return _indent(complaint, lines)
    return _at(
        lines,
        complaint.line,
        complaint.column,
        f"A list item cannot stand on the line of `{match['key']}:`.",
        f"Put it on the next line, indented; or write `{match['key']}: [one, two]`.",
        f"{match['lead']}{match['key']}: [{_quoted(match['text'][1:].strip())}]",
    )


def _indent(complaint: Complaint, lines: Lines) -> Explained | None:
    line = lines[complaint.line]
    indent = len(line) - len(line.lstrip())
    levels = {
        _content_column(above)
        for above in lines[: complaint.line]
        if above.strip() and not above.lstrip().startswith("#")
    }
    if line.lstrip().startswith("- "):
        levels = {
            len(above) - len(above.lstrip()) for above in lines[: complaint.line] if above.lstrip().startswith("- ")
        }
    nearest = min(levels - {indent}, key=lambda level: abs(level - indent), default=None)
    return Explained(
        Fault(
            complaint.line + 1,
            indent + 1,
            "The indentation of this line fits no line above it.",
            "Begin it in the same column as the keys it belongs to.",
        ),
        None if nearest is None else _replaced(lines, complaint.line, " " * nearest + line.lstrip()),
    )


def _escape(complaint: Complaint, lines: Lines) -> Explained | None:
    line = lines[complaint.line]
    column = complaint.column - 1
    return _at(
        lines,
        complaint.line,
        column,
        r"A \ in double quotes has a special meaning.",
        r"Write \\ for it, or / instead.",
        line[:column] + "\\" + line[column:],
    )


def _second_document(complaint: Complaint, lines: Lines) -> Explained | None:
    return _at(
        lines,
        complaint.line,
        complaint.column,
        "A second document begins here.",
        "Give each prompt a file of its own; leave out the line of dashes or dots.",
        "#",
    )


_EXPLAINERS: tuple[tuple[str, Callable[[Complaint, Lines], Explained | None]], ...] = (
    ("character '\\t'", _tab),
    ("cannot start any token", _sign),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("while scanning a quoted scalar", _open_quote),
    ("while scanning a double-quoted scalar", _escape),
    ("found undefined alias", _sign),
    ("but found another document", _second_document),
    ("sequence entries are not allowed", _item),
    ("while parsing a flow", _open_bracket),
    ("expected <block end>, but found '<scalar>'", _after_quote),
    ("expected <block end>, but found", _indent),
)


def _at(lines: Lines, number: int, column: int, message: str, hint: str, mended_line: str) -> Explained:
    return Explained(Fault(number + 1, column + 1, message, hint), _replaced(lines, number, mended_line))


def _replaced(lines: Lines, number: int, line: str) -> Lines:
    return [*lines[:number], line, *lines[number + 1 :]]


def _line_above(lines: Lines, number: int) -> int | None:
    return next((above for above in range(number - 1, -1, -1) if lines[above].strip()), None)


def _content_column(line: str) -> int:
    """Where the keys of an item begin: behind its dash."""
    bare = line.lstrip()
    while bare.startswith("- "):
        bare = bare[2:].lstrip()
    return len(line) - len(bare)


def _bare_value(line: str, column: int) -> str:
    """The text that begins at *column*; within brackets it ends with its item."""
    value = line[column:].rstrip()
    return re.split(r"[,\]}]", value)[0] if set(line[:column]) & {"[", "{"} else value


def _quoted(text: str) -> str:
    return '"' + text.strip().strip('"').replace("\\", "\\\\").replace('"', '\\"') + '"'
