from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.practice.builders import RATE_HZ, a_prompt, a_sound, services_with

from greenroom.domain import Attempt
from greenroom.errors import NotFoundError
from greenroom.practice.rehearsing import rehearse
from greenroom.practice.replaying import ReplayState, replay
from greenroom.practice.services import Services
from greenroom.practice.standin import ScriptedStage, pressing
from greenroom.sound import FileCard


def kept(folder: Path, seconds: float) -> tuple[Services, Attempt]:
    services = services_with(folder, card=FileCard(a_sound(seconds), RATE_HZ))
    attempt = rehearse(services, ScriptedStage(), a_prompt(), "Why?")
    return replace(services, card=FileCard(a_sound(0.1), RATE_HZ, real_time=True)), attempt


def test_a_replay_plays_everything_to_its_end(tmp_path: Path) -> None:
    services, attempt = kept(tmp_path, 0.5)
    states: list[ReplayState] = []
    replay(services, ScriptedStage(lambda stage: None), attempt, states.append)
    assert isinstance(services.card, FileCard)
    (played,) = services.card.played
    assert np.allclose(played[: RATE_HZ // 2], a_sound(0.5), atol=1e-3)
    assert [state.position_s for state in states] == sorted(state.position_s for state in states)


def test_keys_jump_change_speed_and_end(tmp_path: Path) -> None:
    services, attempt = kept(tmp_path, 12)
    states: list[ReplayState] = []
    keys = pressing(["right", None, "up", None, None, "q"])
    replay(services, ScriptedStage(keys), attempt, states.append)
    assert states[1].position_s >= 4.9
    assert states[-1].speed == 1.25
    assert states[-1].position_s < 7


def test_a_typed_answer_has_no_sound_to_replay(tmp_path: Path) -> None:
    services, attempt = kept(tmp_path, 0.2)
    with pytest.raises(NotFoundError, match="typed"):
        replay(services, ScriptedStage(), replace(attempt, recording=None), lambda state: None)
