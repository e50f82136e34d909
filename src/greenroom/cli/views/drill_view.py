"""What is said after a drill."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from greenroom.cli.terminal import clock_time
from greenroom.cli.views.rows import styled
from greenroom.domain import Verdict

if TYPE_CHECKING:
    from rich.text import Text

    from greenroom.practice.learning.drilling import Drilled

__all__ = ["drill_lines"]

_NOT_YET = {
    Verdict.PARTIAL: ("◐", "Partly there."),
    Verdict.MISSED: ("✗", "Not yet."),
    Verdict.CONTRADICTED: ("!", "Not yet: that said something else."),
    Verdict.UNSURE: ("?", "Hard to tell whether that was it."),
}


def drill_lines(drilled: Drilled) -> Iterator[Text]:
    """Whether it was made, the point as it stands in the file, and how often in a row it was made."""
    verdict, report = drilled.verdict, drilled.attempt.report
    say = " ".join(drilled.asked.point.say.split())
    if verdict is None:
        yield styled(report.not_scored if report and report.not_scored else "This could not be judged.")
        yield styled(f"  The point: {say}")
    elif drilled.made:
        yield styled(f"✓ Made: {say}", "green")
    else:
        mark, words = _NOT_YET[verdict.verdict]
        yield styled(f"{mark} {words}", "yellow")
        yield styled(f"  The point: {say}")
        if verdict.reason:
            yield styled(f"  {verdict.reason}", "dim")
    if verdict is not None and verdict.evidence is not None and verdict.verdict is not Verdict.MISSED:
        at_s = verdict.evidence.start_s
        moment = "" if at_s is None else f"  [{clock_time(at_s)}]"
        yield styled(f"  “{verdict.evidence.text}”{moment}", "dim")
    if drilled.in_hand:
        yield styled(f"  Made {_times(drilled.in_a_row)} in a row: back in hand.")
    elif drilled.made:
        yield styled("  Once more like that, and it is back in hand.")
    yield styled(f"  Kept as {drilled.attempt.ref}, apart from your whole answers.", "dim")


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"
