"""What progress says of a library of attempts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.library.builders import NOON, a_report, an_attempt, says
from tests.practice.builders import services_with

from greenroom.domain import Hint, Verdict, correct_report
from greenroom.errors import PromptError
from greenroom.practice.planning.progressing import progress_document, progress_of
from greenroom.practice.services import Clock, Services


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return services_on(tmp_path, NOON)


def services_on(folder: Path, now: datetime) -> Services:
    return replace(services_with(folder), clock=Clock(now=lambda: now, sleep=lambda seconds: None))


def keep(services: Services, number: int, covered: int = 1, *, days_ago: int = 0, judge: str = "test") -> None:
    at = NOON - timedelta(days=days_ago)
    services.attempts.keep(
        an_attempt(f"why-meta/{number}", at=at, report=replace(a_report(covered=covered), judge=judge))
    )


def test_tellings_stand_in_the_order_of_time_with_the_best_of_them(services: Services) -> None:
    for number, covered in enumerate((0, 2, 2, 1), 1):
        keep(services, number, covered, days_ago=10 - number)
    services.attempts.keep(an_attempt("why-meta/5"))

    (progress,) = progress_of(services, "why-meta").prompts

    assert [telling.summary.coverage for telling in progress.tellings] == [0.0, 1.0, 1.0, 0.5]
    assert [telling.summary.length_s for telling in progress.tellings] == [90.0] * 4
    assert progress.best
    assert progress.best.ref == services.attempts.resolve("why-meta/best")
    assert list(progress.notes) == ["1 attempt was not scored and left out."]


def test_a_point_has_its_last_five_verdicts_and_corrections_win(services: Services) -> None:
    for number in range(1, 8):
        keep(services, number, covered=2 if number in {1, 2, 4} else 0, days_ago=10 - number)
    judged, corrections = a_report(covered=0), says("p1")
    corrected = an_attempt("why-meta/7", at=NOON, report=correct_report(judged, corrections))
    services.attempts.revise(replace(corrected, corrections=corrections), judged)

    first, second = progress_of(services, "why-meta").prompts[0].points

    missed, covered = Verdict.MISSED, Verdict.COVERED
    assert (first.verdicts, first.made) == ((missed, covered, missed, missed, missed), 1)
    assert (second.verdicts, second.made) == ((missed, covered, missed, missed, covered), 2)


def test_a_point_that_was_worded_otherwise_was_another_point(services: Services) -> None:
    keep(services, 1, covered=2, days_ago=2)
    report = a_report(covered=2)
    points = (replace(report.points[0], say="Something else"), report.points[1])
    services.attempts.keep(an_attempt("why-meta/2", report=replace(report, points=points)))

    first, second = progress_of(services, "why-meta").prompts[0].points

    assert (first.say, len(first.verdicts)) == ("Something else", 1)
    assert len(second.verdicts) == 2


def test_another_judge_is_marked_where_it_begins(services: Services) -> None:
    for number, judge in enumerate(("old", "old", "new", "new"), 1):
        keep(services, number, days_ago=10 - number, judge=judge)

    (progress,) = progress_of(services, "why-meta").prompts

    assert [telling.other_judge for telling in progress.tellings] == [False, False, True, False]
    (note,) = progress.notes
    assert "From why-meta/3 on the judge is new, before that old" in note
    assert "greenroom rejudge why-meta" in note


@pytest.mark.parametrize(
    ("days_ago", "in_a_row"),
    [((0, 1, 2, 4), 3), ((1, 2), 2), ((2, 3), 0), ((0,), 1), ((0, 0, 1), 2)],
    ids=["to today", "to yesterday", "ended", "today", "twice on a day"],
)
def test_days_in_a_row_end_today_or_yesterday(services: Services, days_ago: tuple[int, ...], in_a_row: int) -> None:
    for number, ago in enumerate(days_ago, 1):
        keep(services, number, days_ago=ago)

    progress = progress_of(services)

    assert (progress.days_in_a_row, progress.days) == (in_a_row, len(set(days_ago)))


def test_of_several_prompts_the_latest_stands_first_and_of_the_only_one_all_is_said(services: Services) -> None:
    keep(services, 1, days_ago=1)
    assert len(progress_of(services).prompts[0].points) == 2
    services.attempts.keep(an_attempt("a-conflict/1", report=a_report("a-conflict")))

    prompts = progress_of(services).prompts

    assert [(one.prompt_id, one.points) for one in prompts] == [("a-conflict", ()), ("why-meta", ())]


def test_what_was_never_practised_is_empty_and_what_is_no_prompt_an_error(services: Services) -> None:
    assert progress_of(services).prompts == ()
    with pytest.raises(PromptError):
        progress_of(services, "nothing")
    services.home.prompts.mkdir(parents=True)
    services.prompts.create("why-meta", "Why?")
    assert progress_of(services, "why-meta").prompts == ()


def test_the_document_is_json(services: Services) -> None:
    keep(services, 1)

    document = json.loads(json.dumps(progress_document(progress_of(services))))

    (prompt,) = document["prompts"]
    assert (document["schema"], prompt["best"], prompt["tellings"][0]["ref"]) == (1, "why-meta/1", "why-meta/1")
    assert prompt["points"][0] == {"id": "p0", "say": "Point 0", "verdicts": ["covered"], "made": 1}
    assert datetime.fromisoformat(prompt["tellings"][0]["created_at"]).astimezone(UTC) == NOON


def test_attempts_with_hints_on_the_screen_are_named(services: Services) -> None:
    services.attempts.keep(replace(an_attempt("why-meta/1", report=a_report()), hints=Hint.POINTS))
    services.attempts.keep(an_attempt("why-meta/2", report=a_report()))
    (progress,) = progress_of(services).prompts
    assert list(progress.notes) == ["With hints on the screen: why-meta/1. Their coverage is not all yours."]
