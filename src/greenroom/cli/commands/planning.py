"""next: what to practise now, and why."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from greenroom.cli.session import Commands, print_json, services_of
from greenroom.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from greenroom.practice.planning.scheduling import Schedule
    from greenroom.practice.services import Services

__all__ = ["add_commands"]

_GRADES = ("again", "hard", "good", "easy")


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    following = commands.add_parser("next", parents=[common], help="what to practise next, and why")
    following.add_argument("--interview", metavar="DATE", help="the day you practise for, 2026-12-10; none forgets it")
    following.add_argument(
        "--grade",
        nargs=2,
        metavar=("PROMPT", "GRADE"),
        help="how well your last answer to PROMPT went: again, hard, good or easy",
    )
    following.add_argument("--json", action="store_true", help="print as JSON")
    following.set_defaults(run=run_next)


def run_next(options: argparse.Namespace) -> int:
    from greenroom.practice.planning.scheduling import schedule_document, schedule_of

    services = services_of(options)
    if options.interview is not None:
        services.attempts.set_interview(_day(options.interview))
    if options.grade is not None:
        _grade(services, *options.grade)
    schedule = schedule_of(services)
    if options.json:
        print_json(schedule_document(schedule))
        return ExitStatus.OK
    for line in _lines(schedule):
        print(line)
    if not schedule.prompts:
        print("No prompts yet. Make some: greenroom init", file=sys.stderr)
    return ExitStatus.OK


def _day(text: str) -> date | None:
    if text == "none":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"'{text}' is no day.", hint="Write it as 2026-12-10, or none to forget it.") from error


def _grade(services: Services, prompt: str, grade: str) -> None:
    from greenroom.library.values import Grade

    if grade not in _GRADES:
        raise UsageError(f"'{grade}' is no grade.", hint=f"Grades are: {', '.join(_GRADES)}.")
    services.attempts.grade(services.attempts.resolve(prompt), Grade(grade))


def _lines(schedule: Schedule) -> Iterator[str]:
    if schedule.interview is not None:
        left = (schedule.interview - schedule.today).days
        when = "is today" if left == 0 else f"is in {left} day{'s' if left != 1 else ''}"
        if left < 0:
            when = "is over; to forget it: greenroom next --interview none"
        yield f"Your interview, {schedule.interview.isoformat()}, {when}."
    width = max((len(one.prompt_id) for one in schedule.prompts), default=0)
    for one in schedule.prompts:
        due = "now" if one.due <= schedule.today else one.due.isoformat()
        yield f"{due:<10}  {one.prompt_id:<{width}}  {one.why}"
    if schedule.drills:
        yield "\nPoints that keep being missed"
        for drill in schedule.drills:
            since = ", since then made once alone" if drill.made else ""
            yield f"  {drill.prompt_id}: {drill.say} (missed in {drill.missed} of the last {drill.of}{since})"
        yield "Each alone, in 20 seconds: greenroom drill"
