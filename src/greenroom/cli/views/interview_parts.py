"""What every view of an interview shows, in words."""

from __future__ import annotations

from greenroom.cli.terminal import clock_time
from greenroom.cli.views.report_view import MARKS
from greenroom.domain import Verdict
from greenroom.practice.interview.outcome import AskedPoint, AskedQuestion
from greenroom.practice.interview.report import InterviewReport

__all__ = ["MEANING", "figures_of", "headline", "mark_of", "question_figures"]

MEANING = "✓ covered  ◐ partly  ✗ missed  ! said otherwise  ? not sure  → when asked"


def headline(report: InterviewReport) -> str:
    interview = report.interview
    when = interview.begun_at.astimezone().strftime("%d %b %Y %H:%M")
    count = len(interview.questions)
    kind = "a real one" if interview.real else "for practice"
    return f"Interview {interview.number} · {when} · {count} question{'s' * (count != 1)} · {kind}"


def mark_of(point: AskedPoint) -> tuple[str, Verdict]:
    """The marks of both verdicts, and the one that decides their colour."""
    mark = MARKS[point.first.verdict][0]
    if point.followed is None:
        return mark, point.first.verdict
    decides = point.followed.verdict if point.made_after else point.first.verdict
    return f"{mark}→{MARKS[point.followed.verdict][0]}", decides


def question_figures(one: AskedQuestion) -> str:
    """Length, pace and filled pauses of the answer, as far as they were measured."""
    delivery = one.scored.delivery if one.scored else None
    if delivery is None:
        return ""
    length, pace, filled = delivery.length_s.value, delivery.pace_wpm.value, delivery.filled_pauses_per_min.value
    return _joined(length, pace, filled) or f"typed · {delivery.words} word{'s' * (delivery.words != 1)}"


def figures_of(report: InterviewReport) -> str:
    """The same over all answers; empty where nothing was measured."""
    figures = report.figures
    return _joined(figures.length_s, figures.pace_wpm, figures.filled_pauses_per_min)


def _joined(length_s: float | None, pace_wpm: float | None, filled_per_min: float | None) -> str:
    parts = (
        "" if length_s is None else clock_time(length_s),
        "" if pace_wpm is None else f"{pace_wpm:.0f} words a minute",
        "" if filled_per_min is None else f"{filled_per_min:.1f} um and uh a minute",
    )
    return " · ".join(filter(None, parts))
