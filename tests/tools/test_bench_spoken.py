"""Answers chosen, kept as heard, and compared with their text: without a voice or a recogniser."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from tools.bench import judging
from tools.bench.judging_spoken import VOICES, Ear, Judged, Outcome, choose, differences, word_error_rate

from greenroom.domain import Transcript
from greenroom.domain.plain import to_plain
from greenroom.scoring.points.model import LABELS

POINT = {"id": "p1", "text": "It took forty minutes"}
LABEL = {"p1": {"label": "missed", "evidence": None}}


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """Three files of two prompts with three answers each."""
    for name in "abc":
        prompts = [
            {
                "id": f"{name}{prompt}",
                "question": "Why?",
                "points": [POINT],
                "answers": [
                    {"id": f"{answer}", "transcript": f"um answer {name} {prompt} {answer}", "labels": LABEL}
                    for answer in range(3)
                ],
            }
            for prompt in range(2)
        ]
        (tmp_path / f"train-{name}.json").write_text(json.dumps({"prompts": prompts}), encoding="utf-8")
    return tmp_path


def test_every_prompt_comes_once_before_any_comes_twice(pairs: Path) -> None:
    first = choose(pairs, 6)
    assert [one.prompt.id for one in first] == ["a0", "b0", "c0", "a1", "b1", "c1"]
    assert len({one.text for one in choose(pairs, 18)}) == 18
    assert Counter(one.prompt.id for one in choose(pairs, 12)).most_common(1)[0][1] == 2
    assert {(one.voice, one.rate_wpm) for one in first} == set(VOICES)
    assert first[0].labels == (LABELS.index("missed"),)


def test_what_was_heard_once_is_not_heard_again(pairs: Path, tmp_path: Path) -> None:
    one = choose(pairs, 1)[0]
    kept = tmp_path / "results" / "heard" / f"{one.key('no-such-model')}.json"
    kept.parent.mkdir(parents=True)
    kept.write_text(json.dumps(to_plain(Transcript.typed("kept words"))), encoding="utf-8")
    assert Ear("no-such-model", tmp_path / "results").hear(one).text == "kept words"
    assert one.key("no-such-model") != one.key("another")


def outcome(labels: list[int], guesses: list[int], said: list[bool]) -> Outcome:
    return Outcome(np.array(labels), np.array(guesses), np.array(said))


def test_the_difference_is_that_of_the_same_prompts() -> None:
    text = outcome([0, 1, 2, 3], [0, 1, 2, 3], [True] * 4)
    heard = outcome([0, 1, 2, 3], [0, 1, 2, 0], [True, True, False, True])
    found = {name: figures for name, *figures in differences([Judged("a", text, heard)])}
    by_ear = {name: figures[1] for name, figures in found.items()}
    assert found["macro-F1"][0] == 1.0
    assert by_ear["macro-F1"] == pytest.approx((2 / 3 + 1 + 1 + 0) / 4)
    assert by_ear["F1 covered"] == pytest.approx(2 / 3)
    assert by_ear["confident verdicts, share"] == 0.75
    assert by_ear["confident verdicts, right"] == pytest.approx(2 / 3)
    assert found["contradicted called covered"] == [0.0, 1.0, (1.0, 1.0)]  # one prompt: every draw is the same


def test_filled_pauses_case_and_punctuation_are_no_wrong_words(pairs: Path) -> None:
    one = choose(pairs, 1)[0]
    assert word_error_rate([one], [Transcript.typed("Answer A, 0 0.")]) == 0.0
    assert word_error_rate([one], [Transcript.typed("answer B 0 0")]) == 0.25
    assert word_error_rate([one], [Transcript.typed("")]) == 1.0


def test_without_data_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert judging.main(["--data", str(tmp_path), "--parts", "spoken"]) == 0
    assert "spoken: no data" in capsys.readouterr().out
