"""One point alone: how it is asked, judged and kept, and when it is back in hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.library.builders import NOON
from tests.practice.builders import RATE_HZ, a_sound, services_with

from greenroom.domain import Attempt, AttemptRef, Prompt, Report, Transcript, Verdict
from greenroom.errors import PromptError, UsageError, WeightsError
from greenroom.hearing import ScriptedTranscriber
from greenroom.practice.learning.drilling import Asked, Drilled, drill, drill_document, drill_typed, to_drill
from greenroom.practice.planning.progressing import progress_of
from greenroom.practice.planning.scheduling import schedule_of
from greenroom.practice.recovering import recover
from greenroom.practice.services import Services
from greenroom.practice.standin import ScriptedStage
from greenroom.scoring import AnswerJudge, HashEmbedder, SharedWordsEncoder
from greenroom.sound import FileCard, read_audio, write_wav

RUN = "I cut the nightly run from nine hours to forty minutes."
TEAM = "We were three people with one summer."
PROMPT = f"""\
question: What did you build?
points:
  - {{id: run, say: {RUN}, follow_up: How long does it take now?}}
  - {{id: team, say: {TEAM}}}
"""


@pytest.fixture
def services(tmp_path: Path) -> Services:
    """Four whole answers that never name the team; whoever speaks now says that they were three."""
    services = services_with(tmp_path, card=FileCard(a_sound(), RATE_HZ), transcriber=ScriptedTranscriber(TEAM))
    services.home.prompts.mkdir()
    (services.home.prompts / "billing.yaml").write_text(PROMPT, encoding="utf-8")
    for _ in range(4):
        tell(services, RUN)
    return services


def tell(services: Services, said: str) -> AttemptRef:
    """A whole answer, typed."""
    prompt, transcript = services.prompts.load("billing"), Transcript.typed(said)
    slot = services.attempts.reserve("billing")
    report = services.judge.judge(prompt, transcript)
    services.attempts.keep(Attempt(slot.ref, "What?", services.clock.now(), None, transcript, report))
    slot.release()
    return slot.ref


def the_team(services: Services) -> Asked:
    (asked,) = to_drill(services, "billing", "team")
    return asked


def due(services: Services) -> list[str]:
    return [one.point_id for one in schedule_of(services).drills]


def test_the_points_that_keep_being_missed_are_asked(services: Services) -> None:
    assert [(asked.prompt.id, asked.point.id) for asked in to_drill(services)] == [("billing", "team")]
    assert [asked.point.id for asked in to_drill(services, "billing")] == ["team"]
    (services.home.prompts / "other.yaml").write_text(PROMPT, encoding="utf-8")
    assert list(to_drill(services, "other")) == []


def test_the_points_own_follow_up_is_asked_and_else_the_question_with_one_of_ours(services: Services) -> None:
    (run,) = to_drill(services, "billing", "run")
    assert run.question == "How long does it take now?"
    question = the_team(services).question
    assert question.startswith("What did you build? ")
    assert len(question) > len("What did you build? ")
    assert not {"three", "people", "summer"} & set(question.lower().split())


def test_what_is_not_there_is_said(services: Services) -> None:
    with pytest.raises(UsageError, match="no point 'x'") as raised:
        list(to_drill(services, "billing", "x"))
    assert raised.value.hint == "Its points are run, team."
    with pytest.raises(PromptError):
        list(to_drill(services, "nothing"))


def test_an_answer_is_heard_judged_for_its_point_only_and_kept_with_its_sound(services: Services) -> None:
    stage = ScriptedStage()
    drilled = drill(services, stage, the_team(services))
    assert stage.questions == [the_team(services).question]
    assert (drilled.made, drilled.in_a_row, drilled.in_hand) == (True, 1, False)
    kept = services.attempts.load(AttemptRef("billing", 5))
    assert kept.report and kept.recording
    assert ([point.id for point in kept.report.points], kept.about) == (["team"], "team")
    assert len(read_audio(kept.recording.path, RATE_HZ)) == len(a_sound())


def test_it_changes_no_figure_of_whole_answers(services: Services) -> None:
    before, reviews = progress_of(services, "billing"), schedule_of(services).prompts
    drill_typed(services, ScriptedStage(), the_team(services), TEAM)
    drill_typed(services, ScriptedStage(), the_team(services), "No idea.")
    assert progress_of(services, "billing") == before
    assert schedule_of(services).prompts == reviews
    assert services.attempts.resolve("billing") == services.attempts.resolve("last") == AttemptRef("billing", 4)


def test_made_twice_in_a_row_it_is_back_in_hand_until_a_whole_answer_misses_it_again(services: Services) -> None:
    assert not drill_typed(services, ScriptedStage(), the_team(services), TEAM).in_hand
    assert not drill_typed(services, ScriptedStage(), the_team(services), "I do not know what you mean.").made
    assert not drill_typed(services, ScriptedStage(), the_team(services), TEAM).in_hand
    assert (due(services), schedule_of(services).drills[0].made) == (["team"], 1)
    assert drill_typed(services, ScriptedStage(), the_team(services), TEAM).in_hand
    assert due(services) == []
    tell(services, RUN)
    assert due(services) == ["team"]
    assert drill_typed(services, ScriptedStage(), the_team(services), TEAM).in_a_row == 1


def test_silence_is_neither_made_nor_missed(services: Services) -> None:
    drill_typed(services, ScriptedStage(), the_team(services), TEAM)
    silent = drill_typed(services, ScriptedStage(), the_team(services), " ")
    assert (silent.verdict, silent.made, silent.in_a_row) == (None, False, 1)
    assert "Nothing was said" in drill_document(silent)["not_scored"]


def test_sound_that_a_crash_left_is_still_known_as_an_answer_to_that_point(services: Services) -> None:
    slot = services.attempts.reserve("billing", "team")
    write_wav(slot.sound_path, a_sound(), RATE_HZ)
    slot.release()
    ((ref, recording),) = services.attempts.orphans()
    attempt = recover(services, ScriptedStage(), ref, recording)
    assert attempt.report
    assert (attempt.about, [point.verdict for point in attempt.report.points]) == ("team", [Verdict.COVERED])


def test_the_document_is_json(services: Services) -> None:
    document = json.loads(json.dumps(drill_document(drill_typed(services, ScriptedStage(), the_team(services), TEAM))))
    assert (document["ref"], document["prompt"], document["point"]) == ("billing/5", "billing", "team")
    assert (document["verdict"]["verdict"], document["made"], document["in_a_row"]) == ("covered", True, 1)
    assert document["said"] == TEAM


def test_a_report_without_the_point_has_no_verdict(services: Services) -> None:
    drilled = drill_typed(services, ScriptedStage(), the_team(services), TEAM)
    assert drilled.attempt.report
    bare = replace(drilled.attempt, report=replace(drilled.attempt.report, points=()), created_at=NOON)
    assert Drilled(drilled.asked, bare, 0).verdict is None


def test_typed_words_stay_when_they_cannot_be_judged(services: Services) -> None:
    class Broken(AnswerJudge):
        def judge(self, prompt: Prompt, transcript: Transcript) -> Report:
            raise WeightsError("The judge's file is missing.")

    with pytest.raises(WeightsError) as raised:
        drill_typed(
            replace(services, judge=Broken(HashEmbedder(), SharedWordsEncoder())),
            ScriptedStage(),
            the_team(services),
            TEAM,
        )
    row = services.attempts.summaries(parts=True)[0]
    assert row.about == "team"
    assert f"greenroom rejudge {row.ref}" in raised.value.kept
