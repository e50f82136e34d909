"""The user's word wins, what the machine said stays beside it, and taking it back leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from greenroom.domain import (
    Corrections,
    Filler,
    FillerCorrection,
    FillerKind,
    PointCorrection,
    PointVerdict,
    Report,
    Source,
    Transcript,
    Verdict,
    Word,
    WordCorrection,
    correct_report,
    correct_words,
)

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MISSED, COVERED, PARTIAL = Verdict.MISSED, Verdict.COVERED, Verdict.PARTIAL


def a_report(*fillers: Filler, **verdicts: Verdict) -> Report:
    points = tuple(PointVerdict(name, name, verdict, 0.7) for name, verdict in verdicts.items())
    return Report(1, "test 1", "why", scored=True, points=points, fillers=fillers)


def an_um(at_s: float | None, confidence: float = 0.9, text: str = "um") -> Filler:
    end_s = None if at_s is None else at_s + 0.2
    return Filler(text, FillerKind.FILLED_PAUSE, at_s, end_s, Source.TEXT, confidence)


def point(point_id: str, verdict: Verdict, minute: int = 0) -> PointCorrection:
    return PointCorrection(NOON + timedelta(minutes=minute), point_id, verdict)


def filler(at_s: float | None, *, said: bool, text: str = "um", minute: int = 0) -> FillerCorrection:
    return FillerCorrection(NOON + timedelta(minutes=minute), at_s, text, FillerKind.FILLED_PAUSE, said)


def word(first: int, heard: str, text: str, minute: int = 0) -> WordCorrection:
    return WordCorrection(NOON + timedelta(minutes=minute), first, tuple(heard.split()), text)


def made(*corrections: PointCorrection | WordCorrection | FillerCorrection) -> Corrections:
    whole = Corrections()
    for one in corrections:
        whole = whole.adding(one)
    return whole


def heard(text: str) -> Transcript:
    words = tuple(Word(token, float(at), at + 0.8, 0.3) for at, token in enumerate(text.split()))
    return Transcript(words, float(len(words)))


def test_a_verdict_of_the_user_counts_and_the_judges_stays_beside_it() -> None:
    report = correct_report(a_report(a=MISSED, b=COVERED), made(point("a", COVERED)))
    assert [(one.verdict, one.judged) for one in report.points] == [(COVERED, MISSED), (COVERED, None)]
    assert report.coverage == 1.0


def test_without_corrections_nothing_is_touched() -> None:
    assert correct_report(a_report(an_um(3.0), a=MISSED), Corrections()) == a_report(an_um(3.0), a=MISSED)
    assert correct_words(heard("so it was"), Corrections()) == heard("so it was")


def test_a_verdict_on_a_point_that_is_gone_waits_for_its_return() -> None:
    mine = made(point("a", COVERED))
    assert correct_report(a_report(b=MISSED), mine) == a_report(b=MISSED)
    assert mine.lost(a_report(b=MISSED)) == mine.points
    assert mine.lost(a_report(a=MISSED)) == ()


def test_the_later_word_on_one_thing_counts() -> None:
    mine = made(point("a", COVERED), point("b", MISSED, 1), point("a", PARTIAL, 2))
    assert mine.points == (point("b", MISSED, 1), point("a", PARTIAL, 2))
    assert made(word(1, "rocks", "box"), word(0, "our rocks", "RocksDB", 1)).words == (
        word(0, "our rocks", "RocksDB", 1),
    )
    assert len(made(word(0, "a", "b"), word(1, "c", "d")).words) == 2
    assert made(filler(3.0, said=True), filler(3.3, said=False, minute=1)).fillers == (
        filler(3.3, said=False, minute=1),
    )


def test_the_order_is_that_of_making() -> None:
    mine = made(filler(3.0, said=True, minute=0), point("a", COVERED, 1), word(0, "a", "b", 2))
    assert [type(one).__name__ for one in mine.in_order] == ["FillerCorrection", "PointCorrection", "WordCorrection"]
    assert mine.without(mine.points[0]).points == ()


def test_corrected_words_take_the_place_of_all_that_was_heard_and_are_sure() -> None:
    mine = made(word(4, "fabricator", "Phabricator"), word(1, "rocks DB", "RocksDB"))
    transcript = correct_words(heard("our rocks DB and fabricator team"), mine)
    assert transcript.text == "our RocksDB and Phabricator team"
    assert transcript.words[1] == Word("RocksDB", 1.0, 2.8, 1.0, "rocks DB", yours=True)
    assert not transcript.words[3].doubtful


def test_a_word_correction_that_no_longer_fits_changes_nothing() -> None:
    assert correct_words(heard("so it was"), made(word(1, "rocks", "RocksDB"))) == heard("so it was")
    assert correct_words(heard("so"), made(word(5, "rocks", "RocksDB"))) == heard("so")


def test_a_filler_that_was_none_no_longer_counts_and_one_that_was_does() -> None:
    mine = made(filler(3.1, said=False), filler(8.1, said=True, text="uh"))
    report = correct_report(a_report(an_um(3.0), an_um(8.0, 0.2)), mine)
    assert [(one.text, one.heard, one.likely) for one in report.fillers] == [("um", False, False), ("uh", True, False)]


def test_a_filler_that_nobody_heard_is_added_in_its_place() -> None:
    report = correct_report(a_report(an_um(3.0), an_um(9.0)), made(filler(5.0, said=True)))
    assert [(one.middle_s, one.source) for one in report.fillers][1] == (5.0, Source.USER)
    assert report.fillers[1].heard


def test_what_the_judge_no_longer_hears_needs_no_denial() -> None:
    assert correct_report(a_report(an_um(9.0)), made(filler(3.0, said=False))) == a_report(an_um(9.0))


def test_a_denial_without_a_time_is_for_all_of_that_text() -> None:
    fillers = (an_um(None, text="so"), an_um(None), an_um(None, text="so"))
    report = correct_report(a_report(*fillers), made(filler(None, said=False, text="so")))
    assert [one.heard for one in report.fillers] == [False, True, False]


@pytest.mark.parametrize("yours", [None, True, False])
def test_heard_likely_and_denied_are_three(yours: bool | None) -> None:
    faint = replace(an_um(3.0, 0.2), yours=yours)
    assert (faint.heard, faint.likely) == (yours is True, yours is None)
