"""The real sound path: PortAudio on the virtual card, measured from outside by PulseAudio's own tools."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import numpy as np
import pytest
from tests.sound.signals import Sound, a_noise, a_tone, find
from tests.support.card import VirtualCard
from tests.support.waiting import until

from greenroom.sound.files import read_audio, write_wav
from greenroom.sound.portaudio import PortAudioCard
from greenroom.sound.wav import read_wav_info

pytestmark = pytest.mark.card
RATE_HZ = 48_000


def heard_samples(path: Path) -> Sound:
    """What the loudspeaker played, without the silence before and after."""
    sound = read_audio(path, RATE_HZ)
    loud = np.flatnonzero(sound)
    return sound[loud[0] : loud[-1] + 1] if len(loud) else sound[:0]


def until_file_grows(path: Path, size: int = 1000) -> None:
    until(lambda: path.exists() and path.stat().st_size >= size, explain=lambda: f"nothing was written to {path}")


def listened_to(path: Path, seconds_more: float = 0.3) -> Sound:
    """The loudspeaker's sound, once the recording of it has gone on for a while."""
    until_file_grows(path, path.stat().st_size + round(seconds_more * RATE_HZ * 2))
    return heard_samples(path)


def test_a_file_played_into_the_microphone_is_recorded_sample_for_sample(
    virtual_card: VirtualCard, tmp_path: Path
) -> None:
    spoken = a_noise(seconds=3)
    write_wav(tmp_path / "spoken.wav", spoken, RATE_HZ)
    take = PortAudioCard().record(tmp_path / "take.wav")
    with virtual_card.speaking(tmp_path / "spoken.wav") as player:
        assert player.wait(10) == 0
    recording = take.stop()
    sound = read_audio(recording.path, RATE_HZ)
    start, fit = find(spoken, sound)
    assert fit >= 0.9999
    assert np.array_equal(sound[start : start + len(spoken)], spoken)
    assert recording.rate_hz == RATE_HZ
    assert not any("never came" in warning for warning in recording.warnings)


@pytest.mark.parametrize("seconds", [0.03, 0.25, 1.5])
def test_the_loudspeaker_plays_all_of_a_sound_however_short(
    virtual_card: VirtualCard, tmp_path: Path, seconds: float
) -> None:
    sound = a_noise(seconds=seconds)
    with virtual_card.heard(tmp_path / "heard.wav"):
        until_file_grows(tmp_path / "heard.wav")
        assert PortAudioCard().play(sound, RATE_HZ).wait(10)
        heard = listened_to(tmp_path / "heard.wav")
    assert len(heard) == pytest.approx(len(sound), abs=2)
    assert find(sound[10:-10], heard)[1] > 0.999


def test_nothing_is_left_to_be_heard_when_a_wait_is_over(virtual_card: VirtualCard, tmp_path: Path) -> None:
    """So that none of the question is in the answer."""
    write_wav(tmp_path / "tone.wav", a_tone(seconds=0.5), RATE_HZ)
    card = PortAudioCard()
    assert card.play(a_tone(seconds=0.5), RATE_HZ, speaker="greenroom_micfeed").wait(10)
    take = card.record(tmp_path / "take.wav")
    until(lambda: take.state().elapsed_s >= 0.5)
    assert not read_audio(take.stop().path, RATE_HZ).any()


def test_a_stop_is_heard_within_fifty_milliseconds(virtual_card: VirtualCard, tmp_path: Path) -> None:
    with virtual_card.heard(tmp_path / "heard.wav"):
        until_file_grows(tmp_path / "heard.wav")
        playback = PortAudioCard().play(a_noise(seconds=5), RATE_HZ)
        until(lambda: playback.position_s() >= 0.5)
        at_s = playback.position_s()
        playback.stop()
        heard = listened_to(tmp_path / "heard.wav")
    assert 0 <= len(heard) / RATE_HZ - at_s < 0.05


def test_a_playback_that_nobody_holds_is_there_until_it_is_stopped(virtual_card: VirtualCard) -> None:
    """PortAudio goes on to call into it, and must not call into memory that was given back."""
    left = weakref.ref(PortAudioCard().play(a_tone(seconds=0.5), RATE_HZ, paused=True))
    gc.collect()
    held = left()
    assert held is not None
    held.stop()
    del held
    gc.collect()
    assert left() is None


def test_the_position_is_that_of_what_is_heard(virtual_card: VirtualCard, tmp_path: Path) -> None:
    first, second = a_noise(seconds=2, seed=5), a_noise(seconds=0.5, seed=6)
    with virtual_card.heard(tmp_path / "heard.wav"):
        until_file_grows(tmp_path / "heard.wav")
        playback = PortAudioCard().play(np.concatenate([first, second]), RATE_HZ)
        until(lambda: playback.position_s() >= 0.4)
        at_s = playback.position_s()
        playback.seek(2.0)
        assert playback.wait(10)
        heard = listened_to(tmp_path / "heard.wav")
    start, fit = find(second[10:-10], heard)
    assert fit > 0.999
    assert 0.03 < start / RATE_HZ - at_s < 0.12  # what the device holds already, 60 ms, is heard still


def test_a_device_that_refuses_a_rate_is_opened_at_the_one_it_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("greenroom.sound.portaudio._ALSA_RATE_HZ", 7)
    take = PortAudioCard().record(tmp_path / "take.wav")
    until(lambda: take.state().elapsed_s >= 0.1)
    recording = take.stop()
    assert (take.rate_hz, recording.rate_hz) == (44_100, 44_100)
    assert read_wav_info(recording.path).rate_hz == 44_100
