"""A replay: on a terminal the transcript moves with the sound; in a pipe it is lines, each printed when it is heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from greenroom.cli.terminal import Terminal, clock_time, make_console, print_hanging
from greenroom.cli.views.report_view import MARKS
from greenroom.cli.views.rows import styled
from greenroom.errors import GreenroomError

if TYPE_CHECKING:
    from greenroom.domain import Attempt
    from greenroom.practice.replay.playing import ReplayState
    from greenroom.practice.replay.tape import Tape
    from greenroom.practice.replay.track import Passage, Track
    from greenroom.practice.replay.turns import Turn
    from greenroom.practice.services import Services

__all__ = ["ReplayLines", "replay_in_turn_on", "replay_on", "replay_tape"]


def replay_on(services: Services, terminal: Terminal, attempt: Attempt) -> None:
    """The whole of *attempt*, inside a session that goes on: where it cannot be played, it is told why."""
    from greenroom.practice.replay.tape import tape_of

    try:
        replay_tape(services, terminal, tape_of(attempt))
    except GreenroomError as error:
        terminal.tell(f"{error.message} {error.hint}".rstrip())


def replay_tape(
    services: Services,
    terminal: Terminal,
    tape: Tape,
    *,
    start_s: float = 0.0,
    passages: Sequence[Passage] = (),
    speed: float = 1.0,
) -> None:
    """Replay *tape* from *start_s* on, or only *passages* of it. Raises SoundError, DeviceNotFoundError."""
    from greenroom.practice.replay.playing import replay

    with ExitStack() as shown:
        if _may_draw(terminal):
            show = _screen(shown, terminal, tape.track, passages)
        else:
            show = ReplayLines(tape.track, passages).show
        replay(services, terminal, tape, show, start_s=start_s, passages=passages, speed=speed)


def replay_in_turn_on(services: Services, terminal: Terminal, tapes: tuple[Tape, Tape], *, speed: float = 1.0) -> None:
    """Two attempts point by point, each turn with a line that stays. Raises as `turns_of`, SoundError."""
    from greenroom.practice.replay.turns import replay_in_turn

    console = make_console(services.settings.color)
    point_id = ""
    with ExitStack() as shown:

        def begin(turn: Turn) -> Callable[[ReplayState], None]:
            nonlocal point_id
            shown.close()
            if turn.point.id != point_id:
                point_id = turn.point.id
                print_hanging(console, styled(turn.point.say, "bold"))
            tape = tapes[turn.tape]
            mark, style = MARKS[turn.point.verdict]
            line = styled("  ").append(f"{mark} ", style).append(f"{tape.attempt.ref}  ")
            line.append(f"“{turn.passage.words}”" if turn.passage else "not made here")
            print_hanging(console, line)
            console.file.flush()
            if turn.passage is None or not _may_draw(terminal):
                return _nothing
            return _screen(shown, terminal, tape.track, [turn.passage])

        replay_in_turn(services, terminal, tapes, begin, speed=speed)


class ReplayLines:
    """Prints each sentence, or each of *passages*, when it begins."""

    def __init__(self, track: Track, passages: Sequence[Passage]) -> None:
        self._track = track
        self._passages = passages
        self._printed: int | None = None

    def show(self, state: ReplayState) -> None:
        number = self._track.sentence_at(state.position_s) if state.number is None else state.number
        if number is None or number == self._printed:
            return
        # Short sentences may have passed between two looks.
        first = number if self._printed is None else min(self._printed + 1, number)
        for passage in (self._passages or self._track.sentences)[first : number + 1]:
            title = f"{passage.title}: " if passage.title else ""
            print(f"{clock_time(passage.start_s)}  {title}{passage.words}", flush=True)
        self._printed = number


def _nothing(_state: ReplayState) -> None:
    """In a pipe the line of a turn says it all."""


def _may_draw(terminal: Terminal) -> bool:
    return terminal.somebody and terminal.screen.is_terminal


def _screen(
    shown: ExitStack, terminal: Terminal, track: Track, passages: Sequence[Passage]
) -> Callable[[ReplayState], None]:
    from greenroom.cli.views.replay_screen import ReplayScreen

    return shown.enter_context(ReplayScreen(terminal, track, passages)).show
