"""progress: how it has gone, attempt after attempt."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.cli.new_file import write_new
from greenroom.cli.session import Commands, print_json, services_of
from greenroom.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from greenroom.practice.planning.progressing import Progress

__all__ = ["add_commands"]


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    progress = commands.add_parser("progress", parents=[common], help="see how it has gone, attempt after attempt")
    progress.add_argument("prompt", nargs="?", default="", help="of this prompt, with the history of its points")
    progress.add_argument("--json", action="store_true", help="print as JSON")
    progress.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw that prompt into a new file instead")
    progress.set_defaults(run=run_progress)


def run_progress(options: argparse.Namespace) -> int:
    from greenroom.practice.planning.progressing import progress_document, progress_of

    if options.plot is not None and not options.prompt:
        raise UsageError("A picture shows one prompt.", hint="Name it: greenroom progress why-meta --plot why-meta.svg")
    services = services_of(options)
    progress = progress_of(services, options.prompt)
    if not progress.prompts:
        print(f"No attempts yet. Make one: greenroom practice {options.prompt}".rstrip(), file=sys.stderr)
    elif options.plot is not None:
        _plot(progress, options)
    if options.json:
        print_json(progress_document(progress))
    elif progress.prompts and options.plot is None:
        from greenroom.cli.views.progress_view import print_progress

        print_progress(progress, services.settings.color)
    return ExitStatus.OK


def _plot(progress: Progress, options: argparse.Namespace) -> None:
    from greenroom.cli.views.progress_plot import progress_plot

    write_new(options.plot, progress_plot(progress.prompts[0]))
    print(f"Written: {options.plot}", file=sys.stderr if options.json else sys.stdout)
