"""Any place, any speed: the pitch stays, the length changes as asked, and what is read is where it should be."""

from __future__ import annotations

import numpy as np
import pytest
from tests.sound.signals import Sound, a_noise, a_silence, a_tone

from greenroom.sound.ffmpeg import Stretcher
from greenroom.sound.reel import Reel

RATE_HZ = 48_000
BLOCK = 960
SPEEDS = [0.5, 0.75, 1.25, 1.5, 2.0]


def stretcher(speed: float) -> Stretcher:
    return Stretcher(RATE_HZ, speed)


def read_all(reel: Reel) -> Sound:
    """Block by block, as a loudspeaker would."""
    blocks = []
    while len(block := reel.read(BLOCK)):
        blocks.append(block)
    return np.concatenate(blocks)


def dominant_hz(sound: Sound) -> float:
    return float(np.abs(np.fft.rfft(sound, 8 * len(sound))).argmax() * RATE_HZ / (8 * len(sound)))


@pytest.mark.parametrize("speed", SPEEDS)
def test_the_pitch_stays_and_the_length_is_as_asked(speed: float) -> None:
    reel = Reel(a_tone(seconds=3, hz=200))
    reel.turn(0, stretcher(speed))
    heard = read_all(reel)
    assert dominant_hz(heard[4800:-4800]) == pytest.approx(200, abs=1)
    assert len(heard) == pytest.approx(3 * RATE_HZ / speed, abs=0.05 * RATE_HZ)
    assert reel.at_end
    assert reel.position == 3 * RATE_HZ


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("from_s", [0.0, 1.3, 4.0])
def test_a_burst_is_heard_when_its_place_says(speed: float, from_s: float) -> None:
    """Whatever place it was begun from, within 20 ms of what is heard."""
    sound = np.concatenate([a_silence(4.5), a_noise(seconds=0.2), a_silence(1)])
    reel = Reel(sound)
    reel.turn(from_s * RATE_HZ, stretcher(speed))
    heard = read_all(reel)
    onset_s = float((np.abs(heard) > 0.02).argmax()) / RATE_HZ
    assert onset_s == pytest.approx((4.5 - from_s) / speed, abs=0.02)


def test_at_the_usual_speed_it_is_sample_for_sample() -> None:
    noise = a_noise(seconds=0.5)
    reel = Reel(noise)
    reel.turn(1000, None)
    assert np.array_equal(read_all(reel), noise[1000:])


@pytest.mark.parametrize("speed", [None, *SPEEDS])
def test_it_holds_at_the_limit_and_goes_on_when_that_is_gone(speed: float | None) -> None:
    reel = Reel(a_noise(seconds=2))
    reel.turn(0.5 * RATE_HZ, stretcher(speed) if speed else None)
    reel.hold_at(RATE_HZ)
    before = read_all(reel)
    assert (reel.position, reel.held, reel.at_end) == (RATE_HZ, True, False)
    assert len(before) == pytest.approx(0.5 * RATE_HZ / (speed or 1), abs=2)
    reel.hold_at(None)
    after = read_all(reel)
    assert reel.at_end
    assert len(after) == pytest.approx(RATE_HZ / (speed or 1), abs=0.05 * RATE_HZ)


def test_the_position_follows_what_was_read() -> None:
    reel = Reel(a_noise(seconds=10))
    reel.turn(0, stretcher(1.5))
    for _ in range(100):
        assert len(reel.read(BLOCK)) == BLOCK
    assert reel.position == pytest.approx(100 * BLOCK * 1.5)


def test_only_what_is_heard_next_is_stretched() -> None:
    """Ten minutes begin as quickly as ten seconds: a change of speed must not stall."""
    fed = 0

    class Counting(Stretcher):
        def feed(self, samples: Sound) -> Sound:
            nonlocal fed
            fed += len(samples)
            return super().feed(samples)

    reel = Reel(a_silence(600))
    reel.turn(300 * RATE_HZ, Counting(RATE_HZ, 2.0))
    reel.read(BLOCK)
    assert fed < 0.3 * RATE_HZ


def test_a_jump_beyond_either_end_is_that_end() -> None:
    reel = Reel(a_noise(seconds=1))
    reel.turn(-5, None)
    assert reel.position == 0
    reel.turn(9 * RATE_HZ, stretcher(2.0))
    assert (len(reel.read(BLOCK)), reel.at_end) == (0, True)


def test_a_speed_beyond_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="speed"):
        stretcher(9)
