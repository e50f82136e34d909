"""A replay on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from greenroom.cli.terminal import Terminal
from greenroom.domain import Attempt

if TYPE_CHECKING:
    from greenroom.practice.services import Services

__all__ = ["replay_on"]


def replay_on(services: Services, terminal: Terminal, attempt: Attempt, *, speed: float = 1.0) -> None:
    """Replay on the terminal, with the keys explained once."""
    from greenroom.practice.replaying import replay

    terminal.tell("space: pause   left, right: 5 s   up, down: speed   q: end")
    replay(services, terminal, attempt, terminal.playing, speed=speed)
