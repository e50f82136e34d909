"""The words of two tellings as one sequence of passages: same, changed, moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from greenroom.domain import Move, Passage, PointChange, Run, Wording
from greenroom.scoring.comparing.hunks import Hunk, hunks_of
from greenroom.scoring.comparing.moves import Moved, Span, find_moves
from greenroom.scoring.comparing.tellings import Piece, Telling

__all__ = ["retell"]

NOTHING = (0, 0)


def retell(
    before: Telling, after: Telling, points: Iterable[PointChange]
) -> tuple[tuple[Passage, ...], tuple[Move, ...]]:
    """The passages of both tellings, in order, and what moved; *points* are those that both reports judged."""
    hunks = hunks_of(before, after)
    moved = find_moves(before, after, hunks, points)
    moves = tuple(
        Move(number, before.quote(*move.before), after.quote(*move.after), move.point_id)
        for number, move in enumerate(moved, 1)
    )
    return tuple(_joined(_passages(before, after, hunks, moved))), moves


def _passages(before: Telling, after: Telling, hunks: Iterable[Hunk], moved: Sequence[Moved]) -> Iterator[Passage]:
    alone, other_alone = (() if telling.spoken else _runs(telling.pieces) for telling in (before, after))
    if alone or other_alone:  # a telling of hesitations alone has no words that they could go with
        yield Passage(Wording.SAME, alone, other_alone)
    numbers_before = {move.before: number for number, move in enumerate(moved, 1)}
    numbers_after = {move.after: number for number, move in enumerate(moved, 1)}
    for hunk in hunks:
        if hunk.same:
            yield from (
                _passage(Wording.SAME, before, one, after, other) for one, other in _by_sentence(hunk, before, after)
            )
            continue
        left = list(_parted(hunk.before, numbers_before))
        right = list(_parted(hunk.after, numbers_after))
        while left or right:
            here = left.pop(0)[0] if left and not left[0][1] else NOTHING
            there = right.pop(0)[0] if right and not right[0][1] else NOTHING
            if here != NOTHING or there != NOTHING:
                yield _passage(Wording.CHANGED, before, here, after, there)
            if left:
                span, number = left.pop(0)
                yield replace(_passage(Wording.MOVED, before, span, after, NOTHING), move=number)
            if right:
                span, number = right.pop(0)
                yield replace(_passage(Wording.MOVED, before, NOTHING, after, span), move=number)


def _by_sentence(hunk: Hunk, before: Telling, after: Telling) -> Iterator[tuple[Span, Span]]:
    """The two sides of *hunk*, cut where a sentence ends in both; fillers on one side alone stay whole."""
    (first, end), (other, other_end) = hunk.before, hunk.after
    if end - first == other_end - other:
        apart = other - first
        for cut in range(first + 1, end):
            if before.ends_sentence(cut) and after.ends_sentence(cut + apart):
                yield (first, cut), (first + apart, cut + apart)
                first = cut
        other = first + apart
    yield (first, end), (other, other_end)


def _parted(span: Span, numbers: dict[Span, int]) -> Iterator[tuple[Span, int]]:
    """*span* cut into what moved, with the number of the move, and the rest, with 0."""
    at = span[0]
    for (first, end), number in sorted(numbers.items()):
        if span[0] <= first and end <= span[1]:
            if at < first:
                yield (at, first), 0
            yield (first, end), number
            at = end
    if at < span[1]:
        yield (at, span[1]), 0


def _passage(wording: Wording, before: Telling, here: Span, after: Telling, there: Span) -> Passage:
    """What stands there; where fillers are all that changed, nothing did."""
    pieces, others = _pieces(before, here), _pieces(after, there)
    if wording is Wording.CHANGED and all(piece.filler for piece in (*pieces, *others)):
        wording = Wording.SAME
    return Passage(
        wording,
        _runs(pieces),
        _runs(others),
        pieces[0].start_s if pieces else None,
        others[0].start_s if others else None,
        ends_sentence=all(
            telling.ends_sentence(span[1]) for telling, span in ((before, here), (after, there)) if span[0] < span[1]
        ),
    )


def _pieces(telling: Telling, span: Span) -> tuple[Piece, ...]:
    """Those spoken words with the hesitations that follow them; the first word takes those before it as well."""
    first, end = span
    if first == end:
        return ()
    start = telling.spoken[first] if first else 0
    return telling.pieces[start : telling.spoken[end] if end < len(telling.spoken) else None]


def _runs(pieces: Sequence[Piece]) -> tuple[Run, ...]:
    return tuple(
        Run("".join(("" if piece.glued else " ") + piece.text for piece in run).strip(), filler)
        for filler, run in groupby(pieces, key=lambda piece: piece.filler)
    )


def _joined(passages: Iterable[Passage]) -> Iterator[Passage]:
    """*passages*, where two of the same words that no sentence end parts are one."""
    last: Passage | None = None
    for passage in passages:
        if last and last.wording is passage.wording is Wording.SAME and not last.ends_sentence:
            last = replace(
                last,
                before=_with(last.before, passage.before),
                after=_with(last.after, passage.after),
                before_s=passage.before_s if last.before_s is None else last.before_s,
                after_s=passage.after_s if last.after_s is None else last.after_s,
                ends_sentence=passage.ends_sentence,
            )
            continue
        yield from filter(None, (last,))
        last = passage
    yield from filter(None, (last,))


def _with(runs: tuple[Run, ...], more: tuple[Run, ...]) -> tuple[Run, ...]:
    if runs and more and runs[-1].filler is more[0].filler:
        return (*runs[:-1], Run(f"{runs[-1].text} {more[0].text}", more[0].filler), *more[1:])
    return (*runs, *more)
