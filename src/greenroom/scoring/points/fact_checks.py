"""The facts of a point one by one: right, vague, wrong or missing, and what was said for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from greenroom.domain import FactState
from greenroom.scoring.numbers.checking import NumberCheck, is_wording
from greenroom.scoring.numbers.quantities import Quantity
from greenroom.scoring.points.alignment import align
from greenroom.scoring.points.reading import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FactSeen", "see_facts"]

HEARD = 0.8  # letters from which a name was said: the same word, or its sound
SAME = 0.65  # cosine from which another word says the same
NEAR = 0.45  # cosine from which it says something of the kind
LONGEST_ACRONYM = 5  # letters; people spell acronyms or say what they stand for
WORST_FIRST = (FactState.WRONG, FactState.MISSING, FactState.VAGUE, FactState.RIGHT)


@dataclass(frozen=True, slots=True)
class FactSeen:
    """How one fact was said, and where: the tokens `said` (first, one after the last; None: nothing was).

    `is_name` says that it holds a name that has no other wording, so that a point without it is not covered.
    """

    state: FactState
    said: tuple[int, int] | None
    is_name: bool = False


def see_facts(
    facts: Sequence[Reading],
    words: Sequence[Sequence[str]],
    names: frozenset[str],
    around: tuple[Reading, int],
    numbers: NumberCheck,
) -> tuple[FactSeen, ...]:
    """Each of *facts* (written as *words*, with *names* by stem) against *around*: a part of an answer and its start.

    *numbers* is the check of the point's numbers at the same place.
    """
    return tuple(
        _number_seen(fact.quantities, numbers) if fact.quantities else _words_seen(fact, text, names, around)
        for fact, text in zip(facts, words, strict=True)
    )


def _number_seen(wanted: Sequence[Quantity], numbers: NumberCheck) -> FactSeen:
    states, spans = [], []
    said = {id(want): number for want, number in (*numbers.found, *numbers.wrong)}
    wrong = {id(want) for want, _ in numbers.wrong}
    vague = set(map(id, numbers.vague))
    for want in wanted:
        number = said.get(id(want))
        if number is None:
            # a fact of none or one ("0 incidents", "1 partner") is wording, and not among the numbers wanted
            states.append(FactState.VAGUE if is_wording(want) else FactState.MISSING)
            continue
        spans.append((number.first, number.last))
        by_kind = FactState.VAGUE if id(want) in vague else FactState.RIGHT
        states.append(FactState.WRONG if id(want) in wrong else by_kind)
    return FactSeen(min(states, key=WORST_FIRST.index), _hull(spans))


def _words_seen(fact: Reading, words: Sequence[str], names: frozenset[str], around: tuple[Reading, int]) -> FactSeen:
    import numpy as np

    part, start = around
    if not fact.tokens or not part.tokens:
        return FactSeen(FactState.MISSING, None)
    alignment = align(fact, part, names)
    is_name = np.array([_is_name(fact, words, names, term) for term in alignment.terms], bool)
    letters, meaning = alignment.letters.max(axis=1), alignment.meaning.max(axis=1)
    near = np.where(is_name, np.where(letters >= HEARD, 1.0, 0.0), np.maximum(letters, meaning))
    places = np.where(letters >= HEARD, alignment.letters.argmax(axis=1), alignment.meaning.argmax(axis=1))
    spans = [(start + int(at), start + int(at) + 1) for at in places[near >= NEAR]]
    return FactSeen(_state(near), _hull(spans), bool(is_name.any()))


def _state(near: NDArray[np.floating]) -> FactState:
    worst = float(near.min())
    if worst >= SAME:
        return FactState.RIGHT
    return FactState.VAGUE if worst >= NEAR else FactState.MISSING


def _is_name(fact: Reading, words: Sequence[str], names: frozenset[str], term: int) -> bool:
    token = fact.tokens[term]
    word = words[token.word].strip("\"'“”‘’(),.;:!?")
    return token.stem in names and not (word.isupper() and len(word) <= LONGEST_ACRONYM)


def _hull(spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None
