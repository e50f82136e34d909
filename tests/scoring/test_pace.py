"""Pace over time."""

from __future__ import annotations

import pytest
from tests.scoring.builders import words

from greenroom.domain import PaceStretch, Span, Word
from greenroom.scoring.delivery.pace import pace_change_percent, pace_stretches


def speeding_up() -> tuple[Word, ...]:
    """45 s at 120 words a minute, then 15 s at 200."""
    slow = words("word " * 90, wpm=120, start_s=0.0)
    return (*slow, *words("word " * 50, wpm=200, start_s=45.0))


def test_who_speeds_up_at_the_end_is_quicker_in_the_last_stretch() -> None:
    stretches = pace_stretches(speeding_up(), (Span(0.0, 60.0),))
    assert [round(stretch.wpm) for stretch in stretches] == [120, 120, 120, 200]
    assert pace_change_percent(stretches) == pytest.approx(100 * (200 / 120 - 1))


def test_a_long_silence_is_a_pause_and_no_slow_pace() -> None:
    said = (*words("word " * 30, wpm=120, start_s=0.0), *words("word " * 20, wpm=120, start_s=20.0))
    stretches = pace_stretches(said, (Span(0.0, 15.0), Span(20.0, 30.0)))
    assert [round(stretch.wpm) for stretch in stretches] == [120, 120]


def test_hesitations_are_no_words() -> None:
    said = words("word um " * 15, wpm=120, start_s=0.0)
    (stretch,) = pace_stretches(said, (Span(0.0, 15.0),))
    assert stretch.wpm == pytest.approx(60.0)


def test_with_two_stretches_nobody_sped_up() -> None:
    assert pace_change_percent((PaceStretch(0.0, 15.0, 100.0), PaceStretch(15.0, 30.0, 200.0))) is None


def test_without_times_there_are_no_stretches() -> None:
    assert pace_stretches((Word("we"),), (Span(0.0, 60.0),)) == ()
    assert pace_stretches(words("we"), ()) == ()
