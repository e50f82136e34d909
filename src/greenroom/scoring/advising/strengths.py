"""What went well: only what is true, so there may be nothing."""

from __future__ import annotations

from greenroom.domain import Band, Beginning, Delivery, Ending, Report, Structure, Verdict
from greenroom.scoring.advising.offers import shortened

__all__ = ["strengths"]

MOST = 4
ENDINGS = {
    Ending.RESULT: "You ended on what came of it.",
    Ending.POINT: "You ended on one of your points.",
    Ending.CLOSING: "You ended with a closing sentence.",
}


def strengths(report: Report) -> tuple[str, ...]:
    """Up to four things that went well in an answer whose delivery was measured.

    Few filled pauses are no praise yet: the recogniser leaves out about half of them.
    """
    points, found = report.points, []
    made = [point for point in points if point.verdict is Verdict.COVERED]
    if made and len(made) == len(points):
        found.append(f"You made all {len(points)} of your points." if len(points) > 1 else "You made your point.")
    elif made:
        best = max(made, key=lambda point: (point.weight, point.confidence))
        found.append(f"You made {len(made)} of {len(points)} points, among them {shortened(best.say)}.")
    if report.delivery is not None:
        found.extend(_of_delivery(report.delivery))
    if report.structure is not None:
        found.extend(_of_structure(report.structure))
    return tuple(found[:MOST])


def _of_delivery(delivery: Delivery) -> list[str]:
    found = []
    length, pace = delivery.length_s, delivery.pace_wpm
    if length.band is Band.GOOD and length.value is not None:
        found.append(f"{length.value:.0f} seconds: the length you aimed for.")
    if pace.band is Band.GOOD and pace.value is not None:
        found.append(f"{pace.value:.0f} words a minute: easy to follow.")
    return found


def _of_structure(structure: Structure) -> list[str]:
    found = []
    if structure.beginning is Beginning.ANSWERS:
        found.append("Your first sentence answers the question.")
    if structure.ending in ENDINGS:
        found.append(ENDINGS[structure.ending])
    if structure.order is not None and len(structure.order.made) > 2 and not structure.order.moved:
        found.append("Your points came in the order that you planned.")
    return found
