"""Hearing while somebody speaks, with the real recogniser in its own process, and what may happen to it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.support.waiting import until

from greenroom.errors import HearingError, WeightsError
from greenroom.hearing import RATE_HZ, Choice, WhisperTranscriber
from greenroom.hearing.live import LATE
from greenroom.hearing.process import RecogniserProcess

Samples = NDArray[np.float32]
Say = Callable[[str], Samples]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def answer(say: Say) -> Samples:
    """Some 30 s: three segments."""
    pause = np.zeros(int(0.7 * RATE_HZ), np.float32)
    texts = (
        "Good morning everybody. My name is Peter and I work in London, in a small company near the river.",
        "I have worked with computers for ten years. Yesterday we went to the big city together, all of us.",
        "The weather was cold in the morning, and warm in the afternoon, so we walked along the water.",
    )
    return np.concatenate([piece for text in texts for piece in (say(text), pause)])


def portions(samples: Samples, seconds: float) -> Iterable[Samples]:
    return np.array_split(samples, round(len(samples) / RATE_HZ / seconds))


def test_heard_while_spoken_or_afterwards_it_is_the_same(tiny: WhisperTranscriber, answer: Samples) -> None:
    listening = tiny.listen(terms=("RocksDB",))
    for portion in portions(answer, 0.05):
        listening.feed(portion)
    assert listening.finish() == tiny.transcribe(answer, terms=("RocksDB",))


def test_times_are_those_of_the_whole_recording(tiny: WhisperTranscriber, answer: Samples) -> None:
    words = {word.text.lower().strip(".,"): word for word in tiny.transcribe(answer).words}
    third_s = len(answer) / RATE_HZ / 3
    for name, earliest_s in (("london", 0.0), ("yesterday", third_s), ("afternoon", 2 * third_s)):
        start_s = words[name].start_s
        assert start_s is not None
        assert earliest_s - 1 < start_s < earliest_s + third_s + 1


def test_a_recogniser_killed_while_somebody_speaks_changes_nothing_but_a_note(weights: Path, answer: Samples) -> None:
    transcriber = WhisperTranscriber(Choice("openai-whisper", "tiny.en", weights, threads=2))
    undisturbed = transcriber.transcribe(answer)
    listening = transcriber.listen()
    for number, portion in enumerate(portions(answer, 0.5)):
        listening.feed(portion)
        if number == 30:
            assert transcriber.pid
            os.kill(transcriber.pid, signal.SIGKILL)
    assert listening.finish() == replace(undisturbed, notes=(LATE,))


def test_it_dies_with_the_one_who_started_it(weights: Path) -> None:
    transcriber = WhisperTranscriber(Choice("openai-whisper", "tiny.en", weights, threads=2))
    transcriber.load()
    pid = transcriber.pid
    assert pid
    del transcriber
    until(lambda: not Path(f"/proc/{pid}").exists())


def test_what_is_wrong_with_the_weights_is_told_at_the_end(tmp_path: Path, answer: Samples) -> None:
    listening = WhisperTranscriber(Choice("openai-whisper", str(tmp_path / "none.pt"), tmp_path)).listen()
    listening.feed(answer)
    with pytest.raises(WeightsError, match="no file of weights"):
        listening.finish()


def test_a_process_that_failed_is_asked_again_and_answers(weights: Path, say: Say) -> None:
    process = RecogniserProcess(Choice("openai-whisper", "tiny.en", weights, threads=2))
    process.load()
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    with pytest.raises(HearingError, match="stopped by itself") as caught:
        process.hear(say("Good morning everybody"))
    assert "memory" in caught.value.hint
    assert process.hear(say("Good morning everybody")).words
