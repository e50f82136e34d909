"""CSV: one row an attempt."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from greenroom.domain import Attempt, Verdict

__all__ = ["csv_lines"]

_COLUMNS = (
    *("attempt", "prompt", "question", "created_at", "typed", "length_s", "words", "scored", "coverage"),
    *("points_covered", "points_total", "filled_pauses_per_min", "pace_wpm", "judge", "corrections", "answer"),
)


def csv_lines(attempts: Iterable[Attempt]) -> Iterator[str]:
    """A line of names, then one for each of *attempts*; a cell is empty where there is no figure."""
    yield _line(_COLUMNS)
    for attempt in attempts:
        yield _line(_row(attempt))


def _row(attempt: Attempt) -> tuple[object, ...]:
    report, transcript = attempt.report, attempt.transcript
    delivery = report.delivery if report and report.scored else None
    judged = report is not None and report.scored
    covered = [point for point in report.points if point.verdict is Verdict.COVERED] if report else []
    return (
        attempt.ref,
        attempt.ref.prompt_id,
        attempt.asked,
        attempt.created_at.isoformat(),
        "" if transcript is None else _yes(not transcript.timed),
        _rounded(transcript.duration_s) if transcript else "",
        len(transcript.words) if transcript else "",
        _yes(judged),
        _rounded(report.coverage) if report else "",
        len(covered) if judged else "",
        len(report.points) if report and judged else "",
        _rounded(delivery.filled_pauses_per_min.value) if delivery and delivery.filled_pauses_per_min else "",
        _rounded(delivery.pace_wpm.value) if delivery and delivery.pace_wpm else "",
        report.judge if report else "",
        len(attempt.corrections.in_order),
        transcript.text if transcript else "",
    )


def _line(cells: Iterable[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def _rounded(value: float | None) -> float | str:
    return "" if value is None else round(value, 3)


def _yes(value: bool) -> str:
    return "yes" if value else "no"
