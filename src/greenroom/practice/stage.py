"""What a front end lends to the use cases: its keys and its screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from greenroom.domain import Prompt, SpokenLength

if TYPE_CHECKING:
    from greenroom.sound.port import TakeState

__all__ = ["Stage"]


class Stage(Protocol):
    """A terminal, a page, or a script in a test.

    Keys are "enter", "space", "left", "right", "up", "down", "escape", "backspace", a character in lower case, or "eof"
    when no more input will ever come ("eof" too is given only after the time-out, so that no loop spins).
    """

    def key(self, timeout_s: float) -> str | None:
        """The next key, or None when none came within *timeout_s*. May raise KeyboardInterrupt."""
        ...

    def forget_keys(self) -> None:
        """Drop what was typed ahead: an impatient key must not end the next thing before it began."""
        ...

    def tell(self, line: str) -> None:
        """One plain line that stays on the screen."""
        ...

    def question(self, prompt: Prompt, asked: str) -> None:
        """Show the question, large."""
        ...

    def countdown(self, left_s: int) -> None: ...

    def hints(self, lines: Sequence[str]) -> None:
        """Show *lines* while the user speaks, in the place of those before; none of them takes those away."""
        ...

    def meter(self, state: TakeState, target: SpokenLength, limit_s: float) -> None:
        """Redraw level and elapsed time: nothing else moves while the user speaks."""
        ...

    def working(self, what: str) -> None:
        """Say what is being computed; the next call of any other method replaces it."""
        ...
