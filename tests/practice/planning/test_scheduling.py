"""What is due, when, and why."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.library.builders import NOON, a_report, an_attempt
from tests.practice.builders import services_with

from greenroom.domain import AttemptRef, Verdict
from greenroom.library import Grade
from greenroom.practice.planning.scheduling import Drill, DuePrompt, grade_of, schedule_document, schedule_of
from greenroom.practice.planning.spacing import LONGEST_DAYS, due_day
from greenroom.practice.services import Clock, Services

TODAY = NOON.astimezone().date()


@pytest.fixture
def services(tmp_path: Path) -> Services:
    """One prompt, never practised, at noon of a day that is named."""
    services = replace(services_with(tmp_path), clock=Clock(now=lambda: NOON, sleep=lambda seconds: None))
    write_prompt(services, "why-meta")
    return services


def write_prompt(services: Services, name: str) -> None:
    services.home.prompts.mkdir(parents=True, exist_ok=True)
    text = "question: Why?\npoints: [{id: p0, say: Point 0}]\n"
    (services.home.prompts / f"{name}.yaml").write_text(text, encoding="utf-8")


def keep(
    services: Services, number: int, covered: int, *, days_ago: int, name: str = "why-meta", hours: int = 0
) -> None:
    at = NOON - timedelta(days=days_ago) + timedelta(hours=hours)
    services.attempts.keep(an_attempt(f"{name}/{number}", at=at, report=a_report(name, covered=covered)))


def due(services: Services) -> DuePrompt:
    (one,) = schedule_of(services).prompts
    return one


def test_an_answer_about_one_point_alone_is_no_review(services: Services) -> None:
    keep(services, 1, 2, days_ago=3)
    before = due(services)
    alone = an_attempt("why-meta/2", at=NOON, report=a_report(covered=0))
    services.attempts.keep(replace(alone, about="p0"))
    assert due(services) == before


@pytest.mark.parametrize(
    ("coverage", "sure_misses", "grade"),
    [
        (0.39, 0, Grade.AGAIN),
        (0.40, 0, Grade.HARD),
        (0.69, 0, Grade.HARD),
        (0.70, 0, Grade.GOOD),
        (0.80, 1, Grade.GOOD),
        (0.80, 2, Grade.HARD),
        (0.95, 0, Grade.EASY),
        (0.95, 1, Grade.GOOD),
        (None, 0, Grade.GOOD),
    ],
)
def test_the_grade_follows_from_the_report(coverage: float | None, sure_misses: int, grade: Grade) -> None:
    assert grade_of(coverage, sure_misses) is grade


@pytest.mark.parametrize(("confidence", "grade"), [(0.9, Grade.HARD), (0.5, Grade.GOOD)])
def test_only_a_miss_that_the_judge_is_sure_of_takes_something_off(
    services: Services, confidence: float, grade: Grade
) -> None:
    report = a_report(covered=8, of=10)
    points = tuple(replace(point, confidence=confidence) for point in report.points)
    services.attempts.keep(an_attempt(report=replace(report, points=points)))

    assert due(services).grade is grade


def test_the_better_it_went_the_later_it_comes_back_and_never_after_the_longest() -> None:
    def days(grades: Iterable[Grade]) -> int:
        on, reviews = date(2026, 1, 1), []
        for grade in grades:
            reviews.append((on, grade))
            on = due_day(reviews)
        return (on - reviews[-1][0]).days

    after_two = [days([Grade.GOOD, grade]) for grade in Grade]
    assert after_two == sorted(after_two)
    assert len(set(after_two)) == 4
    assert after_two[0] >= 1
    assert days([Grade.GOOD]) < days([Grade.GOOD] * 2) < days([Grade.GOOD] * 3) <= LONGEST_DAYS
    assert days([Grade.EASY] * 6) == LONGEST_DAYS


def test_what_was_never_practised_is_due_now(services: Services) -> None:
    assert due(services) == DuePrompt("why-meta", TODAY, "never practised")


def test_what_is_due_comes_first_and_says_why(services: Services) -> None:
    write_prompt(services, "a-conflict")
    write_prompt(services, "new")
    keep(services, 1, 2, days_ago=3)
    keep(services, 1, 0, days_ago=1, name="a-conflict")

    prompts = schedule_of(services).prompts

    assert [one.prompt_id for one in prompts] == ["a-conflict", "new", "why-meta"]
    assert prompts[0].why == "practised yesterday: most of it was missing, so it comes back after a day"
    assert prompts[0].due == TODAY
    assert prompts[2].why.startswith("practised 3 days ago: all of it was there, so it comes back after ")
    assert prompts[2].due > TODAY


def test_of_a_day_the_first_telling_counts_and_the_users_grade_before_all(services: Services) -> None:
    keep(services, 1, 0, days_ago=1)
    keep(services, 2, 2, days_ago=1, hours=1)
    assert (due(services).grade, due(services).yours) == (Grade.AGAIN, False)

    services.attempts.grade(AttemptRef("why-meta", 2), Grade.EASY)

    assert (due(services).grade, due(services).yours) == (Grade.EASY, True)
    assert "you graded it easy" in due(services).why
    assert due(services).due > TODAY


def test_an_attempt_that_was_not_scored_counts_where_the_user_grades_it(services: Services) -> None:
    services.attempts.keep(an_attempt())
    assert due(services).grade is None

    services.attempts.grade(AttemptRef("why-meta", 1), Grade.GOOD)

    assert due(services).grade is Grade.GOOD


def test_an_interview_brings_it_back_by_halfway_and_one_that_is_over_changes_nothing(services: Services) -> None:
    keep(services, 1, 2, days_ago=0)
    free = due(services)
    assert (free.due - TODAY).days > 3

    for interview_in, due_in in ((6, 3), (2, 1), (1, 1)):
        services.attempts.set_interview(TODAY + timedelta(days=interview_in))
        assert (due(services).due - TODAY).days == due_in
        assert "your interview on" in due(services).why
    for interview_in in (-1, 0, 300):
        services.attempts.set_interview(TODAY + timedelta(days=interview_in))
        assert due(services) == free


@pytest.mark.parametrize(
    ("covered", "drilled"),
    [((1, 1, 1), True), ((1, 1), False), ((1, 1, 2, 1), True), ((1, 1, 1, 2, 2), False), ((2, 1, 1, 1), True)],
)
def test_a_point_missed_in_three_of_the_last_four_is_a_drill(
    services: Services, covered: tuple[int, ...], *, drilled: bool
) -> None:
    for number, one in enumerate(covered, 1):
        keep(services, number, one, days_ago=10 - number)

    drills = schedule_of(services).drills

    assert drills == ((Drill("why-meta", "p1", "Point 1", 3, min(4, len(covered))),) if drilled else ())


def test_a_point_that_is_only_doubtful_is_no_drill(services: Services) -> None:
    report = a_report(covered=0)
    unsure = tuple(replace(point, verdict=Verdict.UNSURE) for point in report.points)
    for number in range(1, 5):
        services.attempts.keep(an_attempt(f"why-meta/{number}", report=replace(report, points=unsure)))

    assert schedule_of(services).drills == ()


def test_the_document_is_json(services: Services) -> None:
    services.attempts.set_interview(date(2026, 12, 10))

    document = json.loads(json.dumps(schedule_document(schedule_of(services))))

    assert (document["schema"], document["interview"], document["drills"]) == (1, "2026-12-10", [])
    assert document["prompts"][0]["why"] == "never practised"
