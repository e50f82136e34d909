"""Raw notes in a file -> the texts of draft prompt files."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from greenroom.errors import AudioFileError
from greenroom.library.names import WORDS
from greenroom.library.notes.blocks import Block, blocks_of_text
from greenroom.library.notes.docx import blocks_of_docx
from greenroom.library.notes.draft import Draft
from greenroom.library.notes.labels import Role, is_question
from greenroom.library.notes.phrases import sentence, slug
from greenroom.library.notes.sorting import drafts_of
from greenroom.library.notes.writing import numbered, prompt_text

__all__ = ["DraftFile", "imported_as", "read_notes"]

_LARGEST_BYTES = 512 * 1024
_MOST_TEXT_BYTES = 96 * 1024  # some thirty pages; with its comments that still makes a prompt file of allowed size
_MOST_BLOCKS = 3_000
_OTHER_FORMATS = {".doc", ".odt", ".pages", ".pdf", ".rtf", ".html", ".htm"}


@dataclass(frozen=True, slots=True)
class DraftFile:
    """The text of one draft. `mark` stands in it and in no other; `used` says how many lines became what.

    `unclear` and `marks` are the numbers of the lines that were not understood, and that hold no words.
    """

    name: str
    text: str
    question: str
    has_question: bool
    mark: str
    used: dict[str, int]
    unclear: str
    marks: str

    @property
    def lines(self) -> int:
        """How many lines of the notes there are in it."""
        return sum(self.used.values())


def read_notes(path: Path) -> tuple[DraftFile, ...]:
    """One draft for each question in the notes *path*, named after the file, or after the question if there are more.

    Raises AudioFileError: missing, not text or .docx, empty, far too long.
    """
    try:
        noted_on = date.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ012 - the user's own day is meant
        blocks = blocks_of_docx(path) if path.suffix.lower() == ".docx" else blocks_of_text(_text(path))
    except FileNotFoundError as error:
        raise AudioFileError(f"There is no file {path}.", hint="Check the name.") from error
    except OSError as error:
        raise AudioFileError(f"{path} could not be read: {error.strerror}.", hint="Check its permissions.") from error
    if not blocks:
        raise AudioFileError(f"{path} is empty.", hint="Write your notes into it first: a line for each thought.")
    if len(blocks) > _MOST_BLOCKS or sum(len(block.text.encode()) for block in blocks) > _MOST_TEXT_BYTES:
        raise AudioFileError(f"{path} is too long for notes.", hint="Import it in parts, a few questions in each.")
    drafts = drafts_of(blocks, noted_on)
    key = _key(blocks)
    names: list[str] = []
    files = []
    for number, draft in enumerate(drafts, start=1):
        names.append(_name(path.stem, draft, names, alone=len(drafts) == 1))
        files.append(_file(draft, path, names[-1], f"{key}-{number}"))
    return tuple(files)


def imported_as(folder: Path, draft: DraftFile) -> Path | None:
    """The prompt file in *folder* that *draft* was imported as earlier, under whatever name, changed or not."""
    for path in sorted(folder.glob("*.y*ml")):
        try:
            if f"(import {draft.mark})".encode() in path.read_bytes():
                return path
        except OSError:
            continue
    return None


def _text(path: Path) -> str:
    if path.suffix.lower() in _OTHER_FORMATS:
        raise AudioFileError(
            f"{path} is neither text nor Markdown nor a .docx file.", hint="Save it as .txt or .docx, and import that."
        )
    with path.open("rb") as file:
        content = file.read(_LARGEST_BYTES + 1)
    if len(content) > _LARGEST_BYTES:
        raise AudioFileError(f"{path} is too long for notes.", hint="Import it in parts, a few questions in each.")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise AudioFileError(f"{path} is no text.", hint="Save your notes as .txt, .md or .docx.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:  # as older programs on Windows write it
        return content.decode("cp1252", errors="replace")


def _key(blocks: Sequence[Block]) -> str:
    said = "\n".join(f"{block.lines} {block.depth} {block.text}" for block in blocks)
    return hashlib.sha256(said.encode("utf-8", errors="replace")).hexdigest()[:12]


def _name(stem: str, draft: Draft, taken: Sequence[str], *, alone: bool) -> str:
    taken = [*taken, *WORDS]
    of_file = slug(stem, taken, words=8, longest=50, bare=False)
    if alone and of_file:
        return of_file
    asked = draft.question.text if draft.question else ""
    return slug(asked, taken, words=6, longest=50, bare=False) or of_file or slug("notes", taken)


def _file(draft: Draft, path: Path, name: str, mark: str) -> DraftFile:
    fallback = sentence(" ".join(path.stem.replace("_", " ").replace("-", " ").split())) or "?"
    fallback += "?" if is_question(fallback) and not fallback.endswith("?") else ""
    question = draft.question.text if draft.question else fallback[:600]
    return DraftFile(
        name=name,
        text=prompt_text(draft, path.name, mark, question),
        question=question,
        has_question=draft.question is not None,
        mark=mark,
        used={str(role): count for role, count in draft.counts.items()},
        unclear=numbered([line for line, role in draft.used.items() if role is Role.UNCLEAR]),
        marks=numbered(draft.marks),
    )
