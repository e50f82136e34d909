"""search: where something was said."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from greenroom.cli.session import Commands, emit, services_of
from greenroom.cli.terminal import clock_time
from greenroom.domain.plain import to_plain
from greenroom.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from greenroom.library.port import Found, Moment, SearchResult

__all__ = ["add_commands"]

_SEARCH = """\
Every attempt in which it was said, the newest first, with the moment. Case and accents do not matter.

  greenroom search rocksdb
  greenroom search '"human connection" meta'   a phrase and a word, both in one answer
  greenroom search 'phab*'                     what begins so
"""


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


def run_search(options: argparse.Namespace) -> int:
    if options.limit < 1:
        raise UsageError(f"--limit {options.limit} shows nothing.", hint="It takes a number from 1.")
    query = " ".join(options.words)
    result = services_of(options).attempts.search(query, options.limit)
    found = [{**to_plain(one), "ref": str(one.ref)} for one in result.found]
    document = {"schema": 1, "query": query, "total": result.total, "found": found}
    emit(options, document, (_line(one, moment) for one in result.found for moment in one.moments))
    if not options.json:
        for note in _notes(result):
            print(note, file=sys.stderr)
    return ExitStatus.OK


def _line(found: Found, moment: Moment) -> str:
    when = "typed" if moment.at_s is None else clock_time(moment.at_s)
    said = " ".join(filter(None, (moment.before, moment.said, moment.after)))
    return f"{found.ref} {when}  {said}"


def _notes(result: SearchResult) -> Iterator[str]:
    if not result.total:
        yield "No answer has that in its words. Try fewer words, or only a beginning: 'rock*'."
        return
    if result.total > len(result.found):
        yield f"The newest {len(result.found)} of {result.total} attempts; more with --limit {result.total}"
    recorded = next((found for found in result.found if found.sound), None)
    if recorded:
        yield f"Listen: greenroom replay {recorded.ref}"
