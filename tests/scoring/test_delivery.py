"""Pace, pauses, length and rates."""

from __future__ import annotations

import pytest
from tests.scoring.builders import spoken, words

from greenroom.domain import Band, Bands, Delivery, Figure, Limits, Span, SpokenLength, Transcript
from greenroom.scoring.delivery.advice import figure
from greenroom.scoring.delivery.false_starts import find_false_starts
from greenroom.scoring.delivery.figures import measure_delivery
from greenroom.scoring.delivery.fillers import fillers_of
from greenroom.scoring.delivery.hedges import find_hedges


def delivery(transcript: Transcript, bands: Bands | None = None) -> Delivery:
    hedges, false_starts = find_hedges(transcript.words), find_false_starts(transcript.words)
    target = SpokenLength(60, 120)
    return measure_delivery(transcript, fillers_of(transcript), hedges, false_starts, target, bands or Bands())


def test_pace_counts_words_without_hesitations_over_the_time_of_speech() -> None:
    said = words("word " * 140 + "um " * 20, wpm=160)
    measured = delivery(Transcript(said, duration_s=90.0, speech=(Span(10.0, 40.0), Span(42.0, 70.0))))
    assert (measured.words, measured.length_s.value) == (140, 60.0)
    assert measured.pace_wpm.value == pytest.approx(140.0)
    assert measured.filled_pauses == 20
    assert measured.filled_pauses_per_min.value == pytest.approx(20.0)
    assert measured.filled_pauses_per_100_words == pytest.approx(100 * 20 / 140)
    assert measured.filled_pauses_per_min.band is Band.HIGH


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
    assert figure("length_s", value, Limits(60.0, 120.0)).band is band


def test_an_open_band_has_no_low_end() -> None:
    assert figure("hedges_per_min", 0.0, Limits(None, 6.0)).band is Band.GOOD


def test_advice_is_given_only_outside_the_band_and_the_source_always() -> None:
    good, high = (figure("hedges_per_min", value, Limits(None, 6.0, "who says so")) for value in (6.0, 6.1))
    assert (good.advice, good.source) == ("", "who says so")
    assert high.advice
    assert high.source == "who says so"


def figures(measured: Delivery) -> dict[str, Figure]:
    named = {name: getattr(measured, name) for name in Delivery.__dataclass_fields__}
    return {name: value for name, value in named.items() if isinstance(value, Figure)}


def test_what_needs_times_is_unknown_in_a_typed_answer() -> None:
    measured = delivery(Transcript.typed("I think we, we moved it, um, like, in a week or so, maybe. " * 5))
    assert {figure.band for figure in figures(measured).values()} == {Band.UNKNOWN}
    assert {figure.value for figure in figures(measured).values()} == {None}
    assert (measured.hedges, measured.false_starts, measured.filled_pauses) == (10, 5, 5)
    assert (measured.filler_clusters, measured.pace_stretches, measured.speaking_s) == ((), (), None)


def test_every_figure_of_a_spoken_answer_is_measured_and_has_a_source() -> None:
    measured = delivery(spoken("We moved the service to a new cache. " * 20))
    assert all(figure.value is not None and figure.source for figure in figures(measured).values())


def test_the_users_own_band_decides() -> None:
    answer = spoken("We moved the service to a new cache. " * 20, wpm=140)
    strict = delivery(answer, Bands(pace_wpm=Limits(100.0, 130.0, "your settings")))
    assert (delivery(answer).pace_wpm.band, strict.pace_wpm.band) == (Band.GOOD, Band.HIGH)
    assert strict.pace_wpm.source == "your settings"


def test_speaking_time_is_the_time_with_a_voice_in_it() -> None:
    said = words("we moved it " * 20, wpm=60)
    measured = delivery(Transcript(said, duration_s=62.0, speech=(Span(0.0, 20.0), Span(40.0, 60.0))))
    assert measured.speaking_s == 40.0
    assert measured.speaking_percent.value == pytest.approx(100 * 40 / 60)


@pytest.mark.parametrize("text", ["no", "um " * 50, "we moved it, um, to a new cache. " * 1_500])
def test_odd_answers_have_a_delivery_all_the_same(text: str) -> None:
    assert delivery(spoken(text)).words >= 0


def test_two_hesitations_are_no_habit_however_short_the_answer() -> None:
    twice, thrice = (
        delivery(spoken(f"{'um, ' * times}we moved it to a new and much quicker cache last year")) for times in (2, 3)
    )
    assert (twice.filled_pauses_per_min.band, thrice.filled_pauses_per_min.band) == (Band.GOOD, Band.HIGH)
