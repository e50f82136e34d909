"""correct: where the user knows better than the machine."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from greenroom.cli.commands.attempts import REF_HELP
from greenroom.cli.session import Commands, print_json, services_of
from greenroom.cli.terminal import clock_time
from greenroom.cli.views.changes_view import changes_between
from greenroom.domain import Attempt, Correction, Corrections, PointCorrection, WordCorrection
from greenroom.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from greenroom.practice.services import Services

__all__ = ["add_commands"]

_DESCRIPTION = """\
Say what the machine got wrong. What you say counts in every figure and list, and what the machine said stays beside it.

  greenroom correct last --point mission covered      a verdict: covered, partial, missed or contradicted
  greenroom correct last --word fabricator Phabricator  a word, wherever it was heard so (or by its time: 12.4)
  greenroom correct last --filler 31.2 no             no filler was said there
  greenroom correct last --filler 40.0 um             one was
  greenroom correct last --filler so no               my "so" is no filler
  greenroom correct last --undo                       take the latest correction back (or --undo mission)
  greenroom correct last                              list them
"""


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    correct = commands.add_parser(
        "correct",
        parents=[common],
        help="correct a verdict, a word or a filler",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    correct.add_argument("ref", metavar="REF", help=REF_HELP)
    correct.add_argument(
        "--point", nargs=2, action="append", default=[], metavar=("ID", "VERDICT"), help="whether a point was made"
    )
    correct.add_argument(
        "--word", nargs=2, action="append", default=[], metavar=("WHERE", "TEXT"), help="what you said there"
    )
    correct.add_argument(
        "--filler", nargs=2, action="append", default=[], metavar=("WHERE", "WHAT"), help="a filler, or `no` for none"
    )
    correct.add_argument("--undo", nargs="?", const="", metavar="WHAT", help="a point, word or filler; else the latest")
    correct.add_argument("--json", action="store_true", help="print the attempt as JSON")
    correct.set_defaults(run=run_correct)


def run_correct(options: argparse.Namespace) -> int:
    from greenroom.practice.reviewing.correcting import keep_corrections

    services = services_of(options)
    before = services.attempts.load(services.attempts.resolve(options.ref))
    corrections = _wanted(services, before, options)
    after = before
    if corrections != before.corrections:
        after = keep_corrections(services, before.ref, corrections)
    if options.json:
        from greenroom.practice.document import attempt_document

        print_json(attempt_document(after))
    elif corrections != before.corrections:
        _print_changes(before, after)
    else:
        _print_all(after)
    return ExitStatus.OK


def _wanted(services: Services, attempt: Attempt, options: argparse.Namespace) -> Corrections:
    """The attempt's corrections as they are to be."""
    from greenroom.practice.reviewing.correcting import filler_correction, point_correction, to_undo, word_corrections

    new: list[Correction] = []
    now = services.clock.now
    new += [point_correction(attempt, point_id, verdict, now()) for point_id, verdict in options.point]
    new += [one for where, text in options.word for one in word_corrections(attempt, where, text, now())]
    new += [filler_correction(attempt, where, what, now()) for where, what in options.filler]
    corrections = attempt.corrections
    if options.undo is not None:
        if new:
            raise UsageError("Either correct or undo.", hint="Give --undo alone.")
        for old in to_undo(corrections, options.undo):
            corrections = corrections.without(old)
    for one in new:
        corrections = corrections.adding(one)
    return corrections


def _print_changes(before: Attempt, after: Attempt) -> None:
    from greenroom.scoring import compare_reports

    old, new = set(before.corrections.in_order), set(after.corrections.in_order)
    for one in before.corrections.in_order:
        if one not in new:
            print(f"{after.ref}: taken back: {_described(one, after)}")
    for one in after.corrections.in_order:
        if one not in old:
            print(f"{after.ref}: {_described(one, after)}")
    if before.report and after.report:
        comparison = compare_reports(before.report, after.report)
        lines = list(changes_between(before.report, after.report, comparison))
        if not comparison.same_judge:
            lines.append(f"judged by {before.report.judge} before, by {after.report.judge} now")
        print(f"  {'; '.join(lines)}" if lines else "  No verdict and no figure changes by it.")


def _print_all(attempt: Attempt) -> None:
    lost = attempt.corrections.lost(attempt.report) if attempt.report else ()
    for one in attempt.corrections.in_order:
        gone = "; the prompt has no such point any more" if one in lost else ""
        print(f"{one.made_at.astimezone():%Y-%m-%d %H:%M}  {_described(one, attempt)}{gone}")
    if not attempt.corrections.in_order:
        print(f"No corrections of {attempt.ref}. How to make one: greenroom correct --help", file=sys.stderr)


def _described(one: Correction, attempt: Attempt) -> str:
    if isinstance(one, PointCorrection):
        judged = [point.judged for point in attempt.report.points if point.id == one.point_id] if attempt.report else []
        beside = f"; the judge says {judged[0]}" if judged and judged[0] else ""
        return f"point '{one.point_id}' was {one.verdict}{beside}"
    if isinstance(one, WordCorrection):
        return f"“{one.text}” was said, not “{' '.join(one.heard)}”"
    if one.at_s is None:
        return f"“{one.text}” is no filler, wherever it was said"
    return f"“{one.text}” at {clock_time(one.at_s)} {'was said' if one.said else 'is no filler'}"
