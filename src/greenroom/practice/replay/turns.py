"""Two attempts in turn, point by point: how one said it, then how the other did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from greenroom.domain import PointVerdict
from greenroom.errors import NotFoundError, UsageError
from greenroom.practice.replay.playing import ReplayState, replay
from greenroom.practice.replay.tape import Tape
from greenroom.practice.replay.track import POINT_ROOM_S, Passage
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage

__all__ = ["Turn", "replay_in_turn", "turns_of"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One point in one of two attempts: `tape` 0 or 1; `passage` is None where there is nothing to hear of it."""

    tape: int
    point: PointVerdict
    passage: Passage | None


def turns_of(first: Tape, second: Tape) -> tuple[Turn, ...]:
    """The points of both, in the order of the prompt, each in the first and then in the second.

    Raises UsageError (two prompts, or one attempt twice), NotFoundError (one of them was not judged, or no point was
    made in either).
    """
    refs = first.attempt.ref, second.attempt.ref
    if refs[0] == refs[1]:
        raise UsageError(f"That is {refs[0]} twice.", hint=f"Name another: greenroom attempts {refs[0].prompt_id}")
    if refs[0].prompt_id != refs[1].prompt_id:
        raise UsageError(f"{refs[0]} and {refs[1]} answer two questions.", hint="Name two attempts at one prompt.")
    verdicts = [_verdicts(tape) for tape in (first, second)]
    ids = list(dict.fromkeys([*verdicts[1], *verdicts[0]]))
    turns = tuple(
        Turn(number, verdicts[number][point_id], _passage(tape, point_id))
        for point_id in ids
        for number, tape in enumerate((first, second))
        if point_id in verdicts[number]
    )
    if not any(turn.passage for turn in turns):
        raise NotFoundError(f"No point was made in {refs[0]} or {refs[1]}: there is nothing to play in turn.")
    return turns


def replay_in_turn(
    services: Services,
    stage: Stage,
    tapes: tuple[Tape, Tape],
    begin: Callable[[Turn], Callable[[ReplayState], None]],
    *,
    speed: float = 1.0,
) -> None:
    """Play what *tapes* have of each point. *begin* is told of each turn, also of a silent one, and gives its show.

    Keys are those of a replay; n goes on to the next turn, q ends all. Raises as `turns_of`, SoundError.
    """
    for turn in turns_of(*tapes):
        show = begin(turn)
        if turn.passage is None:
            continue
        ended = replay(services, stage, tapes[turn.tape], show, passages=[turn.passage], speed=speed)
        if ended.broken_off:
            return
        speed = ended.speed


def _verdicts(tape: Tape) -> dict[str, PointVerdict]:
    report = tape.attempt.report
    if report is None or not report.scored:
        ref = tape.attempt.ref
        raise NotFoundError(f"{ref} has no verdicts on its points yet.", hint=f"Make them: greenroom rejudge {ref}")
    return {point.id: point for point in report.points}


def _passage(tape: Tape, point_id: str) -> Passage | None:
    made = next((one for one in tape.track.points if one.point and one.point.id == point_id), None)
    return tape.track.with_room(made, POINT_ROOM_S, POINT_ROOM_S) if made else None
