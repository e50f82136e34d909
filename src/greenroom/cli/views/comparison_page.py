"""Two attempts compared, as one HTML page that needs nothing else: no script, no other file, no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from greenroom.cli.views.comparison_parts import figure_rows, lines_of, point_groups, quotes_of, shortened, sides_of
from greenroom.cli.views.report_view import MARKS
from greenroom.domain import Attempt, Comparison, Passage, PointChange, PointVerdict, Run, Trend, Wording

if TYPE_CHECKING:
    from greenroom.practice.reviewing.comparing import Compared

__all__ = ["comparison_page"]

_TEMPLATE = files("greenroom.cli") / "data" / "comparison.html"
_TAGS = {"out": ("<del>", "</del>"), "in": ("<ins>", "</ins>")}


def comparison_page(compared: Compared) -> str:
    """The page, light or dark as its reader has it, and fit to print."""
    comparison = compared.comparison
    before, after = compared.before, compared.after
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=escape(" → ".join(compared.names)),
        subtitle=escape(" → ".join(_times(compared))) + _asked(before, after),
        summary=escape(" ".join(comparison.summary)),
        notes="".join(f'<p class="quiet">Note: {escape(note)}</p>\n' for note in compared.notes),
        points=_points(compared),
        figures=_figures(comparison),
        words=_words(compared),
    )


def _times(compared: Compared) -> Iterable[str]:
    """When the attempts were made; the ideal answer has no time."""
    attempts = ((compared.before, True), (compared.after, False))
    made = [attempt.created_at for attempt, ideal in attempts if compared.ideal_first is not ideal]
    return dict.fromkeys(at.astimezone().strftime("%d %b %Y %H:%M") for at in made)


def _asked(before: Attempt, after: Attempt) -> str:
    return "".join(f"<br>{escape(asked)}" for asked in dict.fromkeys((before.asked, after.asked)) if asked)


def _points(compared: Compared) -> str:
    groups = list(point_groups(compared))
    if not groups:
        return ""
    lists = "".join(
        f"<h3>{escape(heading)}</h3>\n<ul>\n{''.join(_point(point, sides_of(compared)) for point in points)}</ul>\n"
        for heading, points in groups
    )
    meaning = "✓ covered  ◐ partly  ✗ missed  ! said otherwise  ? not sure"
    return f'<h2>Your points</h2>\n{lists}<p class="quiet">{meaning}</p>'


def _point(point: PointChange, sides: tuple[str, str]) -> str:
    newest = point.after or point.before
    quotes = "".join(
        f'<div class="quote">{when}: {escape(shortened(quoted))}</div>\n' for when, quoted in quotes_of(point, sides)
    )
    marks = f"{_mark(point.before)}→{_mark(point.after)}"
    return f'<li><span class="mark">{marks}</span> {escape(newest.say if newest else point.id)}\n{quotes}</li>\n'


def _mark(verdict: PointVerdict | None) -> str:
    return "-" if verdict is None else MARKS[verdict.verdict][0]


def _figures(comparison: Comparison) -> str:
    rows = list(figure_rows(comparison))
    if not rows:
        return ""
    body = "".join(
        f"<tr><td>{escape(row.name)}</td><td>{escape(row.before)}</td><td>{escape(row.after)}</td>"
        f'<td class="{"" if row.trend is Trend.NEITHER else row.trend.value}">{escape(f"{row.arrow} {row.said}")}</td>'
        "</tr>\n"
        for row in rows
    )
    head = "<tr><th></th><th>before</th><th>now</th><th></th></tr>"
    return f'<h2>In figures</h2>\n<table class="figures">\n{head}\n{body}</table>'


def _words(compared: Compared) -> str:
    passages = compared.comparison.passages
    if not passages:
        return ""
    rows = "".join(
        f"<tr><td>{' '.join(_side(line, before=True))}</td><td>{' '.join(_side(line, before=False))}</td></tr>\n"
        for line in lines_of(passages)
    )
    legend = (
        "<del>taken out</del> <ins>put in</ins> "
        '<span class="moved">moved, with its number</span> <span class="filler">(filler)</span>'
    )
    head = "<tr>" + "".join(f"<th>{escape(name)}</th>" for name in compared.names) + "</tr>"
    return f'<h2>Your words</h2>\n<table class="words">\n{head}\n{rows}</table>\n<p class="quiet">{legend}</p>'


def _side(line: Sequence[Passage], *, before: bool) -> Iterator[str]:
    """One telling's words of *line*."""
    for passage in line:
        runs = passage.before if before else passage.after
        if not runs:
            continue
        words = " ".join(map(_run, runs))
        if passage.wording is Wording.CHANGED:
            opening, closing = _TAGS["out" if before else "in"]
            yield f"{opening}{words}{closing}"
        elif passage.wording is Wording.MOVED:
            where = f"{passage.move}→" if before else f"→{passage.move}"
            yield f'<span class="moved">{where} {words}</span>'
        else:
            yield words


def _run(run: Run) -> str:
    return f'<span class="filler">({escape(run.text)})</span>' if run.filler else escape(run.text)
