"""Two attempts compared, as lines of styled text: in short first, then points, figures and words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from greenroom.cli.terminal import clock_time, make_console, print_hanging
from greenroom.cli.views.comparison_parts import (
    FigureRow,
    figure_rows,
    lines_of,
    point_groups,
    quotes_of,
    shortened,
    sides_of,
)
from greenroom.cli.views.report_view import MARKS
from greenroom.domain import Passage, PointChange, PointVerdict, Run, Trend, Wording

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from greenroom.practice.reviewing.comparing import Compared

__all__ = ["WIDE", "print_comparison"]

WIDE = 120
"""From so many columns on, the words of a terminal stand side by side."""
_BETWEEN = " │ "
_MARGIN = "  "
_TRENDS = {Trend.BETTER: "green", Trend.WORSE: "yellow", Trend.NEITHER: ""}
_FILLER = "yellow"
_MARKS = {
    "out": ("[-", "-]", "red"),
    "in": ("{+", "+}", "green"),
    "away": ("[{0}> ", "]", "cyan"),
    "here": ("{{>{0} ", "}}", "cyan"),
}
_LEGEND = {
    "out": "[-taken out-]",
    "in": "{+put in+}",
    "away": "[1> stands elsewhere now]",
    "here": "{>1 stood elsewhere}",
    "filler": "(filler)",
}


def print_comparison(compared: Compared, color: str) -> None:
    """The comparison on standard output."""
    console = make_console(color)
    for line in _lines(compared):
        print_hanging(console, line)
    wide = console.is_terminal and console.width >= WIDE
    if not compared.comparison.passages:
        return
    console.print(_text("\nYour words", "bold"))
    for line in _side_by_side(compared, console) if wide else _inline(compared, console):
        console.print(line, soft_wrap=True)
    print_hanging(console, _text(_MARGIN + _legend(compared.comparison.passages), "dim"))


def _lines(compared: Compared) -> Iterator[Text]:
    """All but the words."""
    yield _text("  →  ".join(_headlines(compared)), "bold")
    yield from (_text(line) for line in compared.comparison.summary)
    yield from (_text(f"{_MARGIN}Note: {note}", "dim") for note in compared.notes)
    groups = list(point_groups(compared))
    if groups:
        yield _text("\nYour points", "bold")
    for heading, points in groups:
        yield _text(f"{_MARGIN}{heading}", "italic")
        for point in points:
            yield from _point(point, sides_of(compared))
    rows = list(figure_rows(compared.comparison))
    if rows:
        yield _text("\nIn figures", "bold")
    yield from (_figure(row) for row in rows)


def _headlines(compared: Compared) -> Iterator[str]:
    """The two by their names, attempts with their time."""
    for name, attempt, ideal in zip(compared.names, (compared.before, compared.after), (True, False), strict=True):
        when = f" ({attempt.created_at.astimezone().strftime('%d %b %Y %H:%M')})"
        yield name if compared.ideal_first is ideal else name + when


def _point(point: PointChange, sides: tuple[str, str]) -> Iterator[Text]:
    line = _text(_MARGIN)
    for number, verdict in enumerate((point.before, point.after)):
        mark, style = _mark(verdict)
        line.append("→" if number else "").append(mark, style)
    newest = point.after or point.before
    line.append(f" {newest.say}" if newest else "")
    yield line
    for when, quoted in quotes_of(point, sides):
        yield _text(f"      {when:<7}{shortened(quoted)}", "dim")


def _mark(verdict: PointVerdict | None) -> tuple[str, str]:
    return ("-", "dim") if verdict is None else MARKS[verdict.verdict]


def _figure(row: FigureRow) -> Text:
    line = _text(f"{_MARGIN}{row.name:<22}{row.before:>6} → {row.after:<6}")
    line.append(f"{row.arrow:<2}{row.said}".rstrip(), _TRENDS[row.trend])
    line.rstrip()
    return line


def _inline(compared: Compared, console: Console) -> Iterator[Text]:
    """One text with marks, a line a sentence, each with its time in the later telling."""
    for line in lines_of(compared.comparison.passages):
        at_s = next((one.after_s for one in line if one.after_s is not None), None)
        margin = f"{_MARGIN}{'' if at_s is None else clock_time(at_s):>5}  "
        told = _text(" ").join(part for passage in line for part in _marked(passage))
        for piece in told.wrap(console, max(20, console.width - len(margin))):
            yield _text(margin).append_text(piece)
            margin = " " * len(margin)


def _side_by_side(compared: Compared, console: Console) -> Iterator[Text]:
    """Two columns, the earlier telling on the left; a sentence begins in one line on both sides."""
    width = (console.width - len(_BETWEEN) - len(_MARGIN)) // 2
    heads = [_text(name, "bold") for name in compared.names]
    yield from _columns(heads, width, console)
    for line in lines_of(compared.comparison.passages):
        left = [part for one in line for part in _side(one, one.before, "out", "away")]
        right = [part for one in line for part in _side(one, one.after, "in", "here")]
        yield from _columns([_text(" ").join(left), _text(" ").join(right)], width, console)


def _columns(texts: Sequence[Text], width: int, console: Console) -> Iterator[Text]:
    left, right = (list["Text"](text.wrap(console, width)) if text.plain else [] for text in texts)
    for here, there in zip_longest(left, right, fillvalue=_text("")):
        line = _text(_MARGIN).append_text(here)
        line.append(" " * (width - here.cell_len))
        line.append(_BETWEEN, "dim")
        line.append_text(there)
        line.rstrip()
        yield line


def _marked(passage: Passage) -> Iterator[Text]:
    """A passage inline; of the same words those of the later telling."""
    if passage.wording is Wording.SAME:
        yield from _runs(passage.after or passage.before)
        return
    yield from _side(passage, passage.before, "out", "away")
    yield from _side(passage, passage.after, "in", "here")


def _side(passage: Passage, runs: Sequence[Run], changed: str, moved: str) -> Iterator[Text]:
    if not runs:
        return
    if passage.wording is Wording.SAME:
        yield from _runs(runs)
        return
    opening, closing, style = _MARKS[changed if passage.wording is Wording.CHANGED else moved]
    if passage.wording is Wording.MOVED:
        opening, closing = opening.format(passage.move), closing.format()
    told = _text(opening, style).append_text(_text(" ").join(_runs(runs, style)))
    yield told.append(closing, style)


def _runs(runs: Sequence[Run], style: str = "") -> Iterator[Text]:
    for run in runs:
        yield _text(f"({run.text})", _FILLER) if run.filler else _text(run.text, style)


def _legend(passages: Sequence[Passage]) -> str:
    """What the marks mean that occur."""
    tests: dict[str, Callable[[Passage], object]] = {
        "out": lambda one: one.wording is Wording.CHANGED and one.before,
        "in": lambda one: one.wording is Wording.CHANGED and one.after,
        "away": lambda one: one.wording is Wording.MOVED and one.before,
        "here": lambda one: one.wording is Wording.MOVED and one.after,
        "filler": lambda one: any(run.filler for run in (*one.before, *one.after)),
    }
    found = [_LEGEND[name] for name, test in tests.items() if any(map(test, passages))]
    return "  ".join(found) or "the same"


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(words, style=style)
