"""The one to three things to do next: those that would help most, each about one point or one moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from greenroom.domain import AvoidSaid, NextAction, PointVerdict, Report, Transcript, Verdict
from greenroom.scoring.advising.delivery_actions import delivery_offers
from greenroom.scoring.advising.offers import Offer, shortened
from greenroom.scoring.advising.structure_actions import structure_offers

__all__ = ["next_actions"]

MOST = 3
MOST_ABOUT_POINTS = 2
LEAST = 0.03  # of the points: what brings less than that is no advice but nagging
SHORT_QUOTE = 40
WORTH = {Verdict.CONTRADICTED: 2.5, Verdict.MISSED: 1.0, Verdict.PARTIAL: 0.5, Verdict.UNSURE: 0.25}
"""What mending a point brings, in its own weight: what is wrong does more harm than what is left out."""
SLIP = 1.5  # leaving out what should not be said, in points of mean weight
SLIP_ALONE = 0.5  # the same where a prompt has no points
MADE = frozenset({Verdict.COVERED, Verdict.PARTIAL})


def next_actions(report: Report, transcript: Transcript) -> tuple[NextAction, ...]:
    """One to three things to do, the most useful first; at most two about points where anything else needs mending."""
    points = report.points
    about_points = _best((*_point_offers(points), *_slip_offers(report.avoid_said, points)))
    others = [
        offer
        for offer in _best((*delivery_offers(report, transcript), *structure_offers(report)))
        if offer.gain >= LEAST
    ]
    kept = about_points[: MOST_ABOUT_POINTS if others else MOST]
    actions = tuple(offer.action for offer in _best((*kept, *others))[:MOST])
    return actions or (
        NextAction("Nothing stands out. Tell it once more, shorter, and see whether every point stays."),
    )


def _best(offers: Sequence[Offer]) -> list[Offer]:
    return sorted(offers, key=lambda offer: -offer.gain)


def _point_offers(points: Sequence[PointVerdict]) -> Iterator[Offer]:
    total = sum(point.weight for point in points) or 1.0
    for at, point in enumerate(points):
        if point.verdict not in WORTH:
            continue
        at_s = point.evidence.start_s if point.evidence else None
        texts = {
            Verdict.CONTRADICTED: f"Check {shortened(point.say)}. {point.reason}",
            Verdict.PARTIAL: f"Finish {shortened(point.say)}. {point.reason}",
            Verdict.UNSURE: f"Say {shortened(point.say)} more plainly; it was not clear whether you made it.",
        }
        action = NextAction(texts.get(point.verdict, ""), point.id, at_s)
        if point.verdict is Verdict.MISSED:
            action = _addition(points, at)
        yield Offer(WORTH[point.verdict] * point.weight / total, action)


def _addition(points: Sequence[PointVerdict], at: int) -> NextAction:
    """Where the missed point *at* belongs: after the last point made before it, or before the first one after it."""
    point = points[at]
    before = next((one for one in reversed(points[:at]) if one.verdict in MADE and one.evidence), None)
    after = next((one for one in points[at + 1 :] if one.verdict in MADE and one.evidence), None)
    where, at_s = "", None
    if before is not None and before.evidence is not None:
        where, at_s = f", after {shortened(before.say, SHORT_QUOTE)}", before.evidence.end_s
    elif after is not None and after.evidence is not None:
        where, at_s = f", before {shortened(after.say, SHORT_QUOTE)}", after.evidence.start_s
    return NextAction(f"Add {shortened(point.say)}{where}.", point.id, at_s)


def _slip_offers(avoided: Sequence[AvoidSaid], points: Sequence[PointVerdict]) -> Iterator[Offer]:
    gain = SLIP / len(points) if points else SLIP_ALONE
    for item in avoided:
        text = f"Leave out {shortened(item.say)}; you said {shortened(item.evidence.text)}."
        yield Offer(gain, NextAction(text, "", item.evidence.start_s))
