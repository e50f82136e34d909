"""Learning an answer by ear: the ideal one spoken sentence by sentence, or the points where there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from greenroom.domain import Prompt
from greenroom.errors import PromptError, SoundError, VoiceError
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage
from greenroom.sound import read_audio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from greenroom.sound.port import Playback

__all__ = ["SPEEDS", "ListenState", "ToLearn", "listen", "to_learn"]

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
_RATE_HZ = 48_000
_POLL_S = 0.05
_JUST_BEGUN_S = 1.0
"""So far into a sentence "back" means the sentence before; later it means this one from its start."""
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*[-*•]\s)")
_BULLET = re.compile(r"^\s*[-*•]\s+")
_SENTENCE = re.compile(r"(?:(?<=[.?!…])|(?<=[.?!…][\"”’)]))\s+(?=[\"“‘(]*[A-Z0-9À-ÖØ-Þ])")


@dataclass(frozen=True, slots=True)
class ToLearn:
    """What is spoken, one passage after the other: the sentences of the `ideal` answer, else the points in order."""

    passages: tuple[str, ...]
    ideal: bool


@dataclass(frozen=True, slots=True)
class ListenState:
    """Which passage is spoken (0-based), how fast, and whether it waits."""

    number: int
    speed: float = 1.0
    paused: bool = False


def to_learn(prompt: Prompt, *, points: bool = False) -> ToLearn:
    """What there is to learn of *prompt*; its points where *points* asks for them, or there is no ideal answer.

    Raises PromptError where there is neither.
    """
    if prompt.ideal.strip() and not points:
        return ToLearn(_sentences(prompt.ideal), ideal=True)
    if not prompt.points:
        wanted = "no points" if points else "neither an ideal answer nor points"
        raise PromptError(
            f"{prompt.id} has {wanted} to listen to.", hint=f"Write some: greenroom prompts edit {prompt.id}"
        )
    return ToLearn(tuple(" ".join(point.say.split()) for point in prompt.points), ideal=False)


def listen(
    services: Services,
    stage: Stage,
    passages: Sequence[str],
    show: Callable[[ListenState], None],
    *,
    speed: float = 1.0,
) -> None:
    """Speak *passages*; *show* is told when one begins, and when something about it changes.

    Space pauses, right and left go on and back, up and down change the speed at the same pitch, q ends. Where there is
    no voice or no loudspeaker, all passages are shown, and then VoiceError or SoundError says why they stayed silent.
    """
    state = ListenState(0, speed)
    try:
        while state.number < len(passages):
            show(state)
            sound = read_audio(services.voice.speak(passages[state.number]), _RATE_HZ)
            following = _Passage(services, stage, sound, show, state).play()
            if following is None:
                return
            state = following
    except (VoiceError, SoundError) as error:
        for number in range(state.number + 1, len(passages)):
            show(replace(state, number=number))
        raise type(error)(f"The words are shown, not spoken: {error.message}", hint=error.hint) from error


class _Passage:
    """One passage while it is spoken."""

    def __init__(
        self,
        services: Services,
        stage: Stage,
        sound: NDArray[np.float32],
        show: Callable[[ListenState], None],
        state: ListenState,
    ) -> None:
        self._services = services
        self._stage = stage
        self._sound = sound
        self._show = show
        self._state = state

    def play(self) -> ListenState | None:
        """Play it to its end, or as the keys say; what comes next, None to end."""
        playback = self._services.card.play(self._sound, _RATE_HZ, speaker=self._services.settings.speaker, paused=True)
        try:
            playback.set_speed(self._state.speed)
            if not self._state.paused:
                playback.resume()
            key = self._follow(playback)
            heard_s = playback.position_s()
        finally:
            playback.stop()
        if key == "quit":
            return None
        back = key == "left"
        number = self._state.number + (-(heard_s < _JUST_BEGUN_S) if back else 1)
        return replace(self._state, number=max(0, number), paused=False)

    def _follow(self, playback: Playback) -> str:
        """Follow the keys until one moves on: "left", "right", "quit"; "" when all was heard."""
        while not playback.wait(0.0):
            key = self._stage.key(_POLL_S)
            if key in {"q", "escape", "enter"}:
                return "quit"
            if key in {"left", "right"}:
                return key
            if key in {"space", "p"}:
                self._change(replace(self._state, paused=not self._state.paused))
                (playback.pause if self._state.paused else playback.resume)()
            elif key in {"up", "down"} and (wanted := _other_speed(self._state.speed, faster=key == "up")):
                playback.set_speed(wanted)
                self._change(replace(self._state, speed=wanted))
        return ""

    def _change(self, state: ListenState) -> None:
        self._state = state
        self._show(state)


def _other_speed(speed: float, *, faster: bool) -> float | None:
    if faster:
        return min((other for other in SPEEDS if other > speed), default=None)
    return max((other for other in SPEEDS if other < speed), default=None)


def _sentences(text: str) -> tuple[str, ...]:
    """The sentences of *text*; an empty line or a bullet ends one too, and "e.g. this" has no end inside."""
    paragraphs = (" ".join(_BULLET.sub("", part).split()) for part in _PARAGRAPH.split(text))
    return tuple(one for part in paragraphs if part for one in _SENTENCE.split(part))
