"""The terminal as a stage: what moves goes to standard error, what is the result to standard output."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Collection, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from greenroom.cli.keys import Keys
from greenroom.domain import Prompt, SpokenLength

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from greenroom.sound.port import TakeState

__all__ = ["VALUE_COLUMN", "Terminal", "clock_time", "make_console", "print_hanging"]

VALUE_COLUMN = 16
"""Where values begin in rows of a name and a value."""

METER_CELLS = 24
METER_FLOOR_DBFS = -60.0
_BESIDE_HINTS = 8  # rows for the question and the meter
_CLEAR_LINE = "\r\x1b[2K"


def make_console(color: str, *, stderr: bool = False) -> Console:
    """A rich console; *color* is auto (colour on a terminal unless NO_COLOR is set), always or never."""
    from rich.console import Console

    class OurConsole(Console):
        def on_broken_pipe(self) -> None:
            """Rich would end the program here; the error boundary knows better."""
            raise BrokenPipeError

    return OurConsole(
        stderr=stderr,
        highlight=False,
        force_terminal={"always": True, "never": None}.get(color),
        no_color=True if color == "never" else None,
        soft_wrap=False,
    )


def print_hanging(console: Console, line: Text) -> None:
    """Print *line*; what does not fit goes on under its first word, or under the value of a row, not at the margin."""
    indent = len(line.plain) - len(line.plain.lstrip(" ")) + 2
    row = re.match(r"  \S.* {2}\S", line.plain[: VALUE_COLUMN + 1]) and line.plain[VALUE_COLUMN - 1] == " "
    if row and console.width >= 3 * VALUE_COLUMN:
        indent = VALUE_COLUMN
    if len(line.plain) <= console.width:
        console.print(line)
        return
    body = line[indent:]
    pieces = body.wrap(console, max(20, console.width - indent))
    for number, piece in enumerate(pieces):
        head = line[:indent] if number == 0 else " " * indent
        console.print(head, piece, sep="", soft_wrap=True)


def clock_time(seconds: float) -> str:
    """``75.2`` as ``1:15``."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


class Terminal:
    """Implements `practice.stage.Stage`. Use as a context: keys are raw inside it."""

    def __init__(self, color: str = "auto", keys: Keys | None = None) -> None:
        self._keys = keys or Keys()
        self._moving = False
        self._hint_rows = 0
        self.screen = make_console(color, stderr=True)
        self._may_move = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> Terminal:
        self._keys.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.settle()
        self._keys.__exit__(kind, error, trace)

    def key(self, timeout_s: float) -> str | None:
        return self._keys.get(timeout_s)

    @property
    def somebody(self) -> bool:
        """Whether a person can be asked."""
        return self._keys.at_terminal()

    def forget_keys(self) -> None:
        self._keys.forget()

    def choose(self, offer: str, keys: Collection[str]) -> str:
        """Show *offer* and wait for one of *keys*, not typed ahead; "eof" when no input can come any more."""
        self.forget_keys()
        self.tell(offer)
        while True:
            key = self.key(1.0)
            if key == "eof" or (key is not None and key in keys):
                return key

    def tell(self, line: str) -> None:
        self.settle()
        self._hint_rows = 0  # they stand above this line now, and stay
        self.screen.print(line, markup=False)

    def question(self, prompt: Prompt, asked: str) -> None:
        from rich.panel import Panel
        from rich.text import Text

        self.settle()
        hint = f"aim for {prompt.target.low_s:.0f} to {prompt.target.high_s:.0f} s"
        self.screen.print(Panel(Text(asked, style="bold", justify="center"), padding=(1, 4), subtitle=hint))

    def countdown(self, left_s: int) -> None:
        self._move(f"Your answer starts in {left_s} (any key: now)")

    def hints(self, lines: Sequence[str]) -> None:
        self._take_back_hints()
        if not lines:
            return
        self.settle()
        shown = [piece for line in lines for piece in self._wrapped(line)]
        room = max(3, self.screen.height - _BESIDE_HINTS)
        if self._may_move and len(shown) > room:  # what scrolled away could not be taken back
            shown = [*shown[: room - 1], "  ..."]
        for line in shown:
            self.screen.print(line, markup=False, soft_wrap=True, style="dim")
        self._hint_rows = len(shown) if self._may_move else 0

    def _wrapped(self, line: str) -> list[str]:
        width = max(20, self.screen.width - 2)
        return textwrap.wrap(line, width, initial_indent="  ", subsequent_indent="    ") or [""]

    def _take_back_hints(self) -> None:
        """Rub out the hints, if nothing was printed below them since."""
        if self._hint_rows:
            self.settle()
            sys.stderr.write(f"\x1b[{self._hint_rows}A\r\x1b[J")
            sys.stderr.flush()
            self._hint_rows = 0

    def meter(self, state: TakeState, target: SpokenLength, limit_s: float) -> None:
        self._move(
            f"{_meter(state)}  {clock_time(state.elapsed_s)} {_against(state.elapsed_s, target, limit_s)}{_help(state)}"
        )

    def working(self, what: str) -> None:
        if self._may_move:
            self._move(f"{what} ...")
        else:
            self.tell(f"{what} ...")

    def _move(self, line: str) -> None:
        """Draw *line* over the last moving one; nothing moves on a pipe."""
        if self._may_move:
            width = max(20, self.screen.width - 1)
            sys.stderr.write(_CLEAR_LINE + line[:width])
            sys.stderr.flush()
            self._moving = True

    def settle(self) -> None:
        """Take the moving line away; whoever prints to standard output calls this first."""
        if self._moving:
            sys.stderr.write(_CLEAR_LINE)
            sys.stderr.flush()
            self._moving = False


def _meter(state: TakeState) -> str:
    share = (state.level_dbfs - METER_FLOOR_DBFS) / -METER_FLOOR_DBFS
    filled = 0 if state.paused else round(METER_CELLS * min(1.0, max(0.0, share)))
    return ("|| paused" if state.paused else "● " + "█" * filled).ljust(METER_CELLS + 2, "·")


def _against(elapsed_s: float, target: SpokenLength, limit_s: float) -> str:
    if elapsed_s < target.low_s:
        return f"of {clock_time(target.low_s)}-{clock_time(target.high_s)}"
    if elapsed_s <= target.high_s:
        return "✓ in the target"
    if elapsed_s <= limit_s:
        return f"past the target, limit {clock_time(limit_s)}"
    return "past the limit: please finish"


def _help(state: TakeState) -> str:
    return f"   {state.warning}" if state.warning else "   Enter: done  p: pause"
