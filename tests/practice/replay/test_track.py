from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.practice.replay.builders import DURATION_S, an_attempt

from greenroom.domain import Corrections, Transcript, WordCorrection, correct_words
from greenroom.errors import NotFoundError, UsageError
from greenroom.practice.replay.track import filler_passages, place_named, places_of, point_passage, track_of


def test_words_and_hesitations_stand_in_order_with_fillers_marked(tmp_path: Path) -> None:
    track = track_of(an_attempt(tmp_path), DURATION_S)
    assert " ".join(f"({one.text})" if one.filler else one.text for one in track.words) == (
        "We moved (um) everything to RocksDB. Then it (uh) was fast."
    )
    assert [(one.start_s, one.end_s) for one in track.sentences] == [(0.5, 5.8), (8.5, 11.8)]


def test_a_word_of_several_parts_is_one_word(tmp_path: Path) -> None:
    attempt = an_attempt(tmp_path)
    assert attempt.transcript is not None
    words = (replace(attempt.transcript.words[0], text="open-source"), *attempt.transcript.words[1:])
    track = track_of(replace(attempt, transcript=replace(attempt.transcript, words=words)), DURATION_S)
    assert (track.words[0].text, track.words[0].end_s) == ("open-source", 0.8)


def test_points_come_in_order_of_time_and_the_missed_one_is_none(tmp_path: Path) -> None:
    track = track_of(an_attempt(tmp_path), DURATION_S)
    assert [one.title for one in track.points] == ["The move", "The speed"]
    at_four = track.point_at(4.0)
    assert at_four is not None
    assert at_four.title == "The move"
    assert track.point_at(7.0) is None


def test_only_fillers_that_count_and_only_long_pauses(tmp_path: Path) -> None:
    track = track_of(an_attempt(tmp_path), DURATION_S)
    assert [one.start_s for one in track.fillers] == [2.5, 9.9]
    assert [(one.start_s, one.title) for one in track.pauses] == [(5.8, "a pause of 2.7 s")]


def test_the_passages_of_fillers_have_room_and_say_what_is_in_them(tmp_path: Path) -> None:
    first, second = filler_passages(track_of(an_attempt(tmp_path), DURATION_S))
    assert (first.start_s, first.end_s) == pytest.approx((1.0, 3.8))
    assert (first.title, first.words) == ("“um”", "moved um everything")
    assert (second.start_s, second.end_s) == pytest.approx((8.4, 11.2))


def test_fillers_close_together_are_one_passage(tmp_path: Path) -> None:
    attempt = an_attempt(tmp_path)
    assert attempt.report is not None
    um = attempt.report.fillers[0]
    both = (um, replace(um, text="uh", start_s=3.9, end_s=4.1))
    (passage,) = filler_passages(track_of(replace(attempt, report=replace(attempt.report, fillers=both)), DURATION_S))
    assert (passage.start_s, passage.end_s) == pytest.approx((1.0, 5.1))
    assert passage.title == "“um”; “uh”"


def test_a_point_has_a_little_room_and_what_is_not_there_is_explained(tmp_path: Path) -> None:
    attempt = an_attempt(tmp_path)
    track = track_of(attempt, DURATION_S)
    passage = point_passage(attempt, track, "move")
    assert (passage.start_s, passage.end_s) == pytest.approx((3.0, 6.3))
    with pytest.raises(NotFoundError, match="was not found there") as missed:
        point_passage(attempt, track, "people")
    assert "--why people" in missed.value.hint
    with pytest.raises(UsageError) as unknown:
        point_passage(attempt, track, "peple")
    assert "speed, move, people" in unknown.value.hint
    with pytest.raises(UsageError) as none:
        point_passage(an_attempt(tmp_path, points=()), track, "people")
    assert none.value.hint == "Its prompt has none."


@pytest.mark.parametrize(
    ("name", "at_s"), [("0:03", 3.0), ("7", 7.0), ("2.5s", 2.5), ("0:00:04.5", 4.5), ("rocksdb", 5.5), ("It was", 9.5)]
)
def test_a_place_is_a_time_or_words(tmp_path: Path, name: str, at_s: float) -> None:
    attempt = an_attempt(tmp_path)
    assert place_named(attempt, track_of(attempt, DURATION_S), name) == pytest.approx(at_s)


def test_a_place_that_is_not_there_is_explained(tmp_path: Path) -> None:
    attempt = an_attempt(tmp_path)
    track = track_of(attempt, DURATION_S)
    with pytest.raises(UsageError, match="ends at 13 s"):
        place_named(attempt, track, "1:00")
    with pytest.raises(NotFoundError, match="mission"):
        place_named(attempt, track, "mission")


def test_a_word_is_found_whole_before_its_beginnings() -> None:
    transcript = Transcript.typed("every everything")
    words = tuple(replace(word, start_s=float(at), end_s=at + 0.5) for at, word in enumerate(transcript.words))
    timed = replace(transcript, words=words, duration_s=2.0)
    assert places_of(timed, "every") == (0.0,)
    assert places_of(timed, "everyth") == (1.0,)
    assert places_of(timed, "ever") == (0.0, 1.0)
    assert places_of(timed, "every everything") == (0.0,)
    assert places_of(timed, "everything every") == (0.0, 1.0)
    assert places_of(timed, "no") == places_of(timed, "…") == places_of(None, "every") == ()


def test_a_corrected_word_is_the_one_that_is_found(tmp_path: Path) -> None:
    attempt = an_attempt(tmp_path)
    assert attempt.transcript is not None
    right = Corrections(words=(WordCorrection(datetime(2026, 11, 21, tzinfo=UTC), 5, ("RocksDB.",), "Scuba."),))
    corrected = replace(attempt, transcript=correct_words(attempt.transcript, right))
    assert place_named(corrected, track_of(corrected, DURATION_S), "scuba") == 5.5
    assert any(word.text == "Scuba." for word in track_of(corrected, DURATION_S).words)


def test_an_attempt_that_was_never_heard_has_a_track_without_words(tmp_path: Path) -> None:
    track = track_of(replace(an_attempt(tmp_path), transcript=None, report=None), DURATION_S)
    assert (track.words, track.sentences, track.points, track.fillers, track.pauses) == ((), (), (), (), ())
    assert track.sentence_at(3.0) is None
