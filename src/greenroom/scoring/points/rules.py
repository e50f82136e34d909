"""What no learned chance may overrule: facts said wrong or left out, and points said as they were noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from greenroom.domain import FactState
from greenroom.scoring.points.features import Observation
from greenroom.scoring.points.model import LABELS
from greenroom.scoring.points.passages import Statement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["gated"]

COVERED, PARTIAL, CONTRADICTED = (LABELS.index(name) for name in ("covered", "partial", "contradicted"))
WORD_FOR_WORD = 0.95  # chance of covered, at least, for a point that was said as it is


def gated(statement: Statement, observation: Observation, chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """*chances* after the rule that every number and name among the facts must be said for a point to be covered, that
    no other number of the same unit may stand in the place of one in its wording, and no change be told the wrong way
    round.

    What the point then loses goes to contradicted where there is such a number, else to partial; where a name was not
    said, to the likelier of the two. A point that keeps the rule and was said word for word is covered.
    """
    required = set(map(id, statement.required))
    wrong = bool(observation.numbers.wrong) or observation.numbers.swapped
    left_out = any(id(want) in required for want in (*observation.numbers.missing, *observation.numbers.vague))
    unnamed = any(fact.is_name and fact.state is not FactState.RIGHT for fact in observation.facts)
    if not wrong and not left_out and not unnamed:
        said_so = observation.word_for_word and chances[COVERED] < WORD_FOR_WORD
        return _raised(chances) if said_so else chances
    otherwise = wrong or (not left_out and chances[CONTRADICTED] > chances[PARTIAL])
    gated_chances = chances.copy()
    gated_chances[CONTRADICTED if otherwise else PARTIAL] += chances[COVERED]
    gated_chances[COVERED] = 0.0
    return gated_chances


def _raised(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """*chances* with that of covered at WORD_FOR_WORD, the others in proportion."""
    raised: NDArray[np.float64] = chances * ((1 - WORD_FOR_WORD) / (1 - chances[COVERED]))
    raised[COVERED] = WORD_FOR_WORD
    return raised
