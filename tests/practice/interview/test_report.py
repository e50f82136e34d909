"""What a mock interview as a whole is said to have shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.library.builders import NOON, a_report, an_attempt
from tests.practice.builders import services_with

from greenroom.domain import (
    AttemptRef,
    AvoidSaid,
    Band,
    Delivery,
    Evidence,
    Figure,
    Filler,
    FillerKind,
    Interview,
    InterviewAnswer,
    InterviewQuestion,
    PointVerdict,
    Report,
    Source,
    Verdict,
)
from greenroom.practice.interview.report import InterviewReport, interview_document, report_of
from greenroom.practice.services import Services


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return services_with(tmp_path)


def answer(services: Services, interview: Interview, place: int, report: Report | None, about: str = "") -> AttemptRef:
    """Keep an answer to the question of that place."""
    name = interview.questions[place].prompt_id
    slot = services.attempts.reserve(name, about)
    services.interviews.note(interview.number, InterviewAnswer(place, slot.ref, about))
    services.attempts.keep(an_attempt(str(slot.ref), at=NOON, report=report and replace(report, prompt_id=name)))
    slot.release()
    return slot.ref


def an_interview(services: Services, *names: str) -> Interview:
    return services.interviews.begin(Interview(NOON, tuple(InterviewQuestion(name, f"Why {name}?") for name in names)))


def about_point(name: str, verdict: Verdict) -> Report:
    return replace(a_report(of=1), points=(PointVerdict(name, "Point 1", verdict, 0.9),))


def told(services: Services, *reports: Report | None) -> InterviewReport:
    """An interview of as many questions as *reports*, each answered so."""
    interview = an_interview(services, *(f"q{number}" for number in range(len(reports))))
    for place, report in enumerate(reports):
        answer(services, interview, place, report)
    return report_of(services, services.interviews.load())


def with_figure(report: Report, **figures: Figure) -> Report:
    assert report.delivery
    return replace(report, delivery=replace(report.delivery, **figures))  # type: ignore[arg-type]


def quick(wpm: float) -> Report:
    return with_figure(a_report(covered=2), pace_wpm=Figure(wpm, 100.0, 165.0, Band.HIGH, "", "Breathe out."))


def test_points_made_after_a_follow_up_are_told_apart(services: Services) -> None:
    interview = an_interview(services, "a", "b", "c")
    answer(services, interview, 0, a_report(covered=1))
    answer(services, interview, 0, about_point("p1", Verdict.COVERED), about="p1")
    answer(services, interview, 1, a_report(covered=1))
    answer(services, interview, 1, about_point("p1", Verdict.MISSED), about="p1")

    report = report_of(services, services.interviews.load())

    assert [one.verdict for one in report.questions] == [
        "1 of 2 points made, 1 more after a follow-up",
        "1 of 2 points made",
        "not answered",
    ]
    assert report.summary == "2 of 3 questions answered; 2 of 4 points made, 1 more after a follow-up."
    assert (report.figures.points, report.figures.made, report.figures.made_after_follow_up) == (4, 2, 1)
    assert report.strengths[1] == "A point came as soon as you were asked: “Point 1”."
    assert report.actions == (
        "Learn “Point 1”; it did not come when you were asked for it either.",
        "Say “Point 1” without being asked: greenroom practice a",
    )


def test_a_point_that_was_partly_made_and_then_made_counts_as_made_after(services: Services) -> None:
    interview = an_interview(services, "a")
    partly = replace(a_report(of=1), points=(PointVerdict("p1", "Point 1", Verdict.PARTIAL, 0.9),))
    answer(services, interview, 0, partly)
    answer(services, interview, 0, about_point("p1", Verdict.COVERED), about="p1")
    assert report_of(services, services.interviews.load()).figures.made_after_follow_up == 1


def test_a_point_that_the_first_answer_made_is_not_counted_again_for_its_follow_up(services: Services) -> None:
    interview = an_interview(services, "a")
    answer(services, interview, 0, about_point("p1", Verdict.COVERED))  # by a correction since
    answer(services, interview, 0, about_point("p1", Verdict.COVERED), about="p1")
    figures = report_of(services, services.interviews.load()).figures
    assert (figures.made, figures.made_after_follow_up) == (1, 0)


def test_what_was_deleted_or_not_scored_is_said_so_and_breaks_nothing(services: Services) -> None:
    interview = an_interview(services, "a", "b")
    services.attempts.delete(answer(services, interview, 0, a_report()))
    silence = replace(a_report(of=0), scored=False, not_scored="Nothing was said.", delivery=None)
    answer(services, interview, 1, silence)

    report = report_of(services, services.interviews.load())

    assert [one.verdict for one in report.questions] == ["not answered", "not scored: Nothing was said."]
    assert (report.actions, report.strengths, report.findings) == ((), (), ())
    assert (report.figures.length_s, report.figures.pace_wpm) == (None, None)


def test_a_habit_of_half_of_the_answers_is_found_and_one_of_a_single_one_is_not(services: Services) -> None:
    assert told(services, quick(180), quick(190), a_report(covered=2)).findings == (
        "2 of 3 answers were quick: 180 and 190 words a minute.",
    )
    assert told(services, quick(180), a_report(covered=2), a_report(covered=2)).findings == ()
    assert told(services, quick(180), quick(190)).findings == ("Both answers were quick: 180 and 190 words a minute.",)
    assert told(services, quick(180)).findings == ("Your answer was quick: 180 words a minute.",)


def test_strengths_name_the_best_answer_and_what_all_had(services: Services) -> None:
    assert told(services, a_report(covered=1), a_report(covered=2)).strengths == (
        "“Why q1?”: you made all of your points.",
        "Both answers were as long as planned.",
        "Both answers were easy to follow in pace.",
    )


def test_of_three_actions_one_is_left_to_the_delivery(services: Services) -> None:
    missing = quick(180)
    missing = replace(missing, points=a_report(covered=0).points)
    actions = told(services, missing, missing, missing).actions
    assert len(actions) == 3
    assert actions[0] == "Most answers were quick. Breathe out."
    assert sum("Bring in" in action for action in actions) == 2


def test_what_should_not_be_said_is_among_the_actions(services: Services) -> None:
    slip = AvoidSaid("It was their fault", 0.9, Evidence("they messed up", 1.0, 2.0))
    report = replace(a_report(covered=2), avoid_said=(slip,))
    assert told(services, report).actions == ("Leave out “It was their fault”; you said “they messed up”.",)


def test_what_was_said_otherwise_comes_before_what_was_left_out(services: Services) -> None:
    wrong = (PointVerdict("p1", "Point 1", Verdict.CONTRADICTED, 0.9), PointVerdict("p2", "P 2", Verdict.MISSED, 0.9))
    report = told(services, replace(a_report(), points=wrong))
    assert report.findings == ("Said otherwise: “Point 1”.", "Left out: “P 2”.")
    assert report.actions == ("Check “Point 1”; you said otherwise.",)


def test_a_point_that_was_partly_made_is_to_be_finished(services: Services) -> None:
    assert told(services, about_point("p1", Verdict.PARTIAL)).actions == (
        "Say all of “Point 1”: greenroom practice q0",
    )


def test_where_nothing_stands_out_that_is_said(services: Services) -> None:
    assert told(services, a_report(covered=2)).actions == (
        "Nothing stands out. Make it harder: greenroom interview --real --follow-ups 2",
    )


def test_the_fillers_said_most_are_named_with_points_left_out(services: Services) -> None:
    def fillers(words: Sequence[str]) -> tuple[Filler, ...]:
        return tuple(Filler(word, FillerKind.FILLED_PAUSE, 1.0, 1.2, Source.BOTH, 0.9) for word in words)

    first = replace(a_report(covered=1), fillers=fillers(["um", "Um", "uh"]))
    second = replace(a_report(covered=2), fillers=fillers(["um", "uh", "er"]))
    findings = told(services, first, second).findings
    assert findings == ("Fillers you say most: um 3, uh 2.", "Left out: “Point 1”.")


def test_figures_weigh_each_answer_by_its_length(services: Services) -> None:
    def length(seconds: float, wpm: float) -> Report:
        return with_figure(
            a_report(),
            length_s=Figure(seconds, 60.0, 120.0, Band.GOOD),
            pace_wpm=Figure(wpm, 100.0, 165.0, Band.GOOD),
        )

    figures = told(services, length(30, 100), length(90, 140)).figures
    assert figures.length_s == 120
    assert figures.pace_wpm == pytest.approx(130)
    assert figures.filled_pauses == 6
    assert figures.filled_pauses_per_min == pytest.approx(3.0)


def test_the_document_says_what_the_report_says(services: Services) -> None:
    interview = an_interview(services, "a", "b")
    answer(services, interview, 0, a_report(covered=1))
    answer(services, interview, 0, about_point("p1", Verdict.COVERED), about="p1")
    report = report_of(services, services.interviews.load())

    document = interview_document(report)

    assert (document["interview"], document["summary"]) == (1, report.summary)
    first, second = document["questions"]
    assert first["points"][1] == {"id": "p1", "say": "Point 1", "verdict": "missed", "after_follow_up": "covered"}
    assert first["follow_ups"] == [{"ref": "a/2", "point": "p1", "asked": "Why Meta?"}]
    assert (second["ref"], second["verdict"], second["points"]) == (None, "not answered", [])


def test_a_typed_answer_has_no_pace_and_is_reported_all_the_same(services: Services) -> None:
    unknown = Figure(None, None, None, Band.UNKNOWN)
    typed = with_figure(a_report(covered=2), length_s=unknown, pace_wpm=unknown, filled_pauses_per_min=unknown)
    assert isinstance(typed.delivery, Delivery)
    report = told(services, typed, typed)
    assert (report.figures.length_s, report.figures.pace_wpm) == (None, None)
    assert report.summary == "2 of 2 questions answered; 4 of 4 points made."
