"""What lies behind a verdict, and that every feature can be said in words."""

from __future__ import annotations

import numpy as np
import pytest
from tests.scoring.builders import a_judge, a_prompt, a_quick_judge, spoken

from greenroom.domain import Evidence, Point, PointVerdict, Transcript, Verdict
from greenroom.scoring.points.coverage import CoverageJudge, Observed
from greenroom.scoring.points.explaining import SENTENCES, explain, says
from greenroom.scoring.points.features import FEATURES
from greenroom.scoring.points.model import JudgeData, Trees, load_judge_data
from greenroom.scoring.standin import HashEmbedder, SharedWordsEncoder

CODE_HEALTH = Point("code-health", "Better Engineering took code-improvement diffs from 4% to 14%", facts=("4%", "14%"))
FRIENDS = Point("friends", "Close friends of mine met their spouses through Facebook")
META = a_prompt(CODE_HEALTH, FRIENDS)
SAID = "I read about Better Engineering, where code improvement diffs went from four percent to fourteen percent."


def test_every_feature_has_its_sentence_and_no_sentence_lacks_a_feature() -> None:
    assert set(SENTENCES) == set(FEATURES)
    assert len({what for what, _ in SENTENCES.values()}) == len(FEATURES)


@pytest.mark.parametrize("name", FEATURES)
@pytest.mark.parametrize("value", [-0.4, 0.0, 0.5, 1.0, 3.0])
def test_any_value_can_be_said(name: str, value: float) -> None:
    what, _, shown = says(name, value).rpartition(": ")
    assert what
    assert any(char.isdigit() for char in shown) or shown in {"yes", "no"}


def test_a_share_reads_as_a_share() -> None:
    assert says("letters", 0.4) == "the point's words that are said in the passage: 40 %"


def data_that_looks_only_at(name: str) -> JudgeData:
    """A judge for whom a point is covered where the feature *name* is above a half."""
    number = FEATURES.index(name)
    trees = Trees(
        features=np.full((4, 1), number),
        limits=np.full((4, 1), 0.5),
        leaves=np.array([[-2.0, 2.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]),
        prior=np.zeros(4),
    )
    real = load_judge_data()
    return JudgeData(**{name: getattr(real, name) for name in JudgeData.__slots__} | {"trees": trees})


def test_only_what_the_judge_looks_at_has_weight() -> None:
    data = data_that_looks_only_at("letters")
    row = np.full(len(FEATURES), 0.2, np.float32)
    row[FEATURES.index("letters")] = 0.9
    observed = Observed(row, data.probabilities(row[None])[0], Evidence("said", None, None))
    covered = PointVerdict("p", "P", Verdict.COVERED, 0.9)

    found = explain(covered, observed, CoverageJudge(HashEmbedder(), SharedWordsEncoder(), data), data)

    (signal,) = found.signals
    assert (signal.name, signal.toward, signal.weight > 0) == ("letters", Verdict.COVERED, True)
    assert found.chances[0][0] is Verdict.COVERED


def test_the_signals_are_those_of_the_verdict_the_weightiest_first() -> None:
    found = a_judge().explain(META, spoken(SAID), "code-health")
    assert found.point == a_judge().judge(META, spoken(SAID)).points[0]
    likeliest, chance = found.chances[0]
    assert likeliest is found.point.verdict
    assert chance == pytest.approx(found.point.confidence, abs=1e-3)
    assert sum(chance for _, chance in found.chances) == pytest.approx(1.0, abs=0.01)
    weights = [abs(signal.weight) for signal in found.signals]
    assert weights == sorted(weights, reverse=True)
    assert all((signal.weight > 0) == (signal.toward is found.chances[0][0]) for signal in found.signals)
    assert any("numbers" in signal.name for signal in found.signals[:5])
    assert found.rule == ""


def test_a_figure_that_is_wrong_is_named_as_the_rule_that_decides() -> None:
    found = a_judge().explain(META, spoken(SAID.replace("fourteen", "forty")), "code-health")
    assert found.point.verdict is not Verdict.COVERED
    assert "cannot be covered" in found.rule


def test_what_was_missed_shows_what_was_looked_at() -> None:
    found = a_judge().explain(META, spoken(SAID), "friends")
    assert found.point.evidence is None
    assert found.passage
    assert found.passage.text in SAID


def test_without_anything_to_look_at_there_are_no_signals() -> None:
    found = a_quick_judge().explain(META, spoken("um uh"), "friends")
    assert (found.chances, found.signals) == (((Verdict.MISSED, 1.0),), ())


def test_a_point_without_a_verdict_cannot_be_explained() -> None:
    with pytest.raises(LookupError):
        a_quick_judge().explain(META, spoken(SAID), "dogs")
    with pytest.raises(LookupError):
        a_quick_judge().explain(META, Transcript.typed(""), "friends")
