"""Prompt -> sound: speak the question, or show it and say why it stayed silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from greenroom.domain import Prompt
from greenroom.errors import GreenroomError, SoundError, VoiceError
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage
from greenroom.sound import read_audio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ask", "say"]

PLAYBACK_RATE_HZ = 48_000
BLEED_GUARD_S = 0.2
"""Silence between the end of the question and the start of the recording: without it the room's echo is recorded."""


def ask(services: Services, stage: Stage, prompt: Prompt, asked: str) -> None:
    """Show *asked* and speak it; any key skips the rest of it."""
    stage.question(prompt, asked)
    say(services, stage, asked)


def say(services: Services, stage: Stage, words: str) -> None:
    """Speak *words*, which are on the screen already; any key skips the rest."""
    try:
        spoken = services.voice.speak(words)
        _play(services, stage, read_audio(spoken, PLAYBACK_RATE_HZ))
    except (VoiceError, SoundError) as error:
        stage.tell(_why_silent(error))
    else:
        services.clock.sleep(BLEED_GUARD_S)


def _play(services: Services, stage: Stage, samples: NDArray[np.float32]) -> None:
    playback = services.card.play(samples, PLAYBACK_RATE_HZ, speaker=services.settings.speaker)
    try:
        while not playback.wait(0.0) and stage.key(0.05) in {None, "eof"}:
            pass
    finally:
        playback.stop()


def _why_silent(error: GreenroomError) -> str:
    return f"The question is shown, not spoken: {error.message} {error.hint}".rstrip()
