"""Markdown: a report to read and to keep."""

from __future__ import annotations

import re
from collections.abc import Iterator

from greenroom.domain import Attempt, Report, Verdict

__all__ = ["markdown"]

_MARKS = {Verdict.COVERED: "✓", Verdict.PARTIAL: "◐", Verdict.MISSED: "✗"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")


def markdown(attempt: Attempt) -> str:
    """*attempt* as a section: question, what went well, points with their quotes, what to do next, the answer."""
    return "\n".join(_lines(attempt)) + "\n"


def _lines(attempt: Attempt) -> Iterator[str]:
    yield f"# {attempt.ref}"
    yield f"\n**{_plain(attempt.asked)}**"
    yield f"\n{attempt.created_at.astimezone():%Y-%m-%d %H:%M}{_length(attempt)}"
    if attempt.report is None:
        yield "\nNot judged yet."
    elif not attempt.report.scored:
        yield f"\nNot scored: {_plain(attempt.report.not_scored)}"
    else:
        yield from _report(attempt.report)
    yield "\n## What was said\n"
    yield _plain(attempt.transcript.text) if attempt.transcript else "Not heard yet."


def _report(report: Report) -> Iterator[str]:
    if report.strengths:
        yield "\n## What went well\n"
        yield from (f"- {_plain(one)}" for one in report.strengths)
    if report.points:
        yield "\n## Points\n"
    for point in report.points:
        yours = f", your verdict; the judge said {point.judged}" if point.judged else ""
        yield f"- {_MARKS.get(point.verdict, '?')} {_plain(point.say)} ({point.verdict}{yours})"
        if point.evidence:
            yield f"  > {_plain(point.evidence.text)}"
    if report.actions:
        yield "\n## Next\n"
        yield from (f"{number}. {_plain(one.text)}" for number, one in enumerate(report.actions, start=1))


def _length(attempt: Attempt) -> str:
    if attempt.transcript is None:
        return ""
    length_s = attempt.transcript.duration_s
    return ", typed" if length_s is None else f", {int(length_s) // 60}:{int(length_s) % 60:02d}"


def _plain(text: str) -> str:
    """*text* on one line, with nothing in it that Markdown would take for its own."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
