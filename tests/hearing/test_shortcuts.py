"""What is taken out of openai-whisper's work, and the way back when that goes wrong."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from greenroom.hearing import RATE_HZ, find_weights
from greenroom.hearing.loops import goes_round
from greenroom.hearing.whisper_engine import WhisperModel, shortcuts
from greenroom.hearing.whisper_engine.shortcuts import leave_no_rest
from greenroom.hearing.whisper_engine.vendor import vendor
from greenroom.sound import read_audio

SPEECH = Path(__file__).parents[2].parent / "shared" / "data" / "speech"
LOOPS = ("tiny.en", "ls_1688-142285-0002.flac")
ZERO = 50_364  # the first timestamp of multilingual models


@dataclass(frozen=True)
class Decoded:
    """What matters here of openai-whisper's DecodingResult."""

    tokens: list[int]


def ends(*last: int, sound_s: float) -> list[int]:
    decoded: Decoded = leave_no_rest(Decoded([ZERO, 400, 401, *last]), ZERO, sound_s)
    return decoded.tokens[3:]


def test_a_short_rest_is_not_heard_again() -> None:
    at_7_s = ZERO + 350
    assert ends(at_7_s, at_7_s, sound_s=7.6) == [at_7_s]


def test_a_long_rest_is() -> None:
    at_7_s = ZERO + 350
    assert ends(at_7_s, at_7_s, sound_s=8.5) == [at_7_s, at_7_s]


def test_an_end_that_leaves_no_rest_stays() -> None:
    assert ends(402, ZERO + 350, sound_s=7.1) == [402, ZERO + 350]
    assert leave_no_rest(Decoded([]), ZERO, 1.0) == Decoded([])


@pytest.mark.slow
def test_silence_that_is_appended_is_silence_that_is_computed() -> None:
    torch, whisper = vendor()
    sound = np.random.default_rng(0).normal(0, 0.1, 12_345).astype(np.float32)
    shortened = vars(sys.modules["whisper.transcribe"])["log_mel_spectrogram"]
    whole = whisper.audio.log_mel_spectrogram(sound, 80, padding=30 * RATE_HZ)
    assert torch.equal(shortened(sound, 80, padding=30 * RATE_HZ), whole)


@pytest.mark.slow
@pytest.mark.skipif(not SPEECH.is_dir(), reason="the speech data is not here")
def test_sound_that_makes_a_close_crop_loop_is_noticed_and_heard_again(
    weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shortcuts, "_LEAST_S", 0.0)
    monkeypatch.setattr(shortcuts, "_SILENCE_S", 0.0)
    model = WhisperModel(find_weights(LOOPS[0], weights), LOOPS[0])
    sound: NDArray[np.float32] = read_audio(SPEECH / LOOPS[1])
    naive = model._transcribe(sound, "", (0.0,), len(sound) / RATE_HZ)["text"].split()
    assert goes_round(naive)
    heard = model.hear(sound)
    assert heard.words
    assert not goes_round([word.text for word in heard.words])
    assert not heard.circled
