"""What every recogniser has to do, over the real one and its stand-in."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from greenroom.hearing import RATE_HZ, Choice, ScriptedTranscriber, Transcriber, WhisperTranscriber

Samples = NDArray[np.float32]

TEXT = "We went to the big city together"


@pytest.fixture(scope="session")
def faster(weights: Path) -> WhisperTranscriber:
    return WhisperTranscriber(Choice("faster-whisper", "tiny.en", weights))


@pytest.fixture(params=["scripted", *(pytest.param(name, marks=pytest.mark.slow) for name in ("tiny", "faster"))])
def transcriber(request: pytest.FixtureRequest) -> Transcriber:
    if request.param == "scripted":
        return ScriptedTranscriber(TEXT)
    real: Transcriber = request.getfixturevalue(request.param)
    return real


@pytest.fixture
def speech(say: Callable[[str], Samples]) -> Samples:
    """The text in a second of silence on either side."""
    silence = np.zeros(RATE_HZ, np.float32)
    return np.concatenate((silence, say(TEXT), silence))


def test_silence_has_no_words(transcriber: Transcriber) -> None:
    transcript = transcriber.transcribe(np.zeros(3 * RATE_HZ, np.float32), terms=("RocksDB",))
    assert transcript.words == ()
    assert transcript.speech == ()
    assert transcript.duration_s == 3.0
    assert transcript.notes


def test_no_sound_at_all_is_silence(transcriber: Transcriber) -> None:
    transcript = transcriber.transcribe(np.zeros(0, np.float32))
    assert transcript.words == ()
    assert transcript.duration_s == 0.0


def test_words_are_in_order_and_inside_the_recording(transcriber: Transcriber, speech: Samples) -> None:
    transcriber.load()
    transcript = transcriber.transcribe(speech)
    assert transcript.text.rstrip(".?").lower() == TEXT.lower()
    assert transcript.duration_s is not None
    assert transcript.duration_s == pytest.approx(len(speech) / RATE_HZ)
    latest_s = 0.0
    for word in transcript.words:
        assert word.start_s is not None
        assert word.end_s is not None
        assert latest_s <= word.start_s <= word.end_s
        assert word.text == word.text.strip() != ""
        assert 0 <= word.probability <= 1
        latest_s = word.start_s
    assert latest_s <= transcript.duration_s


def test_speech_is_where_the_voice_is(transcriber: Transcriber, speech: Samples) -> None:
    spans = transcriber.transcribe(speech).speech
    assert spans[0].start_s == pytest.approx(1.0, abs=0.2)
    assert spans[-1].end_s == pytest.approx(len(speech) / RATE_HZ - 1.0, abs=0.5)
    assert all(one.end_s <= other.start_s for one, other in itertools.pairwise(spans))


def test_sound_is_left_as_it_was(transcriber: Transcriber, speech: Samples) -> None:
    before = speech.copy()
    transcriber.transcribe(speech)
    assert np.array_equal(before, speech)


def test_the_engine_is_on_record(transcriber: Transcriber, speech: Samples) -> None:
    assert transcriber.transcribe(speech).engine.name in {"scripted", "openai-whisper", "faster-whisper"}


def test_heard_while_it_comes_or_all_at_once_it_is_the_same(transcriber: Transcriber, speech: Samples) -> None:
    listening = transcriber.listen(terms=("RocksDB",))
    for portion in np.array_split(speech, 40):
        listening.feed(portion)
    assert listening.finish() == transcriber.transcribe(speech, terms=("RocksDB",))
