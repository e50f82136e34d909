from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.practice.builders import services_with
from tests.practice.replay.builders import POINTS, RATE_HZ, a_tape, a_verdict, an_attempt, heard_words
from tests.sound.signals import a_silence

from greenroom.domain import AttemptRef
from greenroom.errors import NotFoundError, UsageError
from greenroom.practice.replay.playing import ReplayState
from greenroom.practice.replay.tape import Tape
from greenroom.practice.replay.turns import Turn, replay_in_turn, turns_of
from greenroom.practice.standin import ScriptedStage, pressing
from greenroom.sound import FileCard


def two_tapes(folder: Path) -> tuple[Tape, Tape]:
    """The first made speed and move, the second move and people."""
    other = (a_verdict("move", 0.5, 1.8), a_verdict("people", 9.5, 10.8), a_verdict("speed", None))
    return a_tape(an_attempt(folder)), a_tape(an_attempt(folder, number=2, points=other))


def test_each_point_in_the_first_and_then_in_the_second(tmp_path: Path) -> None:
    turns = turns_of(*two_tapes(tmp_path))
    assert [(turn.point.id, turn.tape, turn.passage is not None) for turn in turns] == [
        ("move", 0, True),
        ("move", 1, True),
        ("people", 0, False),
        ("people", 1, True),
        ("speed", 0, True),
        ("speed", 1, False),
    ]


def test_they_are_played_in_turn_and_n_goes_on(tmp_path: Path) -> None:
    card = FileCard(a_silence(0.1), RATE_HZ, real_time=True)
    begun: list[Turn] = []
    states: list[ReplayState] = []

    def begin(turn: Turn) -> Callable[[ReplayState], None]:
        begun.append(turn)
        return states.append

    keys = pressing([*[None] * 25, "n", *[None] * 20, "n", None, "q"])
    replay_in_turn(services_with(tmp_path, card=card), ScriptedStage(keys), two_tapes(tmp_path), begin)
    assert [(turn.point.id, turn.tape) for turn in begun] == [("move", 0), ("move", 1), ("people", 0), ("people", 1)]
    assert [heard_words(played)[:1] for played in card.played] == [["everything"], ["We"], []]


def test_what_cannot_be_played_in_turn_is_explained(tmp_path: Path) -> None:
    first, second = two_tapes(tmp_path)
    with pytest.raises(UsageError, match="twice"):
        turns_of(first, first)
    elsewhere = replace(second, attempt=replace(second.attempt, ref=AttemptRef("why-us", 1)))
    with pytest.raises(UsageError, match="two questions"):
        turns_of(first, elsewhere)
    with pytest.raises(NotFoundError, match="no verdicts"):
        turns_of(first, replace(second, attempt=replace(second.attempt, report=None)))
    nothing = [a_tape(an_attempt(tmp_path, number=number, points=(POINTS[2],))) for number in (1, 2)]
    with pytest.raises(NotFoundError, match="No point was made"):
        turns_of(nothing[0], nothing[1])
