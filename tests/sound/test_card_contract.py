"""What every sound card promises: the real one (on the virtual card) and its stand-in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from tests.sound.signals import Sound, a_noise, a_silence, find
from tests.support.waiting import until

from greenroom.domain import EndReason
from greenroom.errors import DeviceNotFoundError, LibraryError
from greenroom.sound.files import read_audio
from greenroom.sound.port import SoundCard, Take
from greenroom.sound.portaudio import PortAudioCard
from greenroom.sound.samples import to_float
from greenroom.sound.standin import FileCard

RATE_HZ = 48_000
SPOKEN = a_noise(seconds=0.8)


@dataclass
class Rig:
    """A card, and a way to have SPOKEN said to its microphone; `with rig.speaking(): ...` begins after some silence."""

    card: SoundCard
    speaking: Callable[[], AbstractContextManager[object]]
    microphone: str = ""


@contextmanager
def nothing() -> Iterator[None]:
    yield


def stand_in() -> Rig:
    return Rig(FileCard(np.concatenate([a_silence(0.3), SPOKEN, a_silence(60)]), RATE_HZ, real_time=True), nothing)


def real_card() -> Rig:
    card = PortAudioCard()

    @contextmanager
    def speaking() -> Iterator[None]:
        playback = card.play(SPOKEN, RATE_HZ, speaker="greenroom_micfeed")
        yield
        playback.stop()

    return Rig(card, speaking)


@pytest.fixture(params=[stand_in, pytest.param(real_card, marks=pytest.mark.card)])
def rig(request: pytest.FixtureRequest) -> Rig:
    made = request.param()
    assert isinstance(made, Rig)
    return made


def said(take: Take) -> bool:
    """Whether SPOKEN is over, seen by the level."""
    return take.state().elapsed_s > len(SPOKEN) / RATE_HZ + 0.3 and take.state().level_dbfs < -60


def test_it_has_a_microphone_and_a_loudspeaker(rig: Rig) -> None:
    devices = rig.card.devices()
    assert sum(device.default_input for device in devices) == 1
    assert sum(device.default_output for device in devices) == 1
    assert [device.index for device in devices] == list(range(len(devices)))
    assert all(device.rate_hz > 0 for device in devices)


def test_what_is_said_comes_out_sample_for_sample(rig: Rig, tmp_path: Path) -> None:
    take = rig.card.record(tmp_path / "a.wav")
    with rig.speaking():
        until(lambda: said(take))
    recording = take.stop()
    sound = read_audio(recording.path, RATE_HZ)
    start, fit = find(SPOKEN, sound)
    assert fit > 0.9999
    assert np.abs(sound[start : start + len(SPOKEN)] - SPOKEN).max() <= 1 / 32768
    assert (recording.end, recording.rate_hz, recording.frames) == (EndReason.STOPPED, RATE_HZ, len(sound))
    assert recording.levels is not None
    assert recording.levels.speech_dbfs == pytest.approx(-20, abs=1)


def test_listeners_get_all_that_is_in_the_file(rig: Rig, tmp_path: Path) -> None:
    take = rig.card.record(tmp_path / "a.wav")
    pieces: list[Sound] = []
    with rig.speaking():
        while not said(take):
            pieces.append(to_float(take.read()))
            time.sleep(0.01)
    take.stop()
    pieces.append(to_float(take.read()))
    assert np.array_equal(np.concatenate(pieces), read_audio(tmp_path / "a.wav", RATE_HZ))
    assert len(pieces) > 10
    assert len(take.read()) == 0


def test_sound_is_in_the_file_once_it_is_heard_and_not_before(rig: Rig, tmp_path: Path) -> None:
    began_s = time.monotonic()
    take = rig.card.record(tmp_path / "a.wav")
    until(lambda: take.state().elapsed_s > 0)
    assert take.state().elapsed_s <= time.monotonic() - began_s
    until(lambda: take.state().elapsed_s > 0.2)
    elapsed_s = take.state().elapsed_s
    assert len(read_audio(tmp_path / "a.wav", RATE_HZ)) >= round(elapsed_s * RATE_HZ)
    take.stop()


def test_a_pause_leaves_out_what_is_heard_in_it(rig: Rig, tmp_path: Path) -> None:
    take = rig.card.record(tmp_path / "a.wav")
    take.pause()
    with rig.speaking():
        until(lambda: take.state().level_dbfs > -40)
        until(lambda: take.state().level_dbfs < -60)
    before = take.state()
    take.resume()
    until(lambda: take.state().elapsed_s > before.elapsed_s + 0.2)
    take.stop()
    assert before.paused
    assert not take.state().paused
    assert before.elapsed_s < 0.2
    assert find(SPOKEN[:2400], read_audio(tmp_path / "a.wav", RATE_HZ))[1] < 0.5


def test_a_second_stop_gives_the_same_recording(rig: Rig, tmp_path: Path) -> None:
    take = rig.card.record(tmp_path / "a.wav")
    first = take.stop(EndReason.LIMIT)
    assert first.end is EndReason.LIMIT
    assert take.stop() is first
    assert take.state().ended is EndReason.LIMIT


def test_it_never_records_over_a_file(rig: Rig, tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"an older answer")
    with pytest.raises(LibraryError, match="exists already"):
        rig.card.record(tmp_path / "a.wav")
    assert (tmp_path / "a.wav").read_bytes() == b"an older answer"
    rig.card.record(tmp_path / "b.wav").stop()  # and the device is free


def test_two_takes_one_after_the_other(rig: Rig, tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        take = rig.card.record(tmp_path / name)
        until(lambda take=take: take.state().elapsed_s > 0.1)  # type: ignore[misc]
        assert take.stop().frames > 0.1 * RATE_HZ


def test_an_unknown_microphone_or_loudspeaker_lists_what_there_is(rig: Rig, tmp_path: Path) -> None:
    with pytest.raises(DeviceNotFoundError) as caught:
        rig.card.record(tmp_path / "a.wav", microphone="Studio 9000")
    assert "(default)" in caught.value.hint
    assert not (tmp_path / "a.wav").exists()
    with pytest.raises(DeviceNotFoundError):
        rig.card.play(SPOKEN, RATE_HZ, speaker="99")


def test_playing_ends_when_the_last_sample_was_heard(rig: Rig) -> None:
    began_s = time.monotonic()
    playback = rig.card.play(SPOKEN, RATE_HZ)
    assert playback.wait(10)
    assert time.monotonic() - began_s >= len(SPOKEN) / RATE_HZ
    assert playback.position_s() == pytest.approx(len(SPOKEN) / RATE_HZ)


def test_the_position_goes_with_the_clock(rig: Rig) -> None:
    playback = rig.card.play(SPOKEN, RATE_HZ)
    until(lambda: playback.position_s() > 0.1)
    began_s, at_s = time.monotonic(), playback.position_s()
    until(lambda: playback.position_s() > 0.7)
    assert time.monotonic() - began_s == pytest.approx(playback.position_s() - at_s, abs=0.1)
    playback.stop()


def test_a_wait_that_is_too_short_says_so(rig: Rig) -> None:
    playback = rig.card.play(SPOKEN, RATE_HZ)
    assert not playback.wait(0.05)
    playback.stop()


def test_a_pause_holds_the_position(rig: Rig) -> None:
    playback = rig.card.play(SPOKEN, RATE_HZ)
    until(lambda: playback.position_s() > 0.2)
    playback.pause()
    assert not playback.wait(0.3)
    held_s = playback.position_s()
    assert not playback.wait(0.3)
    assert playback.position_s() == held_s < 0.5
    playback.resume()
    assert playback.wait(10)


def test_at_another_speed_the_position_is_that_of_the_sound(rig: Rig) -> None:
    playback = rig.card.play(np.tile(SPOKEN, 3), RATE_HZ)
    playback.set_speed(2.0)
    until(lambda: playback.position_s() > 0.3)
    began_s, at_s = time.monotonic(), playback.position_s()
    until(lambda: playback.position_s() > 1.7)
    assert time.monotonic() - began_s == pytest.approx((playback.position_s() - at_s) / 2, abs=0.1)
    playback.set_speed(1.0)
    assert playback.wait(10)
    assert playback.position_s() == pytest.approx(2.4)


def test_what_begins_paused_is_silent_until_it_goes_on(rig: Rig) -> None:
    playback = rig.card.play(SPOKEN, RATE_HZ, paused=True)
    playback.seek(0.5)
    assert not playback.wait(0.2)
    assert playback.position_s() == pytest.approx(0.5)
    playback.resume()
    assert playback.wait(10)


def test_it_holds_where_it_should_and_goes_on_from_a_jump(rig: Rig) -> None:
    playback = rig.card.play(SPOKEN, RATE_HZ)
    playback.hold_at(0.3)
    assert not playback.wait(0.8)
    assert playback.position_s() == pytest.approx(0.3)
    playback.seek(0.1)
    until(lambda: playback.position_s() > 0.2)
    assert not playback.wait(0.3)
    assert playback.position_s() == pytest.approx(0.3)
    playback.hold_at(None)
    assert playback.wait(10)


def test_a_jump_goes_where_it_should(rig: Rig) -> None:
    playback = rig.card.play(SPOKEN, RATE_HZ)
    playback.seek(0.6)
    assert playback.position_s() == pytest.approx(0.6, abs=0.1)
    began_s = time.monotonic()
    assert playback.wait(10)
    assert time.monotonic() - began_s < 0.6


def test_a_jump_beyond_the_sound_is_its_end(rig: Rig) -> None:
    playback = rig.card.play(SPOKEN, RATE_HZ)
    playback.seek(99)
    assert playback.wait(10)
    assert playback.position_s() == pytest.approx(len(SPOKEN) / RATE_HZ)


def test_stop_is_quick_and_a_second_one_harmless(rig: Rig) -> None:
    playback = rig.card.play(SPOKEN, RATE_HZ)
    until(lambda: playback.position_s() > 0.1)
    began_s = time.monotonic()
    playback.stop()
    assert time.monotonic() - began_s < 0.3
    playback.stop()
    assert not playback.wait(1)


def test_sound_at_another_rate_lasts_as_long(rig: Rig) -> None:
    playback = rig.card.play(a_noise(seconds=0.5, rate_hz=22_050), 22_050)
    assert playback.wait(10)
    assert playback.position_s() == pytest.approx(0.5, abs=0.001)


def test_it_plays_and_records_at_once(rig: Rig, tmp_path: Path) -> None:
    playback = rig.card.play(SPOKEN, RATE_HZ)
    take = rig.card.record(tmp_path / "a.wav")
    assert rig.card.devices()
    until(lambda: take.state().elapsed_s > 0.3)
    assert playback.wait(10)
    assert take.stop().frames > 0.3 * RATE_HZ
