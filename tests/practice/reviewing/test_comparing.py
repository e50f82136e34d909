from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.practice.builders import services_with
from tests.scoring.builders import spoken

from greenroom.domain import (
    Attempt,
    AttemptRef,
    Certainty,
    Change,
    Comparison,
    Engine,
    FigureChange,
    Transcript,
    Trend,
    Wording,
)
from greenroom.errors import NotFoundError, UsageError
from greenroom.practice.reviewing.comparing import Compared, compare_attempts, comparison_document, pair_named
from greenroom.practice.services import Services

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
RUN = "I cut the nightly run from nine hours to forty minutes."
TEAM = "We were three people with one summer."
PROMPT = f"question: What did you build?\npoints:\n  - {{id: run, say: {RUN}}}\n  - {{id: team, say: {TEAM}}}\n"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    services = services_with(tmp_path)
    services.home.prompts.mkdir()
    write_prompt(services, PROMPT)
    return services


def write_prompt(services: Services, text: str, prompt_id: str = "billing") -> None:
    (services.home.prompts / f"{prompt_id}.yaml").write_text(text, encoding="utf-8")


def keep(
    services: Services, number: int, said: str | Transcript | None = RUN, prompt_id: str = "billing", day: int = 0
) -> Attempt:
    """An attempt as practice keeps it, each a day after the one before; without *said* it was never heard."""
    transcript = spoken(said) if isinstance(said, str) else said
    report = services.judge.judge(services.prompts.load(prompt_id), transcript) if transcript else None
    when = NOON + timedelta(days=day or number)
    attempt = Attempt(AttemptRef(prompt_id, number), "What?", when, None, transcript, report, when)
    services.attempts.keep(attempt)
    return attempt


def named(services: Services, *names: str) -> str:
    first, second = pair_named(services, *names)
    return f"{first} {second}"


def compared(services: Services, *names: str) -> Compared:
    return compare_attempts(services, *pair_named(services, *names))


def figure(comparison: Comparison, name: str) -> FigureChange:
    (found,) = [one for one in comparison.figures if one.name == name]
    return found


def test_which_two_are_meant(services: Services) -> None:
    write_prompt(services, PROMPT, "other")
    keep(services, 1, f"{RUN} {TEAM}")
    keep(services, 2)
    keep(services, 3, TEAM)
    keep(services, 1, f"{RUN} {TEAM}", "other", day=10)
    keep(services, 2, prompt_id="other", day=1)
    assert named(services) == "other/2 other/1"  # by when they were made, not by number
    assert named(services, "billing") == "billing/2 billing/3"
    assert named(services, "billing/1") == "billing/1 billing/3"
    assert named(services, "billing/3") == "billing/2 billing/3"
    assert named(services, "billing/best") == "billing/1 billing/3"
    assert named(services, "billing/3", "billing/1") == "billing/3 billing/1"
    assert named(services, "billing", "best") == named(services, "billing/3", "best") == "billing/3 billing/1"
    assert named(services, "best", "billing") == "billing/1 billing/3"


def test_what_cannot_be_compared_is_said(services: Services) -> None:
    with pytest.raises(NotFoundError, match="none has been kept yet"):
        pair_named(services)
    keep(services, 1)
    with pytest.raises(NotFoundError, match="only attempt") as alone:
        pair_named(services, "billing")
    assert alone.value.hint == "Answer it once more: greenroom practice billing"
    with pytest.raises(UsageError, match="billing/1 twice"):
        pair_named(services, "billing/1", "billing/1")
    with pytest.raises(UsageError, match="last and billing are the same attempt, billing/1"):
        pair_named(services, "last", "billing")
    keep(services, 2, None)
    with pytest.raises(NotFoundError, match="billing/2 has no words"):
        compared(services)


def test_the_summary_says_what_became_of_the_points(services: Services) -> None:
    keep(services, 1, RUN)
    keep(services, 2, f"{RUN} {TEAM}")
    there, back = compared(services), compared(services, "billing/2", "billing/1")
    assert [point.change for point in there.comparison.points] == [Change.KEPT, Change.GAINED]
    assert there.comparison.summary[0] == "You kept 1 point, gained 'team'."
    assert back.comparison.summary[0] == "You kept 1 point, lost 'team'."
    assert there.notes == ()


def test_fewer_hesitations_are_better_and_said_to_be_more_than_chance(services: Services) -> None:
    keep(services, 1, f"{TEAM} {RUN} " * 3 + "um, " * 12)
    keep(services, 2, f"{TEAM} {RUN} " * 3)
    comparison = compared(services).comparison
    rate = figure(comparison, "filled_pauses_per_min")
    assert (rate.trend, rate.certainty) == (Trend.BETTER, Certainty.MORE_THAN_CHANCE)
    assert comparison.summary[1].endswith("fewer um a minute: more than chance.")


def test_hesitations_are_not_compared_where_one_was_not_listened_to(services: Services) -> None:
    keep(services, 1, f"{TEAM} {RUN} " * 3 + "um, " * 12)
    keep(services, 2, replace(spoken(f"{TEAM} {RUN} " * 3), engine=Engine("w", settings={"hesitations": True})))
    result = compared(services)
    rate = figure(result.comparison, "filled_pauses_per_min")
    assert (rate.trend, rate.certainty, rate.p_value) == (Trend.NEITHER, Certainty.NOT_TESTED, None)
    assert any("listened for in the sound of one only" in note for note in result.notes)


def test_two_judges_or_edited_points_are_said_with_what_to_do(services: Services) -> None:
    first = keep(services, 1)
    assert first.report
    services.attempts.revise(replace(first, report=replace(first.report, judge="greenroom 0")), first.report)
    keep(services, 2)
    (note,) = compared(services).notes
    assert note.startswith(f"greenroom 0 judged the first and {first.report.judge} the second")
    assert note.endswith("To judge both alike: greenroom rejudge billing")
    write_prompt(services, PROMPT.replace("id: team", "id: crew"))
    keep(services, 3)
    (note,) = compared(services).notes
    assert note.startswith("The prompt's points were edited in between")


def test_two_questions_are_compared_by_their_words_alone(services: Services) -> None:
    write_prompt(services, PROMPT, "other")
    keep(services, 1, RUN)
    keep(services, 1, TEAM, "other")
    result = compared(services, "billing", "other")
    assert result.comparison.points == ()
    assert "coverage" not in {one.name for one in result.comparison.figures}
    assert {one.wording for one in result.comparison.passages} == {Wording.CHANGED}
    assert result.notes[0].startswith("These answer two different questions")


def test_a_typed_answer_beside_a_spoken_one(services: Services) -> None:
    keep(services, 1, Transcript.typed(RUN))
    keep(services, 2, RUN)
    result = compared(services)
    assert {one.wording for one in result.comparison.passages} == {Wording.SAME}
    assert result.notes == ("billing/1 was typed, so the two cannot be compared by their sound.",)
    assert result.comparison.summary[-1] == "The words are the same."


def test_an_answer_in_which_nothing_was_said(services: Services) -> None:
    keep(services, 1, RUN)
    keep(services, 2, Transcript((), duration_s=3.0))
    result = compared(services)
    assert [one.wording for one in result.comparison.passages] == [Wording.CHANGED]
    assert result.notes == ("billing/2 was not scored: Nothing was said, so there is nothing to score.",)
    assert result.comparison.summary == ()


def test_an_attempt_that_was_never_judged_is_compared_by_its_words(services: Services) -> None:
    keep(services, 1)
    services.attempts.keep(replace(keep(services, 2), ref=AttemptRef("billing", 3), report=None, judged_at=None))
    result = compared(services, "billing/1", "billing/3")
    assert result.notes == ("billing/3 has no report yet. Make one: greenroom rejudge billing/3",)
    assert result.comparison.figures == ()


def test_the_document_is_json(services: Services) -> None:
    keep(services, 1, RUN)
    keep(services, 2, f"{TEAM} {RUN}")
    document = json.loads(json.dumps(comparison_document(compared(services))))
    assert (document["before"]["ref"], document["after"]["ref"]) == ("billing/1", "billing/2")
    assert document["points"][1]["change"] == "gained"
    assert document["figures"][0]["name"] == "coverage"
    assert document["figures"][0]["delta"] == 0.5
    assert [one["wording"] for one in document["passages"]] == ["changed", "same"]
    assert document["passages"][0]["after"] == [{"text": TEAM, "filler": False}]
