"""An attempt as lines of styled text: strengths first, then points, sound, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from greenroom.cli.second_opinion_view import second_opinion_lines
from greenroom.cli.session import print_json
from greenroom.cli.terminal import clock_time, make_console, print_hanging
from greenroom.domain import (
    Attempt,
    Band,
    Delivery,
    Evidence,
    Figure,
    Filler,
    FillerKind,
    PointVerdict,
    Report,
    Transcript,
    Verdict,
    Word,
)

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
_BANDS = {Band.GOOD: ("good", "green"), Band.LOW: ("low", "yellow"), Band.HIGH: ("high", "yellow")}
_QUOTE_CHARACTERS = 150
_DOUBTFUL = "(?)"
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
    yield _text(_headline(attempt), "bold")
    report = attempt.report
    if report is None:
        yield _text("There is no report of it.")
        return
    if not report.scored:
        yield _text(f"Not scored: {report.not_scored}")
        yield from _actions(report)
        return
    if report.strengths:
        yield _heading("What went well")
        yield from (_text(f"  + {line}") for line in report.strengths)
    yield from _points(report, attempt.transcript)
    yield from _sound(report, listened=attempt.transcript is not None and attempt.transcript.listened_for_hesitations)
    yield from _doubts(attempt)
    yield from second_opinion_lines(report)
    yield from _actions(report)


def _headline(attempt: Attempt) -> str:
    name = str(attempt.ref) if attempt.ref.number else attempt.ref.prompt_id
    when = attempt.created_at.astimezone().strftime("%d %b %Y %H:%M")
    length = f" · {clock_time(attempt.recording.duration_s)} of sound" if attempt.recording else ""
    return f"{name} · {when}{length}"


def _points(report: Report, transcript: Transcript | None) -> Iterator[Text]:
    if not report.points:
        return
    covered = sum(point.verdict is Verdict.COVERED for point in report.points)
    yield _heading(f"Your points: {covered} of {len(report.points)} covered")
    lines = list(_point_lines(report, transcript.words if transcript else ()))
    yield from lines
    doubts = any(_DOUBTFUL in line.plain for line in lines)
    yield _text(f"  {_MEANING}{f'  {_DOUBTFUL} hard to hear' if doubts else ''}", "dim")


def _point_lines(report: Report, words: Sequence[Word]) -> Iterator[Text]:
    for group, points in groupby(report.points, key=lambda point: point.group):
        if group:
            yield _text(f"  {group}", "italic")
        for point in points:
            yield from _point(point, words)
    for said in report.avoid_said:
        yield _text(f"  ! better left out: {said.say}", "red")
        yield _quote(said.evidence, words)


def _point(point: PointVerdict, words: Sequence[Word]) -> Iterator[Text]:
    mark, style = MARKS[point.verdict]
    line = _text("  ")
    line.append(f"{mark} ", style)
    line.append(point.say)
    yield line
    doubt = f" ({point.confidence:.0%} sure)" if point.verdict is not Verdict.MISSED else ""
    if point.judged is not None:
        says = "says so too" if point.judged is point.verdict else f"said {point.judged}"
        yield _text(f"      Yours; the judge {says} ({point.confidence:.0%} sure).", "dim")
    elif point.reason:
        yield _text(f"      {point.reason}{doubt}", "dim")
    if point.evidence is not None and point.verdict is not Verdict.MISSED:
        yield _quote(point.evidence, words)


def _quote(evidence: Evidence, words: Sequence[Word]) -> Text:
    quoted = _doubts_marked(evidence, words)
    if len(quoted) > _QUOTE_CHARACTERS:
        quoted = quoted[: _QUOTE_CHARACTERS - 1].rsplit(" ", 1)[0] + " …"
    when = "" if evidence.start_s is None else f"  [{clock_time(evidence.start_s)}]"
    return _text(f"      “{quoted}”{when}", "dim")


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


def _sound(report: Report, *, listened: bool) -> Iterator[Text]:
    delivery = report.delivery
    if delivery is None:
        return
    yield _heading("How it sounded" if delivery.pace_wpm.value is not None else "How it reads")
    if delivery.length_s.value is not None:
        yield _figure("Length", clock_time(delivery.length_s.value), delivery.length_s, minutes=True)
    if delivery.pace_wpm.value is not None:
        yield _figure("Pace", f"{delivery.pace_wpm.value:.0f} words a minute", delivery.pace_wpm)
    yield from _fillers(delivery, report.fillers, listened=listened)
    if delivery.pauses is not None:
        pauses = delivery.pauses
        longest = f", the longest {pauses.longest_s:.1f} s" if pauses.count else ""
        yield _row("Pauses", f"{pauses.count}, {pauses.long} of them over 2 s{longest}")
    for repeated in report.repeated:
        yield _row("Repeated", f"“{repeated.text}” {repeated.times} times")


def _fillers(delivery: Delivery, fillers: tuple[Filler, ...], *, listened: bool) -> Iterator[Text]:
    """What was heard and what is likely stay apart: no sum of the two would be true.

    Where nobody *listened* for them in the sound the count is a lower bound: a text leaves many out.
    """
    figure = delivery.filled_pauses_per_min
    heard, likely = delivery.filled_pauses, delivery.filled_pauses_likely
    counted = f"{heard}{_tally(fillers, FillerKind.FILLED_PAUSE)}" if heard else "none"
    if figure.value is not None:
        counted = f"at least {counted}" if heard and not listened else counted
        counted += " heard"
        counted += f", {likely} more likely" if likely else ""
        counted += f", {figure.value:.1f} a minute" if heard else ""
        counted += "" if listened else " (from the text alone, which leaves some out)"
    yield _figure("Um and uh", counted, figure) if figure.band is Band.HIGH else _row("Um and uh", counted)
    if delivery.discourse_markers:
        yield _row("Filler words", f"{delivery.discourse_markers}{_tally(fillers, FillerKind.DISCOURSE_MARKER)}")


def _tally(fillers: tuple[Filler, ...], kind: FillerKind) -> str:
    counts = Counter(filler.text.lower().strip(_SIGNS) for filler in fillers if filler.kind is kind and filler.heard)
    return f" ({', '.join(f'{word} {count}' for word, count in counts.most_common(4))})" if counts else ""


def _doubts(attempt: Attempt) -> Iterator[Text]:
    if attempt.transcript is None:
        return
    yield from (_text(f"  Note: {note}", "dim") for note in attempt.transcript.notes)
    names = [word for word in attempt.transcript.words if word.heard and not word.yours]
    taken = {f"“{word.heard}” as {word.text.strip(_SIGNS)}": None for word in names}
    if taken:
        yield _text(f"  Note: taken as names: {', '.join(taken)}", "dim")
    if yours := list(_yours(attempt, attempt.transcript)):
        yield _text(f"  Yours: {'; '.join(yours)}", "dim")


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
    yield _heading("Next")
    for number, action in enumerate(report.actions, start=1):
        when = "" if action.at_s is None else f"  [{clock_time(action.at_s)}]"
        yield _text(f"  {number}. {action.text}{when}")


def _figure(name: str, value: str, figure: Figure, *, minutes: bool = False) -> Text:
    """A row with its band: the word first, the range behind it, so that colour is never the only sign."""
    row = _row(name, value)
    if figure.band in _BANDS:
        word, style = _BANDS[figure.band]
        row.append(f"  {word}", style)
        row.append(_range(figure, minutes=minutes), "dim")
    return row


def _range(figure: Figure, *, minutes: bool) -> str:
    show = clock_time if minutes else (lambda value: f"{value:.0f}")
    if figure.low and figure.high is not None:
        return f" ({show(figure.low)} to {show(figure.high)})"
    if figure.high is not None:
        return f" (up to {show(figure.high)})"
    return ""


def _row(name: str, value: str) -> Text:
    return _text(f"  {name:<13}{value}")


def _heading(words: str) -> Text:
    return _text(f"\n{words}", "bold")


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(words, style=style)
