from __future__ import annotations

import numpy as np
import pytest
from tests.sound.signals import Sound, a_noise, a_silence, a_tone

from greenroom.domain import Levels
from greenroom.sound.check import assess
from greenroom.sound.levels import FLOOR_DBFS, LevelMeter, block_level_dbfs, measure_levels
from greenroom.sound.samples import to_int16

RATE_HZ = 16_000


def a_voice(*, level: float = 0.3, noise: float = 0.001) -> Sound:
    """Half a second of a swelling and fading tone, half a second of rest, four times, over room noise."""
    tone = a_tone(seconds=0.5, hz=180, level=level, rate_hz=RATE_HZ)
    swell = np.sin(np.linspace(0, np.pi, len(tone), dtype=np.float32))
    spoken = np.tile(np.concatenate([tone * swell, a_silence(0.5, RATE_HZ)]), 4)
    return (spoken + a_noise(seconds=4, level=noise, rate_hz=RATE_HZ)).astype(np.float32)


def some_levels(*, peak: float = -6, speech: float = -20, noise: float = -60, clipped: bool = False) -> Levels:
    return Levels(peak, speech, noise, clipped=clipped)


def test_a_tone_has_the_level_of_its_root_mean_square() -> None:
    levels = measure_levels(a_tone(seconds=2, hz=1000, level=1.0, rate_hz=RATE_HZ), RATE_HZ)
    assert levels.speech_dbfs == pytest.approx(-3.01, abs=0.05)
    assert levels.noise_dbfs == pytest.approx(-3.01, abs=0.05)
    assert levels.peak_dbfs == pytest.approx(0, abs=0.05)


def test_voice_and_noise_are_told_apart() -> None:
    levels = measure_levels(a_voice(level=0.3, noise=0.001), RATE_HZ)
    assert levels.speech_dbfs == pytest.approx(-13.7, abs=1)
    assert levels.noise_dbfs == pytest.approx(-60, abs=1)
    assert not levels.clipped
    assert not levels.silent


def test_an_offset_of_the_converter_is_no_sound() -> None:
    assert measure_levels(a_voice() + np.float32(0.2), RATE_HZ).noise_dbfs == pytest.approx(-60, abs=1)


def test_both_forms_of_samples_measure_alike() -> None:
    voice = a_voice()
    as_numbers, as_floats = measure_levels(to_int16(voice), RATE_HZ), measure_levels(voice, RATE_HZ)
    assert as_numbers.speech_dbfs == pytest.approx(as_floats.speech_dbfs, abs=0.01)
    assert as_numbers.noise_dbfs == pytest.approx(as_floats.noise_dbfs, abs=0.1)


@pytest.mark.parametrize("block", [1, 7, 320, 5000, 16_000])
def test_sound_that_comes_in_blocks_measures_as_a_whole(block: int) -> None:
    voice = a_voice()[:20_011]
    meter = LevelMeter(RATE_HZ)
    for start in range(0, len(voice), block):
        meter.add(voice[start : start + block])
    whole = measure_levels(voice, RATE_HZ)
    assert meter.levels().speech_dbfs == pytest.approx(whole.speech_dbfs)
    assert meter.levels().noise_dbfs == pytest.approx(whole.noise_dbfs)


@pytest.mark.parametrize("ceiling", [1.0, 0.5, 0.1])
def test_a_wave_that_was_cut_off_is_clipped_wherever_the_ceiling_was(ceiling: float) -> None:
    cut = np.clip(a_voice(level=3 * ceiling), -ceiling, ceiling).astype(np.float32)
    assert measure_levels(to_int16(cut), RATE_HZ).clipped


@pytest.mark.parametrize("level", [0.99, 0.3, 0.003, 0.0003])
@pytest.mark.parametrize("rate_hz", [16_000, 48_000])
def test_a_whole_wave_is_not_clipped_loud_or_quiet(level: float, rate_hz: int) -> None:
    tone = a_tone(seconds=3, hz=97, level=level, rate_hz=rate_hz)
    assert not measure_levels(to_int16(tone), rate_hz).clipped


@pytest.mark.parametrize("seconds", [0, 0.01, 2])
def test_exact_zeros_are_silence(seconds: float) -> None:
    levels = measure_levels(a_silence(seconds, RATE_HZ), RATE_HZ)
    assert levels == Levels(FLOOR_DBFS, FLOOR_DBFS, FLOOR_DBFS, silent=True)


def test_zeros_between_words_say_nothing_about_the_room() -> None:
    gated = np.concatenate([a_silence(3, RATE_HZ), a_voice(noise=0.001)])
    assert measure_levels(gated, RATE_HZ).noise_dbfs == pytest.approx(-60, abs=1)


def test_sound_shorter_than_a_frame_is_measured() -> None:
    assert measure_levels(a_tone(seconds=0.01, rate_hz=RATE_HZ), RATE_HZ).peak_dbfs == pytest.approx(-10.5, abs=0.1)


def test_a_block_has_a_level_and_an_empty_one_the_floor() -> None:
    assert block_level_dbfs(to_int16(a_tone(seconds=0.02, hz=1000, level=0.5))) == pytest.approx(-9.03, abs=0.05)
    assert block_level_dbfs(np.zeros(0, np.int16)) == FLOOR_DBFS


def test_good_sound_gets_no_advice() -> None:
    assert assess(measure_levels(a_voice(), RATE_HZ)) == ()


@pytest.mark.parametrize(
    ("levels", "word"),
    [
        (some_levels(speech=-50, noise=-75), "very quiet"),
        (some_levels(speech=-50, noise=-55), "hardly hear"),
        (some_levels(speech=-20, noise=-25), "noise"),
        (some_levels(clipped=True), "cut off"),
    ],
)
def test_each_fault_gets_one_sentence_with_what_to_do(levels: Levels, word: str) -> None:
    (sentence,) = assess(levels)
    assert word in sentence


def test_silence_on_a_mac_names_the_setting_and_the_terminal() -> None:
    silent = measure_levels(a_silence(1, RATE_HZ), RATE_HZ)
    (sentence,) = assess(silent, platform="darwin", environ={"TERM_PROGRAM": "Apple_Terminal"})
    assert "Privacy & Security > Microphone > Apple Terminal" in sentence
    (sentence,) = assess(silent, platform="darwin", environ={})
    assert "your terminal" in sentence
    (sentence,) = assess(silent, platform="linux", environ={})
    assert "muted" in sentence
