"""Listening to the ideal answer: what is spoken, in which order, and what the keys do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.practice.builders import RATE_HZ, a_sound, services_with

from greenroom.domain import Point, Prompt
from greenroom.errors import PromptError, SoundError
from greenroom.practice.learning.ideal_aloud import ListenState, ToLearn, listen, to_learn
from greenroom.practice.services import Services
from greenroom.practice.standin import ScriptedStage, pressing
from greenroom.sound import FileCard, Playback, read_audio

PASSAGES = ("One two three four five six seven.", "Two.", "Three.")
POINTS = (Point("a", "first\n thing"), Point("b", "second thing"))


def a_prompt(ideal: str = "", points: tuple[Point, ...] = POINTS) -> Prompt:
    return Prompt("why-us", "Why us?", ideal=ideal, points=points)


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return services_with(tmp_path, card=FileCard(a_sound(0.1), RATE_HZ, real_time=True))


def heard(services: Services) -> list[int]:
    """How many samples the loudspeaker got in each playback."""
    assert isinstance(services.card, FileCard)
    return [len(one) for one in services.card.played]


def sounding(services: Services) -> list[int]:
    """As `heard`, from the first sound on: while a loudspeaker opens it is silent."""
    assert isinstance(services.card, FileCard)
    return [len(np.trim_zeros(one, "f")) for one in services.card.played]


def listened(
    services: Services, press: Callable[[ScriptedStage], str | None], *, speed: float = 1.0
) -> list[ListenState]:
    states: list[ListenState] = []
    listen(services, ScriptedStage(press), PASSAGES, states.append, speed=speed)
    return states


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two!\nStill two?  3 is next.", ("One.", "Two!", "Still two?", "3 is next.")),
        ("It is fast, e.g. on disks. So I came.", ("It is fast, e.g. on disks.", "So I came.")),
        ("He said “yes.” Then we went.", ("He said “yes.”", "Then we went.")),
        ("No full stop\n\nAnother paragraph", ("No full stop", "Another paragraph")),
        ("- one\n- two\n  goes on\n", ("one", "two goes on")),
        ("From 4% to 14.5% it went", ("From 4% to 14.5% it went",)),
    ],
)
def test_the_ideal_answer_is_learned_sentence_by_sentence(text: str, sentences: tuple[str, ...]) -> None:
    assert to_learn(a_prompt(text)) == ToLearn(sentences, ideal=True)


def test_without_an_ideal_answer_the_points_are_learned_in_order() -> None:
    points = ToLearn(("first thing", "second thing"), ideal=False)
    assert to_learn(a_prompt()) == points
    assert to_learn(a_prompt("Whole."), points=True) == points
    with pytest.raises(PromptError, match="neither"):
        to_learn(a_prompt(points=()))
    with pytest.raises(PromptError, match="no points"):
        to_learn(a_prompt("Whole.", points=()), points=True)


def test_all_is_spoken_whole_and_in_order_without_a_keyboard(services: Services) -> None:
    services = replace(services, card=FileCard(a_sound(0.1), RATE_HZ))
    assert listened(services, lambda stage: "eof") == [ListenState(0), ListenState(1), ListenState(2)]
    assert isinstance(services.card, FileCard)
    for passage, played in zip(PASSAGES, services.card.played, strict=True):
        spoken = np.trim_zeros(read_audio(services.voice.speak(passage), RATE_HZ))
        assert np.allclose(np.trim_zeros(played), spoken, atol=1e-3)


def test_right_goes_on_left_goes_back_and_q_ends(services: Services) -> None:
    states = listened(services, pressing(["right", "left", "left", "q"]))
    assert [state.number for state in states] == [0, 1, 0, 0]


def test_back_within_a_sentence_begins_it_again(services: Services) -> None:
    states: list[ListenState] = []
    keys = pressing(["right", *[None] * 24, "left", "left", "q"])
    listen(services, ScriptedStage(keys), (PASSAGES[1], PASSAGES[0]), states.append)
    assert [state.number for state in states] == [0, 1, 1, 0]


def test_a_pause_holds_the_sound_and_space_goes_on(services: Services) -> None:
    states = listened(services, pressing(["right", "space", *[None] * 20, "space", *[None] * 20, "q"]))
    assert [(state.number, state.paused) for state in states] == [
        (0, False),
        (1, False),
        (1, True),
        (1, False),
        (2, False),
    ]
    assert heard(services)[1] > 1.2 * RATE_HZ  # one word, and a second of nothing


def test_what_follows_a_pause_is_heard(services: Services) -> None:
    states = listened(services, pressing(["space", "right", *[None] * 40, "q"]))
    assert [(state.number, state.paused) for state in states[:4]] == [(0, False), (0, True), (1, False), (2, False)]


def test_another_speed_goes_on_from_where_it_was(services: Services) -> None:
    keys, before = pressing([*[None] * 10, "up", *[None] * 100]), list[int]()

    def press(stage: ScriptedStage) -> str | None:
        key = keys(stage)
        if key == "up":
            before.append(sounding(services)[0])
        return key

    listened(services, press, speed=1.5)
    spoken = len(np.trim_zeros(read_audio(services.voice.speak(PASSAGES[0]), RATE_HZ), "f"))
    after = sounding(services)[0] - before[0]
    assert after == pytest.approx((spoken - 1.5 * before[0]) / 2.0, abs=0.15 * RATE_HZ)


def test_the_speed_changes_where_it_is_heard_and_stays(services: Services) -> None:
    states = listened(services, pressing(["up", "up"]))
    assert [(state.number, state.speed) for state in states] == [(0, 1.0), (0, 1.25), (0, 1.5), (1, 1.5), (2, 1.5)]
    spoken = len(np.trim_zeros(read_audio(services.voice.speak(PASSAGES[1]), RATE_HZ), "f"))
    assert sounding(services)[1] == pytest.approx(spoken / 1.5, abs=0.1 * RATE_HZ)


def test_where_nothing_can_be_played_all_is_shown_and_the_reason_told(tmp_path: Path) -> None:
    class Deaf(FileCard):
        def play(
            self, samples: NDArray[np.float32], rate_hz: int, *, speaker: str = "", paused: bool = False
        ) -> Playback:
            raise SoundError("There is no loudspeaker.", hint="Plug one in.")

    states: list[ListenState] = []
    services = services_with(tmp_path, card=Deaf(a_sound(0.1), RATE_HZ))
    with pytest.raises(SoundError, match="shown, not spoken") as raised:
        listen(services, ScriptedStage(), PASSAGES, states.append)
    assert raised.value.hint == "Plug one in."
    assert [state.number for state in states] == [0, 1, 2]
