from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from greenroom.domain import Span, Word
from greenroom.hearing.fitting import fit_to_speech
from greenroom.hearing.transcriber import vocabulary_prompt

SPEECH = (Span(2.0, 4.0), Span(6.0, 8.0))


def fitted(*words: tuple[float, float]) -> tuple[list[tuple[float | None, float | None]], int]:
    """The times of the words that are kept, and how many are left out."""
    said, invented = fit_to_speech([Word("word", start_s, end_s, 0.9) for start_s, end_s in words], SPEECH)
    return [(word.start_s, word.end_s) for word in said], len(invented)


def test_words_in_speech_stay_where_they_are() -> None:
    assert fitted((2.1, 2.5), (2.5, 3.9), (6.5, 7.0)) == ([(2.1, 2.5), (2.5, 3.9), (6.5, 7.0)], 0)


def test_silence_before_the_first_word_and_after_the_last_is_no_part_of_them() -> None:
    assert fitted((1.0, 2.4), (3.5, 4.9), (5.0, 6.4), (7.5, 8.9)) == (
        [(2.0, 2.4), (3.5, 4.0), (6.0, 6.4), (7.5, 8.0)],
        0,
    )


def test_a_word_across_a_pause_keeps_both_its_ends() -> None:
    assert fitted((3.5, 6.5)) == ([(3.5, 6.5)], 0)


def test_words_a_little_beside_speech_are_kept_and_others_left_out() -> None:
    assert fitted((1.5, 1.8), (4.2, 4.25), (4.6, 5.4), (9.0, 9.0)) == ([(1.5, 1.8), (4.2, 4.25)], 2)


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 3)), max_size=12))
def test_kept_words_are_always_in_order(starts_and_lengths: list[tuple[float, float]]) -> None:
    times, _ = fitted(*((start_s, start_s + length_s) for start_s, length_s in sorted(starts_and_lengths)))
    flat = [time_s for pair in times for time_s in pair if time_s is not None]
    assert flat == sorted(flat)


def test_the_prompt_names_each_term_once_and_the_first_last() -> None:
    assert vocabulary_prompt(("TAO", " RocksDB ", "", "TAO")) == "This is about RocksDB, TAO."
    assert vocabulary_prompt(()) == ""
