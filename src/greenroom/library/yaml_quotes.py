"""Quotation marks in YAML that were opened and forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

__all__ = ["QUOTED", "left_open"]

QUOTED = re.compile(r"""^\s*(?:- +)*(?:[A-Za-z_]\w*: +)?(?P<quote>["'])(?P<text>.*)$""")
"""A line whose text begins with a quotation mark."""

_ENDS_HERE = re.compile(r"[\s,\]}]*(#.*)?$")
_BLOCK_BEGINS = re.compile(r":\s+[|>][+\-0-9]*\s*(#.*)?$")


def left_open(lines: Sequence[str], until: int) -> tuple[int, int] | None:
    """Where (0-based line and column) a quotation mark opens, no later than line *until*, whose text runs on until some
    mark in the middle of a later line: it took what stands between for its own. None when there is no such mark.
    """
    in_block = set(_block_lines(lines))
    closed_in = -1
    for number, line in enumerate(lines[: until + 1]):
        match = QUOTED.match(line)
        if number <= closed_in or number in in_block or not match or match["quote"] in match["text"]:
            continue
        later = (row for row in range(number + 1, len(lines)) if match["quote"] in lines[row])
        closed_in = next(later, len(lines))
        if closed_in == len(lines) or not _ENDS_HERE.match(lines[closed_in].partition(match["quote"])[2]):
            return number, match.start("quote")
    return None


def _block_lines(lines: Sequence[str]) -> Iterator[int]:
    """The lines of texts that stand below `key: |`: quotation marks mean nothing there."""
    outer: int | None = None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if outer is not None and (not line.strip() or indent > outer):
            yield number
            continue
        outer = indent if _BLOCK_BEGINS.search(line) else None
