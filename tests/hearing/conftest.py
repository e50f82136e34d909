from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from greenroom.config import cache_dir
from greenroom.hearing import RATE_HZ, Choice, WhisperTranscriber
from greenroom.sound import read_audio
from greenroom.voice import Pyttsx3Voice

ROOT = str(Path(__file__).resolve().parents[2])
if ROOT not in sys.path:  # the tools are no part of the installed package
    sys.path.append(ROOT)

Samples = NDArray[np.float32]
Say = Callable[[str], Samples]


@pytest.fixture(scope="session")
def weights() -> Path:
    """Where the tool itself keeps converted weights, so that they are converted once and not in every run."""
    return cache_dir() / "weights"


@pytest.fixture(scope="session")
def tiny(weights: Path) -> WhisperTranscriber:
    """The real recogniser, loaded once."""
    transcriber = WhisperTranscriber(Choice("openai-whisper", "tiny.en", weights, threads=2))
    transcriber.load()
    return transcriber


@pytest.fixture(scope="session")
def say(tmp_path_factory: pytest.TempPathFactory) -> Say:
    """Text as speech: 16 kHz samples of what pyttsx3 says."""
    voice = Pyttsx3Voice(tmp_path_factory.mktemp("voice"), rate_wpm=150)
    return lambda text: read_audio(voice.speak(text), RATE_HZ)
