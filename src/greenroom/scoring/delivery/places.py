"""Where fillers fall, and where they crowd."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from greenroom.domain import Filler, FillerCluster, FillerKind, FillerPlace, Word
from greenroom.scoring.sentences import SENTENCE_END, bare_word
from greenroom.scoring.text import FILLED_PAUSE, is_content, tokenise
from greenroom.scoring.wordlists import word_set

__all__ = ["filler_clusters", "with_places"]

CLUSTER = 3
CLUSTER_S = 10.0
CONNECTING = word_set("and because but or plus so then")
LEADING = word_set("a an at by for from her his in my of on our the their this to using with your")


def with_places(fillers: Sequence[Filler], words: Sequence[Word]) -> tuple[Filler, ...]:
    """*fillers* with the place of each among *words*; those without times stay as they are."""
    spans = sorted((filler.start_s, filler.end_s or 0.0) for filler in fillers if filler.start_s is not None)
    telling: list[Word] = []
    ends: list[bool] = []  # whether a sentence ends with each, or with fillers right behind it
    for word in words:
        if word.start_s is None:
            continue
        if not _is_filler(word, spans):
            telling.append(word)
            ends.append(False)
        if ends:
            ends[-1] |= bool(SENTENCE_END.search(word.text))
    middles = [_middle_s(word) for word in telling]
    return tuple(
        filler
        if filler.start_s is None
        else replace(filler, place=_place(bisect_left(middles, _middle_s(filler)), telling, ends))
        for filler in fillers
    )


def _middle_s(timed: Word | Filler) -> float:
    """Its middle: a recogniser often lets a word begin with the hesitation before it."""
    return ((timed.start_s or 0.0) + (timed.end_s or 0.0)) / 2


def _is_filler(word: Word, spans: Sequence[tuple[float, float]]) -> bool:
    """Whether *word* is one, or a part of one: its middle lies in one of *spans*."""
    if FILLED_PAUSE.fullmatch(bare_word(word.text)):
        return True
    middle_s = _middle_s(word)
    at = bisect_left(spans, (middle_s, 0.0)) - 1
    return at >= 0 and middle_s <= spans[at][1]


def _place(at: int, telling: Sequence[Word], ends: Sequence[bool]) -> FillerPlace:
    """Where a filler is that stands before word *at* of those that say something."""
    if at == 0:
        return FillerPlace.START
    following = [token for word in telling[at : at + 3] for token in tokenise([word.text])[:1]]
    joined = bare_word(telling[at - 1].text) in CONNECTING  # "and, um, we moved"
    if ends[at - 1] or joined or (following and following[0].text in CONNECTING):
        return FillerPlace.TRANSITION
    while following and following[0].text in LEADING:
        following = following[1:]
    return FillerPlace.SEARCH if following and is_content(following[0]) else FillerPlace.INSIDE


def filler_clusters(fillers: Sequence[Filler]) -> tuple[FillerCluster, ...]:
    """Where three filled pauses or more were heard within ten seconds; clusters that touch are one."""
    heard = [
        filler
        for filler in fillers
        if filler.kind is FillerKind.FILLED_PAUSE and filler.heard and filler.start_s is not None
    ]
    groups: list[list[int]] = []
    for first in range(len(heard) - CLUSTER + 1):
        last = first + CLUSTER - 1
        if (heard[last].start_s or 0.0) - (heard[first].start_s or 0.0) > CLUSTER_S:
            continue
        if groups and groups[-1][1] >= first:
            groups[-1][1] = last
        else:
            groups.append([first, last])
    return tuple(
        FillerCluster(heard[first].start_s or 0.0, heard[last].end_s or 0.0, last - first + 1) for first, last in groups
    )
