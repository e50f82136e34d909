"""Situation, task, action, result."""

from __future__ import annotations

import time

import pytest
from tests.scoring.builders import words

from greenroom.domain import Band, Bands, Part, Star
from greenroom.scoring.structure.star import holds_result, measure_star, sets_scene

JOB = (
    "Last year I was working on the payments team at Acme, and our nightly settlement job took about six "
    "hours. If it failed, merchants were paid a day late. My job was to make it finish before the banks "
    "opened. So first I profiled the job and found that most of the time went into one join. I rewrote "
    "the join so that it used a sorted merge, and I split the work by merchant. Then I talked to the "
    "database team, because I needed an index on a table they owned. We disagreed about the cost, so I "
    "measured it on a copy and showed them the numbers. They agreed, and I rolled it out one region at a "
    "time. I also added an alert for when a run took longer than an hour. As a result the job went from "
    "six hours to forty minutes, and we have not had a late payment since then. I learned to measure "
    "before I argue."
)
CHECKOUT = (
    "When I joined the mobile team in 2021 there was a designer who wanted to rework the whole checkout "
    "before the holiday season. I thought that was too risky. I was responsible for the release, and the "
    "deadline was the first of November. I sat down with her and asked what worried her most. It turned "
    "out that two screens caused most of the complaints. I proposed that we change only these two and "
    "test them with ten users. We built a prototype in three days and ran the test together. Eight out of "
    "ten users finished the checkout without help. In the end we shipped on time, and complaints dropped "
    "by thirty percent. She and I still work together today."
)
UNPUNCTUATED = (
    "so when i was at my last company we were building a search service and it was really slow and users "
    "had to wait for ten seconds and my task was to make it faster so i looked at the traces and i found "
    "that we called the same service four times and i added a cache and i wrote tests and then i deployed "
    "it and in the end it went from ten seconds to under one second"
)
NO_STORY = (
    "I like databases. They are fun. The weather is nice. People are good. Coffee helps. I like tea as "
    "well, and cake. Music too. Books are good. Films are fine. The sea is blue, and mountains are high. "
    "Rain is wet. That is all of it really."
)


def star(text: str) -> Star:
    return measure_star(words(text), Bands())


def shares(text: str) -> dict[Part, float]:
    return {share.part: share.percent.value or 0.0 for share in star(text).parts}


@pytest.mark.parametrize(
    ("text", "expected"),  # by hand, in percent
    [
        (JOB, {"situation": 18, "task": 7, "action": 58, "result": 17}),
        (CHECKOUT, {"situation": 24, "task": 12, "action": 45, "result": 19}),
        (UNPUNCTUATED, {"situation": 25, "task": 13, "action": 42, "result": 20}),
    ],
)
def test_the_shares_of_a_story_are_near_those_found_by_hand(text: str, expected: dict[str, float]) -> None:
    found = shares(text)
    assert sum(found.values()) == pytest.approx(100.0)
    assert all(abs(found[Part(part)] - percent) <= 15 for part, percent in expected.items())
    assert star(text).sure


def test_each_part_is_quoted_where_it_begins() -> None:
    firsts = {share.part: share.first.text for share in star(JOB).parts if share.first}
    assert firsts[Part.TASK] == "My job was to make it finish before the banks opened."
    assert firsts[Part.RESULT].startswith("As a result the job went")


def test_no_story_is_no_star_and_says_so() -> None:
    assert not star(NO_STORY).sure
    assert not star("As a result it works.").sure


def test_a_few_cues_in_much_talk_are_not_enough() -> None:
    talk = "Databases are fun and the weather is nice, people are good, coffee helps a lot and music does too. " * 8
    assert not star(f"Last year we grew. My job was hard. I wrote it. As a result it worked. {talk}").sure


def test_a_part_that_was_never_heard_is_too_little_of_it() -> None:
    told = star(JOB.replace("My job was to make it finish before the banks opened.", ""))
    task = told.parts[1]
    assert (task.part, task.first, task.percent.band) == (Part.TASK, None, Band.LOW)


def test_a_story_without_its_result_is_told_what_is_missing() -> None:
    told = star(JOB.partition("As a result")[0])
    result = told.parts[-1]
    assert (result.part, result.percent.value, result.percent.band, result.first) == (Part.RESULT, 0.0, Band.LOW, None)
    assert told.sure
    assert "number" in result.percent.advice


def test_a_typed_story_is_measured_in_words() -> None:
    typed = measure_star([word.__class__(word.text) for word in words(JOB)], Bands())
    assert typed.by == "words"
    assert typed.parts[0].percent.value == pytest.approx(shares(JOB)[Part.SITUATION], abs=3)


@pytest.mark.parametrize("text", ["When I was at Acme we grew", "Last year we moved", "Two months ago it broke"])
def test_scenes(text: str) -> None:
    assert sets_scene(words(text))


@pytest.mark.parametrize(
    "text", ["It went from 10 seconds to 1", "We shipped it on time", "errors fell by half", "I learned a lot"]
)
def test_results(text: str) -> None:
    assert holds_result(words(text))


def test_no_result_in_what_was_only_done() -> None:
    assert not holds_result(words("I talked to the team and wrote a test"))


def test_ten_thousand_words_are_read_in_a_second() -> None:
    begun = time.perf_counter()
    star(f"{JOB} " * 70)
    star("went went " * 5_000)
    assert time.perf_counter() - begun < 2.0
