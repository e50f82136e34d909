from __future__ import annotations

import itertools
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from numpy.typing import NDArray

from greenroom.domain import Span
from greenroom.errors import HearingError, WeightsError
from greenroom.hearing import RATE_HZ, Choice, SileroDetector, WhisperTranscriber, find_weights
from greenroom.hearing.port import SpeechStream
from greenroom.hearing.whisper_engine import WhisperModel
from greenroom.sound import read_audio

Samples = NDArray[np.float32]
Say = Callable[[str], Samples]

SPEECH = Path(__file__).parents[2].parent / "shared" / "data" / "speech"

LONDON = "Good morning everybody. I live and work in London."
CITY = "I have worked with computers for ten years. Yesterday we went to the big city together."

pytestmark = pytest.mark.slow


def tiny_en(weights: Path) -> Choice:
    return Choice("openai-whisper", "tiny.en", weights, threads=2)


def base(weights: Path) -> Choice:
    return Choice("openai-whisper", "base", weights, threads=2)


def noise(seconds: float, level: float = 0.02) -> Samples:
    return np.random.default_rng(0).normal(0, level, int(seconds * RATE_HZ)).astype(np.float32)


def hum(seconds: float) -> Samples:
    times = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    harmonics = np.array([0.05 / n * np.sin(2 * np.pi * 50 * n * times) for n in range(1, 8)])
    total: Samples = harmonics.sum(axis=0, dtype=np.float32)
    return total


def clicks(seconds: float) -> Samples:
    samples = noise(seconds, 0.0005)
    for start in range(0, len(samples) - 200, RATE_HZ // 2):
        samples[start : start + 200] += noise(200 / RATE_HZ, 0.3) * np.exp(-np.arange(200) / 40).astype(np.float32)
    return samples


def plain(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


class Deaf:
    """A detector that knows of one stretch of speech only."""

    def __init__(self, start_s: float, end_s: float) -> None:
        self._span = Span(start_s, end_s)

    def start(self) -> SpeechStream:
        return SileroDetector().start()

    def spans(self, probabilities: Iterable[float]) -> tuple[Span, ...]:
        return (self._span,)


def test_a_spoken_sentence_comes_back_word_by_word(tiny: WhisperTranscriber, say: Say) -> None:
    text = LONDON
    sound = np.concatenate((np.zeros(2 * RATE_HZ, np.float32), say(text), np.zeros(RATE_HZ, np.float32)))
    transcript = tiny.transcribe(sound)
    assert plain(transcript.text) == plain(text)
    starts = [word.start_s for word in transcript.words]
    assert starts[0] is not None
    assert starts[0] == pytest.approx(2.0, abs=0.3)
    assert transcript.speech[0].start_s == pytest.approx(2.0, abs=0.15)
    assert all(0 < word.probability <= 1 for word in transcript.words)
    assert (transcript.engine.name, transcript.engine.model) == ("openai-whisper", "tiny.en")
    assert transcript.engine.version
    assert transcript.engine.settings["language"] == "en"
    assert transcript.notes == ()


def test_the_same_sound_gives_the_same_transcript(tiny: WhisperTranscriber, say: Say) -> None:
    sound = say(CITY)
    sound = sound + noise(len(sound) / RATE_HZ, 0.05)[: len(sound)]  # so that it guesses
    assert tiny.transcribe(sound) == tiny.transcribe(sound)


def test_several_threads_may_load_and_ask_at_once(weights: Path, say: Say) -> None:
    transcriber = WhisperTranscriber(tiny_en(weights))
    with ThreadPoolExecutor(4) as pool:
        loads = [pool.submit(transcriber.load) for _ in range(2)]
        texts = [pool.submit(transcriber.transcribe, say(text)) for text in (LONDON, CITY)]
        assert [load.result() for load in loads] == [None, None]
        assert plain(texts[0].result().text) == plain(LONDON)
        assert "city together" in texts[1].result().text


def test_a_long_answer_is_heard_to_its_end_and_in_order(tiny: WhisperTranscriber, say: Say) -> None:
    sentences = [LONDON, CITY, "The weather was cold in the morning, and warm in the afternoon."]
    pause = np.zeros(int(4.5 * RATE_HZ), np.float32)
    sound = np.concatenate([piece for text in sentences * 3 for piece in (say(text), pause)])
    assert len(sound) / RATE_HZ > 60  # more than one window
    transcript = tiny.transcribe(sound)
    assert [word for word in plain(transcript.text) if word in {"london", "city", "weather"}] == [
        "london", "city", "weather"
    ] * 3  # fmt: skip
    starts = [word.start_s for word in transcript.words if plain(word.text) == ["weather"]]
    rounds_s = len(sound) / RATE_HZ / 3
    assert np.diff(np.array(starts)) == pytest.approx([rounds_s, rounds_s], abs=0.3)


@pytest.mark.parametrize("make", [noise, hum, clicks], ids=["noise", "hum", "clicks"])
def test_noise_gives_no_words_and_says_so(tiny: WhisperTranscriber, make: Callable[[float], Samples]) -> None:
    transcript = tiny.transcribe(make(12.0), terms=("Phabricator", "RocksDB"))
    assert transcript.words == ()
    assert transcript.notes == ("No voice was detected in 12.0 s of sound.",)


@pytest.mark.skipif(not SPEECH.is_dir(), reason="the speech data is not here")
@pytest.mark.parametrize("number", range(4))
def test_real_key_clicks_give_no_words(tiny: WhisperTranscriber, number: int) -> None:
    assert tiny.transcribe(read_audio(SPEECH / f"key_{number}.flac"), terms=("Phabricator",)).words == ()


@pytest.mark.skipif(not SPEECH.is_dir(), reason="the speech data is not here")
def test_a_stammer_does_not_make_it_go_round_in_circles(weights: Path) -> None:
    transcript = WhisperTranscriber(base(weights)).transcribe(read_audio(SPEECH / "mfa_cutoffprogressive.flac"))
    assert transcript.words
    longest_run = max(len(list(run)) for _, run in itertools.groupby(plain(transcript.text)))
    assert longest_run <= 4
    assert len(plain(transcript.text)) < 60  # 14 words are said, some of them in pieces


def test_terms_steer_the_spelling_and_are_not_inserted(tiny: WhisperTranscriber, say: Say) -> None:
    sound = say("We moved the code review to Phabricator in two months")
    assert "Phabricator" in tiny.transcribe(sound, terms=("Phabricator", "RocksDB", "Presto")).text
    unsaid = tiny.transcribe(say("We moved to the new office in two months"), terms=("Phabricator", "RocksDB")).text
    assert "Phabricator" not in unsaid
    assert "RocksDB" not in unsaid


def test_a_term_that_was_misheard_is_put_right(tiny: WhisperTranscriber, say: Say) -> None:
    words = tiny.transcribe(say(LONDON), terms=("Everibodi", "RocksDB", "Presto")).words
    assert [(word.text, word.heard) for word in words if word.heard] == [("Everibodi.", "everybody")]


def test_words_far_from_any_voice_are_left_out_and_told(weights: Path, say: Say) -> None:
    transcriber = WhisperTranscriber(tiny_en(weights), detector=Deaf(0.0, 1.4))
    transcript = transcriber.transcribe(say(LONDON))
    assert plain(transcript.text)[:3] == ["good", "morning", "everybody"]
    assert all(word.end_s is not None and word.end_s <= 1.7 for word in transcript.words)
    (note,) = transcript.notes
    assert note.startswith("Left out, because no voice was detected there: “")
    assert "London" in note


def test_integers_are_refused_with_a_reason(tiny: WhisperTranscriber) -> None:
    with pytest.raises(HearingError, match="float32"):
        tiny.transcribe(np.zeros(RATE_HZ, np.int16))


def test_nothing_but_models_get_uses_the_network(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, say: Say
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the network was used")

    sound = say("Good morning everybody")
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    # in this process, where the sockets are watched
    assert WhisperModel(find_weights("tiny.en", weights), "tiny.en").hear(sound).words
    with pytest.raises(WeightsError) as caught:
        find_weights("small", weights)
    assert "greenroom models get small" in caught.value.hint


def test_both_processes_together_stay_below_their_memory(weights: Path, tmp_path: Path, say: Say) -> None:
    sound = tmp_path / "sound.npy"
    np.save(sound, np.concatenate([say(text) for text in (LONDON, CITY)]))
    program = """
import re, sys, numpy
from pathlib import Path
from greenroom.hearing import Choice, WhisperTranscriber
transcriber = WhisperTranscriber(Choice("openai-whisper", "base", Path(sys.argv[1])))
words = transcriber.transcribe(numpy.load(sys.argv[2])).words
# not ru_maxrss: that remembers the memory of the process that started this one
statuses = [Path(f"/proc/{who}/status").read_text() for who in ("self", transcriber.pid)]
peaks = [re.search(r"VmHWM:\\s+(\\d+)", status)[1] for status in statuses]
print(len(words), *peaks)
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(weights), str(sound)],
        capture_output=True,
        text=True,
        check=True,
    )
    words, *peaks_kb = done.stdout.split()
    assert int(words) == len((LONDON + " " + CITY).split())
    assert sum(map(int, peaks_kb)) < 850_000
    assert done.stderr == ""
