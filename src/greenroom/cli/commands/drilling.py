"""drill: the points that keep being missed, each asked alone."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.cli.commands.practice import add_microphone_options, add_voice_options, with_file_as_microphone
from greenroom.cli.session import Commands, print_json, services_of
from greenroom.cli.terminal import Terminal, make_console
from greenroom.cli.views.drill_view import drill_lines
from greenroom.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from greenroom.practice.learning.drilling import Asked, Drilled
    from greenroom.practice.services import Services

__all__ = ["add_commands"]

_AT_A_TIME = 3


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    one = commands.add_parser("drill", parents=[common], help="answer points that keep being missed, each alone")
    one.add_argument("prompt", nargs="?", default="", metavar="PROMPT", help="only of this prompt (id or path)")
    one.add_argument(
        "--point", metavar="ID", default="", help="this point of PROMPT, whether it keeps being missed or not"
    )
    one.add_argument(
        "--count", type=int, metavar="N", help=f"so many at most (default {_AT_A_TIME}); with --point: so many times"
    )
    how = one.add_mutually_exclusive_group()
    how.add_argument("--typed", action="store_true", help="type the answers instead, each on a line")
    how.add_argument("--from-file", type=Path, metavar="SOUND", help="take the answer from a sound file")
    one.add_argument("--json", action="store_true", help="one line of JSON for each answer")
    add_microphone_options(one)
    add_voice_options(one)
    one.set_defaults(run=run_drill)


def run_drill(options: argparse.Namespace) -> int:
    from greenroom.practice.learning.drilling import to_drill

    if options.point and not options.prompt:
        raise UsageError("--point needs the prompt that it belongs to.", hint="greenroom drill PROMPT --point ID")
    if options.count is not None and options.count < 1:
        raise UsageError(f"--count {options.count} leaves nothing to ask.", hint="It takes 1 and more.")
    services = services_of(options)
    if options.from_file is not None:
        services = with_file_as_microphone(services, options.from_file)
    found = list(to_drill(services, options.prompt, options.point))
    chosen = found * (options.count or 1) if options.point else list(islice(found, options.count or _AT_A_TIME))
    if not chosen:
        print(
            "No point keeps being missed. To drill one all the same: greenroom drill PROMPT --point ID", file=sys.stderr
        )
        return ExitStatus.OK
    for drilled in _typed(services, chosen) if options.typed else _spoken(services, chosen, as_json=options.json):
        _report(drilled, services.settings.color, as_json=options.json)
    return ExitStatus.OK


def _spoken(services: Services, chosen: list[Asked], *, as_json: bool) -> Iterator[Drilled]:
    from greenroom.practice.learning.drilling import drill

    with Terminal(services.settings.color) as terminal:
        waiting = list(chosen)
        while waiting:
            asked = waiting.pop(0)
            drilled = drill(services, terminal, asked)
            terminal.settle()
            yield drilled
            if as_json or not terminal.somebody:
                continue
            offer = "r: once more   Enter: the next point   q: end" if waiting else "r: once more   Enter: end"
            key = terminal.choose(offer, {"r", "enter", "q"})
            if key == "r":
                waiting.insert(0, asked)
            elif key != "enter":
                return


def _typed(services: Services, chosen: list[Asked]) -> Iterator[Drilled]:
    """A line of standard input for each; its end ends the drills."""
    from greenroom.practice.learning.drilling import drill_typed

    terminal = Terminal(services.settings.color)  # not entered: who types wants a line that can be edited
    for asked in chosen:
        print(f"{asked.prompt.id}: {asked.question}", file=sys.stderr, flush=True)
        answer = sys.stdin.readline()
        if not answer:
            return
        drilled = drill_typed(services, terminal, asked, answer)
        terminal.settle()
        yield drilled


def _report(drilled: Drilled, color: str, *, as_json: bool) -> None:
    from greenroom.practice.learning.drilling import drill_document

    if as_json:
        print_json(drill_document(drilled), one_line=True)
        return
    console = make_console(color)
    for line in drill_lines(drilled):
        console.print(line)
