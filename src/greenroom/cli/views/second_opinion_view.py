"""A second opinion as lines of styled text: where it agrees, and both verdicts where it does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from greenroom.cli.terminal import clock_time
from greenroom.domain import Evidence, PointVerdict, Report, SecondOpinion, SecondVerdict, Verdict

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["second_opinion_lines"]

_WORDS = {
    Verdict.COVERED: "covered",
    Verdict.PARTIAL: "partly",
    Verdict.MISSED: "missed",
    Verdict.CONTRADICTED: "said otherwise",
    Verdict.UNSURE: "not sure",
}
_QUOTE_CHARACTERS = 150


def second_opinion_lines(report: Report) -> Iterator[Text]:
    """Nothing where none was asked for."""
    opinion = report.second_opinion
    if opinion is None:
        return
    by = f" by {opinion.model}" if opinion.model else ""
    took = "" if opinion.absent else f" ({opinion.seconds:.0f} s)"
    yield _text(f"\nSecond opinion{by}{took}", "bold")
    if opinion.elsewhere:
        yield _text(f"  Asked at {opinion.elsewhere}, which is not this machine.", "yellow")
    if opinion.absent:
        yield _text(f"  There is none this time: {opinion.absent}")
        return
    refused = [*(point.refused for point in opinion.points), *(slip.refused for slip in opinion.avoid_said)]
    if refused and all(refused):
        yield _text("  Nothing of it is shown: it quoted your words for none of its verdicts.")
        return
    yield from _points(report.points, opinion)
    for slip in opinion.avoid_said:
        if slip.evidence is None:
            yield _text(f"  - better left out: {slip.say}: set aside, {slip.refused}", "dim")
        elif slip.say not in {said.say for said in report.avoid_said}:
            yield _text(f"  - it also heard what is better left out: {slip.say}")
            yield _quote(slip.evidence)
    yield _text("  It is one more reading; your figures above do not depend on it.", "dim")


def _points(points: Sequence[PointVerdict], opinion: SecondOpinion) -> Iterator[Text]:
    seconds = {(second.id, second.say): second for second in opinion.points}
    pairs = [(point, seconds[point.id, point.say]) for point in points if (point.id, point.say) in seconds]
    counted = [(point, second) for point, second in pairs if second.verdict is not None]
    if counted:
        same = sum(point.verdict is second.verdict for point, second in counted)
        yield _text(f"  It agrees on {same} of {len(counted)} points.")
    for point, second in counted:
        if point.verdict is not second.verdict:
            yield from _difference(point, second)
    for point, second in pairs:
        if second.verdict is None:
            yield _text(f"  - {point.say}: set aside, {second.refused}", "dim")
    changed = len(opinion.points) - len(pairs)
    if changed:
        yield _text(f"  {changed} of your points read otherwise when it was asked; they are left out.", "dim")


def _difference(point: PointVerdict, second: SecondVerdict) -> Iterator[Text]:
    line = _text("  - ")
    line.append(point.say)
    if second.verdict is not None:
        line.append(f": {_WORDS[point.verdict]} above, {_WORDS[second.verdict]} by its reading", "cyan")
    yield line
    if second.evidence is not None:
        yield _quote(second.evidence)


def _quote(evidence: Evidence) -> Text:
    quoted = evidence.text
    if len(quoted) > _QUOTE_CHARACTERS:
        quoted = quoted[: _QUOTE_CHARACTERS - 1].rsplit(" ", 1)[0] + " …"
    when = "" if evidence.start_s is None else f"  [{clock_time(evidence.start_s)}]"
    return _text(f"      “{quoted}”{when}", "dim")


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(words, style=style)
