"""What lies behind a verdict: the features that moved it, each against what is usual, in plain words.

A feature's weight is the change of the verdict's log chance when the feature, and nothing else, is replaced by its
values in other answers, on average (the single-feature form of Štrumbelj & Kononenko 2014). Features that say much the
same thing share their weight. What is usual is read from `data/usual.json` by the judge itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from greenroom.domain import Explanation, Point, PointVerdict, Prompt, Signal, Verdict, Word
from greenroom.errors import WeightsError
from greenroom.scoring.points.coverage import CoverageJudge, Observed
from greenroom.scoring.points.features import FEATURES
from greenroom.scoring.points.model import LABELS, JudgeData

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SENTENCES", "explain", "says"]

USUAL = Path(__file__).parents[1] / "data" / "usual.json"
RULE = (
    "A figure or a name that the point asks for was not said right, so it cannot be covered, whatever the signals say."
)
TINY = 1e-6  # no chance is taken for less, so that its logarithm stays finite


def explain(point: PointVerdict, observed: Observed | None, coverage: CoverageJudge, data: JudgeData) -> Explanation:
    """The explanation of *point*, judged by what was *observed* (None: nothing that could be looked at).

    Raises WeightsError when the file of what is usual is missing or damaged.
    """
    if observed is None:
        return Explanation(point, ((Verdict.MISSED, 1.0),), ())
    row = observed.row
    ranked = sorted(zip(map(Verdict, LABELS), map(float, observed.chances), strict=True), key=lambda item: -item[1])
    likeliest = LABELS.index(ranked[0][0])
    effects = _effects(row, _usual_rows(coverage), data)
    signals = [
        Signal(
            name=name,
            value=round(float(value), 3),
            says=says(name, float(value)),
            weight=round(float(effect[likeliest]), 3),
            toward=Verdict(LABELS[likeliest if effect[likeliest] > 0 else int(effect.argmax())]),
        )
        for name, value, effect in zip(FEATURES, row, effects, strict=True)
    ]
    signals.sort(key=lambda signal: -abs(signal.weight))
    return Explanation(
        point=point,
        chances=tuple((verdict, round(chance, 3)) for verdict, chance in ranked),
        signals=tuple(signal for signal in signals if signal.weight),
        passage=observed.passage,
        rule="" if observed.chances[LABELS.index("covered")] else RULE,
    )


def says(name: str, value: float) -> str:
    """The feature *name* and its *value* as a sentence."""
    what, form = SENTENCES[name]
    return f"{what}: {form(value)}"


def _effects(row: NDArray[np.float32], usual: NDArray[np.float32], data: JudgeData) -> NDArray[np.float64]:
    """By how much each feature raises the log chance of each label, shape (features, 4)."""
    import numpy as np

    features, others = len(row), len(usual)
    rows = np.tile(row, (features * others, 1)).reshape(features, others, features)
    for number in range(features):
        rows[number, :, number] = usual[:, number]
    replaced = _log_chances(rows.reshape(-1, features), data).reshape(features, others, -1)
    return np.asarray(_log_chances(row[None], data) - replaced.mean(axis=1), np.float64)


def _log_chances(rows: NDArray[np.float32], data: JudgeData) -> NDArray[np.float64]:
    import numpy as np

    return np.asarray(np.log(np.maximum(data.probabilities(rows), TINY)), np.float64)


def _usual_rows(coverage: CoverageJudge) -> NDArray[np.float32]:
    """The rows of features of the usual points and answers, shape (n, features)."""
    import numpy as np

    rows = []
    for prompt, words in _usual_answers():
        rows += [seen.row for seen in coverage.observed(prompt, words) if seen is not None]
    return np.stack(rows)


@cache
def _usual_answers() -> tuple[tuple[Prompt, tuple[Word, ...]], ...]:
    try:
        plain: list[dict[str, Any]] = json.loads(USUAL.read_text(encoding="utf-8"))
        return tuple(
            (
                Prompt(id="usual", question=item["question"], points=tuple(map(_point, item["points"]))),
                tuple(Word(text) for text in item["answer"].split()),
            )
            for item in plain
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"{USUAL} cannot be read: {error}", hint="Install greenroom again.") from error


def _point(plain: dict[str, Any]) -> Point:
    return Point(id="", say=plain["say"], cues=tuple(plain.get("cues", ())), facts=tuple(plain.get("facts", ())))


def _share(value: float) -> str:
    return f"{value:.0%}".replace("%", " %")


def _chance(value: float) -> str:
    import math

    return _share(math.exp(value))


def _alike(value: float) -> str:
    return f"{value:.2f} (1 is the same)"


def _yes(value: float) -> str:
    return "yes" if value > 0 else "no"


def _count(value: float) -> str:
    return f"{value:.0f}"


def _lead(value: float) -> str:
    return f"{value:+.2f}"


def _from_log(value: float) -> str:
    import math

    return f"{math.exp(value):.0f}"


def _from_log1p(value: float) -> str:
    import math

    return f"{math.expm1(value):.0f}"


SENTENCES: dict[str, tuple[str, Callable[[float], str]]] = {
    "cosine": ("how alike the passage and the point are in meaning", _alike),
    "turned": ("how alike they are once the question's own topic is left out", _alike),
    "margin": ("how much better the passage fits this point than your other points", _lead),
    "meaning": ("the point's words that have something alike in meaning in the passage", _share),
    "letters": ("the point's words that are said in the passage", _share),
    "numbers": ("a number of the point is said in the passage", _yes),
    "cue": ("how alike the passage is to one of your cues for the point", _alike),
    "size": ("words in the passage", _from_log),
    "best_cosine": ("how alike in meaning the answer comes to the point anywhere", _alike),
    "best_turned": ("the same anywhere, once the question's topic is left out", _alike),
    "best_meaning": ("the point's words with something alike in meaning in one passage, at best", _share),
    "best_letters": ("the point's words said in one passage, at best", _share),
    "around_meaning": ("the point's words with something alike in meaning in or near the passage", _share),
    "around_letters": ("the point's words said in or near the passage", _share),
    "weakest": ("how near the passage comes to the word of the point that it fits worst", _alike),
    "weak_share": ("the part of the point for which nothing near is said in the passage", _share),
    "precision": ("how much of the passage is about the point", _alike),
    "names": ("the point has a name in it", _yes),
    "names_found": ("the point's names that are said in the passage", _share),
    "names_around": ("the point's names that are said in or near the passage", _share),
    "numbers_wanted": ("the point asks for a number", _yes),
    "numbers_right": ("the point's numbers that are said right", _share),
    "numbers_vague": ("the point's numbers that are said only roughly", _share),
    "numbers_wrong": ("the point's numbers in whose place another is said", _share),
    "numbers_missing": ("the point's numbers that are not said there", _share),
    "numbers_swapped": ("a change of numbers is told the wrong way round", _yes),
    "numbers_right_anywhere": ("the point's numbers that are right somewhere in the answer", _share),
    "facts": ("the point asks for facts in words", _yes),
    "facts_letters": ("words said of the fact that is said worst", _share),
    "facts_meaning": ("words of the fact that is said worst with something alike in meaning", _share),
    "negations_wanted": ("words like “not” or “never” in the point", _count),
    "negations_said": ("words like “not” or “never” in the passage", _count),
    "negations_before": ("words like “not” or “never” right before the passage", _count),
    "opposed": ("the part of the point that is negated on one side only", _share),
    "antonyms": ("opposites of the point's words in the passage", _count),
    "hypothetical": ("words like “if”, “would” or “hope” in the passage", _count),
    "hypothetical_more": ("the passage says it as a wish or a condition, the point as a fact", _yes),
    "hedged_more": ("the passage says it more carefully than the point", _yes),
    "corrections": ("a word like “actually” or “sorry” stands near, as if you took something back", _yes),
    "first_person": ("words like “I” or “we” in and near the passage", _share),
    "others": ("words like “they” or “people” in and near the passage", _share),
    "read_covered": ("how likely the passage and what stands around it, read with the point, make it", _chance),
    "read_partial": ("how likely they make a part of it", _chance),
    "read_missed": ("how likely they do not speak of it", _chance),
    "read_contradicted": ("how likely they say otherwise", _chance),
    "terms": ("words of the point that carry its meaning", _from_log1p),
}
"""What each feature means, and how its value is written. A feature without a sentence is a fault (a test says so)."""
