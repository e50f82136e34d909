"""Where fillers fall, and where they crowd."""

from __future__ import annotations

import pytest
from tests.scoring.builders import spoken

from greenroom.domain import Filler, FillerKind, FillerPlace, Hesitation, Source, Transcript, Word
from greenroom.scoring.delivery.fillers import fillers_of
from greenroom.scoring.delivery.places import filler_clusters


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Um, we moved it", FillerPlace.START),
        ("So, um, we moved it", FillerPlace.START),
        ("We moved it. Um, it worked.", FillerPlace.TRANSITION),
        ("We moved it, you know. Um, all of it was old", FillerPlace.TRANSITION),
        ("We moved it, um, and it worked", FillerPlace.TRANSITION),
        ("We moved it and, um, it worked", FillerPlace.TRANSITION),
        ("We moved it to, um, Presto", FillerPlace.SEARCH),
        ("We moved the um database", FillerPlace.SEARCH),
        ("We moved um the database", FillerPlace.SEARCH),
        ("It took um 40 hours", FillerPlace.SEARCH),
        ("It was, um, there for me", FillerPlace.INSIDE),
        ("We moved it, um", FillerPlace.INSIDE),
    ],
)
def test_the_place_of_a_hesitation(text: str, place: FillerPlace) -> None:
    places = [one.place for one in fillers_of(spoken(text)) if one.kind is FillerKind.FILLED_PAUSE]
    assert places == [place]


def test_a_hesitation_without_a_word_has_a_place_too() -> None:
    said = tuple(Word(text, float(at), at + 0.8) for at, text in enumerate(["We", "moved", "it.", "It", "worked."]))
    (filler,) = fillers_of(Transcript(said, 5.0, hesitations=(Hesitation(2.81, 2.98, "um", 0.9),)))
    assert filler.place is FillerPlace.TRANSITION


def test_a_typed_answer_has_no_places() -> None:
    assert [filler.place for filler in fillers_of(Transcript.typed("Um, we moved it"))] == [None]


def heard(*starts_s: float, kind: FillerKind = FillerKind.FILLED_PAUSE, confidence: float = 0.9) -> list[Filler]:
    return [Filler("um", kind, start, start + 0.3, Source.TEXT, confidence) for start in starts_s]


def test_three_within_ten_seconds_are_a_cluster_and_clusters_that_touch_are_one() -> None:
    clusters = filler_clusters(heard(1, 20, 24, 29, 33, 60, 65, 71))
    assert [(one.start_s, one.end_s, one.count) for one in clusters] == [(20, 33.3, 4)]


def test_markers_and_what_is_only_likely_make_no_cluster() -> None:
    assert filler_clusters(heard(1, 2, 3, kind=FillerKind.DISCOURSE_MARKER)) == ()
    assert filler_clusters(heard(1, 2, 3, confidence=0.3)) == ()


def test_an_answer_of_hesitations_alone_starts_and_never_moves_on() -> None:
    places = {filler.place for filler in fillers_of(spoken("um uh " * 20))}
    assert places == {FillerPlace.START}
