"""The services with every stand-in, and prompts and answers in one line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from greenroom.config import Home, Settings
from greenroom.domain import Point, Prompt
from greenroom.hearing import ScriptedTranscriber, SileroDetector, Transcriber
from greenroom.library import PromptFiles, SqliteInterviews, SqliteLibrary
from greenroom.practice.services import Clock, Services
from greenroom.scoring import AnswerJudge, HashEmbedder, SharedWordsEncoder
from greenroom.sound import FileCard, SoundCard
from greenroom.voice import ToneVoice, Voice

RATE_HZ = 48_000
ANSWER = "I cut the nightly run from nine hours to forty minutes."


def a_prompt(*, limit_s: float = 60.0) -> Prompt:
    return Prompt(id="billing", question="What did you build?", limit_s=limit_s, points=(Point("run", ANSWER),))


def a_sound(seconds: float = 1.0) -> NDArray[np.float32]:
    """A tone: loud enough to be no silence."""
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (0.3 * np.sin(2 * np.pi * 300 * times)).astype(np.float32)


def services_with(
    folder: Path,
    *,
    card: SoundCard | None = None,
    transcriber: Transcriber | None = None,
    voice: Voice | None = None,
    settings: Settings | None = None,
) -> Services:
    home = Home(folder)
    tones = voice or ToneVoice(folder / "voice")
    return Services(
        settings=settings or Settings(countdown_s=0),
        home=home,
        cache=folder / "cache",
        clock=Clock(now=lambda: datetime.now(UTC), sleep=lambda seconds: None),
        prompts=PromptFiles(home.prompts),
        attempts=SqliteLibrary(home),
        interviews=SqliteInterviews(home),
        voice=tones,
        card=card or FileCard(a_sound(), RATE_HZ),
        transcriber=transcriber or ScriptedTranscriber(ANSWER),
        detector=SileroDetector(),
        judge=AnswerJudge(HashEmbedder(), SharedWordsEncoder()),
        voice_named=lambda name, rate_wpm: tones,
    )
