"""Pauses, and what they were for."""

from __future__ import annotations

import pytest
from tests.scoring.builders import words

from greenroom.domain import Span, Word
from greenroom.scoring.delivery.pauses import pauses_between


def said(*timed: tuple[str, float]) -> tuple[Word, ...]:
    """Words of 0.4 s that begin at the time beside them."""
    return tuple(Word(text, start_s, start_s + 0.4) for text, start_s in timed)


def test_pauses_are_gaps_of_the_waveform_from_a_quarter_of_a_second() -> None:
    speech = (Span(1.0, 2.0), Span(2.2, 3.0), Span(3.25, 4.0), Span(6.5, 8.0))
    pauses = pauses_between(speech, words("it worked"))
    assert (pauses.count, pauses.long) == (2, 1)
    assert pauses.longest_s == pytest.approx(2.5)
    assert pauses.total_s == pytest.approx(2.75)


def test_a_pause_after_a_sentence_is_for_thinking_and_one_inside_is_not() -> None:
    heard = said(("It", 0.0), ("worked.", 0.5), ("We", 4.0), ("moved", 4.5), ("the", 5.0), ("cache", 8.0))
    pauses = pauses_between((Span(0.0, 1.0), Span(4.0, 5.4), Span(8.0, 8.5)), heard)
    assert (pauses.thinking, pauses.inside, pauses.stuck, pauses.stuck_at_s) == (1, 1, 1, 5.4)


def test_a_hesitation_does_not_turn_thinking_into_being_stuck() -> None:
    heard = said(("worked.", 0.0), ("Um,", 0.5), ("we", 4.0))
    pauses = pauses_between((Span(0.0, 1.0), Span(4.0, 4.5)), heard)
    assert (pauses.thinking, pauses.stuck) == (1, 0)


def test_a_short_pause_inside_a_sentence_is_nothing_to_be_stuck_at() -> None:
    pauses = pauses_between((Span(0.0, 0.5), Span(1.0, 1.5)), said(("we", 0.0), ("moved", 1.0)))
    assert (pauses.inside, pauses.stuck, pauses.stuck_at_s) == (1, 0, None)


def test_without_timed_words_the_kind_of_a_pause_is_unknown() -> None:
    pauses = pauses_between((Span(0.0, 1.0), Span(4.0, 5.0)), ())
    assert (pauses.count, pauses.thinking, pauses.stuck) == (1, None, None)
