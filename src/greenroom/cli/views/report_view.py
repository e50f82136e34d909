"""An attempt as lines of styled text: strengths, what to do next, then the points, how it sounded and was built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from greenroom.cli.session import print_json
from greenroom.cli.terminal import clock_time, make_console, print_hanging
from greenroom.cli.views.delivery_view import delivery_lines
from greenroom.cli.views.rows import heading, moment, styled
from greenroom.cli.views.second_opinion_view import second_opinion_lines
from greenroom.cli.views.structure_view import structure_lines
from greenroom.domain import Attempt, Evidence, FactCheck, FactState, PointVerdict, Report, Transcript, Verdict, Word

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["MARKS", "print_report", "report_lines"]

MARKS = {
    Verdict.COVERED: ("✓", "green"),
    Verdict.PARTIAL: ("◐", "yellow"),
    Verdict.MISSED: ("✗", "red"),
    Verdict.CONTRADICTED: ("!", "bold red"),
    Verdict.UNSURE: ("?", "cyan"),
}
_MEANING = "✓ covered  ◐ partly  ✗ missed  ! said otherwise  ? not sure"
_QUOTE_CHARACTERS = 150
_SHORT_QUOTE_CHARACTERS = 100
_NOTHING_TO_ADD = "Not mentioned."  # the mark says so already
_DOUBTFUL = "(?)"
_FACTS = {FactState.RIGHT: "✓", FactState.VAGUE: "≈", FactState.WRONG: "✗", FactState.MISSING: "–"}
_SIGNS = ".,;:!?"


def print_report(attempt: Attempt, color: str, *, as_json: bool = False) -> None:
    """The report on standard output."""
    if as_json:
        from greenroom.practice.document import attempt_document

        print_json(attempt_document(attempt))
        return
    console = make_console(color)
    for line in report_lines(attempt):
        print_hanging(console, line)


def report_lines(attempt: Attempt) -> Iterator[Text]:
    """The whole report, a line at a time."""
    yield styled(_headline(attempt), "bold")
    report = attempt.report
    if report is None:
        yield styled("There is no report of it.")
        return
    if not report.scored:
        yield styled(f"Not scored: {report.not_scored}")
        yield from _actions(report)
        return
    if report.strengths:
        yield heading("What went well")
        yield from (styled(f"  + {line}") for line in report.strengths)
    yield from _actions(report)
    yield from _points(report, attempt.transcript)
    yield from _feedback(report, attempt.transcript.words if attempt.transcript else ())
    listened = attempt.transcript is not None and attempt.transcript.listened_for_hesitations
    yield from delivery_lines(report, listened=listened)
    yield from structure_lines(report)
    yield from _doubts(attempt)
    yield from second_opinion_lines(report)


def _headline(attempt: Attempt) -> str:
    name = str(attempt.ref) if attempt.ref.number else attempt.ref.prompt_id
    when = attempt.created_at.astimezone().strftime("%d %b %Y %H:%M")
    length = f" · {clock_time(attempt.recording.duration_s)} of sound" if attempt.recording else ""
    return f"{name} · {when}{length}"


def _points(report: Report, transcript: Transcript | None) -> Iterator[Text]:
    if not report.points:
        return
    covered = sum(point.verdict is Verdict.COVERED for point in report.points)
    yield heading(f"Your points: {covered} of {len(report.points)} covered")
    lines = list(_point_lines(report, transcript.words if transcript else ()))
    yield from lines
    doubts = any(_DOUBTFUL in line.plain for line in lines)
    yield styled(f"  {_MEANING}{f'  {_DOUBTFUL} hard to hear' if doubts else ''}", "dim")


def _point_lines(report: Report, words: Sequence[Word]) -> Iterator[Text]:
    for group, points in groupby(report.points, key=lambda point: point.group):
        if group:
            yield styled(f"  {group}", "italic")
        for point in points:
            yield from _point(point, words)
    for said in report.avoid_said:
        yield styled(f"  ! better left out: {said.say}", "red")
        yield _quote(said.evidence, words)


def _point(point: PointVerdict, words: Sequence[Word]) -> Iterator[Text]:
    mark, style = MARKS[point.verdict]
    line = styled("  ")
    line.append(f"{mark} ", style)
    line.append(point.say)
    yield line
    doubt = f" ({point.confidence:.0%} sure)" if point.verdict is not Verdict.MISSED else ""
    if point.judged is not None:
        says = "says so too" if point.judged is point.verdict else f"said {point.judged}"
        yield styled(f"      Yours; the judge {says} ({point.confidence:.0%} sure).", "dim")
    elif point.verdict is Verdict.COVERED and point.evidence is not None:  # what is fine in one line
        quoted = _quote(point.evidence, words, _SHORT_QUOTE_CHARACTERS)
        yield styled(f"      {point.reason}{doubt}  {quoted.plain.strip()}", "dim")
        return
    elif point.reason and point.reason != _NOTHING_TO_ADD:
        yield styled(f"      {point.reason}{doubt}", "dim")
    if point.verdict is not Verdict.MISSED:
        if any(fact.state is not FactState.RIGHT for fact in point.facts):
            yield styled(f"      {'   '.join(map(_fact, point.facts))}", "dim")
        if point.evidence is not None:
            yield _quote(point.evidence, words)


def _fact(fact: FactCheck) -> str:
    """One fact of a point: "✓ 4%", "✗ 14% (heard “forty percent”)", "– Oracle (not said)"."""
    if fact.state is FactState.RIGHT:
        note = ""
    elif fact.state is FactState.MISSING or not fact.heard:
        note = " (not said)"
    else:
        note = f" (heard “{fact.heard}”)"
    return f"{_FACTS[fact.state]} {fact.fact}{note}"


def _feedback(report: Report, words: Sequence[Word]) -> Iterator[Text]:
    """What became of the interviewer's last remarks."""
    if report.feedback_taken:
        yield heading("Your last feedback")
    for taken in report.feedback_taken:
        mark, style = MARKS[taken.verdict]
        line = styled("  ")
        line.append(f"{mark} ", style)
        line.append(taken.note)
        yield line
        yield styled(f"      {taken.reason}", "dim")
        if taken.evidence is not None:
            yield _quote(taken.evidence, words)


def _quote(evidence: Evidence, words: Sequence[Word], longest: int = _QUOTE_CHARACTERS) -> Text:
    quoted = _doubts_marked(evidence, words)
    if len(quoted) > longest:  # which part of a long passage carries the point is not known
        half = longest // 2
        quoted = f"{quoted[:half].rpartition(' ')[0]} … {quoted[-half:].partition(' ')[2]}"
    return styled(f"      “{quoted}”{moment(evidence.start_s)}", "dim")


def _doubts_marked(evidence: Evidence, words: Sequence[Word]) -> str:
    """The quotation, with a sign behind each of *words* in it that was hard to hear."""
    if evidence.start_s is None or evidence.end_s is None:
        return evidence.text
    start_s, end_s = evidence.start_s, evidence.end_s
    quoted = [
        word for word in words if (word.start_s or 0.0) >= start_s and word.end_s is not None and word.end_s <= end_s
    ]
    if " ".join(word.text for word in quoted) != evidence.text:
        return evidence.text
    return " ".join(f"{word.text} {_DOUBTFUL}" if word.doubtful else word.text for word in quoted)


def _doubts(attempt: Attempt) -> Iterator[Text]:
    if attempt.transcript is None:
        return
    yield from (styled(f"  Note: {note}", "dim") for note in attempt.transcript.notes)
    names = [word for word in attempt.transcript.words if word.heard and not word.yours]
    taken = {f"“{word.heard}” as {word.text.strip(_SIGNS)}": None for word in names}
    if taken:
        yield styled(f"  Note: taken as names: {', '.join(taken)}", "dim")
    if yours := list(_yours(attempt, attempt.transcript)):
        yield styled(f"  Yours: {'; '.join(yours)}", "dim")


def _yours(attempt: Attempt, transcript: Transcript) -> Iterator[str]:
    """What the user corrected, verdicts apart: those stand with their points."""
    words = [f"“{word.heard}” is “{word.text}”" for word in transcript.words if word.yours]
    yield from dict.fromkeys(words)
    if attempt.report is None:
        return
    for said, done in ((True, "said"), (False, "taken out")):
        texts = [filler.text for filler in attempt.report.fillers if filler.yours is said]
        if texts:
            yield f"{done}: {', '.join(texts)}"
    for lost in attempt.corrections.lost(attempt.report):
        yield f"'{lost.point_id}' was {lost.verdict}, but is no point any more"


def _actions(report: Report) -> Iterator[Text]:
    if not report.actions:
        return
    yield heading("Next")
    for number, action in enumerate(report.actions, start=1):
        yield styled(f"  {number}. {action.text}{moment(action.at_s)}")
