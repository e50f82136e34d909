"""Taking attempts elsewhere: one document of many, or a file for each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from greenroom.domain import Attempt, AttemptRef
from greenroom.errors import NotFoundError
from greenroom.practice.carrying.export_formats.markdown import markdown
from greenroom.practice.carrying.export_formats.subtitles import srt, vtt
from greenroom.practice.carrying.export_formats.table import csv_lines
from greenroom.practice.carrying.export_formats.textgrid import textgrid
from greenroom.practice.document import SCHEMA_VERSION, attempt_document
from greenroom.practice.reviewing.rejudging import transcript_of
from greenroom.practice.services import Services
from greenroom.sound import read_audio, write_flac, write_wav

__all__ = ["DOCUMENTS", "TIMED", "document", "export_to", "named", "timed_text"]

DOCUMENTS = ("json", "markdown", "csv")
"""Forms that hold any number of attempts in one text."""

TIMED = ("srt", "vtt", "textgrid")
"""Forms that are made of times, one text an attempt."""

_SUBTITLES = {"srt": srt, "vtt": vtt}
_SOUNDS = {"wav": write_wav, "flac": write_flac}


def named(services: Services, name: str, *, every: bool = False) -> tuple[AttemptRef, ...]:
    """The attempts that *name* means, oldest first: a prompt's id all of its own, else the one; *every*: all there are.

    Raises NotFoundError.
    """
    rows = services.attempts.summaries("" if every else name, parts=True)
    if (every or name) and rows:
        return tuple(row.ref for row in reversed(rows))
    return (services.attempts.resolve(name or "last"),)


def document(services: Services, refs: Sequence[AttemptRef], form: str, *, many: bool) -> Iterator[str]:
    """The text of *refs* in one of DOCUMENTS, piece by piece; *many* says that a list is wanted, however long.

    One attempt as JSON is what `show --json` prints. Raises NotFoundError, LibraryError.
    """
    attempts = (services.attempts.load(ref) for ref in refs)
    if form == "csv":
        yield from csv_lines(attempts)
    elif form == "markdown":
        for number, attempt in enumerate(attempts):
            yield "\n" * bool(number) + markdown(attempt)
    elif not many:
        yield from (_json(attempt) + "\n" for attempt in attempts)
    else:
        yield f'{{"schema": {SCHEMA_VERSION}, "attempts": [\n'
        for number, attempt in enumerate(attempts):
            yield ",\n" * bool(number) + _json(attempt)
        yield "\n]}\n"


def timed_text(attempt: Attempt, form: str) -> str:
    """*attempt* as srt, vtt or textgrid. Raises NotFoundError: it was typed, or has no words yet."""
    transcript = transcript_of(attempt)
    if not transcript.timed:
        raise NotFoundError(
            f"{attempt.ref} was typed: its words have no times, and {form} is made of times.",
            hint="Take it as json, markdown or csv.",
        )
    return textgrid(attempt, transcript) if form == "textgrid" else _SUBTITLES[form](transcript)


def export_to(attempt: Attempt, form: str, path: Path, write: Callable[[Path, str], None]) -> None:
    """Make the new file *path* of *attempt*: text through *write*, sound as mono of 16 bits at its own rate.

    Raises NotFoundError (no times, no words, no sound), AudioFileError, LibraryError or what *write* raises (*path*
    exists or cannot be written), DiskFullError.
    """
    if form in TIMED:
        write(path, timed_text(attempt, form))
        return
    if attempt.recording is None:
        raise NotFoundError(f"{attempt.ref} was typed: there is no sound.", hint="Take it as json, markdown or csv.")
    rate_hz = attempt.recording.rate_hz
    _SOUNDS[form](path, read_audio(attempt.recording.path, rate_hz), rate_hz)


def _json(attempt: Attempt) -> str:
    return json.dumps(attempt_document(attempt), ensure_ascii=False, indent=2)
