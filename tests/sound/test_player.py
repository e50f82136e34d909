"""The player against a device that takes large blocks and hears them late."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from tests.sound.signals import Sound, a_noise

from greenroom.sound.player import Player

RATE_HZ = 48_000
DELAY_S = 0.2


class LateDevice:
    """An `OutputStream` that asks when the test says so. `now_s` is the clock."""

    rate_hz = RATE_HZ

    def __init__(self) -> None:
        self.now_s = 100.0

    def start(self, fill: Callable[[int, float], tuple[Sound, bool]], on_end: Callable[[], None]) -> None:
        self.fill = fill

    def close(self) -> None:
        pass

    def asks(self, seconds: float) -> Sound:
        return self.fill(round(seconds * RATE_HZ), DELAY_S)[0]


def a_player(device: LateDevice, *, paused: bool = False) -> Player:
    return Player(a_noise(seconds=10), RATE_HZ, device, paused=paused, clock=lambda: device.now_s)


@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0])
def test_the_position_is_what_is_heard_now(speed: float) -> None:
    device = LateDevice()
    player = a_player(device)
    player.set_speed(speed)
    player.seek(3.0)
    device.asks(0.5)
    assert player.position_s() == pytest.approx(3.0)  # nothing of it is heard yet
    device.now_s += DELAY_S + 0.25
    assert player.position_s() == pytest.approx(3.0 + 0.25 * speed)
    device.now_s += 5  # no more was given than that
    assert player.position_s() == pytest.approx(3.0 + 0.5 * speed)


def test_a_change_of_speed_loses_and_repeats_nothing() -> None:
    device = LateDevice()
    player = a_player(device)
    device.asks(1.0)
    device.now_s += DELAY_S + 0.9
    player.set_speed(2.0)
    assert player.position_s() == pytest.approx(0.9)
    device.asks(0.5)  # the rest of the first block is still to be heard
    device.now_s += 0.1
    assert player.position_s() <= 1.0 + 1e-6
    device.now_s += DELAY_S - 0.1 + 0.25
    assert player.position_s() == pytest.approx(1.5)


def test_what_is_paused_from_the_start_gives_nothing_away() -> None:
    device = LateDevice()
    player = a_player(device, paused=True)
    assert not device.asks(0.5).any()
    player.seek(4.0)
    player.resume()
    assert np.array_equal(device.asks(0.5), a_noise(seconds=10)[4 * RATE_HZ : round(4.5 * RATE_HZ)])


def test_it_is_silent_from_the_hold_on_to_the_sample() -> None:
    device = LateDevice()
    player = a_player(device)
    player.hold_at(0.3)
    block = device.asks(0.5)
    held = round(0.3 * RATE_HZ)
    assert np.array_equal(block[:held], a_noise(seconds=10)[:held])
    assert not block[held:].any()
    assert not device.asks(0.5).any()
    device.now_s += 5
    assert player.position_s() == pytest.approx(0.3)
