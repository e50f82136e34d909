from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

from rich.console import Console

from greenroom.cli.terminal import clock_time, print_hanging
from greenroom.cli.views.report_view import report_lines
from greenroom.domain import (
    Attempt,
    AttemptRef,
    Band,
    Delivery,
    Engine,
    Evidence,
    FactCheck,
    FactState,
    FeedbackTaken,
    Figure,
    Filler,
    FillerKind,
    NextAction,
    PauseFigures,
    PointVerdict,
    Report,
    Source,
    Transcript,
    Verdict,
    Word,
)


def a_figure(value: float | None, band: Band = Band.GOOD) -> Figure:
    return Figure(value, 100.0, 165.0, band)


def a_point(verdict: Verdict) -> PointVerdict:
    evidence = Evidence("these were the words", 61.0, 63.0)
    return PointVerdict(verdict.value, f"the point that was {verdict.value}", verdict, 0.8, evidence, "Because.")


DELIVERY = Delivery(
    words=120,
    length_s=a_figure(75.0),
    pace_wpm=a_figure(190.0, Band.HIGH),
    filled_pauses=2,
    filled_pauses_per_min=a_figure(1.6),
    filled_pauses_per_100_words=1.7,
    discourse_markers=0,
    discourse_markers_per_min=0.0,
    pauses=PauseFigures(9, 1, 2.4, 7.0),
)
FILLER = Filler("Um,", FillerKind.FILLED_PAUSE, 1.0, 1.2, Source.TEXT, 0.9)
REPORT = Report(
    version=1,
    judge="test",
    prompt_id="why",
    scored=True,
    points=tuple(a_point(verdict) for verdict in Verdict),
    fillers=(FILLER, FILLER),
    delivery=DELIVERY,
    strengths=("You said it.",),
    actions=(NextAction("Say the other thing.", "missed", 12.0),),
)
ATTEMPT = Attempt(
    ref=AttemptRef("why", 3),
    asked="Why?",
    created_at=datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
    recording=None,
    transcript=Transcript((Word("Well"),), 75.0, notes=("A doubt.",)),
    report=REPORT,
)


def on_paper(attempt: Attempt, width: int = 100) -> str:
    paper = StringIO()
    console = Console(file=paper, width=width, highlight=False)
    for line in report_lines(attempt):
        print_hanging(console, line)
    return paper.getvalue()


def test_every_verdict_has_a_mark_of_its_own_without_colour() -> None:
    shown = on_paper(ATTEMPT)
    for mark, verdict in (("✓", "covered"), ("◐", "partial"), ("✗", "missed"), ("!", "contradicted"), ("?", "unsure")):
        assert f"{mark} the point that was {verdict}" in shown
    assert "\x1b" not in shown


def test_strengths_come_first_then_what_to_do_then_the_rest() -> None:
    shown = on_paper(ATTEMPT)
    order = ["You said it.", "1. Say the other thing.  [0:12]", "Your points: 1 of 5", "How it sounded", "A doubt."]
    assert [shown.index(words) for words in order] == sorted(shown.index(words) for words in order)


def test_evidence_is_quoted_with_its_time_but_not_for_what_was_missed() -> None:
    shown = on_paper(ATTEMPT)
    assert shown.count("“these were the words”  [1:01]") == 4


def quoting(*words: Word) -> Attempt:
    """An attempt of *words*, all of which are the evidence for its only point."""
    text = " ".join(word.text for word in words)
    point = replace(a_point(Verdict.COVERED), evidence=Evidence(text, words[0].start_s, words[-1].end_s))
    transcript = Transcript(words, 75.0)
    return replace(ATTEMPT, transcript=transcript, report=replace(REPORT, points=(point,)))


def test_of_a_long_quotation_the_beginning_and_the_end_are_shown() -> None:
    shown = on_paper(quoting(*(Word(f"word{at}", float(at), at + 0.5) for at in range(60))), width=200)
    assert "“word0 word1 word2" in shown
    assert " … " in shown
    assert "word58 word59”" in shown


def test_a_word_that_was_hard_to_hear_is_marked_and_the_mark_explained() -> None:
    shown = on_paper(quoting(Word("from", 1.0, 1.2, 0.9), Word("fourteen,", 1.2, 1.5, 0.2), Word("up", 1.5, 2.0)))
    assert "“from fourteen, (?) up”" in shown
    assert "? not sure  (?) hard to hear" in shown
    assert "(?)" not in on_paper(quoting(Word("from", 1.0, 1.2, 0.9), Word("fourteen", 1.2, 1.5, 0.6)))


def test_names_that_were_put_right_are_told_once_each() -> None:
    fabricator = Word("Phabricator,", 1.0, 1.5, 0.3, heard="fabricator")
    again = replace(fabricator, text="Phabricator.", start_s=2.0, end_s=2.5)
    shown = on_paper(quoting(fabricator, again, Word("RocksDB", 3.0, 3.5, heard="rocks DB")))
    assert "Note: taken as names: “fabricator” as Phabricator, “rocks DB” as RocksDB\n" in shown
    assert "(?)" not in shown
    assert "taken as names" not in on_paper(ATTEMPT)


def listened(attempt: Attempt) -> Attempt:
    assert attempt.transcript is not None
    engine = Engine("openai-whisper", "base", settings={"hesitations": True})
    return replace(attempt, transcript=replace(attempt.transcript, engine=engine))


def test_a_filler_count_never_pretends_to_be_exact() -> None:
    assert "at least 2 (um 2) heard, 1.6 a minute (from the text alone" in on_paper(ATTEMPT)
    none = replace(REPORT, delivery=replace(DELIVERY, filled_pauses=0), fillers=())
    assert "none heard" in on_paper(replace(ATTEMPT, report=none))


def test_fillers_heard_and_likely_ones_stay_apart() -> None:
    likely = Filler("uh", FillerKind.FILLED_PAUSE, 7.0, 7.2, Source.SOUND, 0.3)
    report = replace(REPORT, delivery=replace(DELIVERY, filled_pauses_likely=1), fillers=(*REPORT.fillers, likely))
    assert "2 (um 2) heard, 1 more likely, 1.6 a minute" in on_paper(listened(replace(ATTEMPT, report=report)))
    assert "2 (um 2) heard, 1.6 a minute\n" in on_paper(listened(ATTEMPT))


def test_a_long_line_goes_on_under_its_first_word() -> None:
    lines = on_paper(ATTEMPT, width=30).splitlines()
    first = next(number for number, line in enumerate(lines) if "✓ the point" in line)
    assert lines[first + 1].startswith("    ")
    assert all(len(line) <= 30 for line in lines)


def test_what_was_not_scored_says_why() -> None:
    silent = Report(version=1, judge="test", prompt_id="why", scored=False, not_scored="Nothing was said.")
    assert "Not scored: Nothing was said." in on_paper(replace(ATTEMPT, report=silent))


def test_clock_time() -> None:
    assert [clock_time(seconds) for seconds in (0, 59.9, 60, 754.2)] == ["0:00", "0:59", "1:00", "12:34"]


def test_facts_are_shown_one_by_one_where_one_is_not_right() -> None:
    facts = (
        FactCheck("4%", FactState.RIGHT, "four percent"),
        FactCheck("14%", FactState.WRONG, "forty percent"),
        FactCheck("Oracle", FactState.MISSING),
        FactCheck("two weeks", FactState.VAGUE, "some weeks"),
    )
    point = replace(a_point(Verdict.PARTIAL), facts=facts)
    text = on_paper(replace(ATTEMPT, report=replace(REPORT, points=(point,))))
    assert "✓ 4%   ✗ 14% (heard “forty percent”)" in text
    assert "– Oracle (not said)" in text
    assert "≈ two weeks (heard “some weeks”)" in text
    all_right = replace(REPORT, points=(replace(point, facts=facts[:1]),))
    assert "✓ 4%" not in on_paper(replace(ATTEMPT, report=all_right))


def test_what_became_of_the_last_feedback_is_shown() -> None:
    taken = FeedbackTaken("Smile more", date(2026, 11, 20), Verdict.UNSURE, 0.0, None, "Words cannot show this.")
    text = on_paper(replace(ATTEMPT, report=replace(REPORT, feedback_taken=(taken,))))
    assert "? Smile more" in text
    assert "Words cannot show this." in text
    assert "feedback" not in on_paper(ATTEMPT)
