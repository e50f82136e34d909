"""What could be done about how an answer was built."""

from __future__ import annotations

from collections.abc import Iterator

from greenroom.domain import Beginning, Ending, NextAction, Order, PartShare, PointVerdict, Report
from greenroom.scoring.advising.offers import Offer, shortened

__all__ = ["structure_offers"]

TRAILED_OFF, STALLED, SCENE = 0.12, 0.08, 0.05
MOVED = 0.15  # when all points came out of their place
PART = 0.5  # of the share by which a part is off


def structure_offers(report: Report) -> Iterator[Offer]:
    """An offer for each part of the structure that could be better; none where it is not known."""
    structure = report.structure
    if structure is None:
        return
    if structure.ending is Ending.TRAILS_OFF:
        text = "Decide on your last sentence: what came of it, or what you want. Say it, and stop."
        yield Offer(TRAILED_OFF, NextAction(text, "", structure.last.start_s))
    if structure.beginning is Beginning.FILLER:
        text = "Begin with the answer itself; take a breath instead of words that win time."
        yield Offer(STALLED, NextAction(text, "", structure.first.start_s))
    if structure.beginning is Beginning.SCENE and structure.star is None:
        text = "Answer in the first sentence; the scene can follow."
        yield Offer(SCENE, NextAction(text, "", structure.first.start_s))
    if structure.order is not None:
        yield from _order(structure.order, report.points)
    if structure.star is not None and structure.star.sure:
        for part in structure.star.parts:
            yield from _part(part)


def _order(order: Order, points: tuple[PointVerdict, ...]) -> Iterator[Offer]:
    for point in points:
        if point.id in order.moved[:1] and point.evidence is not None:
            text = f"Say {shortened(point.say)} in its place; it came out of the order you planned."
            gain = MOVED * len(order.moved) / len(order.made)
            yield Offer(gain, NextAction(text, point.id, point.evidence.start_s))


def _part(share: PartShare) -> Iterator[Offer]:
    percent = share.percent
    if percent.advice and percent.value is not None and percent.low is not None and percent.high is not None:
        off = max(percent.low - percent.value, percent.value - percent.high) / 100
        text = f"The {share.part} took {percent.value:.0f}%, against {percent.low:.0f} to {percent.high:.0f}%."
        at_s = share.first.start_s if share.first else None
        yield Offer(PART * off, NextAction(f"{text} {percent.advice}", "", at_s))
