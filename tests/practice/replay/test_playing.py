from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from tests.practice.builders import services_with
from tests.practice.replay.builders import (
    DURATION_S,
    RATE_HZ,
    SAID,
    a_burst,
    a_tape,
    an_answer,
    an_attempt,
    heard_words,
    loud_from_s,
)
from tests.sound.signals import Sound, a_silence, find

from greenroom.errors import NotFoundError
from greenroom.practice.replay.playing import KEYS, ReplayState, replay
from greenroom.practice.replay.tape import Tape, tape_of
from greenroom.practice.replay.track import Passage, filler_passages
from greenroom.practice.services import Services
from greenroom.practice.standin import ScriptedStage, pressing
from greenroom.sound import FileCard


class Listener:
    """Somebody at the keys who hears what is played. `states` is what they saw."""

    def __init__(self, folder: Path, tape: Tape | None = None) -> None:
        self.card = FileCard(a_silence(0.1), RATE_HZ, real_time=True)
        self.services: Services = services_with(folder, card=self.card)
        self.tape = tape or a_tape(an_attempt(folder))
        self.states: list[ReplayState] = []

    @property
    def now(self) -> ReplayState:
        return self.states[-1]

    @property
    def played(self) -> Sound:
        return self.card.played[-1]

    def listens(
        self,
        keys: Iterable[str | None] | Callable[[ScriptedStage], str | None],
        *,
        start_s: float = 0.0,
        passages: Iterable[Passage] = (),
        speed: float = 1.0,
    ) -> ReplayState:
        press = keys if callable(keys) else pressing(keys)
        give_up_s = time.monotonic() + 20

        def press_in_time(stage: ScriptedStage) -> str | None:
            assert time.monotonic() < give_up_s, self.states[-3:]
            return press(stage)

        stage = ScriptedStage(press_in_time)
        return replay(
            self.services,
            stage,
            self.tape,
            self.states.append,
            start_s=start_s,
            passages=tuple(passages),
            speed=speed,
        )

    def until(self, *steps: tuple[Callable[[ReplayState], bool], str]) -> Callable[[ScriptedStage], str | None]:
        """Presses each key once its condition holds."""
        waiting = iter(steps)
        step = next(waiting, None)

        def press(_stage: ScriptedStage) -> str | None:
            nonlocal step
            if step is None or not step[0](self.now):
                return None
            key = step[1]
            step = next(waiting, None)
            return key

        return press


@pytest.fixture
def listener(tmp_path: Path) -> Listener:
    return Listener(tmp_path)


def past(position_s: float) -> Callable[[ReplayState], bool]:
    return lambda state: state.position_s >= position_s


def test_everything_is_played_to_its_end(listener: Listener) -> None:
    ended = listener.listens(lambda stage: None, start_s=11.0)
    assert not ended.broken_off
    assert ended.position_s == pytest.approx(DURATION_S, abs=0.1)
    assert heard_words(listener.played) == ["fast."]
    positions = [state.position_s for state in listener.states]
    assert positions == sorted(positions)


@pytest.mark.parametrize("speed", [0.5, 1.0, 1.5, 2.0])
def test_it_starts_within_50_ms_of_the_word(listener: Listener, speed: float) -> None:
    """Nothing of what is before it is heard, and the word itself from its beginning."""
    listener.listens(listener.until((past(5.9), "q")), start_s=5.5, speed=speed)
    played = listener.played[round(loud_from_s(listener.played) * RATE_HZ) :]
    quiet_from = np.flatnonzero(np.abs(played) > 0.001)[-1] / RATE_HZ
    assert quiet_from == pytest.approx(0.3 / speed, abs=0.05)
    if speed == 1.0:
        start, fit = find(a_burst(5.5), played)
        assert (start / RATE_HZ <= 0.05, fit > 0.99) == (True, True)


def test_a_jump_is_heard_where_the_position_says(listener: Listener) -> None:
    """From one second to before "Then": the word comes as long after the jump as the positions say, within 50 ms."""
    listener.listens(listener.until((past(3.2), "right"), (past(8.9), "q")))
    went_s = next(state.position_s for state in listener.states if state.position_s > 5)
    assert heard_words(listener.played) == ["We", "moved", "um", "Then"]
    um, then = (find(a_burst(start_s), listener.played)[0] / RATE_HZ for start_s in (2.5, 8.5))
    left_s = went_s - 5.0
    assert then - um == pytest.approx((left_s - 2.5) + (8.5 - went_s), abs=0.05)


def test_points_one_after_the_other_and_back(listener: Listener) -> None:
    listener.listens(pressing(["n", None, "n", None, "n", None, "b", None, "q"]))
    places = [round(state.position_s, 1) for state in listener.states]
    assert places[1] == 3.5
    assert 8.5 in places
    assert any("No other point" in state.note for state in listener.states)
    assert listener.now.position_s == pytest.approx(3.5, abs=0.2)


def test_next_filler_and_next_silence_come_with_what_leads_to_them(listener: Listener) -> None:
    listener.listens(pressing(["f", None, "s", None, "f", None, "f", None, "q"]))
    notes = [state.note for state in listener.states if state.note]
    assert list(dict.fromkeys(notes)) == ["“um”", "a pause of 2.7 s", "“uh”", "No filler after this."]
    places = [round(state.position_s, 1) for state in listener.states]
    assert {1.5, 4.8, 8.9} <= set(places)


def test_a_word_typed_is_gone_to_and_heard(listener: Listener) -> None:
    listener.listens(pressing([*"/it", "enter", *[None] * 12, "q"]))
    assert "it" in heard_words(listener.played)
    assert any(state.typed == "it" for state in listener.states)
    landed_s = next(state.position_s for state in listener.states if state.position_s > 5)
    assert 9.5 <= landed_s < 9.6
    assert listener.now.note == "“it”: place 1 of 1"


def test_while_typing_keys_are_letters(listener: Listener) -> None:
    listener.listens(pressing([*"/fq", "backspace", "space", "l", None, "escape", None, "q"]))
    assert any(state.typed == "f l" for state in listener.states)
    assert (listener.now.typed, listener.now.looped, listener.now.paused) == (None, None, False)
    assert listener.now.position_s < 1.5


def test_a_word_that_was_not_said_changes_nothing(listener: Listener) -> None:
    listener.listens(pressing([*"/tao", "enter", None, "q"]))
    assert listener.now.note == "“tao” was not said here."
    assert listener.now.position_s < 1.0


def test_a_point_is_heard_again_and_again_until_it_is_enough(listener: Listener) -> None:
    def press(_stage: ScriptedStage) -> str | None:
        positions = [state.position_s for state in listener.states]
        begun_again = sum(after < before for before, after in pairwise(positions))
        if listener.now.looped is None:
            return "l" if begun_again == 0 else "q"
        return "l" if begun_again == 2 else None

    listener.listens(press, start_s=5.3)
    looped = [state for state in listener.states if state.looped]
    assert looped[0].looped == listener.tape.track.points[0]
    assert max(state.position_s for state in looped) <= 5.801
    assert set(heard_words(listener.played)) == {"RocksDB.", "everything", "to"}
    first, _ = find(a_burst(5.5), listener.played[: round(1.5 * RATE_HZ)])
    again, fit = find(a_burst(5.5), listener.played[first + RATE_HZ :])
    assert fit > 0.99
    # From the end of the word to its next end it is the 2.3 s of the point, and the time to notice its end.
    assert (again + RATE_HZ) / RATE_HZ == pytest.approx(2.3 + 0.05, abs=0.12)


def test_outside_of_a_point_the_sentence_is_looped_and_a_jump_ends_it(listener: Listener) -> None:
    listener.listens(pressing(["l", None, "right", None, "right", None, "q"]), start_s=0.6)
    looped = [state.looped for state in listener.states if state.looped]
    assert {(one.start_s, one.end_s) for one in looped} == {(0.5, 5.8)}
    assert listener.now.looped is None
    assert listener.now.position_s > 10


def test_a_change_of_speed_goes_on_where_it_was(listener: Listener) -> None:
    began_s = time.monotonic()
    listener.listens(listener.until((past(1.0), "up"), (past(1.3), "up"), (past(1.6), "up"), (past(5.9), "q")))
    assert listener.now.speed == 1.75
    positions = [state.position_s for state in listener.states]
    assert max(after - before for before, after in pairwise(positions)) < 0.4
    assert time.monotonic() - began_s < 5.2


def test_passages_are_played_one_after_the_other_and_nothing_else(listener: Listener) -> None:
    ended = listener.listens(lambda stage: None, passages=[Passage(8.4, 9.65), Passage(1.4, 1.9)])
    assert not ended.broken_off
    assert heard_words(listener.played) == ["Then", "moved"]
    # Half of "it" is within the passage, and no more of it is heard.
    assert np.count_nonzero(listener.played) / RATE_HZ == pytest.approx(0.3 + 0.15 + 0.3, abs=0.005)
    assert not np.abs(listener.played[round(-0.1 * RATE_HZ) :]).any()
    assert list(dict.fromkeys(state.number for state in listener.states)) == [0, 1]


def test_keys_between_passages(listener: Listener) -> None:
    keys = pressing(["n", None, "b", None, "s", None, "f", None, "n"])
    ended = listener.listens(keys, passages=filler_passages(listener.tape.track))
    numbers = [state.number for state in listener.states]
    assert [one for at, one in enumerate(numbers) if not at or one != numbers[at - 1]] == [0, 1, 0, 1]
    assert any(state.note.startswith("Only these passages") for state in listener.states)
    assert not ended.broken_off


def test_a_pause_holds_and_the_keys_are_shown(listener: Listener) -> None:
    listener.listens(pressing(["space", None, None, None, "?", None, "q"]))
    held = {state.position_s for state in listener.states if state.paused}
    assert len(held) == 1
    assert listener.now.keys
    assert len(KEYS) == 10


def test_it_does_not_spin(listener: Listener) -> None:
    """A poll waits for a key: 0.6 s are a dozen looks, not thousands."""
    used_s = time.process_time()
    listener.listens(listener.until((past(0.6), "q")))
    assert len(listener.states) < 20
    assert time.process_time() - used_s < 0.3


def test_ten_minutes_at_another_speed_begin_at_once(tmp_path: Path) -> None:
    attempt = an_attempt(tmp_path)
    track = replace(a_tape(attempt).track, duration_s=600.0)
    tape = Tape(attempt, track, np.tile(an_answer(), 47)[: 600 * RATE_HZ], RATE_HZ)
    listener = Listener(tmp_path, tape)
    began_s = time.monotonic()
    listener.listens(pressing(["up", None, "up", None, "q"]), start_s=300.0, speed=2.0)
    assert time.monotonic() - began_s < 2.0
    assert loud_from_s(listener.played) < 1.0


def test_a_typed_answer_has_no_sound_to_replay(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="typed"):
        tape_of(replace(an_attempt(tmp_path), recording=None))


def test_a_tape_is_what_was_recorded(tmp_path: Path) -> None:
    tape = tape_of(an_attempt(tmp_path))
    assert (tape.rate_hz, tape.track.duration_s) == (RATE_HZ, DURATION_S)
    assert find(a_burst(4.5), tape.samples)[0] == 4.5 * RATE_HZ
    assert len(SAID) == len([one for one in tape.track.words if one.text != "uh"])
