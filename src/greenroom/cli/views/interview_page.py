"""An interview as one HTML page that needs nothing else: no script, no other file, no network. Fit to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from greenroom.cli.terminal import clock_time
from greenroom.cli.views.comparison_parts import shortened
from greenroom.cli.views.interview_parts import MEANING, figures_of, headline, mark_of, question_figures
from greenroom.domain import Attempt, Delivery, Evidence, PointVerdict, Verdict
from greenroom.practice.interview.outcome import AskedPoint, AskedQuestion

if TYPE_CHECKING:
    from greenroom.practice.interview.report import InterviewReport

__all__ = ["interview_page"]

_TEMPLATE = files("greenroom.cli") / "data" / "interview.html"


def interview_page(report: InterviewReport) -> str:
    """The page, light or dark as its reader has it; on paper always light."""
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=escape(headline(report)),
        summary=escape(report.summary),
        lists=_list("What went well", report.strengths)
        + _list("Next", report.actions, "ol")
        + _list("Across the questions", report.findings),
        figures=_figures(report),
        questions="".join(_question(number, one) for number, one in enumerate(report.questions, 1)),
        legend=f'<p class="quiet">{MEANING}</p>' if any(one.points for one in report.questions) else "",
    )


def _list(heading: str, lines: Sequence[str], tag: str = "ul") -> str:
    if not lines:
        return ""
    return f"<h2>{heading}</h2>\n<{tag}>\n{_items(lines)}</{tag}>\n"


def _items(lines: Sequence[str]) -> str:
    return "".join(f"<li>{escape(line)}</li>\n" for line in lines)


def _figures(report: InterviewReport) -> str:
    told = [(number, one) for number, one in enumerate(report.questions, 1) if one.scored and one.scored.delivery]
    if not told or not figures_of(report):
        return ""
    rows = "".join(f"<tr><td>{number}. {escape(one.question.asked)}</td>{_cells(one)}</tr>\n" for number, one in told)
    head = "<tr><th></th><th>points</th><th>length</th><th>words a minute</th><th>um and uh a minute</th></tr>"
    whole = f'<p class="quiet">In all {escape(figures_of(report))}</p>'
    return f"<h2>In figures</h2>\n<table>\n{head}\n{rows}</table>\n{whole}"


def _cells(one: AskedQuestion) -> str:
    delivery = one.scored.delivery if one.scored else None
    made = f"{sum(point.made for point in one.points)} of {len(one.points)}" if one.points else "-"
    return "".join(f"<td>{escape(cell)}</td>" for cell in (made, *(_measured(delivery) if delivery else ())))


def _measured(delivery: Delivery) -> Iterator[str]:
    length, pace, filled = delivery.length_s.value, delivery.pace_wpm.value, delivery.filled_pauses_per_min.value
    yield "-" if length is None else clock_time(length)
    yield "-" if pace is None else f"{pace:.0f}"
    yield "-" if filled is None else f"{filled:.1f}"


def _question(number: int, one: AskedQuestion) -> str:
    name = str(one.attempt.ref) if one.attempt else one.question.prompt_id
    verdict = f"{one.verdict[0].upper()}{one.verdict[1:]}"
    line = " · ".join(filter(None, (name, verdict, question_figures(one))))
    parts = [f"<h2>{number}. {escape(one.question.asked)}</h2>", f'<p class="quiet">{escape(line)}</p>']
    if one.scored and one.scored.strengths:
        parts.append(f"<ul>\n{_items(one.scored.strengths)}</ul>")
    if one.points:
        parts.append(f'<ul class="points">\n{"".join(map(_point, one.points))}</ul>')
    if one.attempt is not None:
        parts += ["<h3>What you said</h3>", _words(one.attempt)]
    for attempt in one.follow_ups:
        parts += [f"<h3>Follow-up: {escape(attempt.asked)}</h3>", _words(attempt)]
    inside = "\n".join(parts)
    return f"<section>\n{inside}\n</section>\n"


def _point(point: AskedPoint) -> str:
    marks, decides = mark_of(point)
    quoted = _quoted(point.followed if point.made_after else point.first)
    quote = f'<div class="quote">{escape(shortened(quoted))}</div>' if quoted else ""
    return f'<li><span class="mark {decides.value}">{marks}</span>{escape(point.first.say)}\n{quote}</li>\n'


def _quoted(verdict: PointVerdict | None) -> Evidence | None:
    return None if verdict is None or verdict.verdict is Verdict.MISSED else verdict.evidence


def _words(attempt: Attempt) -> str:
    text = attempt.transcript.text if attempt.transcript else ""
    return f"<blockquote>{escape(text)}</blockquote>" if text else '<p class="quiet">No words.</p>'
