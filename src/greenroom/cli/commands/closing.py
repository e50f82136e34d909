"""close: the sound of old attempts in less room."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from greenroom.cli.session import Commands, print_json, services_of
from greenroom.cli.terminal import Terminal
from greenroom.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from greenroom.domain import AttemptRef
    from greenroom.practice.carrying.closing import Closed

__all__ = ["add_commands"]

_CLOSE = """\
The sound of attempts older than 14 days becomes FLAC: the same sample by sample, in about half the room. Each is read
again and compared before its WAV file goes. `practice` does a few of them when it ends; close_old = false in the home's
config.toml keeps it from that.
"""


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    close = commands.add_parser(
        "close",
        parents=[common],
        help="keep the sound of old attempts in half the room, bit by bit the same",
        description=_CLOSE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    close.add_argument("--older-than", type=int, metavar="DAYS", help="0: all of them (default 14)")
    close.add_argument("--json", action="store_true", help="print as JSON")
    close.set_defaults(run=run_close)


def run_close(options: argparse.Namespace) -> int:
    from greenroom.practice.carrying.closing import CLOSE_AFTER_DAYS, close_old, closed_document

    days = CLOSE_AFTER_DAYS if options.older_than is None else options.older_than
    if not 0 <= days <= 36_500:
        raise UsageError(f"--older-than {days} is no age.", hint="It takes a number of days from 0.")
    services = services_of(options)
    with Terminal(services.settings.color) as terminal:

        def show(ref: AttemptRef, number: int, of: int) -> None:
            if sys.stderr.isatty():
                terminal.working(f"Compressing {ref} ({number} of {of})")

        closed = close_old(services, days, show)
    if options.json:
        print_json(closed_document(closed))
    else:
        _tell(closed, days)
    return closed.left[0][1].exit_status if closed.left else ExitStatus.OK


def _tell(closed: Closed, days: int) -> None:
    from greenroom.practice.carrying.closing import saved_note

    for ref, error in closed.left:
        print(f"{ref} stays as it is. {error.message} {error.hint}".rstrip(), file=sys.stderr)
    if closed.count:
        print(saved_note(closed))
    elif not closed.left and not closed.recording:
        older = f" that is older than {days} days" if days else ""
        print(f"Nothing to do: no attempt{older} has sound that is not compressed.")
    if closed.recording:
        print("An answer is being recorded just now: the rest can wait until that is done.", file=sys.stderr)
