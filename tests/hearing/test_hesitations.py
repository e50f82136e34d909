"""Hesitations out of the encoder's frames: the rules on frames made by hand, the fitted weights on sound."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.hearing.conftest import Say
from tools.hesitation_fitting import Recogniser
from tools.planting import planted_set, read_clips, speech_clips
from tools.train_hesitations import pairs

from greenroom.domain import Hesitation, Word
from greenroom.errors import WeightsError
from greenroom.hearing import hesitations
from greenroom.hearing.hesitations import HEARD, LIKELY, HesitationFinder, Listener, candidates
from greenroom.sound import read_audio

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not (DATA / "speech").is_dir(), reason="needs the recordings in shared/data")
Samples = NDArray[np.float32]

SILENCE, SPEECH, UM, UH = range(4)


def plain_listener() -> Listener:
    """Takes frames that say outright what they are."""
    ones, zeros = np.ones(4, np.float32), np.zeros(4, np.float32)
    return Listener(zeros, ones, np.eye(4, dtype=np.float32), zeros, 9 * np.eye(4, dtype=np.float32), zeros)


def frames(*runs: tuple[int, float]) -> NDArray[np.float32]:
    """Frames of (kind, seconds)."""
    kinds = [kind for kind, seconds in runs for _ in range(round(seconds * 50))]
    return np.eye(4, dtype=np.float32)[kinds]


def sound(rows: NDArray[np.float32]) -> Samples:
    return np.zeros(len(rows) * 320, np.float32)


def found(rows: NDArray[np.float32], *words: Word) -> list[tuple[float, float, str]]:
    return [(c.start_s, c.end_s, c.label) for c in candidates(plain_listener(), sound(rows), rows, words)]


def room(rows: NDArray[np.float32], *words: Word) -> float:
    (only,) = candidates(plain_listener(), sound(rows), rows, words)
    return only.features[2]


def test_a_stretch_is_found_with_its_times_and_its_kind() -> None:
    rows = frames((SPEECH, 1.0), (UM, 0.4), (SILENCE, 0.6), (UH, 0.3), (SPEECH, 1.0))
    spans = found(rows)
    assert [label for _, _, label in spans] == ["um", "uh"]
    assert np.allclose([span[:2] for span in spans], [(1.0, 1.4), (2.0, 2.3)], atol=0.05)


def test_a_blink_of_the_network_is_nothing() -> None:
    assert not found(frames((SPEECH, 1.0), (UH, 0.02), (SPEECH, 1.0)))


def test_a_short_dip_does_not_make_two_of_one() -> None:
    assert len(found(frames((SPEECH, 1.0), (UM, 0.2), (SPEECH, 0.1), (UM, 0.2), (SPEECH, 1.0)))) == 1
    assert len(found(frames((SPEECH, 1.0), (UM, 0.2), (SPEECH, 0.4), (UM, 0.2), (SPEECH, 1.0)))) == 2


def test_rows_past_the_end_of_the_sound_are_ignored() -> None:
    rows = frames((SPEECH, 1.0), (UM, 0.4))
    assert not candidates(plain_listener(), sound(rows)[:16_000], rows, ())
    assert not candidates(plain_listener(), np.zeros(0, np.float32), rows, ())


def test_an_answer_without_words_is_no_hesitation() -> None:
    rows = frames((SILENCE, 1.0), (UH, 0.4), (SILENCE, 1.0))
    assert not found(rows, Word("Uh-huh.", 0.95, 1.45))
    assert found(rows, Word("Uh,", 0.95, 1.45))


@pytest.mark.parametrize(
    ("word", "least", "most"),
    [
        pytest.param(Word("number", 0.8, 1.3), 0.0, 0.5, id="inside of a word of its usual length"),
        pytest.param(Word("so", 0.5, 1.6), 1.0, 1.0, id="inside of a word that lasts far too long"),
        pytest.param(Word("home", 0.2, 0.8), 1.0, 1.0, id="beside a word"),
        pytest.param(Word("um,", 1.0, 1.4), 1.0, 1.0, id="written as what it is"),
        pytest.param(Word("typed"), 1.0, 1.0, id="a word without times"),
    ],
)
def test_the_room_that_words_leave(word: Word, least: float, most: float) -> None:
    rows = frames((SPEECH, 1.0), (UM, 0.3), (SPEECH, 1.0))
    assert least <= room(rows, word) <= most


def test_confidence_is_ordered_and_the_unlikely_is_left_out() -> None:
    assert 0 < LIKELY < HEARD < 1


@pytest.mark.parametrize("model", ["base", "tiny.en"])
def test_weights_ship_for_the_models_that_do(model: str) -> None:
    assert HesitationFinder.available(model)
    size = 512 if model == "base" else 384
    assert HesitationFinder(model).find(np.zeros(32_000, np.float32), np.zeros((100, size), np.float32), ()) == ()


def test_other_models_have_none_and_say_so() -> None:
    assert not HesitationFinder.available("medium.en")
    with pytest.raises(WeightsError, match=r"medium\.en") as caught:
        HesitationFinder("medium.en")
    assert "text" in caught.value.hint


def test_damaged_weights_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = resources.files("greenroom.hearing").joinpath("data", "hesitations-base.npz").read_bytes()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "hesitations-base.npz").write_bytes(whole[: len(whole) // 2])
    monkeypatch.setattr(hesitations, "files", lambda _: tmp_path)
    with pytest.raises(WeightsError, match="damaged"):
        HesitationFinder("base")


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser("base")


@pytest.fixture(scope="module")
def finder() -> HesitationFinder:
    return HesitationFinder("base")


def heard(recogniser: Recogniser, finder: HesitationFinder, samples: Samples) -> list[Hesitation]:
    return [item for item in finder.find(samples, *recogniser.hear(samples)) if item.confidence >= HEARD]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "The number of people under the umbrella was a bit of a surprise.",
        "My other brother comes from the summer company, and it was number one.",
        "I am the first of a long line of teachers.",
    ],
)
def test_sounds_of_um_and_uh_in_words_are_no_hesitations(
    recogniser: Recogniser, finder: HesitationFinder, say: Say, text: str
) -> None:
    assert heard(recogniser, finder, say(text)) == []


def clicks(rng: np.random.Generator) -> Samples:
    """Keys: ringings of some milliseconds, four a second."""
    noise = 0.001 * rng.standard_normal(10 * 16_000)
    for first in rng.integers(len(noise) - 800, size=40):
        noise[first : first + 800] += 0.3 * rng.standard_normal(800) * np.exp(-np.arange(800) / 80)
    return noise.astype(np.float32)


def hum(rng: np.random.Generator) -> Samples:
    time_s = np.arange(10 * 16_000) / 16_000
    tones = sum(np.sin(2 * np.pi * 50 * k * time_s) / k for k in range(1, 6))
    return (0.05 * tones + 0.001 * rng.standard_normal(len(time_s))).astype(np.float32)


def breath(rng: np.random.Generator) -> Samples:
    """In and out, a second each."""
    swell = np.abs(np.sin(np.pi * np.arange(10 * 16_000) / 16_000))
    return (0.02 * swell * np.convolve(rng.standard_normal(len(swell)), np.ones(4) / 4, "same")).astype(np.float32)


@pytest.mark.slow
@pytest.mark.parametrize("noise", [clicks, hum, breath])
def test_keys_hum_and_breath_are_no_hesitations(
    recogniser: Recogniser, finder: HesitationFinder, noise: Callable[[np.random.Generator], Samples]
) -> None:
    samples = noise(np.random.default_rng(3))
    assert [item for item in finder.find(samples, recogniser.frames(samples), ()) if item.confidence >= HEARD] == []


@pytest.mark.slow
@needs_data
def test_real_hesitations_planted_in_read_speech(recogniser: Recogniser, finder: HesitationFinder) -> None:
    answers = planted_set(DATA, "test", seed=7)[::3]
    hits = found_all = true = 0
    for answer in answers:
        spans = [(item.start_s, item.end_s) for item in heard(recogniser, finder, answer.samples)]
        hits += len(pairs(spans, answer.fillers))
        found_all += len(spans)
        true += len(answer.fillers)
    assert true >= 8
    assert 2 * hits / (found_all + true) >= 0.9


@pytest.mark.slow
@needs_data
def test_none_in_fluent_speech(recogniser: Recogniser, finder: HesitationFinder) -> None:
    rows = read_clips(speech_clips(DATA), "2414")
    samples = np.concatenate([read_audio(DATA / "speech" / row["file"]) for row in rows])[: 60 * 16_000]
    assert len(heard(recogniser, finder, samples)) == 0
