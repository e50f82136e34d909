from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from greenroom.domain import Span
from greenroom.hearing import RATE_HZ, SileroDetector

Samples = NDArray[np.float32]
Say = Callable[[str], Samples]
FRAME = 512


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE_HZ), np.float32)


@pytest.fixture
def sentence(say: Say) -> Samples:
    return say("I enjoyed it very much")


def spans_in(sound: Samples) -> tuple[Span, ...]:
    detector = SileroDetector()
    return detector.spans(detector.start().feed(sound, last=True))


def test_there_is_no_speech_in_silence_or_noise() -> None:
    noise = np.random.default_rng(0).normal(0, 0.05, 5 * RATE_HZ).astype(np.float32)
    assert spans_in(silence(5)) == ()
    assert spans_in(noise) == ()
    assert spans_in(silence(0)) == ()


def test_speech_is_found_where_it_is(sentence: Samples) -> None:
    sound = np.concatenate((silence(1.5), sentence, silence(1)))
    spans = spans_in(sound)
    assert spans[0].start_s == pytest.approx(1.5, abs=0.15)
    assert spans[-1].end_s == pytest.approx(1.5 + len(sentence) / RATE_HZ, abs=0.5)


@pytest.mark.parametrize("pause_s", [0.3, 0.6, 2.0])
def test_a_pause_between_sentences_can_be_measured(sentence: Samples, pause_s: float) -> None:
    (only,) = [spans_in(sentence)[i] for i in (0, -1)][:1]
    spans = spans_in(sentence)
    tail_s = len(sentence) / RATE_HZ - spans[-1].end_s + only.start_s  # silence in the sentence's own sound
    both = spans_in(np.concatenate((sentence, silence(pause_s), sentence)))
    longest_s = max(other.start_s - one.end_s for one, other in itertools.pairwise(both))
    assert longest_s == pytest.approx(pause_s + tail_s, abs=0.15)


def test_spans_are_in_order_and_apart(sentence: Samples) -> None:
    spans = spans_in(np.concatenate([sentence, silence(0.4)] * 4))
    assert len(spans) >= 4
    assert all(one.end_s < other.start_s for one, other in itertools.pairwise(spans))
    assert all(span.duration_s >= 0.25 for span in spans)


def test_a_cough_of_a_moment_is_no_speech(sentence: Samples) -> None:
    start = int(spans_in(sentence)[0].start_s * RATE_HZ)
    moment = np.concatenate((silence(1), sentence[start : start + int(0.12 * RATE_HZ)], silence(1)))
    assert spans_in(moment) == ()


def test_feeding_tells_speech_from_silence(sentence: Samples) -> None:
    stream = SileroDetector().start()
    assert max(max(stream.feed(silence(0.1))) for _ in range(10)) < 0.3
    assert max(max(stream.feed(piece), default=0.0) for piece in np.array_split(sentence, 20)) > 0.9


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, 16_000), max_size=12))
def test_feeding_does_not_depend_on_how_the_sound_is_cut(sentence: Samples, cuts: list[int]) -> None:
    sound = sentence[:16_000]
    detector = SileroDetector()
    stream = detector.start()
    fed = [chance for piece in np.split(sound, sorted(cuts)) for chance in stream.feed(piece)]
    assert fed == pytest.approx(detector.start().feed(sound))


def test_less_than_a_frame_says_nothing_until_it_is_the_last(sentence: Samples) -> None:
    stream = SileroDetector().start()
    speech = sentence[8_000:]
    assert stream.feed(speech[: FRAME - 1]) == []
    (chance,) = stream.feed(speech[FRAME - 1 : FRAME])
    assert chance > 0.0
    assert stream.feed(speech[FRAME : FRAME + 1]) == []
    assert len(stream.feed(speech[:0], last=True)) == 1


def test_two_sounds_at_once_do_not_disturb_each_other(sentence: Samples) -> None:
    detector = SileroDetector()
    plain, disturbed = detector.start(), detector.start()
    first, second = np.split(sentence, [10_000])
    plain.feed(first)
    disturbed.feed(first)
    detector.start().feed(sentence)
    assert disturbed.feed(second) == plain.feed(second)
