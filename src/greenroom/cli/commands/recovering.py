"""recover: what was left without a report."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from greenroom.cli.session import Commands, emit, services_of
from greenroom.cli.terminal import Terminal
from greenroom.cli.views.report_view import print_report
from greenroom.domain import AttemptRef
from greenroom.errors import ExitStatus, GreenroomError, UsageError

if TYPE_CHECKING:
    from greenroom.practice.services import Services

__all__ = ["add_commands", "offer_recovery"]


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    recover = commands.add_parser("recover", parents=[common], help="judge sound that was left without a report")
    recover.add_argument("--list", action="store_true", dest="only_list", help="only say what there is")
    recover.add_argument("--discard", metavar="REF", help="delete one of them for good")
    recover.add_argument("--json", action="store_true", help="only say what there is, as JSON")
    recover.set_defaults(run=run_recover)


def run_recover(options: argparse.Namespace) -> int:
    services = services_of(options)
    found = services.attempts.orphans()
    if options.discard:
        return _discard(services, options.discard)
    if options.json or options.only_list:
        rows = [
            {"ref": str(ref), "file": recording.path, "duration_s": recording.duration_s} for ref, recording in found
        ]
        emit(options, rows, [f"{row['ref']}  {row['duration_s']:.0f} s  {row['file']}" for row in rows])
        return ExitStatus.OK
    with Terminal(services.settings.color) as terminal:
        if not found:
            terminal.tell("Nothing to recover: every recording has its report.")
        return _recover_all(services, terminal)


def _discard(services: Services, name: str) -> int:
    ref = AttemptRef.parse(name)
    if ref is None:
        raise UsageError(f"'{name}' names no recording.", hint="See which there are: greenroom recover --list")
    services.attempts.discard(ref)
    print(f"Discarded {ref}.")
    return ExitStatus.OK


def offer_recovery(services: Services, terminal: Terminal, *, may_show: bool) -> None:
    """Tell of sound that was left without a report, and where *may_show* and there is somebody, offer to judge it."""
    found = services.attempts.orphans()
    if not found:
        return
    for ref, recording in found:
        terminal.tell(f"Found {ref}: {recording.duration_s:.0f} s of an answer whose session ended before the report.")
    if not terminal.somebody or not may_show:
        terminal.tell("It is kept. See the report with: greenroom recover")
    elif terminal.choose("y: see the report now   Enter: later", {"y", "enter"}) == "y":
        _recover_all(services, terminal)


def _recover_all(services: Services, terminal: Terminal) -> int:
    """Every report that can be made; the others are told about. The status of the first that could not."""
    from greenroom.practice.recovering import recover

    status: int = ExitStatus.OK
    for ref, recording in services.attempts.orphans():
        try:
            attempt = recover(services, terminal, ref, recording)
        except GreenroomError as error:
            terminal.tell(f"{ref} stays as it is. {error.message} {error.hint}".rstrip())
            status = status or error.exit_status
            continue
        terminal.settle()
        print_report(attempt, services.settings.color)
    return status
