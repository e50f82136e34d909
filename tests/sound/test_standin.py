"""What the stand-in does beyond what every card does."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from tests.sound.signals import a_noise
from tests.support.waiting import until

from greenroom.domain import EndReason
from greenroom.sound.files import read_audio
from greenroom.sound.port import Take
from greenroom.sound.standin import FileCard

RATE_HZ = 48_000


def when_ended(take: Take) -> float:
    """The time at which the take ended by itself."""
    until(lambda: take.state().ended is not None)
    return time.monotonic()


@pytest.mark.parametrize("samples", [0, 1, 959, 960, 961, 30_000])
@pytest.mark.parametrize("real_time", [True, False])
def test_a_take_ends_with_the_sound_and_holds_all_of_it(tmp_path: Path, samples: int, real_time: bool) -> None:
    sound = a_noise(seconds=1)[:samples]
    take = FileCard(sound, RATE_HZ, real_time=real_time).record(tmp_path / "a.wav")
    when_ended(take)
    recording = take.stop()
    assert (recording.end, recording.frames) == (EndReason.STOPPED, samples)
    if samples:
        assert np.array_equal(read_audio(recording.path, RATE_HZ), sound)


def test_real_time_takes_as_long_as_the_sound(tmp_path: Path) -> None:
    began_s = time.monotonic()
    take = FileCard(a_noise(seconds=0.5), RATE_HZ, real_time=True).record(tmp_path / "a.wav")
    assert when_ended(take) - began_s >= 0.5
    take.stop()


def test_otherwise_a_minute_passes_in_a_moment(tmp_path: Path) -> None:
    began_s = time.monotonic()
    card = FileCard(a_noise(seconds=60), RATE_HZ)
    take = card.record(tmp_path / "a.wav")
    when_ended(take)
    assert take.stop().frames == 60 * RATE_HZ
    assert card.play(a_noise(seconds=60), RATE_HZ).wait(10)
    assert time.monotonic() - began_s < 10


def test_it_keeps_what_was_played(tmp_path: Path) -> None:
    card = FileCard(a_noise(), RATE_HZ)
    first, second = a_noise(seconds=0.3, seed=2), a_noise(seconds=0.2, seed=3)
    for sound in (first, second):
        assert card.play(sound, RATE_HZ).wait(10)
    one, two = card.played
    assert np.array_equal(one[: len(first)], first)
    assert np.array_equal(two[: len(second)], second)
    assert not one[len(first) :].any()
