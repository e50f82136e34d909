"""Whole reports: golden ones, what must never change a verdict, and what must stay within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.scoring.builders import a_judge, a_prompt, a_quick_judge, spoken

from greenroom.domain import (
    Avoid,
    Band,
    Evidence,
    Point,
    Prompt,
    Report,
    SpokenLength,
    Transcript,
    Verdict,
)
from greenroom.domain.plain import from_plain, to_plain
from greenroom.scoring.wordlists import word_list

CODE_HEALTH = Point("code-health", "Better Engineering took code-improvement diffs from 4% to 14%", facts=("4%", "14%"))
STRENGTH = Point("strength", "My strength is finding performance bottlenecks in large distributed systems")
FRIENDS = Point("friends", "Close friends of mine met their spouses through Facebook")
META = a_prompt(CODE_HEALTH, STRENGTH, FRIENDS, avoid=(Avoid("I am not sure if I am going to join yet"),))

SAID_WELL = (
    "I read about Better Engineering, where code improvement diffs went from four percent to fourteen percent. "
    "My strength is that I find performance bottlenecks in big distributed systems. "
    "And two of my close friends met their husbands and wives through Facebook."
)


def verdicts(report: Report) -> dict[str, Verdict]:
    return {point.id: point.verdict for point in report.points}


def evidence(report: Report) -> list[Evidence]:
    quotes = [point.evidence for point in report.points if point.evidence is not None]
    return [*quotes, *(item.evidence for item in report.avoid_said)]


def assert_quotes_are_exact(report: Report, transcript: Transcript) -> None:
    """Every quotation is a run of the answer's words, with the times of its first and last word."""
    words = transcript.words
    for quote in evidence(report):
        length = len(quote.text.split())
        runs = [words[start : start + length] for start in range(len(words) - length + 1)]
        assert any(
            " ".join(word.text for word in run) == quote.text
            and (run[0].start_s, run[-1].end_s) == (quote.start_s, quote.end_s)
            for run in runs
        ), quote


@pytest.mark.xfail(strict=True, reason="judge version 6 is unsure about 'two of my close friends'; a miss, not a bound")
def test_points_that_were_made_are_covered() -> None:
    report = a_judge().judge(META, spoken(SAID_WELL))
    assert set(verdicts(report).values()) == {Verdict.COVERED}
    assert report.coverage == 1.0


def test_no_point_that_was_made_is_called_missed_or_contradicted() -> None:
    report = a_judge().judge(META, spoken(SAID_WELL))
    found = verdicts(report)
    assert (found["code-health"], found["strength"]) == (Verdict.COVERED, Verdict.COVERED)
    assert found["friends"] in {Verdict.COVERED, Verdict.UNSURE}
    assert_quotes_are_exact(report, spoken(SAID_WELL))


def test_the_quotation_is_where_the_point_was_made() -> None:
    report = a_judge().judge(META, spoken(SAID_WELL))
    quotes = {point.id: point.evidence.text for point in report.points if point.evidence}
    assert "fourteen percent" in quotes["code-health"]
    assert "bottlenecks" in quotes["strength"]
    assert "Facebook" in quotes["friends"]


def test_a_wrong_figure_is_never_covered_and_the_reason_names_both() -> None:
    answer = SAID_WELL.replace("fourteen percent", "forty percent")
    (point, *_) = a_judge().judge(META, spoken(answer)).points
    assert point.verdict is not Verdict.COVERED
    assert "forty percent" in point.reason
    assert "14%" in point.reason


def test_a_figure_that_was_left_out_is_never_covered() -> None:
    answer = SAID_WELL.replace(" from four percent to fourteen percent", " up a lot")
    (point, *_) = a_judge().judge(META, spoken(answer)).points
    assert point.verdict is not Verdict.COVERED


def test_another_topic_misses_every_point() -> None:
    report = a_judge().judge(META, spoken("The weather in my village was lovely and we baked bread with raisins. " * 4))
    assert set(verdicts(report).values()) == {Verdict.MISSED}
    assert evidence(report) == []


@pytest.mark.parametrize(
    "said",
    ["At Microsoft I learned a lot and I liked it.", "Microsoft is a good place, but Meta moves faster."],
)
def test_naming_the_topic_of_a_thing_to_avoid_is_no_slip(said: str) -> None:
    prompt = a_prompt(STRENGTH, avoid=(Avoid("I am fed up with Microsoft", cues=("Microsoft is terrible",)),))
    assert a_judge().judge(prompt, spoken(said)).avoid_said == ()
    assert a_judge().judge(prompt, spoken("Frankly, I am fed up with Microsoft.")).avoid_said


def test_a_thing_to_avoid_is_noticed_with_its_words() -> None:
    said = SAID_WELL + " To be honest I am not sure yet if I am going to join."
    (avoided,) = a_judge().judge(META, spoken(said)).avoid_said
    assert "not sure" in avoided.evidence.text
    assert a_judge().judge(META, spoken(SAID_WELL)).avoid_said == ()


@pytest.mark.parametrize("text", ["", "   ", "... — !"])
def test_silence_is_not_scored(text: str) -> None:
    report = a_quick_judge().judge(META, spoken(text) if text.strip() else Transcript((), duration_s=4.0))
    assert (report.scored, report.points, report.delivery, report.coverage) == (False, (), None, None)
    assert report.not_scored.startswith("Nothing was said")


def test_an_answer_of_hesitations_misses_every_point() -> None:
    report = a_judge().judge(META, spoken("um uh er hmm um uh"))
    assert set(verdicts(report).values()) == {Verdict.MISSED}
    assert report.delivery is not None
    assert (report.delivery.words, report.delivery.filled_pauses) == (0, 6)


def test_a_typed_answer_has_verdicts_and_no_pace() -> None:
    report = a_judge().judge(META, Transcript.typed(SAID_WELL))
    assert report.delivery is not None
    assert (report.delivery.pace_wpm.band, report.delivery.pauses) == (Band.UNKNOWN, None)
    assert all(quote.start_s is None for quote in evidence(report))
    assert verdicts(report)["strength"] is Verdict.COVERED


def test_strengths_come_with_one_to_three_actions_that_name_a_point_or_moment() -> None:
    report = a_judge().judge(replace(META, target=SpokenLength(5, 60)), spoken("I find bottlenecks. " * 8))
    assert 1 <= len(report.actions) <= 3
    assert any(action.point_id in {"code-health", "friends"} for action in report.actions)
    assert len(report.strengths) <= 3


DISTURBANCES: dict[str, Callable[[str], str]] = {
    "case": lambda text: text.upper(),
    "no punctuation": lambda text: text.replace(".", "").replace(",", "").lower(),
    "hesitations": lambda text: (
        text.replace(" ", " um ", 9).replace(". ", ". Uh, ").replace(" and ", " and, you know, ")
    ),
}


@pytest.mark.parametrize("name", DISTURBANCES)
def test_hesitations_case_and_punctuation_change_no_verdict(name: str) -> None:
    for answer in (SAID_WELL, SAID_WELL.replace("fourteen", "forty"), SAID_WELL[:140]):
        plain, disturbed = (a_judge().judge(META, spoken(text)) for text in (answer, DISTURBANCES[name](answer)))
        assert [(p.verdict, p.confidence) for p in plain.points] == [
            (p.verdict, p.confidence) for p in disturbed.points
        ]


SAYABLE = word_list("I we did not move 14 percent fourteen % um , . Facebook 日本 never if would two seconds — ? the a")
TEXT = st.lists(st.sampled_from(SAYABLE) | st.text(max_size=8), max_size=60).map(" ".join)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(TEXT, st.lists(st.text(max_size=60), max_size=4))
def test_any_answer_to_any_prompt_gives_a_report_with_exact_quotes(text: str, points: list[str]) -> None:
    prompt = a_prompt(*points, avoid=(Avoid("we did not move"),))
    transcript = spoken(text)
    report = a_quick_judge().judge(prompt, transcript)
    assert_quotes_are_exact(report, transcript)
    assert len(report.points) == (len(points) if report.scored else 0)
    assert all(0 <= point.confidence <= 1 for point in report.points)
    assert from_plain(Report, to_plain(report)) == report


def timed(prompt: Prompt, text: str) -> float:
    judge = a_judge()
    judge.judge(META, spoken("warm up"))
    start = time.process_time()
    report = judge.judge(prompt, spoken(text))
    assert len(report.points) == len(prompt.points)
    return time.process_time() - start


def test_a_three_minute_answer_against_twelve_points_is_quick() -> None:
    prompt = a_prompt(*(f"Point {number}: we moved service {number} to the new platform" for number in range(12)))
    assert timed(prompt, " ".join([SAID_WELL] * 10)) < 1.5  # 0.5 s on a quiet machine; tools/bench/judging.py measures


@pytest.mark.slow
def test_huge_answers_and_prompts_stay_within_bounds() -> None:
    many = a_prompt(*(f"Point {number} about the mission of the company" for number in range(60)))
    assert timed(many, " ".join([SAID_WELL] * 200)) < 60  # 10,000 words
    long = a_prompt("a", "word " * 200, "Mission")
    assert timed(long, SAID_WELL) < 5


def test_no_points_one_word_and_another_language() -> None:
    assert a_judge().judge(a_prompt(), spoken(SAID_WELL)).points == ()
    assert set(verdicts(a_judge().judge(META, spoken("Yes."))).values()) <= {Verdict.MISSED, Verdict.UNSURE}
    german = "Ich habe gestern mit meiner Familie einen langen Spaziergang gemacht und danach Kuchen gegessen. " * 3
    assert Verdict.COVERED not in verdicts(a_judge().judge(META, spoken(german))).values()
