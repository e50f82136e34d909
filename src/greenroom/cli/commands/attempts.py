"""attempts, show, delete: what was kept."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.cli.session import Commands, print_json, services_of
from greenroom.cli.terminal import Terminal, clock_time, make_console
from greenroom.cli.views.report_view import print_report
from greenroom.domain import Hint
from greenroom.domain.plain import to_plain
from greenroom.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from greenroom.domain import AttemptRef
    from greenroom.library.values import AttemptSummary

__all__ = ["add_commands"]

REF_HELP = "why-meta/3, why-meta (its last), last, or best"


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    listing = commands.add_parser("attempts", parents=[common], help="list what you have practised")
    listing.add_argument("prompt", nargs="?", default="", help="only of this prompt")
    listing.add_argument("--all", action="store_true", help="also answers about one point alone: drills, follow-ups")
    listing.add_argument("--json", action="store_true", help="print as JSON")
    listing.set_defaults(run=run_attempts)

    show = commands.add_parser("show", parents=[common], help="show a report again")
    show.add_argument("ref", metavar="REF", help=REF_HELP)
    show.add_argument("--words", action="store_true", help="also print what was said")
    show.add_argument("--why", metavar="POINT", help="instead: what lies behind the verdict on that point (its id)")
    show.add_argument("--json", action="store_true", help="print as JSON")
    show.set_defaults(run=run_show)

    delete = commands.add_parser("delete", parents=[common], help="delete an attempt: sound, words and report")
    delete.add_argument("ref", metavar="REF", help="why-meta/3")
    delete.add_argument("--yes", action="store_true", help="do not ask")
    delete.set_defaults(run=run_delete)


def run_attempts(options: argparse.Namespace) -> int:
    services = services_of(options)
    prompt_id = Path(options.prompt).stem if options.prompt else ""
    rows = services.attempts.summaries(prompt_id, parts=options.all)
    if prompt_id and not rows:
        services.prompts.path(options.prompt)  # raises when there is no such prompt
    interviews = services.interviews.by_attempt()
    if options.json:
        print_json([{**to_plain(row), "ref": str(row.ref), "interview": interviews.get(row.ref)} for row in rows])
    elif rows:
        print("\n".join(_table(rows, interviews)))
        for note in _notes(rows):
            print(note, file=sys.stderr)
    if not rows:
        print("No attempts yet. Make one: greenroom practice", file=sys.stderr)
    return ExitStatus.OK


def run_show(options: argparse.Namespace) -> int:
    services = services_of(options)
    attempt = services.attempts.load(services.attempts.resolve(options.ref))
    if options.why is not None:
        from greenroom.cli.views.why_view import print_why
        from greenroom.practice.reviewing.explaining import why

        explanation = why(services, attempt, options.why)
        print_why(attempt, explanation, services.settings.color, as_json=options.json)
        return ExitStatus.OK
    print_report(attempt, services.settings.color, as_json=options.json)
    if options.words and not options.json and attempt.transcript is not None:
        make_console(services.settings.color).print(f"\n{attempt.transcript.text}", markup=False)
    return ExitStatus.OK


def run_delete(options: argparse.Namespace) -> int:
    services = services_of(options)
    ref = services.attempts.resolve(options.ref)
    if not options.yes:
        with Terminal(services.settings.color) as terminal:
            if not terminal.somebody:
                raise UsageError(f"Nobody can be asked whether to delete {ref}.", hint="Add --yes if you mean it.")
            if terminal.choose(f"Delete {ref} with its sound for good? y: yes   Enter: no", {"y", "enter", "n"}) != "y":
                terminal.tell("Kept.")
                return ExitStatus.OK
    services.attempts.delete(ref)
    print(f"Deleted {ref}.")
    return ExitStatus.OK


def _notes(rows: Sequence[AttemptSummary]) -> Iterator[str]:
    """What must be known to read the figures."""
    if any(row.corrections for row in rows):
        yield "* with your own corrections"
    by_judge = Counter(row.judge for row in rows if row.judge)
    if len(by_judge) > 1:
        newest = next(row.judge for row in rows if row.judge)
        others = ", ".join(f"{count} by {judge}" for judge, count in by_judge.items() if judge != newest)
        yield f"Judged by {newest}; {others}. To compare them: greenroom rejudge --all"


def _table(rows: tuple[AttemptSummary, ...], interviews: Mapping[AttemptRef, int]) -> list[str]:
    """Aligned columns of plain text: the same on a terminal and in a pipe, and quick."""
    header = ("attempt", "when", "length", "points", "um/min", "words/min", "")
    cells = [header, *((*_row(row), ", ".join(_remarks(row, interviews.get(row.ref)))) for row in rows)]
    columns = map(_aligned, zip(*cells, strict=True))
    return ["  ".join(row).rstrip() for row in zip(*columns, strict=True)]


def _aligned(column: Sequence[str]) -> list[str]:
    width = max(map(len, column))
    return [cell.ljust(width) for cell in column]


def _row(row: AttemptSummary) -> tuple[str, ...]:
    points = f"{row.points_covered} of {row.points_total}" if row.points_total else "-"
    return (
        str(row.ref),
        row.created_at.astimezone().isoformat(" ", "minutes")[:16],
        "typed" if row.duration_s is None else clock_time(row.duration_s),
        (points if row.scored else "not scored")
        + (f" ({row.about} alone)" if row.about else "")
        + (" *" if row.corrections else ""),
        _number(row.filled_pauses_per_min, 1),
        _number(row.pace_wpm, 0),
    )


def _remarks(row: AttemptSummary, interview: int | None) -> Iterator[str]:
    if row.hints is not Hint.NONE:
        yield f"hints: {row.hints}"
    if interview is not None:
        yield f"interview {interview}"


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
