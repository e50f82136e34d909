"""Words that were hard to hear decide nothing alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.scoring.builders import a_judge, a_prompt, a_quick_judge, spoken

from greenroom.domain import Avoid, Point, PointVerdict, Report, Transcript, Verdict

CODE_HEALTH = Point("code-health", "Better Engineering took code-improvement diffs from 4% to 14%", facts=("4%", "14%"))
STRENGTH = Point("strength", "My strength is finding performance bottlenecks in large distributed systems")
META = a_prompt(CODE_HEALTH, STRENGTH, avoid=(Avoid("I am not sure if I am going to join yet"),))

SAID = (
    "I read about Better Engineering, where code improvement diffs went from four percent to fourteen percent. "
    "My strength is that I find performance bottlenecks in big distributed systems. "
)
SLIP = SAID + "I am not sure if I am going to join yet."


def hard_to_hear(text: str, *doubtful: str, probability: float = 0.2, heard: str = "") -> Transcript:
    """*text* spoken, of which the words *doubtful* were hard to hear."""
    transcript = spoken(text)
    words = [
        replace(word, probability=probability, heard=heard) if word.text.strip(".,") in doubtful else word
        for word in transcript.words
    ]
    return replace(transcript, words=tuple(words))


def point(report: Report, name: str) -> PointVerdict:
    return next(item for item in report.points if item.id == name)


def test_a_verdict_that_hangs_on_a_doubtful_figure_is_unsure_and_says_why() -> None:
    report = a_judge().judge(META, hard_to_hear(SAID, "fourteen"))
    assert point(report, "code-health").verdict is Verdict.UNSURE
    assert point(report, "code-health").reason == (
        "Not sure; perhaps covered. This hangs on words that were hard to hear."
    )
    evidence = point(report, "code-health").evidence
    assert evidence is not None
    assert "fourteen" in evidence.text
    assert point(report, "strength") == point(a_judge().judge(META, spoken(SAID)), "strength")


def test_a_doubtful_word_that_decides_nothing_changes_nothing() -> None:
    sure = a_judge().judge(META, spoken(SAID))
    assert a_judge().judge(META, hard_to_hear(SAID, "where", "that", "big")) == sure


def test_little_words_are_never_doubted() -> None:
    """Not even all of them, though the judge would not be sure without them."""
    prompt = a_prompt("I learned to measure before optimising")
    said = "And I learned to measure first, before you optimize."
    clear = a_judge().judge(prompt, spoken(said))
    assert clear.points[0].verdict is Verdict.COVERED
    assert a_judge().judge(prompt, hard_to_hear(said, "And", "I", "to", "before", "you")) == clear


def test_a_contradiction_by_a_doubtful_word_is_unsure() -> None:
    wrong = SAID.replace("fourteen", "forty")
    assert point(a_judge().judge(META, spoken(wrong)), "code-health").verdict is Verdict.CONTRADICTED
    assert point(a_judge().judge(META, hard_to_hear(wrong, "forty")), "code-health").verdict is Verdict.UNSURE


@pytest.mark.parametrize(("probability", "heard"), [(0.45, ""), (0.2, "for teen")])
def test_words_heard_well_enough_and_names_put_right_are_not_doubtful(probability: float, heard: str) -> None:
    report = a_judge().judge(META, hard_to_hear(SAID, "fourteen", probability=probability, heard=heard))
    assert point(report, "code-health").verdict is Verdict.COVERED


def test_a_slip_that_nobody_heard_clearly_is_not_held_against_the_speaker() -> None:
    assert [said.say for said in a_judge().judge(META, spoken(SLIP)).avoid_said] == [META.avoid[0].say]
    assert a_judge().judge(META, hard_to_hear(SLIP, "not", "sure", "join")).avoid_said == ()


def test_an_answer_of_doubtful_words_only_makes_no_point() -> None:
    mumbled = hard_to_hear(SAID, *(word.strip(".,") for word in SAID.split()))
    for judge in (a_judge(), a_quick_judge()):
        assert {item.verdict for item in judge.judge(META, mumbled).points} <= {Verdict.UNSURE, Verdict.MISSED}


def test_a_verdict_that_claims_nothing_stays_as_it_is() -> None:
    said = "I have friends who use Facebook and I like large systems of some kind."
    sure = point(a_judge().judge(META, spoken(said)), "strength")
    assert sure.verdict in {Verdict.UNSURE, Verdict.MISSED}
    doubted = hard_to_hear(said, "large", "systems", "kind.")
    assert point(a_judge().judge(META, doubted), "strength") == sure


def test_what_was_missed_stays_missed() -> None:
    report = a_judge().judge(META, hard_to_hear("I had soup and bread for lunch with an old friend.", "soup", "bread"))
    assert {item.verdict for item in report.points} == {Verdict.MISSED}


def test_a_name_that_the_prompt_expects_is_not_doubtful() -> None:
    transcript = hard_to_hear("I know Kubernetes quite well.", "Kubernetes")
    sure = a_judge().judge(a_prompt("Know Kubernetes well"), spoken(transcript.text))
    assert a_judge().judge(a_prompt("Know Kubernetes well"), transcript) == sure
    (other,) = a_judge().judge(a_prompt("know kubernetes well"), transcript).points
    assert other.verdict is Verdict.UNSURE


def test_a_figure_is_doubtful_even_if_a_name_holds_it() -> None:
    report = a_judge().judge(replace(META, terms=("14 Hills",)), hard_to_hear(SAID.replace("fourteen", "14"), "14"))
    assert point(report, "code-health").verdict is Verdict.UNSURE
