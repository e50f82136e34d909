"""Remarks of an interviewer: what they ask for, and whether an answer took them up."""

from __future__ import annotations

from datetime import date

import pytest
from tests.scoring.builders import a_judge, a_prompt, spoken

from greenroom.domain import Feedback, FeedbackTaken, Prompt, Report, Verdict
from greenroom.domain.plain import from_plain, to_plain
from greenroom.scoring.points.feedback import Ask, newest_feedback, wish_of

DAY = date(2026, 11, 20)
SAID = "I grew up far from my family, so human connection means a lot to me, and your mission is about exactly that."


def prompted(*notes: str) -> Prompt:
    return a_prompt("I like to measure things", feedback=tuple(Feedback(DAY, note) for note in notes))


def taken(note: str, said: str = SAID) -> FeedbackTaken:
    (found,) = a_judge().judge(prompted(note), spoken(said)).feedback_taken
    return found


@pytest.mark.parametrize(
    ("note", "ask", "text"),
    [
        ("Say how you are aligned with the vision.", Ask.SAY, "i are aligned with the vision"),
        ("Please mention the result", Ask.SAY, "the result"),
        ("Talk about your team", Ask.SAY, "my team"),
        ("Numbers of the migration", Ask.SAY, "Numbers of the migration"),
        ("Don't mention the salary", Ask.LEAVE_OUT, "the salary"),
        ("avoid talking about politics", Ask.LEAVE_OUT, "politics"),
        ("Smile more", Ask.STYLE, "Smile more"),
        ("Fewer details about the code", Ask.STYLE, "Fewer details about the code"),
        ("Too long", Ask.STYLE, "Too long"),
        ("?!", Ask.STYLE, "?"),
    ],
)
def test_what_a_remark_asks_for(note: str, ask: Ask, text: str) -> None:
    wish = wish_of(note)
    assert (wish.ask, wish.text) == (ask, text)


def test_only_the_remarks_of_the_last_day_count() -> None:
    old = Feedback(date(2026, 1, 2), "Mention the team")
    last = (Feedback(DAY, "Mention the mission"), Feedback(DAY, "Smile more"))
    assert newest_feedback(a_prompt("p", feedback=(old, *last))) == last
    assert newest_feedback(a_prompt("p")) == ()


@pytest.mark.parametrize("note", ["Smile more", "Speak slower and breathe", "Be more concise", "Fewer details"])
def test_what_words_cannot_show_is_unsure(note: str) -> None:
    found = taken(note)
    assert (found.verdict, found.evidence, found.on) == (Verdict.UNSURE, None, DAY)
    assert "cannot show" in found.reason


def test_a_remark_that_was_taken_up_is_quoted() -> None:
    found = taken("Mention that you grew up far from your family")
    assert found.verdict is Verdict.COVERED
    assert found.evidence is not None
    assert "far from my family" in found.evidence.text


def test_a_remark_of_which_nothing_was_said_is_not_taken_up() -> None:
    found = taken("Mention the RocksDB migration that you led in Dublin", "I like long walks on the beach at night.")
    assert found.verdict in {Verdict.MISSED, Verdict.UNSURE}


def test_what_was_to_be_left_out() -> None:
    assert taken("Don't say that you need the money", "Well, honestly, I need the money.").verdict is (
        Verdict.CONTRADICTED
    )
    assert taken("Don't say that you need the money").verdict is Verdict.COVERED


def test_it_is_kept_with_the_report() -> None:
    report = a_judge().judge(prompted("Smile more", "Mention human connection"), spoken(SAID))
    assert len(report.feedback_taken) == 2
    assert from_plain(Report, to_plain(report)) == report
