from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.practice.builders import ANSWER, a_prompt, a_sound, services_with
from tests.practice.test_document import SCHEMA

from greenroom.domain import Attempt, Prompt, SecondOpinion, Transcript, Verdict
from greenroom.hearing import ScriptedTranscriber
from greenroom.practice.checkup import Check, check_up
from greenroom.practice.document import attempt_document
from greenroom.practice.rehearsing import rehearse
from greenroom.practice.scoring_files import score_file
from greenroom.practice.services import Services
from greenroom.practice.standin import ScriptedStage
from greenroom.scoring import SecondJudge
from greenroom.scoring.second_opinion import LanguageModel, ModelServer
from greenroom.scoring.second_opinion.standin import all_missed
from greenroom.sound import FileCard


def covering(request: dict[str, Any]) -> str:
    reply = json.loads(all_missed(request))
    reply["points"]["1"] = {"quote": "from nine hours to forty minutes", "verdict": "partial"}
    return json.dumps(reply)


class Elsewhere:
    """A second judge on another machine."""

    elsewhere = "llm.example.org"

    def __init__(self, asking: Callable[[], SecondOpinion] = lambda: SecondOpinion("big")) -> None:
        self._asking = asking

    def reach(self) -> str:
        return "big"

    def ask(self, prompt: Prompt, transcript: Transcript) -> SecondOpinion:
        return self._asking()


def services_asking(folder: Path, judge: SecondJudge) -> Services:
    return replace(services_with(folder), second_judge=judge)


def rehearsed(services: Services, stage: ScriptedStage | None = None) -> Attempt:
    return rehearse(services, stage or ScriptedStage(), a_prompt(), "What did you build?")


def test_the_opinion_is_kept_beside_the_report_and_changes_nothing_of_it(tmp_path: Path) -> None:
    with ModelServer(covering) as server:
        services = services_asking(tmp_path, LanguageModel(server.url))
        attempt = rehearsed(services)
    assert attempt.report is not None
    assert attempt.report.second_opinion is not None
    assert [point.verdict for point in attempt.report.second_opinion.points] == [Verdict.PARTIAL]
    assert services.attempts.load(attempt.ref) == attempt
    assert attempt.transcript is not None
    assert replace(attempt.report, second_opinion=None) == services.judge.judge(a_prompt(), attempt.transcript)


def test_without_its_server_the_report_is_made_and_kept_all_the_same(tmp_path: Path) -> None:
    services = services_asking(tmp_path, LanguageModel("http://127.0.0.1:9/v1"))
    attempt = rehearsed(services)
    assert attempt.report is not None
    assert attempt.report.scored
    assert attempt.report.second_opinion is not None
    assert "No language model answers" in attempt.report.second_opinion.absent
    assert services.attempts.load(attempt.ref) == attempt


def test_ctrl_c_goes_on_without_it(tmp_path: Path) -> None:
    def interrupted() -> SecondOpinion:
        raise KeyboardInterrupt

    services = services_asking(tmp_path, Elsewhere(interrupted))
    attempt = rehearsed(services)
    assert attempt.report is not None
    assert attempt.report.second_opinion is not None
    assert "did not wait" in attempt.report.second_opinion.absent
    assert services.attempts.load(attempt.ref) == attempt


def test_another_machine_is_said_before_it_is_asked_each_time(tmp_path: Path) -> None:
    services, stage = services_asking(tmp_path, Elsewhere()), ScriptedStage()
    for asked in (1, 2):
        rehearsed(replace(services, card=FileCard(a_sound(), 48_000)), stage)
        assert sum("llm.example.org" in line for line in stage.lines) == asked


@pytest.mark.parametrize(("said", "points"), [("", True), (ANSWER, False)])
def test_nobody_is_asked_about_nothing(tmp_path: Path, said: str, points: bool) -> None:
    services = replace(services_asking(tmp_path, Elsewhere()), transcriber=ScriptedTranscriber(said))
    prompt = a_prompt() if points else replace(a_prompt(), points=())
    report = rehearse(services, ScriptedStage(), prompt, "Why?").report
    assert report is not None
    assert report.second_opinion is None


def test_a_scored_file_gets_one_too_and_its_json_is_as_documented(tmp_path: Path) -> None:
    typed = tmp_path / "typed.txt"
    typed.write_text(ANSWER, encoding="utf-8")
    with ModelServer(covering) as server:
        attempt = score_file(services_asking(tmp_path, LanguageModel(server.url)), a_prompt(), typed)
    document = json.loads(json.dumps(attempt_document(attempt)))
    jsonschema.validate(document["second_opinion"], SCHEMA["properties"]["second_opinion"])
    assert document["second_opinion"]["points"][0]["evidence"]["text"] == "from nine hours to forty minutes."


def second_checks(services: Services) -> list[Check]:
    return [check for check in check_up(services) if check.name == "second opinion"]


def test_the_check_up_says_whether_it_answers_where_there_is_one(tmp_path: Path) -> None:
    assert second_checks(services_with(tmp_path)) == []
    with ModelServer(models=("tiny",)) as server:
        (reached,) = second_checks(services_asking(tmp_path, LanguageModel(server.url)))
    assert (reached.ok, reached.found) == (True, "tiny answers")
    (lost,) = second_checks(services_asking(tmp_path, LanguageModel(server.url)))
    assert (lost.ok, lost.needed) == (False, False)
    assert "llm_url" in lost.fix
