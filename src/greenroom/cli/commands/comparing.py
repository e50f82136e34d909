"""diff: two attempts side by side."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from greenroom.cli.commands.attempts import REF_HELP
from greenroom.cli.new_file import write_new
from greenroom.cli.session import Commands, print_json, services_of
from greenroom.errors import ExitStatus

__all__ = ["add_commands"]

_DESCRIPTION = """\
What changed from one attempt to another: points gained, kept and lost, figures, and the words themselves.

  greenroom diff                    the last two attempts at what you practised last
  greenroom diff why-meta           the last two at that prompt
  greenroom diff best               the best against the latest of its prompt
  greenroom diff why-meta/1 last    any two, the earlier first
  greenroom diff ideal why-meta     the prompt's ideal answer against what was said last (or: diff why-meta ideal)
"""


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    diff = commands.add_parser(
        "diff",
        parents=[common],
        help="see what changed between two attempts",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    diff.add_argument("first", nargs="?", default="", metavar="A", help=f"{REF_HELP}, or ideal")
    diff.add_argument("second", nargs="?", default="", metavar="B", help="likewise; default: the latest of that prompt")
    diff.add_argument("--json", action="store_true", help="print as JSON")
    diff.add_argument("--html", type=Path, metavar="FILE", help="write one page to keep or send instead")
    diff.set_defaults(run=run_diff)


def run_diff(options: argparse.Namespace) -> int:
    from greenroom.practice.learning.ideal_comparing import IDEAL, compare_with_ideal
    from greenroom.practice.reviewing.comparing import compare_attempts, comparison_document, pair_named

    services = services_of(options)
    names = [options.first, options.second]
    if IDEAL in names:
        other = names[names[0] == IDEAL] or "last"
        compared = compare_with_ideal(services, services.attempts.resolve(other), ideal_first=names[0] == IDEAL)
    else:
        compared = compare_attempts(services, *pair_named(services, *names))
    if options.html is not None:
        from greenroom.cli.views.comparison_page import comparison_page

        write_new(options.html, comparison_page(compared))
        print(f"Written: {options.html}", file=sys.stderr if options.json else sys.stdout)
    if options.json:
        print_json(comparison_document(compared))
    elif options.html is None:
        from greenroom.cli.views.comparison_view import print_comparison

        print_comparison(compared, services.settings.color)
    return ExitStatus.OK
