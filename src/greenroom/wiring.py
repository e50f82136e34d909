"""The only place that picks who answers at each port."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from greenroom.config import Home, Settings, cache_dir
from greenroom.hearing import Choice, SileroDetector, WhisperTranscriber
from greenroom.library import PromptFiles, SqliteLibrary
from greenroom.practice.services import Clock, Services
from greenroom.scoring import AnswerJudge, MiniLmEmbedder, SecondJudge
from greenroom.sound import PortAudioCard
from greenroom.voice import Pyttsx3Voice

__all__ = ["build"]


def build(settings: Settings, home: Home, cache: Path | None = None) -> Services:
    """The services for *home*; cheap: what is heavy loads at its first use."""
    cache = cache or cache_dir()
    voices = cache / "voice"
    recogniser = Choice(settings.engine, settings.model, cache / "weights", settings.threads, exact=settings.exact)

    def voice_named(voice: str, rate_wpm: int) -> Pyttsx3Voice:
        return Pyttsx3Voice(voices, voice=voice, rate_wpm=rate_wpm)

    return Services(
        settings=settings,
        home=home,
        cache=cache,
        clock=Clock(now=lambda: datetime.now(UTC), sleep=time.sleep),
        prompts=PromptFiles(home.prompts),
        attempts=SqliteLibrary(home),
        voice=voice_named(settings.voice, settings.rate_wpm),
        card=PortAudioCard(),
        transcriber=WhisperTranscriber(recogniser),
        detector=SileroDetector(),
        judge=AnswerJudge(MiniLmEmbedder(), bands=settings.bands),
        voice_named=voice_named,
        second_judge=_second_judge(settings),
    )


def _second_judge(settings: Settings) -> SecondJudge | None:
    if settings.judge != "llm":
        return None
    from greenroom.scoring.second_opinion import LanguageModel

    return LanguageModel(settings.llm_url, settings.llm_model, settings.llm_timeout_s)
