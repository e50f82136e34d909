from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sound.signals import a_noise, a_tone

from greenroom.sound.resample import Resampler, resample
from greenroom.sound.samples import to_float, to_int16


@given(st.lists(st.integers(-32768, 32767)))
def test_sixteen_bit_numbers_survive_the_way_through_floats(numbers: list[int]) -> None:
    samples = np.array(numbers, np.int16)
    assert np.array_equal(to_int16(to_float(samples)), samples)


def test_what_is_too_loud_is_cut_off_and_does_not_wrap_around() -> None:
    assert to_int16(np.array([1.5, -1.5], np.float32)).tolist() == [32767, -32768]


def test_a_tone_keeps_its_pitch_level_and_place_at_another_rate() -> None:
    there = resample(a_tone(seconds=1, hz=440, rate_hz=48_000), 48_000, 16_000)
    expected = a_tone(seconds=1, hz=440, rate_hz=16_000)
    assert len(there) == len(expected)
    assert np.abs(there - expected)[200:-200].max() < 1e-3


def test_the_same_rate_changes_nothing() -> None:
    noise = a_noise(seconds=0.1)
    assert np.array_equal(resample(noise, 48_000, 48_000), noise)
    assert np.array_equal(Resampler(16_000, 16_000).feed(noise), noise)


@pytest.mark.parametrize("block", [960, 1000, 48_000])
def test_sound_that_comes_in_pieces_resamples_as_a_whole(block: int) -> None:
    noise = a_noise(seconds=2)
    numbers = to_int16(noise)
    stream = Resampler(48_000, 16_000)
    pieces = [stream.feed(numbers[start : start + block]) for start in range(0, len(numbers), block)]
    pieces.append(stream.feed(numbers[:0], last=True))
    joined, whole = np.concatenate(pieces), resample(noise, 48_000, 16_000)
    assert abs(len(joined) - len(whole)) <= 1
    assert np.abs(joined[:30_000] - whole[:30_000]).max() < 1e-3
