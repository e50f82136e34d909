from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.practice.builders import services_with

from greenroom.config import Home
from greenroom.domain import (
    Attempt,
    AttemptRef,
    Corrections,
    PointCorrection,
    SecondOpinion,
    Transcript,
    Verdict,
)
from greenroom.errors import GreenroomError, LibraryError, NotFoundError, PromptError
from greenroom.practice.reviewing.rejudging import Rejudged, attempts_named, keep_judgement, rejudge
from greenroom.practice.services import Services

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
RUN = "I cut the nightly run from nine hours to forty minutes"
BILLING = f"question: What did you build?\npoints:\n  - {{id: run, say: {RUN}}}\n"
TEAM = "  - {id: team, say: We were three people with one summer}\n"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    home = Home(tmp_path)
    home.prompts.mkdir()
    write_prompt(home, BILLING)
    return services_with(tmp_path)


def write_prompt(home: Home, text: str, prompt_id: str = "billing") -> None:
    (home.prompts / f"{prompt_id}.yaml").write_text(text, encoding="utf-8")


def keep(services: Services, number: int = 1, said: str | None = RUN, prompt_id: str = "billing") -> Attempt:
    """An attempt as practice keeps it; without *said* it was never heard."""
    transcript = Transcript.typed(said) if said else None
    report = services.judge.judge(services.prompts.load(prompt_id), transcript) if transcript else None
    attempt = Attempt(AttemptRef(prompt_id, number), "What?", NOON, None, transcript, report, NOON)
    services.attempts.keep(attempt)
    return attempt


def one(services: Services) -> Rejudged:
    ((_, result),) = rejudge(services, [AttemptRef("billing", 1)])
    assert isinstance(result, Rejudged), result
    return result


def error_of(services: Services, ref: AttemptRef) -> GreenroomError:
    ((_, result),) = rejudge(services, [ref])
    assert isinstance(result, GreenroomError)
    return result


def test_judging_again_by_the_same_judge_and_prompt_adds_nothing(services: Services) -> None:
    attempt = keep(services)

    result = one(services)

    assert (result.added, result.before, result.after) == (False, attempt.report, attempt.report)
    assert len(services.attempts.reports(attempt.ref)) == 1
    assert services.attempts.load(attempt.ref) == attempt


def test_a_prompt_that_changed_gives_a_further_report_once(services: Services) -> None:
    attempt = keep(services, said=f"{RUN}. We were three people with one summer.")
    write_prompt(services.home, BILLING + TEAM)

    first, second = one(services), one(services)

    assert (first.added, second.added) == (True, False)
    assert [point.id for point in first.after.points] == ["run", "team"]
    newest, oldest = services.attempts.reports(attempt.ref)
    assert (oldest.report, oldest.made_at) == (attempt.report, NOON)
    assert (newest.report, newest.made_at and newest.made_at > NOON) == (first.after, True)
    loaded = services.attempts.load(attempt.ref)
    assert (loaded.report, loaded.transcript) == (first.after, attempt.transcript)
    assert services.attempts.summaries()[0].points_total == 2


def test_what_cannot_be_judged_says_why_and_stops_nobody_else(services: Services) -> None:
    keep(services, 1, said=None)
    keep(services, 2)
    keep(services, 3)
    write_prompt(services.home, BILLING, "other")
    keep(services, 1, prompt_id="other")
    (services.home.prompts / "other.yaml").unlink()
    with closing(sqlite3.connect(services.home.database)) as db, db:
        db.execute(
            "UPDATE transcripts SET transcript = '[]' WHERE attempt_id = (SELECT id FROM attempts WHERE number = 2)"
        )

    results = dict(rejudge(services, attempts_named(services, "")))

    assert {str(ref): type(result) for ref, result in results.items()} == {
        "billing/1": NotFoundError,
        "billing/2": LibraryError,
        "billing/3": Rejudged,
        "other/1": PromptError,
    }


def test_sound_without_words_names_the_command_that_hears_it(services: Services, tmp_path: Path) -> None:
    from tests.library.builders import write_wav

    recording = write_wav(tmp_path / "recordings" / "billing" / "0001.wav")
    services.attempts.keep(Attempt(AttemptRef("billing", 1), "What?", NOON, recording, None, None))

    error = error_of(services, AttemptRef("billing", 1))

    assert f"greenroom score {recording.path} --prompt billing --keep" in error.hint


def test_a_second_opinion_on_the_same_words_stays(services: Services) -> None:
    attempt = keep(services)
    assert attempt.report
    opinion = SecondOpinion("a-model")
    services.attempts.revise(attempt, replace(attempt.report, second_opinion=opinion))
    write_prompt(services.home, BILLING + TEAM)

    one(services)

    loaded = services.attempts.load(attempt.ref).report
    assert loaded
    assert (loaded.second_opinion, len(loaded.points)) == (opinion, 2)


def test_what_the_user_corrected_survives(services: Services) -> None:
    attempt = keep(services, said="We moved.")
    assert attempt.report
    mine = Corrections(points=(PointCorrection(NOON, "run", Verdict.COVERED),))
    keep_judgement(services, replace(attempt, corrections=mine), attempt.report)
    write_prompt(services.home, BILLING + TEAM)

    result = one(services)

    assert result.lost == ()
    mended, other = result.after.points
    assert (mended.verdict, mended.judged) == (Verdict.COVERED, Verdict.MISSED)
    assert other.verdict is not Verdict.COVERED
    assert other.judged is None
    assert "run" not in {action.point_id for action in result.after.actions}


def test_a_verdict_on_a_point_that_is_gone_is_kept_and_told(services: Services) -> None:
    attempt = keep(services)
    assert attempt.report
    mine = Corrections(points=(PointCorrection(NOON, "run", Verdict.PARTIAL),))
    keep_judgement(services, replace(attempt, corrections=mine), attempt.report)
    write_prompt(services.home, BILLING.replace("id: run", "id: billing-run"))

    result = one(services)

    assert result.lost == mine.points
    assert services.attempts.load(attempt.ref).corrections == mine
    write_prompt(services.home, BILLING)
    assert one(services).after.points[0].verdict is Verdict.PARTIAL


@pytest.mark.parametrize(
    ("name", "refs"),
    [
        ("", ["billing/1", "billing/2", "other/1"]),
        ("billing", ["billing/1", "billing/2"]),
        ("billing/2", ["billing/2"]),
        ("billing/last", ["billing/2"]),
        ("last", ["other/1"]),
    ],
)
def test_names(services: Services, name: str, refs: list[str]) -> None:
    write_prompt(services.home, BILLING, "other")
    for number, prompt_id in ((1, "billing"), (2, "billing"), (1, "other")):
        keep(services, number, prompt_id=prompt_id)

    assert [str(ref) for ref in attempts_named(services, name)] == refs


def test_nobody_of_that_name(services: Services) -> None:
    with pytest.raises(NotFoundError):
        attempts_named(services, "billing")
    assert attempts_named(services, "") == ()
