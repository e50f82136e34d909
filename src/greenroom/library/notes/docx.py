"""The paragraphs of a Word file (.docx), with the levels of its lists and headings: ISO/IEC 29500-1, chapter 17."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from greenroom.errors import AudioFileError
from greenroom.library.notes.blocks import Block, Kind, joined, line_block
from greenroom.library.yaml_writing import one_line

__all__ = ["blocks_of_docx"]

_DOCUMENT = "word/document.xml"
_LARGEST_BYTES = 16 * 1024 * 1024
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_WORD_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_HEADING = re.compile(r"(?:heading|title|subtitle)\s*(\d?)", re.IGNORECASE)
_LIST = re.compile(r"list\s*(?:bullet|number|paragraph)?\s*(\d?)", re.IGNORECASE)
_INDENT = 4


class _Refused(Exception):  # noqa: N818 - never leaves this file
    pass


@dataclass(slots=True)
class _Paragraph:
    text: str = ""
    style: str = ""
    level: int | None = None


def blocks_of_docx(path: Path) -> list[Block]:
    """The blocks of the file *path*; their lines are its paragraphs and rows of tables, counted from 1, empty ones too.

    Raises AudioFileError when it is no such file, damaged, or far too large.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_DOCUMENT) as file:
            content = file.read(_LARGEST_BYTES + 1)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(path) from error
    if len(content) > _LARGEST_BYTES:
        raise AudioFileError(f"{path} is far too large for notes.", hint="Save the part that you need as a text file.")
    reader = _Reader()
    try:
        reader.read(content)
    except (expat.ExpatError, _Refused) as error:
        raise _damaged(path) from error
    return joined(_blocks(reader.paragraphs))


def _damaged(path: Path) -> AudioFileError:
    return AudioFileError(
        f"{path} could not be read as a Word file.",
        hint="Open it in your word processor, and save it as .docx or .txt.",
    )


def _blocks(paragraphs: list[_Paragraph]) -> list[Block]:
    blocks: list[Block] = []
    for number, paragraph in enumerate(paragraphs, start=1):
        text = one_line(paragraph.text)
        if not text:
            continue
        heading, listed = _HEADING.match(paragraph.style), _LIST.match(paragraph.style)
        if heading and any(map(str.isalnum, text)):
            blocks.append(Block((number,), Kind.HEADING, text, int(heading[1] or 1), after_blank=True))
        elif (paragraph.level is not None or listed) and any(map(str.isalnum, text)):
            level = paragraph.level if paragraph.level is not None else int((listed and listed[1]) or 1) - 1
            blocks.append(Block((number,), Kind.BULLET, text, level * _INDENT))
        else:  # typed by hand, so that it may begin with a bullet of its own
            blocks.append(line_block(number, paragraph.text))
    return blocks


class _Reader:
    """Collects paragraphs; a row of a table counts as one, its cells parted by bars."""

    def __init__(self) -> None:
        self.paragraphs: list[_Paragraph] = []
        self._open: list[_Paragraph] = []
        self._in_row = 0
        self._in_text = False

    def read(self, content: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.Parse(content, True)

    def _refuse(self, *_: object) -> None:
        raise _Refused

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.removeprefix(_WORD).removeprefix(_WORD_STRICT)
        value = next((text for key, text in attributes.items() if key.endswith(" val")), "")
        if tag == "tr":
            self._in_row += 1
            if self._in_row == 1:
                self._open.append(_Paragraph("|"))
        elif tag == "p" and not self._in_row:
            self._open.append(_Paragraph())
        elif not self._open:
            return
        elif tag == "t":
            self._in_text = True
        elif tag in {"tab", "br", "cr"}:
            self._open[-1].text += " "
        elif tag == "pStyle":
            self._open[-1].style = value
        elif tag == "ilvl" and value.isdecimal():
            self._open[-1].level = min(int(value[:3]), 8)
        elif tag == "numPr" and self._open[-1].level is None:
            self._open[-1].level = 0

    def _end(self, name: str) -> None:
        tag = name.removeprefix(_WORD).removeprefix(_WORD_STRICT)
        if tag == "t":
            self._in_text = False
        elif tag == "tc" and self._in_row == 1:
            self._open[-1].text += " |"
        elif tag == "p" and self._in_row:
            self._open[-1].text += " "
        elif tag == "tr":
            self._in_row -= 1
            if not self._in_row:
                row = self._open.pop()
                row.level, row.style = None, ""
                self.paragraphs.append(row)
        elif tag == "p":
            self.paragraphs.append(self._open.pop())

    def _characters(self, text: str) -> None:
        if self._in_text and self._open:
            self._open[-1].text += text
