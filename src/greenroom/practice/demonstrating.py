"""The demo: the whole flow without a microphone. A second voice is the candidate; everything else is real."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.domain import Attempt, EndReason, Recording
from greenroom.errors import SoundError, VoiceError
from greenroom.practice.from_file import PreparedAnswer
from greenroom.practice.rehearsing import rehearse
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage
from greenroom.sound import read_audio
from greenroom.sound.port import Device, Playback, SoundCard, Take, TakeState

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["demonstrate"]

FEED = "greenroom_micfeed"
"""The output device that is the microphone's other end on the virtual sound card (tools/virtual-card)."""
RATE_HZ = 48_000
CLEAR_VOICE = "gmw/en"
"""Of espeak's English voices the one that a recogniser follows best; not the interviewer's, which is American."""
CLEAR_RATE_WPM = 150
TAIL_S = 0.5
"""What is recorded after the last word, as a person would before pressing Enter."""


def demonstrate(services: Services, stage: Stage) -> Attempt:
    """Ask the demo's question, let a second voice answer, and judge that. Raises VoiceError when nothing can speak."""
    folder = resources.files("greenroom.practice") / "data"
    with resources.as_file(folder / "demo.yaml") as path:
        prompt = services.prompts.load(str(path))
    answer = (folder / "demo-answer.txt").read_text(encoding="utf-8")
    samples = read_audio(_candidate_says(services, answer), RATE_HZ)
    candidate = _Candidate(services.card, samples)
    stage.tell(f"Demo. Simulated: the candidate, who is a second computer voice{candidate.route}. All else is real.")
    quick = replace(services.settings, countdown_s=0, auto_stop=False)
    return rehearse(replace(services, card=candidate, settings=quick), stage, prompt, prompt.question)


def _candidate_says(services: Services, answer: str) -> Path:
    """The answer as sound, in another English voice than the interviewer's if the system has one."""
    voices = [voice.id for voice in services.voice.voices() if voice.language.lower().startswith("en")]
    voices.sort(key=lambda voice: voice != CLEAR_VOICE)
    errors: list[VoiceError] = []
    for voice in [*voices, ""]:
        try:
            return services.voice_named(voice, CLEAR_RATE_WPM).speak(answer)
        except VoiceError as error:
            errors.append(error)
    raise errors[0]


class _Candidate:
    """A sound card before which somebody sits who gives a prepared answer as soon as the recording runs."""

    def __init__(self, card: SoundCard, samples: NDArray[np.float32]) -> None:
        self._card = card
        self._samples = samples
        self._outputs = tuple(device for device in self._devices() if device.outputs)
        self._virtual = any(device.name == FEED for device in self._outputs)

    @property
    def route(self) -> str:
        """How the candidate's sound gets into the recording, in words."""
        if self._virtual:
            return ", played into the virtual microphone"
        return ", whose sound goes straight into the recorder" + ("" if self._outputs else " (no loudspeaker here)")

    def devices(self) -> tuple[Device, ...]:
        return self._card.devices()

    def play(self, samples: NDArray[np.float32], rate_hz: int, *, speaker: str = "", paused: bool = False) -> Playback:
        return self._card.play(samples, rate_hz, speaker=speaker, paused=paused)

    def record(self, path: Path, *, microphone: str = "") -> Take:
        if self._virtual:
            take = self._card.record(path, microphone=microphone)
            return _AnsweredTake(take, self._card.play(self._samples, RATE_HZ, speaker=FEED))
        audible = bool(self._outputs)
        take = PreparedAnswer(self._card, self._samples, RATE_HZ, real_time=audible).record(path)
        return _AnsweredTake(take, self._card.play(self._samples, RATE_HZ)) if audible else take

    def _devices(self) -> tuple[Device, ...]:
        try:
            return self._card.devices()
        except SoundError:
            return ()


class _AnsweredTake:
    """A take during which the candidate's answer plays, and which ends shortly after it."""

    def __init__(self, take: Take, answer: Playback) -> None:
        self._take = take
        self._answer = answer
        self._answered_at_s: float | None = None

    @property
    def rate_hz(self) -> int:
        return self._take.rate_hz

    def state(self) -> TakeState:
        state = self._take.state()
        if self._answered_at_s is None and self._answer.wait(0.0):
            self._answered_at_s = state.elapsed_s
        if self._answered_at_s is not None and state.elapsed_s >= self._answered_at_s + TAIL_S:
            return replace(state, ended=state.ended or EndReason.STOPPED)
        return state

    def read(self) -> NDArray[np.int16]:
        return self._take.read()

    def pause(self) -> None:
        self._answer.pause()
        self._take.pause()

    def resume(self) -> None:
        self._take.resume()
        self._answer.resume()

    def stop(self, reason: EndReason = EndReason.STOPPED) -> Recording:
        self._answer.stop()
        return self._take.stop(reason)
