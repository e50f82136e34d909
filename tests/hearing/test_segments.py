from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.domain import Span
from greenroom.hearing.port import FRAME_S
from greenroom.hearing.segments import LONGEST_S, Segmenter

lengths = st.lists(st.tuples(st.floats(0.1, 3.0), st.floats(0.1, 25.0)), max_size=12)


def frames(*parts: tuple[float, float]) -> list[float]:
    """Probabilities of so many seconds each."""
    return [chance for seconds, chance in parts for _ in range(round(seconds / FRAME_S))]


def cut(probabilities: list[float]) -> list[Span]:
    segmenter = Segmenter()
    return [*segmenter.feed(probabilities), *segmenter.finish()]


def talk(pauses_and_speech: list[tuple[float, float]]) -> list[float]:
    return frames(*[part for pause_s, speech_s in pauses_and_speech for part in ((pause_s, 0.02), (speech_s, 0.97))])


def closed(probabilities: list[float]) -> int:
    """How many segments are closed before the answer ends."""
    return len(Segmenter().feed(probabilities))


def test_silence_has_no_segments() -> None:
    assert cut(frames((30, 0.1))) == []


def test_a_click_is_no_segment() -> None:
    assert cut(frames((2, 0.0), (0.1, 0.9), (2, 0.0))) == []


def test_a_short_answer_is_one_segment_with_a_little_silence_around() -> None:
    (only,) = cut(frames((5, 0.0), (3, 0.9), (1, 0.0), (2, 0.9), (4, 0.0)))
    assert only.start_s == pytest.approx(4.0, abs=0.05)
    assert only.end_s == pytest.approx(11.5, abs=0.05)


def test_a_clear_pause_after_some_seconds_closes_a_segment_at_once() -> None:
    segmenter = Segmenter()
    assert segmenter.feed(frames((13, 0.9), (0.6, 0.0))) == []
    (closed,) = segmenter.feed(frames((0.2, 0.0)))
    assert closed.end_s == pytest.approx(13.5, abs=0.05)


def test_a_long_silence_ends_a_short_segment_too() -> None:
    assert closed(frames((5, 0.9), (1.8, 0.0), (3, 0.9))) == 0
    assert closed(frames((5, 0.9), (2.1, 0.0), (3, 0.9))) == 1


def test_the_longer_a_segment_the_shorter_the_pause_that_ends_it() -> None:
    assert closed(frames((13, 0.9), (0.55, 0.0), (4, 0.9))) == 0
    assert closed(frames((17, 0.9), (0.55, 0.0), (3, 0.9))) == 1


def test_a_long_segment_is_cut_at_its_longest_pause_and_not_at_its_first_or_last() -> None:
    first, second = cut(frames((9, 0.9), (0.2, 0.0), (3, 0.9), (0.4, 0.0), (4, 0.9), (0.3, 0.0), (8, 0.9)))
    assert first.end_s == pytest.approx(12.6, abs=0.05)
    assert second.start_s == first.end_s


def test_a_pause_near_the_beginning_is_no_place_to_cut_even_if_it_is_the_longest() -> None:
    first, _ = cut(frames((2, 0.9), (0.6, 0.0), (10, 0.9), (0.2, 0.0), (12, 0.9)))
    assert first.end_s == pytest.approx(12.8, abs=0.05)


def test_without_any_pause_it_is_cut_where_it_is_quietest() -> None:
    first, second = cut(frames((18, 0.9), (0.1, 0.4), (10, 0.9)))
    assert first.end_s == pytest.approx(18.05, abs=0.1)
    assert second.start_s == first.end_s


def test_the_first_parts_of_what_may_be_the_last_segment_are_known_early() -> None:
    segmenter = Segmenter()
    found = []
    for part in ((7, 0.9), (0.6, 0.0), (4, 0.9), (1, 0.9), (7, 0.9)):
        segmenter.feed(frames(part))
        found.append(segmenter.early)
    assert found[:3] == [[], [], []]  # it may still stay whole
    (early,) = found[3]
    assert early.end_s == pytest.approx(7.5, abs=0.05)
    first, second = segmenter.finish()
    assert first == early
    assert second.end_s == pytest.approx(19.6, abs=0.1)


def test_a_long_last_segment_has_several_parts_and_its_end_is_not_torn_off() -> None:
    segmenter = Segmenter()
    segmenter.feed(frames((7, 0.9), (0.6, 0.0), (6.5, 0.9), (0.6, 0.0), (0.5, 0.9)))
    assert [one.end_s for one in segmenter.early] == pytest.approx([7.5], abs=0.05)
    segmenter.feed(frames((2, 0.9)))
    early = segmenter.early
    assert [one.end_s for one in early] == pytest.approx([7.5, 14.6], abs=0.05)
    assert segmenter.finish()[:2] == early


def test_a_last_segment_that_is_not_long_stays_whole() -> None:
    segmenter = Segmenter()
    segmenter.feed(frames((7, 0.9), (0.6, 0.0), (4, 0.9)))
    assert segmenter.early == []
    assert len(segmenter.finish()) == 1


def test_when_the_speaker_goes_on_the_first_parts_are_forgotten() -> None:
    segmenter = Segmenter()
    (only,) = segmenter.feed(frames((7, 0.9), (0.6, 0.0), (7, 0.9), (0.8, 0.0)))
    assert only.end_s == pytest.approx(15.1, abs=0.05)
    assert segmenter.early == []


@given(lengths)
def test_segments_hold_all_speech_and_are_in_order(pauses_and_speech: list[tuple[float, float]]) -> None:
    probabilities = talk(pauses_and_speech)
    segments = cut(probabilities)
    assert all(one.end_s <= other.start_s for one, other in itertools.pairwise(segments))
    assert all(0 <= one.start_s < one.end_s <= LONGEST_S + one.start_s + 1.1 for one in segments)
    spoken = [index * FRAME_S for index, chance in enumerate(probabilities) if chance > 0.5]
    left_out = [at for at in spoken if not any(one.start_s <= at + 1e-6 < one.end_s for one in segments)]
    assert len(left_out) * FRAME_S <= 0.2 * (len(pauses_and_speech) + 1)  # clicks


@given(lengths, st.lists(st.integers(0, 2_000), max_size=6))
def test_the_cuts_do_not_depend_on_the_portions(pauses_and_speech: list[tuple[float, float]], ends: list[int]) -> None:
    probabilities = talk(pauses_and_speech)
    segmenter = Segmenter()
    found = []
    for first, end in itertools.pairwise([0, *sorted(ends), len(probabilities)]):
        found += segmenter.feed(probabilities[first:end])
    assert [*found, *segmenter.finish()] == cut(probabilities)
