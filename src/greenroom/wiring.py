"""The only place that picks who answers at each port."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from greenroom.config import Home, Settings, cache_dir
from greenroom.library import PromptFiles, SqliteInterviews, SqliteLibrary
from greenroom.practice.services import Clock, Services

if TYPE_CHECKING:
    from greenroom.hearing.port import SpeechDetector, Transcriber
    from greenroom.scoring.port import Judge, SecondJudge
    from greenroom.sound.port import SoundCard
    from greenroom.voice.port import Voice

__all__ = ["build"]

T = TypeVar("T")


def build(settings: Settings, home: Home, cache: Path | None = None) -> Services:
    """The services for *home*; cheap: a room is entered at the first use of what it does."""
    cache = cache or cache_dir()

    def voice_named(voice: str, rate_wpm: int) -> Voice:
        from greenroom.voice import Pyttsx3Voice

        return Pyttsx3Voice(cache / "voice", voice=voice, rate_wpm=rate_wpm)

    return Services(
        settings=settings,
        home=home,
        cache=cache,
        clock=Clock(now=lambda: datetime.now(UTC), sleep=time.sleep),
        prompts=PromptFiles(home.prompts),
        attempts=SqliteLibrary(home),
        interviews=SqliteInterviews(home),
        voice=_later(lambda: voice_named(settings.voice, settings.rate_wpm)),
        card=_later(_card),
        transcriber=_later(lambda: _transcriber(settings, cache)),
        detector=_later(_detector),
        judge=_later(lambda: _judge(settings)),
        voice_named=voice_named,
        second_judge=_second_judge(settings),
    )


def _card() -> SoundCard:
    from greenroom.sound import PortAudioCard

    return PortAudioCard()


def _transcriber(settings: Settings, cache: Path) -> Transcriber:
    from greenroom.hearing import Choice, WhisperTranscriber

    return WhisperTranscriber(
        Choice(settings.engine, settings.model, cache / "weights", settings.threads, exact=settings.exact)
    )


def _detector() -> SpeechDetector:
    from greenroom.hearing import SileroDetector

    return SileroDetector()


def _judge(settings: Settings) -> Judge:
    from greenroom.scoring import AnswerJudge, MiniLmCrossEncoder, MiniLmEmbedder

    return AnswerJudge(MiniLmEmbedder(), MiniLmCrossEncoder(), bands=settings.bands)


def _second_judge(settings: Settings) -> SecondJudge | None:
    if settings.judge != "llm":
        return None
    from greenroom.scoring.second_opinion import LanguageModel

    return LanguageModel(settings.llm_url, settings.llm_model, settings.llm_timeout_s)


class _Later:
    """Stands in for what *make* makes, which is made when the first of its attributes is asked for."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._made: Any = None
        self._lock = Lock()

    def __getattr__(self, name: str) -> Any:
        with self._lock:  # weights load in threads of their own
            if self._made is None:
                self._made = self._make()
        return getattr(self._made, name)


def _later(make: Callable[[], T]) -> T:
    return cast("T", _Later(make))
