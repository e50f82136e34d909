"""The words of two tellings in stretches that a person can read: what is the same, what is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from greenroom.scoring.comparing.tellings import Telling
from greenroom.scoring.comparing.word_alignment import align_words
from greenroom.scoring.text import STOP

__all__ = ["Hunk", "hunks_of"]

LONGEST_ISLAND = 3
"""So many common words between two changes, at most one of them of any weight, are common by accident."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Spoken words number `before[0]` up to before `before[1]` of one telling, and those of the other.

    In one that is the `same` they are as many, except that fillers may stand on one side alone.
    """

    same: bool
    before: tuple[int, int]
    after: tuple[int, int]

    @property
    def size(self) -> int:
        return max(self.before[1] - self.before[0], self.after[1] - self.after[0])


def hunks_of(before: Telling, after: Telling) -> tuple[Hunk, ...]:
    """Both tellings from their first word to their last.

    A change that could as well stand a few words earlier or later ("we did [it. We did] that") goes to where a sentence
    begins; a few small words between two changes become part of them; a filler is no change.
    """
    ends = (len(before.keys), len(after.keys))
    hunks = list(_cut(align_words(before.keys, after.keys), *ends))
    if hunks and not hunks[0].same:  # a change that goes elsewhere leaves common words in its place
        hunks.insert(0, Hunk(True, (0, 0), (0, 0)))
    if hunks and not hunks[-1].same:
        hunks.append(Hunk(True, (ends[0], ends[0]), (ends[1], ends[1])))
    shifted = _shifted(hunks, [_shift(hunks, at, before, after) for at in range(len(hunks))])
    calm = [
        hunk if hunk.same or _telling_words(hunk, before, after) else Hunk(True, hunk.before, hunk.after)
        for hunk in shifted
    ]
    return tuple(_without_islands(calm, before, after))


def _cut(pairs: Iterable[tuple[int, int]], length_before: int, length_after: int) -> Iterator[Hunk]:
    """Runs of pairs, and what lies between them."""
    i = j = 0
    for _, run in groupby(enumerate(pairs), key=lambda item: (item[1][0] - item[0], item[1][1] - item[0])):
        steps = [pair for _, pair in run]
        (first, other), (last, other_last) = steps[0], steps[-1]
        if (first, other) != (i, j):
            yield Hunk(False, (i, first), (j, other))
        yield Hunk(True, (first, last + 1), (other, other_last + 1))
        i, j = last + 1, other_last + 1
    if (i, j) != (length_before, length_after):
        yield Hunk(False, (i, length_before), (j, length_after))


def _shift(hunks: Sequence[Hunk], at: int, before: Telling, after: Telling) -> int:
    """By how many words the change *at* should stand later (below 0: earlier): where most of its ends are sentences'.

    Words that are the same, if only none, stand on both sides of each change. It may use half of those between it and
    the next change, so that two changes never meet.
    """
    hunk = hunks[at]
    on_before, on_after = hunk.before[0] < hunk.before[1], hunk.after[0] < hunk.after[1]
    if hunk.same or on_before == on_after:
        return 0
    telling, (first, end) = (before, hunk.before) if on_before else (after, hunk.after)
    earlier = hunks[at - 1].size // (1 if at == 1 else 2)
    later = hunks[at + 1].size // (1 if at == len(hunks) - 2 else 2)
    choices = [0]
    while choices[-1] < later and telling.keys[first + choices[-1]] == telling.keys[end + choices[-1]]:
        choices.append(choices[-1] + 1)
    back = 0
    while back < earlier and telling.keys[first - back - 1] == telling.keys[end - back - 1]:
        back += 1
        choices.append(-back)
    return max(choices, key=lambda by: (_sentence_ends(telling, first + by, end + by), -abs(by), by))


def _sentence_ends(telling: Telling, *places: int) -> int:
    return sum(telling.ends_sentence(place) for place in places)


def _shifted(hunks: Sequence[Hunk], shifts: Sequence[int]) -> Iterator[Hunk]:
    """*hunks*, each moved by its shift, those between growing and shrinking with it."""
    for at, hunk in enumerate(hunks):
        first, end = shifts[at], shifts[at]
        if hunk.same:
            first = shifts[at - 1] if at else 0
            end = shifts[at + 1] if at + 1 < len(hunks) else 0
        before = (hunk.before[0] + first, hunk.before[1] + end)
        after = (hunk.after[0] + first, hunk.after[1] + end)
        if before[0] < before[1] or after[0] < after[1]:
            yield Hunk(hunk.same, before, after)


def _telling_words(hunk: Hunk, before: Telling, after: Telling) -> int:
    """How many words are on the longer side, fillers not counted."""
    return max(
        sum(not piece.filler for piece in telling.spoken_pieces(*span))
        for telling, span in ((before, hunk.before), (after, hunk.after))
    )


def _without_islands(hunks: Iterable[Hunk], before: Telling, after: Telling) -> Iterator[Hunk]:
    """*hunks*, where changes that only an island keeps apart are one change."""
    change: Hunk | None = None
    island: list[Hunk] = []
    for same, group in groupby(hunks, key=lambda hunk: hunk.same):
        stretch = list(group)
        if same:
            island = stretch
            continue
        (new,) = stretch
        if change is not None and _is_island(change, island, new, before, after):
            change = Hunk(False, (change.before[0], new.before[1]), (change.after[0], new.after[1]))
        else:
            yield from filter(None, (change,))
            yield from island
            change = new
        island = []
    yield from filter(None, (change,))
    yield from island


def _is_island(first: Hunk, island: Sequence[Hunk], second: Hunk, before: Telling, after: Telling) -> bool:
    """Whether a few common words are shorter than the changes on both sides, and inside a sentence."""
    stretches = [(before.keys[slice(*hunk.before)], after.keys[slice(*hunk.after)]) for hunk in island]
    common = [key for here, there in stretches if here == there for key in here]  # fillers on one side are not common
    edges = [(hunk.before[0] + step, hunk.after[0] + step) for hunk in island for step in range(hunk.size)]
    edges.append((second.before[0], second.after[0]))
    if any(before.ends_sentence(i) and after.ends_sentence(j) for i, j in edges):
        return False
    weighty = sum(key not in STOP for key in common)
    least = min(_telling_words(first, before, after), _telling_words(second, before, after))
    return len(common) <= LONGEST_ISLAND and weighty <= 1 and len(common) + weighty <= least
