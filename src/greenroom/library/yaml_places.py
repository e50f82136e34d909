"""Where things stand in the text of a prompt file, so that one of them can be changed and all else stays."""

from __future__ import annotations

import re

from greenroom.library.yaml_text import Document

__all__ = ["Lines", "end_of_key"]


class Lines:
    """The lines of *text* without their ends, and where each begins."""

    def __init__(self, text: str) -> None:
        self.newline = "\r\n" if "\r\n" in text else "\n"
        ends = [*re.finditer("\r\n|\r|\n", text)]
        self.starts = [0, *(end.end() for end in ends)]
        stops = [*(end.start() for end in ends), len(text)]
        self.texts = [text[start:stop] for start, stop in zip(self.starts, stops, strict=True)]

    def before(self, row: int, lines: list[str]) -> tuple[int, int, str]:
        """The change that puts *lines* before line *row* (0-based), or behind the last one."""
        new = "".join(line + self.newline for line in lines)
        if row < len(self.starts):
            return self.starts[row], self.starts[row], new
        end = self.starts[-1] + len(self.texts[-1])
        return end, end, self.newline + new


def end_of_key(lines: Lines, document: Document, key: str) -> int:
    """The line (0-based) before which the top *key* ends: what is said about the next key stays with that."""
    margin = document.places[()][1] - 1
    began = document.key_places[key,][0]
    later = [line for where, (line, _) in document.key_places.items() if len(where) == 1 and line > began]
    end = min(later, default=len(lines.texts) + 1) - 1
    while not lines.texts[end - 1].strip() or re.match(rf" {{0,{margin}}}#", lines.texts[end - 1]):
        end -= 1
    return end
