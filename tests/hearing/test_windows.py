from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from greenroom.domain import Span
from greenroom.hearing.windows import PAD_S, WINDOW_S, plan_windows

lengths = st.lists(st.tuples(st.floats(0.1, 8.0), st.floats(0.3, 12.0)), max_size=40)


def laid_out(pauses_and_speech: list[tuple[float, float]]) -> tuple[tuple[Span, ...], float]:
    """Stretches of speech after pauses of these lengths, and the length of it all."""
    spans, now_s = [], 0.0
    for pause_s, speech_s in pauses_and_speech:
        spans.append(Span(now_s + pause_s, now_s + pause_s + speech_s))
        now_s = spans[-1].end_s
    return tuple(spans), now_s + 0.5


def test_no_speech_has_no_windows() -> None:
    assert plan_windows((), 10.0) == ()


def test_a_short_answer_is_one_window_with_a_little_silence_around() -> None:
    assert plan_windows((Span(5.0, 8.0), Span(9.0, 12.0)), 30.0) == (Span(4.0, 13.0),)


def test_the_recording_bounds_the_silence_around() -> None:
    assert plan_windows((Span(0.2, 8.0),), 8.1) == (Span(0.0, 8.1),)


def test_a_long_answer_is_cut_in_its_longest_late_pause() -> None:
    speech = (Span(0.0, 9.0), Span(14.0, 18.0), Span(20.0, 24.0), Span(24.3, 27.0), Span(27.5, 40.0))
    assert plan_windows(speech, 40.0) == (Span(0.0, 19.0), Span(19.0, 40.0))


@given(lengths)
def test_all_speech_is_in_exactly_one_window(pauses_and_speech: list[tuple[float, float]]) -> None:
    speech, duration_s = laid_out(pauses_and_speech)
    windows = plan_windows(speech, duration_s)
    for span in speech:
        holding = [w for w in windows if w.start_s <= span.start_s and span.end_s <= w.end_s]
        assert len(holding) == 1


@given(lengths)
def test_windows_fit_are_in_order_and_never_overlap(pauses_and_speech: list[tuple[float, float]]) -> None:
    speech, duration_s = laid_out(pauses_and_speech)
    windows = plan_windows(speech, duration_s)
    assert all(one.end_s <= other.start_s for one, other in itertools.pairwise(windows))
    for window in windows:
        assert 0.0 <= window.start_s < window.end_s <= duration_s
        assert window.duration_s <= WINDOW_S + 1e-9
    assert not windows or windows[-1].end_s <= speech[-1].end_s + PAD_S
