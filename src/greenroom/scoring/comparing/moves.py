"""Passages that stand elsewhere in the other telling."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from greenroom.domain import PointChange, Verdict
from greenroom.scoring.comparing.hunks import Hunk
from greenroom.scoring.comparing.tellings import Telling, find_words
from greenroom.scoring.stems import stem
from greenroom.scoring.text import STOP

__all__ = ["Moved", "find_moves"]

Span: TypeAlias = tuple[int, int]

MOVE_WORDS = 6
RUN_WORDS = 3
"""So many of them at least in a row: nobody says a sentence twice without a word more or less."""
FEWEST_OF_A_POINT = 3
COMMONEST = 4
"""A run that is said more often than this in one telling could have moved anywhere."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Spoken words number `before[0]` up to before `before[1]` of one telling that are `after` in the other.

    They are the same words, but for one here and there, or what made the point `point_id` in both.
    """

    before: Span
    after: Span
    point_id: str = ""


def find_moves(
    before: Telling, after: Telling, hunks: Iterable[Hunk], points: Iterable[PointChange]
) -> tuple[Moved, ...]:
    """What moved among the changed *hunks*, in the order of the later telling.

    First passages of six and more common words, the longest first; then shorter and more freely reworded ones that made
    the same one of *points* in both, of whose telling words at least half are common.
    """
    changed = [hunk for hunk in hunks if not hunk.same]
    moves: list[Moved] = []
    taken_before: set[int] = set()
    taken_after: set[int] = set()
    for move in (*_runs(before.keys, after.keys, changed), *_of_points(before, after, changed, points)):
        here, there = set(range(*move.before)), set(range(*move.after))
        if here & taken_before or there & taken_after:
            continue
        taken_before |= here
        taken_after |= there
        moves.append(move)
    return tuple(sorted(moves, key=lambda move: move.after))


def _runs(before: Sequence[str], after: Sequence[str], changed: Sequence[Hunk]) -> list[Moved]:
    """Every passage of `MOVE_WORDS` or more common words, the longest first."""
    here = _grams(before, [hunk.before for hunk in changed])
    there = _grams(after, [hunk.after for hunk in changed])
    found: list[Moved] = []
    reached: dict[int, int] = {}  # by how far two places lie apart: up to where a run there has been followed
    seeds = (
        (i, j)
        for gram, places in here.items()
        if len(places) <= COMMONEST >= len(there.get(gram, ()))
        for i in places
        for j in there.get(gram, {})
    )
    for i, j in sorted(seeds):
        if i < reached.get(j - i, 0):
            continue
        (low_i, high_i), (low_j, high_j) = here[_gram(before, i)][i], there[_gram(after, j)][j]
        back = 0
        while min(i - low_i, j - low_j) > back and before[i - back - 1] == after[j - back - 1]:
            back += 1
        stretches = list(_followed(before, after, (i - back, j - back), (high_i, high_j)))
        for at, other, length in stretches:
            reached[other - at] = max(at + length, reached.get(other - at, 0))
        words = [word for at, _, length in stretches for word in before[at : at + length]]
        if len(words) >= MOVE_WORDS and sum(word not in STOP for word in words) >= 2:
            at, other, length = stretches[-1]
            found.append(Moved((i - back, at + length), (j - back, other + length)))
    return sorted(found, key=_longest_first)


def _followed(before: Sequence[str], after: Sequence[str], start: Span, ends: Span) -> Iterator[tuple[int, int, int]]:
    """Runs of equal words from the two places *start* on, up to before *ends*, each with its length.

    Only a word lies between two of them: another one, or one too many on one side. Where it could be either side's, the
    passage ends.
    """
    i, j = start
    while True:
        length = 0
        while i + length < ends[0] and j + length < ends[1] and before[i + length] == after[j + length]:
            length += 1
        yield i, j, length
        i, j = i + length, j + length
        steps = [
            (more, others)
            for more, others in ((1, 0), (0, 1), (1, 1))
            if i + more + RUN_WORDS <= ends[0]
            and j + others + RUN_WORDS <= ends[1]
            and _gram(before, i + more) == _gram(after, j + others)
        ]
        if not steps or {(1, 0), (0, 1)} <= set(steps):
            return
        i, j = i + steps[0][0], j + steps[0][1]


def _longest_first(move: Moved) -> tuple[int, int, int]:
    """The same from either side, unless two moves mirror each other."""
    (first, end), (other, _) = move.before, move.after
    return first - end, first + other, abs(first - other)


def _grams(words: Sequence[str], spans: Iterable[Span]) -> dict[tuple[str, ...], dict[int, Span]]:
    """All runs of `RUN_WORDS` words that lie within one of *spans*: where they begin, and in which span."""
    found: dict[tuple[str, ...], dict[int, Span]] = defaultdict(dict)
    for first, end in spans:
        for at in range(first, end - RUN_WORDS + 1):
            found[_gram(words, at)][at] = (first, end)
    return found


def _gram(words: Sequence[str], at: int) -> tuple[str, ...]:
    return tuple(words[at : at + RUN_WORDS])


def _of_points(
    before: Telling, after: Telling, changed: Sequence[Hunk], points: Iterable[PointChange]
) -> Iterator[Moved]:
    """What made a point both times and stands in two different changes."""
    made = {Verdict.COVERED, Verdict.PARTIAL}
    for point in points:
        if not point.before or not point.after or not {point.before.verdict, point.after.verdict} <= made:
            continue
        if point.before.evidence is None or point.after.evidence is None:
            continue
        here, there = find_words(before, point.before.evidence), find_words(after, point.after.evidence)
        if here is None or there is None:
            continue
        at, span = _within(here, [hunk.before for hunk in changed])
        other, other_span = _within(there, [hunk.after for hunk in changed])
        if at != other and _much_common(before.keys[slice(*span)], after.keys[slice(*other_span)]):
            yield Moved(span, other_span, point.id)


def _within(quoted: Span, spans: Sequence[Span]) -> tuple[int, Span]:
    """In which of *spans* most of the *quoted* words lie, and these; an empty span where less than half do."""
    shared = [(max(first, quoted[0]), min(end, quoted[1])) for first, end in spans]
    at = max(range(len(shared)), key=lambda at: shared[at][1] - shared[at][0], default=-1)
    length = shared[at][1] - shared[at][0] if shared else 0
    if length < FEWEST_OF_A_POINT or 2 * length < quoted[1] - quoted[0]:
        return -1, (0, 0)
    return at, shared[at]


def _much_common(before: Iterable[str], after: Iterable[str]) -> bool:
    """Whether at least two telling words, and half of those on the shorter side, are common."""
    here = Counter(stem(word) for word in before if word not in STOP)
    there = Counter(stem(word) for word in after if word not in STOP)
    common = (here & there).total()
    return common >= 2 and 2 * common >= min(here.total(), there.total())
