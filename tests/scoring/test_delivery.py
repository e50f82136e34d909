"""Pace, pauses, length and rates."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.scoring.builders import spoken, words

from greenroom.domain import Band, Delivery, Span, SpokenLength, Transcript
from greenroom.scoring.delivery import figure, measure_delivery, pauses_between
from greenroom.scoring.fillers import find_fillers

BANDS: Mapping[str, Mapping[str, float | None]] = {
    "pace_wpm": {"low": 100.0, "high": 165.0},
    "filled_pauses_per_min": {"low": None, "high": 6.0},
}


def delivery(transcript: Transcript) -> Delivery:
    return measure_delivery(transcript, find_fillers(transcript.words), SpokenLength(60, 120), BANDS)


def test_pace_counts_words_without_hesitations_over_the_time_of_speech() -> None:
    said = words("word " * 140 + "um " * 20, wpm=160)
    measured = delivery(Transcript(said, duration_s=90.0, speech=(Span(10.0, 40.0), Span(42.0, 70.0))))
    assert (measured.words, measured.length_s.value) == (140, 60.0)
    assert measured.pace_wpm.value == pytest.approx(140.0)
    assert measured.filled_pauses == 20
    assert measured.filled_pauses_per_min.value == pytest.approx(20.0)
    assert measured.filled_pauses_per_100_words == pytest.approx(100 * 20 / 140)
    assert measured.filled_pauses_per_min.band is Band.HIGH


def test_pauses_are_gaps_of_the_waveform_from_a_quarter_of_a_second() -> None:
    speech = (Span(1.0, 2.0), Span(2.2, 3.0), Span(3.25, 4.0), Span(6.5, 8.0))
    pauses = pauses_between(speech)
    assert (pauses.count, pauses.long) == (2, 1)
    assert pauses.longest_s == pytest.approx(2.5)
    assert pauses.total_s == pytest.approx(2.75)


def test_a_typed_answer_has_words_but_neither_pace_nor_pauses() -> None:
    measured = delivery(Transcript.typed("I want to join because um the products matter to people I know"))
    assert measured.pauses is None
    assert {measured.pace_wpm.band, measured.length_s.band, measured.filled_pauses_per_min.band} == {Band.UNKNOWN}
    assert measured.filled_pauses == 1


def test_an_answer_of_a_second_has_no_pace() -> None:
    assert delivery(spoken("Hello there")).pace_wpm.band is Band.UNKNOWN


@pytest.mark.parametrize(
    ("value", "band"), [(59.9, Band.LOW), (60.0, Band.GOOD), (120.0, Band.GOOD), (121.0, Band.HIGH)]
)
def test_bands_hold_their_ends(value: float, band: Band) -> None:
    assert figure(value, 60.0, 120.0).band is band


def test_an_open_band_has_no_low_end() -> None:
    assert figure(0.0, None, 6.0).band is Band.GOOD
