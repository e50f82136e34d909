"""feedback: what a real interviewer said, kept with its day in the prompt's file."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from greenroom.cli.session import Commands, print_json, services_of
from greenroom.domain import Feedback
from greenroom.errors import ExitStatus, UsageError

__all__ = ["add_commands"]


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("feedback", help="keep what a real interviewer told you")
    inner = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    add = inner.add_parser("add", parents=[common], help="write a remark into the prompt's file")
    add.add_argument("prompt", metavar="PROMPT", help="id, or path of a file")
    add.add_argument("remark", metavar="REMARK", help="what was said, in quotes")
    add.add_argument("--on", metavar="DATE", help="the day, as 2026-11-20 (default: today)")
    add.set_defaults(run=run_add)

    listing = inner.add_parser("list", parents=[common], help="every remark, the newest first")
    listing.add_argument("prompt", nargs="?", metavar="PROMPT", help="of this prompt only")
    listing.add_argument("--json", action="store_true", help="print as JSON")
    listing.set_defaults(run=run_list)


def run_add(options: argparse.Namespace) -> int:
    services = services_of(options)
    remark = options.remark.strip()
    if not any(char.isalnum() for char in remark):
        raise UsageError("The remark is empty.", hint='Write it in quotes: feedback add why-us "Slower, please."')
    on = _day(options.on, services.clock.now().astimezone().date())
    added = services.prompts.add_feedback(options.prompt, Feedback(on, remark))
    path = services.prompts.path(options.prompt)
    print(f"Kept in {path}, dated {on}." if added else f"{path} has that remark of {on} already; nothing changed.")
    return ExitStatus.OK


def run_list(options: argparse.Namespace) -> int:
    prompts = services_of(options).prompts
    listing = prompts.listing() if not options.prompt else None
    chosen = listing.prompts if listing else (prompts.load(options.prompt),)
    remarks = sorted(
        ((one.on, prompt.id, one.note) for prompt in chosen for one in prompt.feedback),
        key=lambda remark: (-remark[0].toordinal(), remark[1]),
    )
    problems = listing.problems if listing else ()
    for problem in problems:
        print(problem, file=sys.stderr)
    if options.json:
        print_json([{"on": on.isoformat(), "prompt": prompt_id, "note": note} for on, prompt_id, note in remarks])
    else:
        for on, prompt_id, note in remarks:
            print(f"{on}  {prompt_id}  {note}")
        if not remarks:
            print('No feedback yet. Keep some: greenroom feedback add PROMPT "..."', file=sys.stderr)
    return ExitStatus.PROMPT if problems else ExitStatus.OK


def _day(given: str | None, today: date) -> date:
    if given is None:
        return today
    try:
        on = date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(f"'{given}' is no day.", hint="Write year-month-day: --on 2026-11-20.") from error
    if on > today:
        raise UsageError(f"{on} is still to come.", hint="Give the day on which it was said; today is the default.")
    return on
