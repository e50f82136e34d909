"""What lies behind a verdict, as lines of styled text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from greenroom.cli.session import print_json
from greenroom.cli.terminal import clock_time, make_console, print_hanging
from greenroom.cli.views.report_view import MARKS
from greenroom.domain import Attempt, Explanation, PointVerdict, Signal
from greenroom.domain.plain import to_plain

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["print_why", "why_lines"]

MOST = 8
FEWEST = 5
SLIGHT = 0.05  # log chance: below it a signal is shown only where few others are
STRENGTHS = ((0.3, 3), (0.1, 2), (0.0, 1))  # from which weight on how many signs


def print_why(attempt: Attempt, explanation: Explanation, color: str, *, as_json: bool = False) -> None:
    """The explanation on standard output, beside the verdict that is kept."""
    if as_json:
        print_json(_document(attempt, explanation))
        return
    console = make_console(color)
    for line in why_lines(attempt, explanation):
        print_hanging(console, line)


def why_lines(attempt: Attempt, explanation: Explanation) -> Iterator[Text]:
    """The whole explanation, a line at a time."""
    from rich.text import Text

    point, likeliest = explanation.point, explanation.chances[0][0]
    mark, style = MARKS[point.verdict]
    yield Text(f"{attempt.ref} · {point.id}", "bold")
    yield Text("  ").append(f"{mark} {point.verdict}", style).append(f"  {point.say}")
    yield Text(f"      {point.reason}", "dim")
    if kept := _kept_otherwise(attempt, point):
        yield Text(f"      {kept}")
    chances = ", ".join(f"{verdict} {_percent(chance)}" for verdict, chance in explanation.chances)
    yield Text(f"\nHow likely: {chances}")
    if explanation.passage is not None:
        when = "" if explanation.passage.start_s is None else f"  [{clock_time(explanation.passage.start_s)}]"
        yield Text("\nThe passage that fits the point best", "bold")
        yield Text(f"  “{explanation.passage.text}”{when}")
    if explanation.rule:
        yield Text(f"\n{explanation.rule}")
    signals = _shown(explanation)
    if not signals:
        return
    yield Text(f"\nWhat spoke most for “{likeliest}” (+) and against it (-), beside what is usual", "bold")
    for signal in signals:
        against = "" if signal.weight > 0 else f", for {signal.toward}"
        yield Text(f"  {_strength(signal):<3}  {signal.says}{against}")


def _shown(explanation: Explanation) -> tuple[Signal, ...]:
    """The weightiest signals: those that are more than slight, but some in any case."""
    weighty = sum(abs(signal.weight) >= SLIGHT for signal in explanation.signals)
    return explanation.signals[: min(MOST, max(FEWEST, weighty))]


def _strength(signal: Signal) -> str:
    count = next(count for limit, count in STRENGTHS if abs(signal.weight) >= limit)
    return ("+" if signal.weight > 0 else "-") * count


def _percent(chance: float) -> str:
    return f"{chance:.0%}".replace("%", " %")


def _kept_otherwise(attempt: Attempt, now: PointVerdict) -> str:
    """What the kept report says, where it says something else; else empty."""
    kept = _kept(attempt, now.id)
    if kept is None:
        return f"The kept report has no such point. Bring it up to date: greenroom rejudge {attempt.ref}"
    if kept.judged is not None:
        return f"You said {kept.verdict}; that counts."
    if kept.verdict is now.verdict:
        return ""
    judge = attempt.report.judge if attempt.report else "the judge"
    return f"The kept report says {kept.verdict} (by {judge}). Bring it up to date: greenroom rejudge {attempt.ref}"


def _kept(attempt: Attempt, point_id: str) -> PointVerdict | None:
    points = attempt.report.points if attempt.report else ()
    return next((point for point in points if point.id == point_id), None)


def _document(attempt: Attempt, explanation: Explanation) -> dict[str, Any]:
    return {
        "ref": str(attempt.ref),
        **to_plain(explanation),
        "chances": {verdict.value: chance for verdict, chance in explanation.chances},
        "kept": to_plain(_kept(attempt, explanation.point.id)),
    }
