from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.practice.builders import ANSWER, RATE_HZ, a_prompt, a_sound, services_with

from greenroom.config import Settings
from greenroom.domain import EndReason, Transcript
from greenroom.errors import Cancelled, HearingError, SoundError, VoiceError, WeightsError
from greenroom.hearing import ScriptedTranscriber
from greenroom.hearing.standin import ScriptedListening
from greenroom.practice.recovering import recover
from greenroom.practice.rehearsing import rehearse
from greenroom.practice.standin import ScriptedStage, pressing
from greenroom.sound import FileCard, read_audio
from greenroom.voice import VoiceInfo


class BrokenTranscriber:
    def load(self) -> None:
        raise WeightsError("No weights.", hint="Get them.")

    def listen(self, *, terms: Sequence[str] = ()) -> BrokenListening:
        return BrokenListening()

    def transcribe(self, samples: NDArray[np.float32], *, terms: Sequence[str] = ()) -> Transcript:
        raise HearingError("It failed.", hint="Try again.")


class BrokenListening:
    def feed(self, samples: NDArray[np.float32]) -> None:
        pass

    def finish(self) -> Transcript:
        raise HearingError("It failed.", hint="Try again.")


class FaintTranscriber(ScriptedTranscriber):
    """Falls over while it listens, and hears recordings well."""

    def listen(self, *, terms: Sequence[str] = ()) -> FaintListening:
        return FaintListening(self, terms)


class FaintListening(ScriptedListening):
    def feed(self, samples: NDArray[np.float32]) -> None:
        raise RuntimeError("the listener fell over")

    def finish(self) -> Transcript:
        raise AssertionError("asked for what it did not hear")


class MuteVoice:
    def speak(self, text: str) -> Path:
        raise VoiceError("There is no speech engine.", hint="Install one.")

    def voices(self) -> tuple[VoiceInfo, ...]:
        return ()


def test_an_attempt_is_asked_recorded_heard_judged_and_kept(tmp_path: Path) -> None:
    services, stage = services_with(tmp_path), ScriptedStage()
    attempt = rehearse(services, stage, a_prompt(), "What did you build?")
    assert stage.questions == ["What did you build?"]
    assert attempt.transcript is not None
    assert attempt.transcript.text == ANSWER
    assert services.attempts.load(attempt.ref) == attempt
    assert attempt.recording is not None
    assert np.array_equal(read_audio(attempt.recording.path, RATE_HZ), np.round(a_sound() * 32768) / 32768)


def test_a_voice_that_fails_is_told_and_the_run_goes_on(tmp_path: Path) -> None:
    stage = ScriptedStage()
    attempt = rehearse(services_with(tmp_path, voice=MuteVoice()), stage, a_prompt(), "Why?")
    assert attempt.report is not None
    assert attempt.report.scored
    assert any("There is no speech engine" in line for line in stage.lines)


def test_an_answer_is_heard_while_it_is_spoken_and_to_its_last_sample(tmp_path: Path) -> None:
    class Attentive(ScriptedTranscriber):
        def transcribe(self, samples: NDArray[np.float32], *, terms: Sequence[str] = ()) -> Transcript:
            self.samples = samples
            return super().transcribe(samples, terms=terms)

    transcriber = Attentive(ANSWER)
    attempt = rehearse(services_with(tmp_path, transcriber=transcriber), ScriptedStage(), a_prompt(), "Why?")
    assert attempt.recording is not None
    assert transcriber.samples == pytest.approx(read_audio(attempt.recording.path, 16_000), abs=1e-6)


def test_a_listener_that_falls_over_costs_no_sound_and_no_word(tmp_path: Path) -> None:
    stage = ScriptedStage()
    attempt = rehearse(services_with(tmp_path, transcriber=FaintTranscriber(ANSWER)), stage, a_prompt(), "Why?")
    assert attempt.transcript is not None
    assert attempt.transcript.text == ANSWER
    assert attempt.recording is not None
    assert np.array_equal(read_audio(attempt.recording.path, RATE_HZ), np.round(a_sound() * 32768) / 32768)
    assert any("from the file" in line for line in stage.lines)


def test_a_recogniser_that_fails_leaves_the_sound_to_recover(tmp_path: Path) -> None:
    broken = services_with(tmp_path, transcriber=BrokenTranscriber())
    stage = ScriptedStage()
    with pytest.raises(HearingError) as caught:
        rehearse(broken, stage, a_prompt(), "Why?")
    assert "0001.wav" in caught.value.kept

    mended = services_with(tmp_path)
    ((ref, recording),) = mended.attempts.orphans()
    attempt = recover(mended, stage, ref, recording)
    assert attempt.transcript is not None
    assert attempt.transcript.text == ANSWER
    assert mended.attempts.orphans() == ()


def test_sound_that_the_header_does_not_count_is_heard_and_kept_too(tmp_path: Path) -> None:
    services, stage = services_with(tmp_path, transcriber=BrokenTranscriber()), ScriptedStage()
    with pytest.raises(HearingError):
        rehearse(services, stage, a_prompt(), "Why?")
    ((_, recording),) = services.attempts.orphans()
    with recording.path.open("r+b") as file:  # a power cut: an old header, and blocks that came after it
        file.seek(40)
        file.write(struct.pack("<I", 2 * 960))

    mended = services_with(tmp_path)
    ((ref, cut),) = mended.attempts.orphans()
    attempt = recover(mended, stage, ref, cut)
    assert cut.frames == 960
    assert attempt.recording is not None
    assert attempt.recording.frames == recording.frames
    assert np.array_equal(read_audio(recording.path, RATE_HZ), np.round(a_sound() * 32768) / 32768)


def test_ctrl_c_while_speaking_keeps_the_sound(tmp_path: Path) -> None:
    def interrupt(stage: ScriptedStage) -> str | None:
        if stage.states and stage.states[-1].elapsed_s > 0.2:
            raise KeyboardInterrupt
        return None

    services = services_with(tmp_path, card=FileCard(a_sound(20), RATE_HZ, real_time=True))
    with pytest.raises(Cancelled):
        rehearse(services, ScriptedStage(interrupt), a_prompt(), "Why?")
    ((_, recording),) = services.attempts.orphans()
    assert recording.duration_s > 0.2


def test_enter_stops_the_take(tmp_path: Path) -> None:
    def press(stage: ScriptedStage) -> str | None:
        return "enter" if stage.states and stage.states[-1].elapsed_s > 0.2 else None

    services = services_with(tmp_path, card=FileCard(a_sound(20), RATE_HZ, real_time=True))
    attempt = rehearse(services, ScriptedStage(press), a_prompt(), "Why?")
    assert attempt.recording is not None
    assert attempt.recording.end is EndReason.STOPPED
    assert 0.2 < attempt.recording.duration_s < 5


def test_what_is_said_while_paused_is_left_out(tmp_path: Path) -> None:
    def press(stage: ScriptedStage) -> str | None:
        now = stage.states[-1] if stage.states else None
        return "p" if now and now.elapsed_s > 0.2 and not now.paused else None

    services = services_with(tmp_path, card=FileCard(a_sound(1), RATE_HZ, real_time=True))
    stage = ScriptedStage(press)
    attempt = rehearse(services, stage, a_prompt(), "Why?")
    assert attempt.recording is not None
    assert 0.2 < attempt.recording.duration_s < 0.6
    assert stage.states[-1].paused


def test_a_take_without_any_sound_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    keys = pressing(["p"])
    services = services_with(tmp_path, card=FileCard(a_sound(1), RATE_HZ, real_time=True))
    with pytest.raises(SoundError, match="Nothing was recorded"):
        rehearse(services, ScriptedStage(lambda stage: keys(stage) if stage.states else None), a_prompt(), "Why?")
    assert services.attempts.orphans() == ()


def test_past_the_limit_and_its_grace_the_take_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("greenroom.practice.listening.LIMIT_GRACE_S", 0.1)
    services = services_with(tmp_path, card=FileCard(a_sound(20), RATE_HZ, real_time=True))
    attempt = rehearse(services, ScriptedStage(), a_prompt(limit_s=0.3), "Why?")
    assert attempt.recording is not None
    assert attempt.recording.end is EndReason.LIMIT


@pytest.mark.slow
def test_auto_stop_ends_after_the_silence_that_follows_speech(tmp_path: Path) -> None:
    from greenroom.voice import Pyttsx3Voice

    speech = read_audio(Pyttsx3Voice(tmp_path / "tts").speak("This is my whole answer."), RATE_HZ)
    sound = np.concatenate([speech, np.zeros(10 * RATE_HZ, np.float32)])
    services = services_with(
        tmp_path,
        card=FileCard(sound, RATE_HZ, real_time=True),
        settings=Settings(countdown_s=0, auto_stop=True, auto_stop_hold_s=1.0),
    )
    attempt = rehearse(services, ScriptedStage(lambda stage: None), a_prompt(), "Why?")
    assert attempt.recording is not None
    assert attempt.recording.end is EndReason.AUTO_STOP
    assert len(speech) / RATE_HZ < attempt.recording.duration_s < len(speech) / RATE_HZ + 3


def test_silence_is_kept_and_not_scored(tmp_path: Path) -> None:
    services = services_with(tmp_path, card=FileCard(np.zeros(RATE_HZ, np.float32), RATE_HZ))
    attempt = rehearse(services, ScriptedStage(), a_prompt(), "Why?")
    assert attempt.report is not None
    assert not attempt.report.scored
    assert services.attempts.load(attempt.ref).report == attempt.report
