"""Everything that the use cases need, picked once by `wiring`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.config import Home, Settings

if TYPE_CHECKING:  # a list of attempts needs none of these rooms, and loading them takes longer than the list
    from greenroom.hearing.port import SpeechDetector, Transcriber
    from greenroom.library.port import AttemptLibrary, InterviewLibrary, PromptLibrary
    from greenroom.scoring.port import Judge, SecondJudge
    from greenroom.sound.port import SoundCard
    from greenroom.voice.port import Voice

__all__ = ["Clock", "Services"]


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as the use cases see it: `now` is aware UTC, `sleep` takes seconds."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Services:
    """One answerer for each port. `voice_named` makes another voice than the interviewer's (the demo's candidate) from
    its name and its rate in words a minute. `second_judge` is there only where the user asked for one.
    """

    settings: Settings
    home: Home
    cache: Path
    clock: Clock
    prompts: PromptLibrary
    attempts: AttemptLibrary
    interviews: InterviewLibrary
    voice: Voice
    card: SoundCard
    transcriber: Transcriber
    detector: SpeechDetector
    judge: Judge
    voice_named: Callable[[str, int], Voice]
    second_judge: SecondJudge | None = None
