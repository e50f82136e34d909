"""prompts import: raw notes become draft prompts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.cli.editor import open_in_editor
from greenroom.cli.session import Commands, services_of
from greenroom.errors import ExitStatus

if TYPE_CHECKING:
    from greenroom.practice.carrying.importing import Imported

__all__ = ["add_import"]

_DESCRIPTION = """\
Make prompts of the notes that you have: text, Markdown or .docx, in bullets or not. Nothing of them is lost: what
could not be sorted stands as a comment at the end of the draft. No file is written over, and the same notes are
imported once.
"""
_AS = {
    "question": "the question",
    "other wording": "other wordings",
    "length": "the length",
    "name": "names",
    "point": "points",
    "other phrasing of a point": "phrasings of points",
    "follow-up": "follow-ups",
    "thing to avoid": "things to avoid",
    "remark": "feedback",
    "ideal answer": "the ideal answer",
    "heading": "headings",
}


def add_import(inner: Commands, common: argparse.ArgumentParser) -> None:
    parser = inner.add_parser("import", parents=[common], help="make prompts of your notes", description=_DESCRIPTION)
    parser.add_argument("notes", metavar="NOTES", type=Path, help="a .txt, .md or .docx file")
    parser.add_argument("--id", help="what to call the prompt (default: as the file, or as each question)")
    parser.add_argument("--no-edit", action="store_true", help="do not open the draft in your editor")
    parser.add_argument("--print", action="store_true", help="show the draft, write nothing")
    parser.set_defaults(run=run_import)


def run_import(options: argparse.Namespace) -> int:
    if options.print:
        from greenroom.library.notes_import import read_notes

        for draft in read_notes(options.notes):
            print(draft.text)
        return ExitStatus.OK
    from greenroom.practice.carrying.importing import import_notes

    services = services_of(options)
    imported = import_notes(services, options.notes, options.id or "")
    for one in imported:
        for line in _told(one):
            print(line)
    new = [one.path for one in imported if one.new]
    if not new:
        return ExitStatus.OK
    if not options.no_edit and sys.stdin.isatty() and sys.stdout.isatty():
        open_in_editor(new)
    problems = [problem for path in new for problem in services.prompts.check(path)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return ExitStatus.PROMPT if problems else ExitStatus.OK


def _told(one: Imported) -> Iterator[str]:
    draft = one.draft
    if not one.new:
        yield f"These notes are in {one.path} already; nothing changed."
        return
    taken = f" ({one.beside} is another prompt of yours; it was not touched)" if one.beside else ""
    yield f"Wrote {one.path}{taken}"
    yield f"  {draft.question}{'' if draft.has_question else '  (no question in the notes: this is their name)'}"
    kinds = sorted((-draft.used[kind], name) for kind, name in _AS.items() if kind in draft.used)
    used = sum(-count for count, _ in kinds)
    lines = "1 line" if draft.lines == 1 else f"{draft.lines} lines"
    uses = ", ".join(f"{-count} for {name}" for count, name in kinds)
    yield f"  Of {lines} of the notes {used} {'is' if used == 1 else 'are'} used: {uses or 'none'}."
    if draft.unclear:
        yield f"  Not understood, kept as comments at the end: line {draft.unclear}."
    if draft.marks:
        yield f"  Only marks, no words: line {draft.marks}."
