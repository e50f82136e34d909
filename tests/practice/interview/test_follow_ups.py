"""Follow-ups: to which point, and in words that do not say it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.library.builders import a_report

from greenroom.domain import Point, Prompt, Report, Verdict
from greenroom.library import PromptFiles, starters
from greenroom.practice.interview.follow_ups import follow_up_question, gives_away, point_to_follow


def a_prompt(*points: Point) -> Prompt:
    return Prompt(id="why-meta", question="What did you build?", points=points)


def a_point(say: str, *, group: str = "", follow_up: str = "", weight: float = 1.0, name: str = "p0") -> Point:
    return Point(name, say, group=group, follow_up=follow_up, weight=weight)


def judged(*verdicts: Verdict) -> Report:
    report = a_report(of=len(verdicts))
    points = (replace(point, verdict=verdict) for point, verdict in zip(report.points, verdicts, strict=True))
    return replace(report, points=tuple(points))


@pytest.mark.parametrize(
    ("point", "question"),
    [
        (a_point("Whatever it is", follow_up="How did you know?"), "How did you know?"),
        (a_point("Better Engineering went from 4% to 14%"), "Can you put figures on that?"),
        (a_point("I learned to measure first"), "What do you take away from it?"),
        (a_point("I chose Postgres instead of Mongo"), "Which other ways did you consider?"),
        (a_point("The migration failed on a Friday"), "Where did it get tricky?"),
        (a_point("Two other engineers did it with me"), "Who else was part of it, and what was your own share?"),
        (a_point("Customers stopped writing to us"), "Who noticed it, and how?"),
        (a_point("The sync was shipped", group="Result"), "And what came of it?"),
        (a_point("The sync was shipped", group="Their scale."), "What can you tell me about our scale?"),
        (a_point("The sync was shipped", group="What is in it for me"), "What is in it for you?"),
        (a_point("Whatever it is"), "Could you go into more detail?"),
    ],
)
def test_it_is_asked_for_what_the_point_is_about(point: Point, question: str) -> None:
    assert follow_up_question(a_prompt(point), point) == question


def test_a_heading_or_a_question_that_would_give_the_point_away_is_not_used() -> None:
    point = a_point("Their scale is larger than anybody's", group="Scale")
    assert follow_up_question(a_prompt(point), point) == "Could you go into more detail?"

    detail = a_point("The detail of the figures is 14")
    assert follow_up_question(a_prompt(detail), detail) == "What else belongs to your answer?"


def test_what_the_question_says_itself_gives_nothing_away() -> None:
    point = a_point("I built a parser")
    assert gives_away("Did you build a parser?", a_prompt(point), point)
    assert not gives_away("What did you build?", a_prompt(point), point)


def test_no_question_is_asked_twice_while_there_is_another() -> None:
    point = a_point("I learned to measure first")
    asked: list[str] = []
    for _ in range(5):
        asked.append(follow_up_question(a_prompt(point), point, asked))
    assert len(set(asked)) == 5
    assert follow_up_question(a_prompt(point), point, asked) in asked


@given(st.text(max_size=80), st.text(max_size=20))
def test_no_question_of_ours_gives_a_point_away(say: str, group: str) -> None:
    point = a_point(say, group=group)
    prompt = a_prompt(point)
    assert not gives_away(follow_up_question(prompt, point), prompt, point)


def test_none_of_the_points_that_come_with_greenroom_is_given_away(tmp_path: Path) -> None:
    files = PromptFiles(tmp_path)
    for name, text in starters().items():
        files.add(name, text)
    prompts = files.listing().prompts
    assert prompts
    for prompt in prompts:
        for point in prompt.points:
            bare = replace(point, follow_up="")
            assert not gives_away(follow_up_question(prompt, bare), prompt, bare), (prompt.id, point.id)


@pytest.mark.parametrize(
    ("verdicts", "weights", "followed", "chosen"),
    [
        ((Verdict.COVERED, Verdict.MISSED, Verdict.MISSED), (1, 1, 1), (), "p1"),
        ((Verdict.COVERED, Verdict.MISSED, Verdict.MISSED), (1, 1, 2), (), "p2"),
        ((Verdict.COVERED, Verdict.MISSED, Verdict.CONTRADICTED), (1, 1, 2), ("p2",), "p1"),
        ((Verdict.PARTIAL, Verdict.UNSURE, Verdict.COVERED), (1, 1, 1), (), None),
    ],
)
def test_the_weightiest_point_that_was_missed_is_followed(
    verdicts: tuple[Verdict, ...], weights: tuple[float, ...], followed: tuple[str, ...], chosen: str | None
) -> None:
    points = [a_point("x", name=f"p{number}", weight=weight) for number, weight in enumerate(weights)]
    point = point_to_follow(a_prompt(*points), judged(*verdicts), followed)
    assert (point and point.id) == chosen
