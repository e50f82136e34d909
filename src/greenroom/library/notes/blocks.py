"""The lines of notes as blocks: headings, bullets with their depth, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from greenroom.library.notes.labels import is_label
from greenroom.library.yaml_writing import comment_safe

__all__ = ["Block", "Kind", "blocks_of_text", "joined", "line_block"]


class Kind(Enum):
    HEADING = auto()
    BULLET = auto()
    NUMBERED = auto()
    PLAIN = auto()
    DIVIDER = auto()  # a line drawn, with or without a word in it: what comes next is something else
    TABLE_HEAD = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """What belongs together. `lines` are the numbers (from 1) of its lines in the notes, `depth` is its indentation in
    columns, `after_blank` whether an empty line stands before it; `soft` is a heading that only looks like one.
    """

    lines: tuple[int, ...]
    kind: Kind
    text: str
    depth: int = 0
    after_blank: bool = False
    soft: bool = False

    @property
    def in_list(self) -> bool:
        return self.kind in {Kind.BULLET, Kind.NUMBERED}


_TAB = 4
_QUOTE = re.compile(r"^(?:>\s?)+")
_BULLET = re.compile(r"(?:[-+•‣▪▫◦●○■□◆►▶–—·✓✔☐☑→⇒»]+\s*|-?->\s*|=>\s*|\*\s+|\*(?=[^*]+$)|o\s+(?=\S))(?=\D|\d\S*\s)")
_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_CHECK_BOX = re.compile(r"\[[ xX]\]\s+")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_BOLD_LINE = re.compile(r"(\*\*|__)(?P<text>[^*_]{2,80})\1:?|(\*\*|__)(?P<with_colon>[^*_]{2,80}):\3")
_FRAMED = re.compile(r"[=\-_*~#]{3,}\s*(?P<text>[^=\-_*~#]+?)\s*[=\-_*~#]{3,}")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
_TABLE_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")
_MOST_MARKS = 3  # in a row, as in "- - 1. text"
_LONGEST = 10_000  # characters: more on one line fits no place in a prompt
_LONG_LINE = 45  # characters: a shorter line was ended by hand, not by the margin
_ENDS_SENTENCE = re.compile(r"[.!?;,]['\"”’)]*$")


def blocks_of_text(text: str) -> list[Block]:
    """The blocks of plain text or Markdown; each line that is not blank is in exactly one."""
    lines = [comment_safe(line.expandtabs(_TAB)) for line in re.split("\r\n|\r|\n", text)]
    return joined(_raw_blocks(lines))


def joined(blocks: Iterable[Block]) -> list[Block]:
    """*blocks*, with lines that the margin broke put together again, and headings found by what follows them."""
    result: list[Block] = []
    last_length = 0
    for block in blocks:
        before = result[-1] if result else None
        if before is not None and _goes_on(before, block, last_length):
            result[-1] = replace(before, lines=before.lines + block.lines, text=f"{before.text} {block.text}")
        else:
            result.append(block)
        last_length = len(block.text)
    if len(result) > 1 and _is_title(*result[:2]):
        result[0] = _heading(result[0])
    return [
        _heading(block) if _leads(block, following) else block
        for block, following in zip(result, [*result[1:], None], strict=False)
    ]


def _raw_blocks(lines: list[str]) -> Iterator[Block]:
    blank = True
    for index, line in enumerate(lines):
        if not line.strip():
            blank = True
            continue
        # A line drawn right below a paragraph ends it; below a line that stands alone it makes a heading.
        alone = blank or line.lstrip().startswith("|")
        following = lines[index + 1] if alone and index + 1 < len(lines) else ""
        yield replace(line_block(index + 1, line, following), after_blank=blank)
        blank = False


def line_block(number: int, line: str, following: str = "") -> Block:
    """The block that *line* is by itself, before *following*."""
    text = _QUOTE.sub("", line.strip()) or line.strip()
    depth = len(line) - len(line.lstrip())
    if not any(char.isalnum() for char in text):
        return Block((number,), Kind.DIVIDER, text)
    if len(text) > _LONGEST:
        return Block((number,), Kind.DIVIDER, text)
    if text.startswith("|") and text.endswith("|"):
        head, *others = [cell.strip() for cell in text.strip("|").split("|")]
        kind = Kind.TABLE_HEAD if _TABLE_RULE.fullmatch(following) else Kind.BULLET
        return Block((number,), kind, f"{head}: {', '.join(filter(None, others))}" if any(others) else head)
    if heading := _MARKDOWN_HEADING.fullmatch(text):
        return Block((number,), Kind.HEADING, re.sub(r"\s#+$", "", heading[2]), len(heading[1]))
    if framed := _FRAMED.fullmatch(text):
        ends = framed["text"].casefold() in {"end", "the end"}
        return Block((number,), Kind.DIVIDER if ends else Kind.HEADING, framed["text"])
    if _UNDERLINE.fullmatch(following) and len(text) <= 80 and not _BULLET.match(text):
        return Block((number,), Kind.HEADING, text)
    if bold := _BOLD_LINE.fullmatch(text):
        return Block((number,), Kind.HEADING, bold["text"] or bold["with_colon"], soft=True)
    return _item(number, text, depth)


def _item(number: int, text: str, depth: int) -> Block:
    kind = Kind.PLAIN
    for _ in range(_MOST_MARKS):
        mark = _BULLET.match(text) or _NUMBER.match(text)
        if not mark:
            break
        if kind is Kind.PLAIN:
            kind = Kind.NUMBERED if mark[0].strip()[-1] in ".)" else Kind.BULLET
        rest = _CHECK_BOX.sub("", text[mark.end() :].strip(), count=1)
        if not any(char.isalnum() for char in rest):
            break
        text = rest
    return Block((number,), kind, text, depth)


def _goes_on(before: Block, block: Block, last_length: int) -> bool:
    """Whether the line *block* goes on with what *before* says."""
    if block.kind is not Kind.PLAIN or block.after_blank or not (before.in_list or before.kind is Kind.PLAIN):
        return False
    if is_label(block.text) or before.text.endswith((":", "?")):
        return False
    indented = before.in_list and block.depth > before.depth
    return indented or last_length >= _LONG_LINE


def _leads(block: Block, following: Block | None) -> bool:
    """Whether a plain line is a heading: a few words with a colon behind them, in capitals, or above bullets."""
    words = block.text.split()
    if block.kind is not Kind.PLAIN or len(block.lines) > 1 or len(words) > 8:
        return False
    if block.text.endswith(":"):
        return True
    if _ENDS_SENTENCE.search(block.text) and not block.text.endswith("?"):
        return False
    above_bullets = following is not None and following.in_list and not following.after_blank
    capitals = block.text.isupper() and len(block.text) > 3
    return above_bullets or capitals


def _is_title(first: Block, second: Block) -> bool:
    """Whether the notes begin with a few words above an empty line."""
    short = first.kind is Kind.PLAIN and len(first.lines) == 1 and len(first.text.split()) <= 8
    return short and second.after_blank and not is_label(first.text) and not _ENDS_SENTENCE.search(first.text)


def _heading(block: Block) -> Block:
    return replace(block, kind=Kind.HEADING, soft=True)
