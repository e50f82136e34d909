"""interview: several questions in a row, and a report of the whole."""

from __future__ import annotations

import argparse
import random
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.cli.commands.practice import (
    add_microphone_options,
    add_voice_options,
    check_microphone,
)
from greenroom.cli.commands.recovering import offer_recovery
from greenroom.cli.new_file import check_new, write_new
from greenroom.cli.session import Commands, print_json, services_of
from greenroom.cli.terminal import Terminal, make_console, print_hanging
from greenroom.cli.views.replay_view import replay_on
from greenroom.cli.views.report_view import print_report
from greenroom.domain import Interview
from greenroom.errors import Cancelled, ExitStatus, UsageError

if TYPE_CHECKING:
    from greenroom.practice.interview.interviewing import Answered
    from greenroom.practice.interview.planning import Wishes
    from greenroom.practice.services import Services

__all__ = ["add_commands"]

_COUNT = 3
_DESCRIPTION = """\
Several questions in a row, each in one of its wordings, with follow-ups where you missed a point.

  greenroom interview                     three prompts: what is due, then what you practised least
  greenroom interview why-meta a-conflict these, in this order
  greenroom interview --count 5 --real    nothing but "thank you" before the end
  greenroom interview --resume            go on with the last one
  greenroom interview --report            the report of the last one again; --report 2: of the second
"""


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    one = commands.add_parser(
        "interview",
        parents=[common],
        help="answer several questions in a row, with follow-ups",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    one.add_argument("prompts", nargs="*", metavar="PROMPT", help="what to ask, in this order (ids or files)")
    one.add_argument("--count", type=int, metavar="N", help=f"so many questions, chosen for you (default {_COUNT})")
    one.add_argument("--follow-ups", type=int, metavar="N", help="at most so many after a question (default 1)")
    one.add_argument("--real", action="store_true", help="no report before the end")
    one.add_argument("--seed", type=int, metavar="N", help="the same choice and wordings again, on the same day")
    again = one.add_mutually_exclusive_group()
    again.add_argument(
        "--resume", nargs="?", type=int, const=0, metavar="N", help="go on with the last one (or the Nth)"
    )
    again.add_argument("--report", nargs="?", type=int, const=0, metavar="N", help="only the report of the last one")
    one.add_argument("--html", type=Path, metavar="FILE", help="write the report as one page to keep or print")
    one.add_argument("--json", action="store_true", help="print the report as JSON")
    one.add_argument("--typed", action="store_true", help="type the answers instead, each on a line")
    one.add_argument("--no-check", action="store_true", help="leave out the sound check")
    add_microphone_options(one)
    add_voice_options(one)
    one.set_defaults(run=run_interview)


def run_interview(options: argparse.Namespace) -> int:
    from greenroom.practice.interview.report import interview_document, report_of

    _refuse_what_cannot_be_meant(options)
    services = services_of(options)
    interview = services.interviews.load(options.report) if options.report is not None else _held(services, options)
    report = report_of(services, interview)
    if options.html is not None:
        from greenroom.cli.views.interview_page import interview_page

        write_new(options.html, interview_page(report))
        print(f"Written: {options.html}", file=sys.stderr if options.json else sys.stdout)
    if options.json:
        print_json(interview_document(report))
    elif options.html is None or options.report is None:
        from greenroom.cli.views.interview_view import print_interview

        print_interview(report, services.settings.color)
    if options.report is None and options.html is None:
        print(f"\nTo keep it as a page: greenroom interview --report {interview.number} --html FILE", file=sys.stderr)
    return ExitStatus.OK


def _refuse_what_cannot_be_meant(options: argparse.Namespace) -> None:
    """Raises UsageError: better now than after the last answer."""
    given = (options.count, options.follow_ups, options.seed)
    planned = options.prompts or options.real or any(one is not None for one in given)
    if planned and (options.resume is not None or options.report is not None):
        raise UsageError(
            "What an interview asks is settled when it begins.", hint="Leave that out, or begin another one."
        )
    if options.prompts and options.count is not None:
        raise UsageError("Either name prompts, or say with --count how many to choose for you.")
    for name, least in (("count", 1), ("follow_ups", 0)):
        number = getattr(options, name)
        if number is not None and number < least:
            raise UsageError(f"--{name.replace('_', '-')} {number} is too few.", hint=f"It takes {least} and more.")
    if options.html is not None:
        check_new(options.html)


def _held(services: Services, options: argparse.Namespace) -> Interview:
    """A new interview, or one that goes on; as it is at its end."""
    from greenroom.practice.interview.interviewing import Manner, begin, go_on, is_finished
    from greenroom.practice.interview.planning import plan_interview

    terminal = Terminal(services.settings.color)
    with nullcontext() if options.typed else terminal:  # who types wants a line that can be edited
        offer_recovery(services, terminal, may_show=not (options.json or options.typed))
        if options.resume is not None:
            interview = _to_resume(services, options.resume)
        else:
            interview, prompts = plan_interview(services, terminal, _wishes(options))
        if not options.typed and not options.no_check:
            check_microphone(services, terminal)
        desk = _Desk(services, terminal, interview, options)
        manner = Manner(desk.after, _typed if options.typed else None)
        if options.typed and terminal.somebody:
            terminal.tell("Type each answer on one line; Enter ends it.")
        if options.resume is not None:
            held = go_on(services, terminal, interview, manner)
        else:
            held = begin(services, terminal, interview, prompts, manner)
        terminal.settle()
    if not is_finished(services, held):
        number = held.number
        print(f"Interview {number} is not at its end. Go on: greenroom interview --resume {number}\n", file=sys.stderr)
    return held


def _wishes(options: argparse.Namespace) -> Wishes:
    from greenroom.practice.interview.planning import Wishes

    return Wishes(
        names=tuple(options.prompts),
        count=options.count or _COUNT,
        follow_ups=1 if options.follow_ups is None else options.follow_ups,
        real=options.real,
        seed=random.randrange(10**6) if options.seed is None else options.seed,  # noqa: S311 - no secret
    )


def _to_resume(services: Services, number: int) -> Interview:
    from greenroom.practice.interview.interviewing import is_finished

    interview = services.interviews.load(number)
    if is_finished(services, interview):
        raise UsageError(
            f"Interview {interview.number} is finished.",
            hint=f"Its report: greenroom interview --report {interview.number}. Another one: greenroom interview",
        )
    return interview


def _typed() -> str:
    """A line of standard input; its end breaks the interview off."""
    answer = sys.stdin.readline() if sys.stdin is not None else ""
    if not answer:
        raise Cancelled("No more answers came.")
    return answer


class _Desk:
    """The front end's part in an interview."""

    def __init__(
        self, services: Services, terminal: Terminal, interview: Interview, options: argparse.Namespace
    ) -> None:
        self._services = services
        self._terminal = terminal
        self._last = len(interview.questions) - 1
        self._silent = interview.real or options.json
        self._typed = options.typed

    def after(self, answered: Answered) -> bool:
        """The report after a question, and whether to go on."""
        if self._silent:
            return True
        self._report(answered)
        if self._typed or not self._terminal.somebody or answered.place == self._last:
            return True
        while True:
            key = self._terminal.choose("\nEnter: next question   l: listen   q: break off", {"enter", "l", "q"})
            if key != "l":
                return key != "q"
            replay_on(self._services, self._terminal, answered.attempt)

    def _report(self, answered: Answered) -> None:
        from greenroom.cli.views.interview_view import follow_up_lines

        self._terminal.settle()
        color = self._services.settings.color
        print_report(answered.attempt, color)
        console = make_console(color)
        for attempt in answered.follow_ups:
            for line in follow_up_lines(attempt):
                print_hanging(console, line)
        print(flush=True)
