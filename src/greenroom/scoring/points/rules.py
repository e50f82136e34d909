"""What no learned chance may overrule: facts said wrong or left out, and points said as they were noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from greenroom.domain import FactState
from greenroom.scoring.points.features import FEATURES, Observation
from greenroom.scoring.points.model import LABELS
from greenroom.scoring.points.passages import Statement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["gated"]

COVERED, PARTIAL, CONTRADICTED = (LABELS.index(name) for name in ("covered", "partial", "contradicted"))
WORD_FOR_WORD = 0.95  # chance of covered, at least, for a point that was said as it is
NEARLY = 0.6  # share of a point's words that stand in the passage, from which on it is near to the point
NEAR_ODDS = 1 / 3  # of the passages written to learn from, three near ones contradict their point to one that makes it


def gated(statement: Statement, observation: Observation, chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """*chances* after the rule that every number and name among the facts must be said for a point to be covered, and
    that no other number of the same unit may stand in the place of one in its wording, nor two be swapped.

    What the point then loses goes to contradicted where there is such a number, else to partial; where a name was not
    said, to the likelier of the two. A point that keeps the rule and was said word for word is covered; one that was
    said nearly so, with nothing turned round, is the less likely to be contradicted.
    """
    required = set(map(id, statement.required))
    wrong = bool(observation.numbers.wrong) or observation.numbers.swapped
    left_out = any(id(want) in required for want in (*observation.numbers.missing, *observation.numbers.vague))
    unnamed = any(fact.is_name and fact.state is not FactState.RIGHT for fact in observation.facts)
    if not wrong and not left_out and not unnamed:
        if observation.word_for_word:
            return _raised(chances) if chances[COVERED] < WORD_FOR_WORD else chances
        return _less_contradicted(chances) if _nearly_said(observation) else chances
    otherwise = wrong or (not left_out and chances[CONTRADICTED] > chances[PARTIAL])
    gated_chances = chances.copy()
    gated_chances[CONTRADICTED if otherwise else PARTIAL] += chances[COVERED]
    gated_chances[COVERED] = 0.0
    return gated_chances


def _nearly_said(observation: Observation) -> bool:
    """Whether most words of the point stand in the passage, and none of them under a negation or as its opposite."""
    seen = dict(zip(FEATURES, observation.features, strict=True))
    turned = observation.opposed or seen["antonyms"] or seen["negations_said"] != seen["negations_wanted"]
    return bool(seen["letters"] >= NEARLY and not turned)


def _less_contradicted(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """*chances* as they would be had the trees learned from as many near sayings that make a point as deny it."""
    chances = chances.copy()
    chances[CONTRADICTED] *= NEAR_ODDS
    lowered: NDArray[np.float64] = chances / chances.sum()
    return lowered


def _raised(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """*chances* with that of covered at WORD_FOR_WORD, the others in proportion."""
    raised: NDArray[np.float64] = chances * ((1 - WORD_FOR_WORD) / (1 - chances[COVERED]))
    raised[COVERED] = WORD_FOR_WORD
    return raised
