"""The figures of one attempt that a list shows."""

from __future__ import annotations

from greenroom.domain import Attempt, Figure, Verdict
from greenroom.library.values import AttemptSummary

__all__ = ["summarise"]


def summarise(attempt: Attempt) -> AttemptSummary:
    """The row of *attempt* in the list; figures are None where nothing was scored."""
    report = attempt.report if attempt.report and attempt.report.scored else None
    delivery = report.delivery if report else None
    return AttemptSummary(
        ref=attempt.ref,
        created_at=attempt.created_at,
        duration_s=_duration_s(attempt),
        coverage=report.coverage if report else None,
        points_covered=sum(point.verdict is Verdict.COVERED for point in report.points) if report else None,
        points_total=len(report.points) if report else None,
        filled_pauses_per_min=_value(delivery.filled_pauses_per_min if delivery else None),
        pace_wpm=_value(delivery.pace_wpm if delivery else None),
        scored=report is not None,
        judge=attempt.report.judge if attempt.report else "",
        corrections=len(attempt.corrections.in_order),
        length_s=_value(delivery.length_s if delivery else None),
        about=attempt.about,
        hints=attempt.hints,
    )


def _duration_s(attempt: Attempt) -> float | None:
    if attempt.recording:
        return attempt.recording.duration_s
    return attempt.transcript.duration_s if attempt.transcript else None


def _value(figure: Figure | None) -> float | None:
    return figure.value if figure else None
