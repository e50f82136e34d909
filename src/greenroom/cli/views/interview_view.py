"""An interview as lines of styled text: how it went as a whole, what to do next, then each question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from greenroom.cli.terminal import make_console, print_hanging
from greenroom.cli.views.interview_parts import MEANING, figures_of, headline, mark_of, question_figures
from greenroom.cli.views.report_view import MARKS
from greenroom.cli.views.rows import heading, styled
from greenroom.domain import Verdict
from greenroom.practice.interview.outcome import AskedPoint, AskedQuestion

if TYPE_CHECKING:
    from rich.text import Text

    from greenroom.domain import Attempt
    from greenroom.practice.interview.report import InterviewReport

__all__ = ["follow_up_lines", "interview_lines", "print_interview"]


def print_interview(report: InterviewReport, color: str) -> None:
    """The report on standard output."""
    console = make_console(color)
    for line in interview_lines(report):
        print_hanging(console, line)


def interview_lines(report: InterviewReport) -> Iterator[Text]:
    """The whole report, a line at a time."""
    yield styled(headline(report), "bold")
    yield styled(report.summary)
    if figures_of(report):
        yield styled(f"In all {figures_of(report)}")
    if report.strengths:
        yield heading("What went well")
        yield from (styled(f"  + {line}") for line in report.strengths)
    if report.actions:
        yield heading("Next")
        yield from (styled(f"  {number}. {line}") for number, line in enumerate(report.actions, 1))
    if report.findings:
        yield heading("Across the questions")
        yield from (styled(f"  - {line}") for line in report.findings)
    for number, one in enumerate(report.questions, 1):
        yield from _question(number, one)
    if any(one.points for one in report.questions):
        yield styled(f"\n  {MEANING}", "dim")


def follow_up_lines(attempt: Attempt) -> Iterator[Text]:
    """What came of one follow-up, for the report after a question."""
    yield styled(f"\nWhen asked “{attempt.asked}”", "bold")
    if attempt.report is None or not attempt.report.scored:
        yield styled(f"  Not scored: {attempt.report.not_scored}" if attempt.report else "  There is no report of it.")
        return
    for point in attempt.report.points:
        mark, style = MARKS[point.verdict]
        line = styled("  ")
        line.append(f"{mark} ", style)
        line.append(f"{point.say} (made now)" if point.verdict is Verdict.COVERED else point.say)
        yield line


def _question(number: int, one: AskedQuestion) -> Iterator[Text]:
    name = str(one.attempt.ref) if one.attempt else one.question.prompt_id
    line = heading(f"{number}. {one.question.asked}")
    line.append(f"  {name}", "not bold dim")
    yield line
    verdict = f"{one.verdict[0].upper()}{one.verdict[1:]}"
    yield styled("  " + " · ".join(filter(None, (verdict, question_figures(one)))))
    if one.scored:
        said = int(any(point.made for point in one.points))  # their count comes first, and the verdict has it
        yield from (styled(f"  + {line}") for line in one.scored.strengths[said : said + 2])
    asked = {attempt.about: attempt.asked for attempt in one.follow_ups}
    for point in one.points:
        yield from _point(point, asked.get(point.first.id, ""))


def _point(point: AskedPoint, asked: str) -> Iterator[Text]:
    marks, decides = mark_of(point)
    line = styled("  ")
    line.append(marks.ljust(4), MARKS[decides][1])
    line.append(point.first.say)
    yield line
    if asked:
        yield styled(f"      asked “{asked}”", "dim")
