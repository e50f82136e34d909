"""Rows of a report: a name, a value, its band; what to do about it below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from greenroom.cli.terminal import VALUE_COLUMN, clock_time
from greenroom.domain import Band, Figure

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["advice", "figure_row", "heading", "moment", "row", "styled"]

_BANDS = {Band.GOOD: ("good", "green"), Band.LOW: ("low", "yellow"), Band.HIGH: ("high", "yellow")}


def styled(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(words, style=style)


def heading(words: str) -> Text:
    return styled(f"\n{words}", "bold")


def row(name: str, value: str) -> Text:
    return styled(f"  {name}".ljust(VALUE_COLUMN) + value)


def advice(words: str) -> Text:
    """What to do, under the value that it is about."""
    return styled(" " * VALUE_COLUMN + words, "dim")


def moment(at_s: float | None) -> str:
    """When it was, to be put behind what it is about."""
    return "" if at_s is None else f"  [{clock_time(at_s)}]"


def figure_row(
    name: str, value: str, figure: Figure, *, minutes: bool = False, at_s: float | None = None
) -> Iterator[Text]:
    """A row with its band: the word first, the range behind it, so that colour is never the only sign.

    What is outside its band has a second row that says what to do.
    """
    line = row(name, value)
    if figure.band in _BANDS:
        word, style = _BANDS[figure.band]
        line.append(f"  {word}", style)
        line.append(_range(figure, minutes=minutes), "dim")
    line.append(moment(at_s))
    yield line
    if figure.advice:
        yield advice(figure.advice)


def _range(figure: Figure, *, minutes: bool) -> str:
    show = clock_time if minutes else (lambda value: f"{value:.0f}")
    if figure.low is not None and figure.high is not None:
        return f" ({show(figure.low)} to {show(figure.high)})" if figure.low else f" (up to {show(figure.high)})"
    if figure.high is not None:
        return f" (up to {show(figure.high)})"
    return f" (from {show(figure.low)})" if figure.low is not None else ""
