"""search, export, backup, restore: finding answers again, and taking them elsewhere."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.cli.new_file import write_new
from greenroom.cli.session import Commands, emit, home_of, services_of
from greenroom.cli.terminal import clock_time
from greenroom.domain.plain import to_plain
from greenroom.errors import AudioFileError, ExitStatus, NotFoundError, UsageError

if TYPE_CHECKING:
    from greenroom.domain import AttemptRef
    from greenroom.library.backup import BackupContents
    from greenroom.library.values import Found, Moment, SearchResult
    from greenroom.practice.services import Services

__all__ = ["add_commands"]

_SEARCH = """\
Every attempt in which it was said, the newest first, with the moment. Case and accents do not matter.

  greenroom search rocksdb
  greenroom search '"human connection" meta'   a phrase and a word, both in one answer
  greenroom search 'phab*'                     what begins so
"""

_EXPORT = """\
  greenroom export --as markdown                       the last attempt, on the screen
  greenroom export why-meta --as csv --out meta.csv    all attempts at a prompt, a row each
  greenroom export why-meta/3 --as textgrid            for Praat: words, fillers, speech
  greenroom export --all --as flac --out sound/        the sound of everything, a file each

Files that exist are never written over.
"""
_FORMS = ("json", "markdown", "csv", "srt", "vtt", "textgrid", "wav", "flac")


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    search = commands.add_parser(
        "search",
        parents=[common],
        help="find where you said something",
        description=_SEARCH,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    search.add_argument("words", nargs="+", metavar="WORDS", help="words, a phrase in quotes, or begin*")
    search.add_argument("--limit", type=int, default=20, metavar="N", help="show the newest N attempts (default 20)")
    search.add_argument("--json", action="store_true", help="print as JSON")
    search.set_defaults(run=run_search)

    export = commands.add_parser(
        "export",
        parents=[common],
        help="take attempts elsewhere: text, table, subtitles, sound",
        description=_EXPORT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    which = export.add_mutually_exclusive_group()
    which.add_argument("name", nargs="?", default="", metavar="REF|PROMPT", help="one, or all of a prompt; else last")
    which.add_argument("--all", action="store_true", help="every attempt")
    export.add_argument("--as", dest="form", required=True, choices=_FORMS, help="the form")
    export.add_argument("--out", type=Path, metavar="FILE|DIR", help="where to; a folder takes a file for each")
    export.set_defaults(run=run_export)

    backup = commands.add_parser("backup", parents=[common], help="put prompts, attempts and sound into one file")
    backup.add_argument("file", type=Path, metavar="FILE.zip", help="a new file")
    backup.set_defaults(run=run_backup)

    back = commands.add_parser("restore", parents=[common], help="put a backup into an empty home, after checking it")
    back.add_argument("file", type=Path, metavar="FILE.zip", help="what `greenroom backup` wrote")
    back.set_defaults(run=run_restore)


def run_search(options: argparse.Namespace) -> int:
    if options.limit < 1:
        raise UsageError(f"--limit {options.limit} shows nothing.", hint="It takes a number from 1.")
    query = " ".join(options.words)
    result = services_of(options).attempts.search(query, options.limit)
    found = [{**to_plain(one), "ref": str(one.ref)} for one in result.found]
    document = {"schema": 1, "query": query, "total": result.total, "found": found}
    emit(options, document, (_line(one, moment) for one in result.found for moment in one.moments))
    if not options.json:
        for note in _notes(result, query):
            print(note, file=sys.stderr)
    return ExitStatus.OK


def run_export(options: argparse.Namespace) -> int:
    from greenroom.practice.carrying.exporting import DOCUMENTS, named

    services = services_of(options)
    refs = named(services, options.name, every=options.all)
    if options.form in DOCUMENTS:
        return _one_document(services, refs, options)
    if len(refs) == 1 and not options.all:
        return _one_file(services, refs[0], options)
    return _file_for_each(services, refs, options)


def run_backup(options: argparse.Namespace) -> int:
    from greenroom.library.backup import write_backup

    contents = write_backup(home_of(options), options.file)
    print(f"Written and checked: {options.file} ({_size(contents)})")
    if contents.elsewhere:
        print(
            f"Not in it: the sound of {contents.elsewhere} attempts, which lies outside {home_of(options).root}.",
            file=sys.stderr,
        )
    return ExitStatus.OK


def run_restore(options: argparse.Namespace) -> int:
    from greenroom.library.backup import restore

    contents = restore(options.file, home_of(options))
    print(f"Restored to {home_of(options).root}: {_size(contents)}")
    return ExitStatus.OK


def _size(contents: BackupContents) -> str:
    return f"{contents.attempts} attempts, {contents.files} files, {contents.content_bytes / 1e6:.1f} MB of content"


def _one_document(services: Services, refs: Sequence[AttemptRef], options: argparse.Namespace) -> int:
    from greenroom.practice.carrying.exporting import document

    pieces = document(services, refs, options.form, many=options.all or len(refs) > 1)
    if options.out is None:
        sys.stdout.writelines(pieces)
        return ExitStatus.OK
    name = _file_name(refs[0], options.form) if len(refs) == 1 else f"attempts.{_ending(options.form)}"
    path = options.out / name if options.out.is_dir() else options.out
    write_new(path, "".join(pieces))
    print(f"Written: {path}")
    return ExitStatus.OK


def _one_file(services: Services, ref: AttemptRef, options: argparse.Namespace) -> int:
    """Text on the screen unless there is --out; sound always in a file."""
    from greenroom.practice.carrying.exporting import TIMED, export_to, timed_text

    attempt = services.attempts.load(ref)
    if options.out is None and options.form in TIMED:
        sys.stdout.write(timed_text(attempt, options.form))
        return ExitStatus.OK
    path = options.out or Path()
    path = path / _file_name(ref, options.form) if path.is_dir() else path
    export_to(attempt, options.form, path, write_new)
    print(f"Written: {path}")
    return ExitStatus.OK


def _file_for_each(services: Services, refs: Sequence[AttemptRef], options: argparse.Namespace) -> int:
    """Attempts that cannot be had in that form are told and passed over; nothing is written if a file is in the way."""
    from greenroom.practice.carrying.exporting import export_to

    if options.out is None:
        raise UsageError(f"These are {len(refs)} files, one an attempt.", hint="Name a folder for them: --out FOLDER")
    if options.out.exists() and not options.out.is_dir():
        raise UsageError(f"{options.out} is a file; a folder is needed for {len(refs)} attempts.")
    paths = {ref: options.out / _file_name(ref, options.form) for ref in refs}
    if there := [path for path in paths.values() if path.exists()]:
        raise UsageError(
            f"{there[0]} is there already ({len(there)} such files). Nothing was written.", hint="Name another folder."
        )
    try:
        options.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{options.out} could not be made: {error.strerror}.") from error
    written = 0
    for ref, path in paths.items():
        try:
            export_to(services.attempts.load(ref), options.form, path, write_new)
            written += 1
        except (AudioFileError, NotFoundError) as lacking:
            print(f"Left out: {lacking.message}", file=sys.stderr)
    print(f"Written: {written} of {len(refs)} attempts, in {options.out}")
    return ExitStatus.OK


def _file_name(ref: AttemptRef, form: str) -> str:
    return f"{ref.prompt_id}-{ref.number:04d}.{_ending(form)}"


def _ending(form: str) -> str:
    return {"markdown": "md", "textgrid": "TextGrid"}.get(form, form)


def _line(found: Found, moment: Moment) -> str:
    when = "typed" if moment.at_s is None else clock_time(moment.at_s)
    said = " ".join(filter(None, (moment.before, moment.said, moment.after)))
    return f"{found.ref} {when}  {said}"


def _place(query: str, moment: Moment) -> str:
    """*query* as an argument of `replay --from`; the moment where it would be read as a time."""
    reads_as_time = query[:1].isdigit() and moment.at_s is not None
    return clock_time(moment.at_s or 0.0) if reads_as_time else shlex.quote(query)


def _notes(result: SearchResult, query: str) -> Iterator[str]:
    if not result.total:
        yield "No answer has that in its words. Try fewer words, or only a beginning: 'rock*'."
        return
    if result.total > len(result.found):
        yield f"The newest {len(result.found)} of {result.total} attempts; more with --limit {result.total}"
    recorded = next((found for found in result.found if found.sound), None)
    if recorded:
        yield f"Listen: greenroom replay {recorded.ref} --from {_place(query, recorded.moments[0])}"
