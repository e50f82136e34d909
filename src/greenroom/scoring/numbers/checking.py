"""Numbers that must be said right: what a point asks for against what was said."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.scoring.numbers.quantities import Quantity

__all__ = ["Change", "NumberCheck", "changes", "check_numbers", "is_wording", "same_number", "wanted_numbers"]

EXACT = 0.002
RATIO = 0.04  # "one in seven" for 14 %, "two weeks" for 14 days
LONG_TIME = 0.09  # "a month and a half" for six weeks
VAGUE = 0.15  # how far "nearly two seconds" may lie from 1.9 s
ROUNDED = {"share": RATIO, "time": LONG_TIME, "length": RATIO}
SCALES = (1.0, 1e3, 1e6, 1e9)


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """The numbers that a point needs: how many it `wants`, how many were said `right`, which only nearly (`vague`).

    `wrong` pairs each number that is not said right with one of the same unit that was said in its place; `missing`
    are those of which nothing of the kind was said. `swapped` is true when a change was said the other way round.
    `found` pairs those said right or nearly with what was said.
    """

    wants: int
    right: int
    vague: tuple[Quantity, ...]
    wrong: tuple[tuple[Quantity, Quantity], ...]
    missing: tuple[Quantity, ...]
    swapped: bool
    found: tuple[tuple[Quantity, Quantity], ...] = ()


Change = tuple[Quantity, Quantity]  # from the first to the second


def check_numbers(wanted: Sequence[Quantity], said: Sequence[Quantity], changed: Sequence[Change] = ()) -> NumberCheck:
    """Hold the numbers *said* in a passage against those *wanted*; the unit decides which belong together. *changed*
    are the `changes` that the point tells.
    """
    right: list[tuple[Quantity, Quantity]] = []
    vague: list[tuple[Quantity, Quantity]] = []
    open_: list[Quantity] = []
    for want in wanted:
        exact = next((number for number in reversed(said) if same_number(want, number) == 1.0), None)
        if exact is not None:
            right.append((want, exact))
            continue
        near = next((number for number in said if same_number(want, number)), None)
        if near is not None:
            vague.append((want, near))
        else:
            open_.append(want)
    used = {id(number) for _, number in right}
    # numbers that serve another wish of the point (exactly or nearly) are no mistakes
    spare = [
        number for number in said if id(number) not in used and not any(same_number(want, number) for want in wanted)
    ]
    wrong: list[tuple[Quantity, Quantity]] = []
    missing: list[Quantity] = []
    for want in open_:
        other = next((number for number in spare if _same_unit(want, number)), None)
        if other is None:
            missing.append(want)
        else:
            wrong.append((want, other))
            spare.remove(other)
    return NumberCheck(
        wants=len(wanted),
        right=len(right),
        vague=tuple(want for want, _ in vague),
        wrong=tuple(wrong),
        missing=tuple(missing),
        swapped=any(_turned(change, said) for change in changed),
        found=(*right, *vague),
    )


def changes(numbers: Sequence[Quantity]) -> tuple[Change, ...]:
    """The pairs among the *numbers* of a text that tell a change: "from 4% to 14%", "800→250 ms"."""
    return tuple(
        (one, other)
        for one, other in itertools.pairwise(numbers)
        if other.before == "to" and one.kind in {"", other.kind} and other.first <= one.last + 1
    )


def _turned(change: Change, said: Sequence[Quantity]) -> bool:
    """Whether the number that a change starts from was said as the one it ends at: "to 4 from 14" for "4 to 14".

    Told in another order ("now 14, and it was 4") a change is still the same.
    """
    source, target = (
        next((number for number in reversed(said) if same_number(want, number) == 1.0), None) for want in change
    )
    return source is not None and target is not None and source.before == "to" != target.before


def wanted_numbers(say: Sequence[Quantity], facts: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The numbers that a point asks for: those of its facts, and those in its wording that state an amount.

    "p99", "1st", "twice" and "zero" are wording: people say "the tail", "at first", "both times", "nothing". So is a
    count of one, also as a fact: "one of them", "a partner".
    """
    amounts = [number for number in say if number.kind not in {"percentile", "ordinal", "times"}]
    extra = [number for number in amounts if not any(same_number(fact, number) == 1.0 for fact in facts)]
    return tuple(number for number in (*facts, *extra) if not is_wording(number))


def is_wording(number: Quantity) -> bool:
    """Whether a number is none or a count of one, for which people have many words."""
    return not number.value or (not number.kind and number.value == 1)


def same_number(want: Quantity, said: Quantity) -> float:
    """1 when *said* is the number wanted, 0.5 when it is near and was hedged, 0 otherwise."""
    if want.kind and said.kind and want.kind != said.kind:
        # "every third" and "3": an ordinal is a count too
        if not {"ordinal", "date"} & {want.kind, said.kind}:
            return 0.0
        return float(want.core == said.core)
    if want.kind == said.kind and want.kind:
        near = _distance(want.value, said.value)
        if near <= (ROUNDED.get(want.kind, EXACT) if _restated(want, said) else EXACT):
            return 1.0
        return 0.5 if (said.vague or want.vague) and near <= VAGUE else 0.0
    # one of them came without a unit: "from 800 to 250 ms" names it once
    pairs = [(want.value, said.value), (want.core, said.core), *((want.core, said.core / scale) for scale in SCALES)]
    near = min(_distance(one, other) for one, other in pairs)
    if near <= EXACT:
        return 1.0
    return 0.5 if (said.vague or want.vague) and near <= VAGUE else 0.0


def _restated(want: Quantity, said: Quantity) -> bool:
    """Whether the two are in different terms (1 in 7 and 14 %, 14 days and two weeks): rounding is then no mistake."""
    if not want.core or not said.core:
        return False
    return abs(want.value / want.core - said.value / said.core) > 1e-9


def _distance(one: float, other: float) -> float:
    return abs(one - other) / max(abs(one), abs(other), 1e-9)


def _same_unit(want: Quantity, said: Quantity) -> bool:
    if want.kind or said.kind:
        return want.kind == said.kind
    return want.noun == said.noun or not want.noun or not said.noun
