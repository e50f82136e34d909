"""listen: hear the ideal answer."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from greenroom.cli.session import Commands, services_of
from greenroom.cli.terminal import Terminal, make_console, print_hanging
from greenroom.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from greenroom.practice.learning.ideal_aloud import ListenState

__all__ = ["add_commands"]


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    one = commands.add_parser("listen", parents=[common], help="hear the ideal answer, sentence by sentence")
    one.add_argument("prompt", metavar="PROMPT", help="id, or path of a file")
    one.add_argument("--points", action="store_true", help="the points in order instead")
    one.add_argument("--speed", type=float, default=1.0, help="0.5 to 2, pitch kept (default 1)")
    one.add_argument("--speaker", metavar="NAME", help="part of a loudspeaker's name, or its number")
    one.add_argument("--voice", help="who speaks (see: greenroom voices)")
    one.add_argument("--rate", type=int, dest="rate_wpm", metavar="WPM", help="words a minute of that voice")
    one.set_defaults(run=run_listen)


def run_listen(options: argparse.Namespace) -> int:
    from greenroom.practice.learning.ideal_aloud import SPEEDS, listen, to_learn

    if not SPEEDS[0] <= options.speed <= SPEEDS[-1]:
        raise UsageError(f"--speed {options.speed:g} is out of range.", hint="It takes 0.5 to 2.")
    services = services_of(options)
    prompt = services.prompts.load(options.prompt)
    learned = to_learn(prompt, points=options.points)
    with Terminal(services.settings.color) as terminal:
        if not learned.ideal and not options.points:
            terminal.tell(f"{prompt.id} has no ideal answer yet, so these are its points.")
        if terminal.somebody:
            terminal.tell("space: pause   left, right: sentence   up, down: speed   q: end")
        screen = _Sentences(learned.passages, services.settings.color, terminal)
        listen(services, terminal, learned.passages, screen.show, speed=options.speed)
    return ExitStatus.OK


class _Sentences:
    """The sentence that is spoken, on standard output; what the keys did to it, on the other."""

    def __init__(self, passages: tuple[str, ...], color: str, terminal: Terminal) -> None:
        self._passages = passages
        self._console = make_console(color)
        self._terminal = terminal
        self._before: ListenState | None = None

    def show(self, state: ListenState) -> None:
        before, self._before = self._before, state
        if before is not None and state.paused and not before.paused:
            self._terminal.tell("Paused; space goes on.")
        if before is not None and state.speed != before.speed:
            self._terminal.tell(f"Speed {state.speed:g}.")
        if before is None or state.number != before.number:
            self._print(self._passages[state.number])

    def _print(self, passage: str) -> None:
        if not self._console.is_terminal:
            print(passage, flush=True)
            return
        from rich.text import Text

        self._terminal.settle()
        print_hanging(self._console, Text(passage))
