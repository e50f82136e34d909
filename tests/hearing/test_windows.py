from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.domain import Span
from greenroom.hearing import RATE_HZ
from greenroom.hearing.windows import PAD_S, WINDOW_S, Window, plan_windows

lengths = st.lists(st.tuples(st.floats(0.1, 8.0), st.floats(0.3, 12.0)), max_size=40)


def laid_out(pauses_and_speech: list[tuple[float, float]]) -> tuple[tuple[Span, ...], float]:
    """Stretches of speech after pauses of these lengths, and the length of it all."""
    spans, now_s = [], 0.0
    for pause_s, speech_s in pauses_and_speech:
        spans.append(Span(now_s + pause_s, now_s + pause_s + speech_s))
        now_s = spans[-1].end_s
    return tuple(spans), now_s + 0.5


def pieces(window: Window) -> list[tuple[float, float]]:
    return [(piece.start_s, piece.end_s) for piece in window.pieces]


def test_no_speech_has_no_windows() -> None:
    assert plan_windows((), 10.0) == ()


def test_a_short_answer_is_one_window_with_a_little_silence_around() -> None:
    (window,) = plan_windows((Span(5.0, 8.0), Span(9.0, 12.0)), 30.0)
    assert pieces(window) == [(4.0, 13.0)]


def test_the_recording_bounds_the_silence_around() -> None:
    (window,) = plan_windows((Span(0.2, 8.0),), 8.1)
    assert pieces(window) == [(0.0, 8.1)]


def test_of_a_long_silence_only_its_edges_are_heard() -> None:
    (window,) = plan_windows((Span(2.0, 4.0), Span(10.0, 12.0)), 20.0)
    assert pieces(window) == [(1.0, 5.0), (9.0, 13.0)]
    assert [window.in_recording(at_s) for at_s in (-1.0, 0.0, 3.0, 4.0, 7.0, 99.0)] == [1.0, 1.0, 4.0, 9.0, 12.0, 13.0]


def test_the_samples_of_a_window_are_those_of_its_pieces() -> None:
    samples = np.arange(20 * RATE_HZ, dtype=np.float32)
    window = Window((Span(1.0, 2.0), Span(9.0, 9.5)))
    expected = np.concatenate((samples[RATE_HZ : 2 * RATE_HZ], samples[9 * RATE_HZ : 9 * RATE_HZ + RATE_HZ // 2]))
    assert np.array_equal(window.cut_from(samples), expected)


def test_a_long_answer_is_cut_in_its_longest_late_pause() -> None:
    speech = (Span(0.0, 9.0), Span(10.5, 18.0), Span(19.8, 24.0), Span(24.3, 27.0), Span(27.5, 40.0))
    one, other = plan_windows(speech, 40.0)
    assert pieces(one) == [(0.0, 18.9)]
    assert pieces(other) == [(18.9, 40.0)]


@given(lengths)
def test_all_speech_is_in_exactly_one_piece_of_one_window(pauses_and_speech: list[tuple[float, float]]) -> None:
    speech, duration_s = laid_out(pauses_and_speech)
    heard = [piece for window in plan_windows(speech, duration_s) for piece in window.pieces]
    for span in speech:
        assert sum(piece.start_s <= span.start_s and span.end_s <= piece.end_s for piece in heard) == 1


@given(lengths)
def test_windows_fit_are_in_order_and_hold_no_long_silence(pauses_and_speech: list[tuple[float, float]]) -> None:
    speech, duration_s = laid_out(pauses_and_speech)
    windows = plan_windows(speech, duration_s)
    heard = [piece for window in windows for piece in window.pieces]
    assert all(one.end_s <= other.start_s for one, other in itertools.pairwise(heard))
    assert all(0.0 <= piece.start_s < piece.end_s <= duration_s for piece in heard)
    assert all(window.duration_s <= WINDOW_S + 1e-9 for window in windows)
    silence_s = sum(piece.duration_s for piece in heard) - sum(span.duration_s for span in speech)
    assert silence_s <= 2 * PAD_S * len(speech) + 1e-6


@given(lengths.filter(bool), st.floats(0.01, 1))  # at a seam itself both its sides are right
def test_a_moment_of_speech_is_found_again(pauses_and_speech: list[tuple[float, float]], part: float) -> None:
    speech, duration_s = laid_out(pauses_and_speech)
    for window in plan_windows(speech, duration_s):
        before_s = 0.0
        for piece in window.pieces:
            moment_s = part * piece.duration_s * 0.999
            assert window.in_recording(before_s + moment_s) == pytest.approx(piece.start_s + moment_s)
            before_s += piece.duration_s
