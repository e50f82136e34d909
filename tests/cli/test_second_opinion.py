"""The second opinion on the screen, and from a command to a real server on 127.0.0.1 and back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.cli.test_bad_input import greenroom
from tests.cli.test_report_view import ATTEMPT, REPORT, on_paper

from greenroom.domain import AvoidSaid, Evidence, SecondOpinion, SecondSlip, SecondVerdict, Verdict
from greenroom.scoring.second_opinion import ModelServer
from greenroom.scoring.second_opinion.standin import all_missed

QUOTED = Evidence("these very words", 61.0, 62.0)


def shown(opinion: SecondOpinion | None) -> str:
    return on_paper(replace(ATTEMPT, report=replace(REPORT, second_opinion=opinion)))


def a_second(name: str, verdict: Verdict | None, evidence: Evidence | None = None, refused: str = "") -> SecondVerdict:
    """On the point of that name in `REPORT`."""
    return SecondVerdict(name, f"the point that was {name}", verdict, evidence, refused)


def test_both_verdicts_are_shown_where_they_differ() -> None:
    given = (
        a_second("covered", Verdict.COVERED, QUOTED),
        a_second("missed", Verdict.COVERED, QUOTED),
        a_second("partial", None, refused="it quoted words that you did not say"),
    )
    paper = shown(SecondOpinion("tiny", given, seconds=3.2))
    assert "Second opinion by tiny (3 s)" in paper
    assert "agrees on 1 of 2 points" in paper
    assert "the point that was missed: missed above, covered by its reading" in paper
    assert "“these very words”  [1:01]" in paper
    assert "the point that was partial: set aside, it quoted words that you did not say" in paper
    assert "the point that was covered: covered" not in paper


def test_an_opinion_of_which_nothing_holds_is_one_line() -> None:
    why = "it quoted words that you did not say"
    given = tuple(a_second(verdict.value, None, refused=why) for verdict in Verdict)
    paper = shown(SecondOpinion("tiny", given, (SecondSlip("my boss", None, why),)))
    assert "it quoted your words for none of its verdicts" in paper
    assert "set aside" not in paper


def test_the_report_itself_is_the_same_with_and_without_it() -> None:
    without = shown(None)
    with_one = shown(SecondOpinion("tiny", (a_second("missed", Verdict.COVERED, QUOTED),)))
    assert set(without.splitlines()) <= set(with_one.splitlines())
    assert "Second opinion" not in without


def test_a_point_that_was_reworded_since_has_no_second_verdict() -> None:
    paper = shown(SecondOpinion("tiny", (SecondVerdict("missed", "as it was before", Verdict.COVERED, QUOTED),)))
    assert "1 of your points read otherwise" in paper
    assert "agrees" not in paper
    assert "these very words" not in paper


def test_slips_that_only_it_heard_are_told() -> None:
    both = AvoidSaid("my boss", 0.9, QUOTED)
    slips = (SecondSlip("my boss", QUOTED), SecondSlip("the money", QUOTED), SecondSlip("leaving", None, "it is short"))
    report = replace(REPORT, avoid_said=(both,), second_opinion=SecondOpinion("tiny", avoid_said=slips))
    paper = on_paper(replace(ATTEMPT, report=report))
    assert "it also heard what is better left out: the money" in paper
    assert "it also heard what is better left out: my boss" not in paper
    assert "leaving: set aside, it is short" in paper


def test_why_there_is_none_is_one_line_and_another_machine_is_named() -> None:
    paper = shown(SecondOpinion("", absent="It was not done in time.", elsewhere="llm.example.org"))
    assert "There is none this time: It was not done in time." in paper
    assert "(0 s)" not in paper
    assert "Asked at llm.example.org, which is not this machine." in paper


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "prompts").mkdir()
    prompt = "question: Why us?\npoints:\n  - {id: mission, say: I share the mission}\n"
    (tmp_path / "prompts" / "why-us.yaml").write_text(prompt, encoding="utf-8")
    (tmp_path / "answer.txt").write_text("I have shared your mission for years.", encoding="utf-8")
    return tmp_path


def covering(request: dict[str, Any]) -> str:
    reply = json.loads(all_missed(request))
    reply["points"]["1"] = {"quote": "I have shared your mission", "verdict": "covered"}
    return json.dumps(reply)


SCORE = ("score", "answer.txt", "-p", "why-us", "--json")


@pytest.mark.slow
def test_a_command_asks_only_when_it_is_told_to(home: Path) -> None:
    with ModelServer(covering) as server:
        (home / "config.toml").write_text(f'llm_url = "{server.url}"\n', encoding="utf-8")
        alone = json.loads(greenroom(home, *SCORE).stdout)
        assert alone["second_opinion"] is None
        assert server.requests == []
        beside = json.loads(greenroom(home, *SCORE, "--judge", "llm").stdout)
        assert len(server.requests) == 1
    assert beside["second_opinion"]["points"][0]["verdict"] == "covered"
    assert beside["points"] == alone["points"]
    assert beside["report"]["coverage"] == alone["report"]["coverage"]
    assert beside["actions"] == alone["actions"]


@pytest.mark.slow
def test_another_machine_in_the_file_is_said_and_costs_no_report(home: Path) -> None:
    text = 'judge = "llm"\nllm_url = "http://nowhere.invalid/v1"\nllm_model = "big"\nllm_timeout_s = 5\n'
    (home / "config.toml").write_text(text, encoding="utf-8")
    done = greenroom(home, *SCORE)
    assert done.returncode == 0
    assert "send this answer, as text, to nowhere.invalid" in done.stderr
    document = json.loads(done.stdout)
    assert document["report"]["scored"]
    assert document["second_opinion"]["elsewhere"] == "nowhere.invalid"
    assert document["second_opinion"]["absent"]
