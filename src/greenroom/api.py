"""The verbs for programs: `load_prompt`, `transcribe`, `judge`, `compare`.

    import greenroom
    prompt = greenroom.load_prompt("prompts/why-meta.yaml")
    transcript = greenroom.transcribe("answer.wav", terms=prompt.names)
    report = greenroom.judge(prompt, transcript)
    for point in report.points:
        print(point.verdict, point.say)

Weights are loaded at the first call that needs them and kept for the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.config import Home, Settings, load_settings
from greenroom.domain import Comparison, Prompt, Report, Transcript

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from greenroom.practice.services import Services

__all__ = ["compare", "judge", "load_prompt", "transcribe"]


def load_prompt(name: str | Path) -> Prompt:
    """The prompt of that id in the home in force, or in the file of that path. Raises PromptError."""
    return _services(load_settings(Home.find()), Home.find()).prompts.load(str(name))


def transcribe(
    sound: str | Path | NDArray[np.float32], *, terms: Sequence[str] = (), model: str | None = None
) -> Transcript:
    """The words of *sound*: a file (WAV, FLAC, MP3, M4A, WebM), or 16 kHz mono samples in [-1, 1], shape (n,).

    *terms* are names that may occur; *model* is a Whisper model (default: the settings').
    Raises AudioFileError, WeightsError, HearingError.
    """
    from greenroom.hearing.port import RATE_HZ
    from greenroom.sound import read_audio

    samples = read_audio(Path(sound), RATE_HZ) if isinstance(sound, str | Path) else sound
    settings = load_settings(Home.find(), flags={"model": model})
    return _services(settings, Home.find()).transcriber.transcribe(samples, terms=terms)


def judge(prompt: Prompt, transcript: Transcript) -> Report:
    """The report on *transcript* as an answer to *prompt*."""
    return _services(load_settings(Home.find()), Home.find()).judge.judge(prompt, transcript)


def compare(before: Report, after: Report) -> Comparison:
    """What changed from one report to the next: points gained, kept, lost, and figures."""
    from greenroom.scoring import compare_reports

    return compare_reports(before, after)


@lru_cache(maxsize=4)
def _services(settings: Settings, home: Home) -> Services:
    """The services in force, kept with their weights for as long as settings and home stay the same."""
    from greenroom.wiring import build

    return build(settings, home)
