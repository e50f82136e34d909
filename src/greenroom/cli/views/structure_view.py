"""How an answer was built, as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from greenroom.cli.views.rows import advice, heading, moment, row
from greenroom.domain import Beginning, Ending, Evidence, Report, Star

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["structure_lines"]

_BEGINNINGS = {
    Beginning.ANSWERS: "answers the question",
    Beginning.SCENE: "sets the scene",
    Beginning.FILLER: "wins time",
}
_ENDINGS = {
    Ending.RESULT: "says what came of it",
    Ending.POINT: "makes one of your points",
    Ending.CLOSING: "closes the answer",
    Ending.TRAILS_OFF: "trails off",
}
_QUOTE_CHARACTERS = 50
_MOST_MOVED = 3


def structure_lines(report: Report) -> Iterator[Text]:
    """Only what is known: a first or a last sentence of which nothing can be said is left out."""
    structure = report.structure
    if structure is None:
        return
    lines = []
    if structure.beginning in _BEGINNINGS:
        quoted = _quote(structure.first) if structure.beginning is Beginning.FILLER else ""
        lines.append(row("It begins", f"{_BEGINNINGS[structure.beginning]}{quoted}"))
    if structure.ending in _ENDINGS:
        quoted = _quote(structure.last, end=True) if structure.ending is Ending.TRAILS_OFF else ""
        lines.append(row("It ends", f"{_ENDINGS[structure.ending]}{quoted}"))
    if structure.order is not None:
        says = {point.id: point.say for point in report.points}
        moved = [_short(says[point_id]) for point_id in structure.order.moved if point_id in says]
        made = len(structure.order.made)
        lines.append(
            row("Order", f"{made - len(moved)} of {made} points as you planned" if moved else "as you planned")
        )
        lines.extend(advice(f"out of its place: {say}") for say in moved[:_MOST_MOVED])
        if len(moved) > _MOST_MOVED:
            lines.append(advice(f"and {len(moved) - _MOST_MOVED} more"))
    if structure.star is not None:
        lines.extend(_star(structure.star))
    if lines:
        yield heading("How it was built")
        yield from lines


def _star(star: Star) -> Iterator[Text]:
    if not star.sure:
        yield row("STAR", "not sure: few sentences say which part they belong to")
        return
    shares = " · ".join(f"{share.part} {share.percent.value or 0.0:.0f}%" for share in star.parts)
    yield row("STAR", f"{shares}{'' if star.by == 'time' else ' of the words'}")
    for share in star.parts:
        figure = share.percent
        if figure.advice:
            aim = f"{figure.low:.0f} to {figure.high:.0f}%"
            line = advice(f"{share.part}, aim for {aim}: {figure.advice}")
            line.append(moment(share.first.start_s if share.first else None))
            yield line


def _quote(said: Evidence, *, end: bool = False) -> str:
    return f": {_short(said.text, end=end)}{moment(said.start_s)}"


def _short(text: str, *, end: bool = False) -> str:
    """*text* in quotation marks; of a long one its beginning, or its *end*."""
    if len(text) > _QUOTE_CHARACTERS:
        cut = text[-_QUOTE_CHARACTERS:].partition(" ")[2] if end else text[:_QUOTE_CHARACTERS].rpartition(" ")[0]
        return f"“… {cut}”" if end else f"“{cut} …”"
    return f"“{text}”"
