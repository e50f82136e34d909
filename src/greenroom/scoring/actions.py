"""What went well, and the one to three things to do next: plain, kind, and each about one point or moment."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from greenroom.domain import (
    AvoidSaid,
    Band,
    Delivery,
    Filler,
    FillerKind,
    NextAction,
    PointVerdict,
    Transcript,
    Verdict,
)
from greenroom.scoring.delivery import LONG_PAUSE_S, Bands

__all__ = ["next_actions", "strengths"]

MOST = 3
MOST_ABOUT_POINTS = 2
CLUSTER = 3  # hesitations
CLUSTER_S = 10.0  # within so many seconds
LONGEST_QUOTE = 70


def strengths(points: Sequence[PointVerdict], delivery: Delivery) -> tuple[str, ...]:
    """Up to three things that went well; only what is true, so there may be none.

    Few filled pauses are no praise yet: the recogniser leaves out about half of them.
    """
    found = []
    made = [point for point in points if point.verdict is Verdict.COVERED]
    if made and len(made) == len(points):
        found.append(f"You made all {len(points)} of your points." if len(points) > 1 else "You made your point.")
    elif made:
        best = max(made, key=lambda point: (point.weight, point.confidence))
        found.append(f"You made {len(made)} of {len(points)} points, among them {_quoted(best.say)}.")
    length, pace = delivery.length_s, delivery.pace_wpm
    if length.band is Band.GOOD and length.value is not None:
        found.append(f"{length.value:.0f} seconds: the length you aimed for.")
    if pace.band is Band.GOOD and pace.value is not None:
        found.append(f"{pace.value:.0f} words a minute: easy to follow.")
    return tuple(found[:MOST])


def next_actions(
    points: Sequence[PointVerdict],
    avoided: Sequence[AvoidSaid],
    fillers: Sequence[Filler],
    delivery: Delivery,
    transcript: Transcript,
    bands: Bands,
) -> tuple[NextAction, ...]:
    """One to three things to do, the most useful first; at most two about points where the delivery needs one."""
    about_points = _point_actions(points, avoided)
    about_delivery = _delivery_actions(fillers, delivery, transcript, bands)
    kept = about_points[: MOST_ABOUT_POINTS if about_delivery else MOST]
    actions = (*kept, *about_delivery)[:MOST]
    return actions or (
        NextAction("Nothing stands out. Tell it once more, shorter, and see whether every point stays."),
    )


def _point_actions(points: Sequence[PointVerdict], avoided: Sequence[AvoidSaid]) -> list[NextAction]:
    """Contradictions, what should not be said, what was missed or half said, what was unclear; heaviest first."""
    heaviest = sorted(points, key=lambda point: -point.weight)
    actions = []
    for point in heaviest:
        if point.verdict is Verdict.CONTRADICTED:
            text = f"Check {_quoted(point.say)}. {point.reason}"
            actions.append(NextAction(text, point.id, point.evidence.start_s if point.evidence else None))
    actions.extend(
        NextAction(f"Leave out {_quoted(item.say)}; you said {_quoted(item.evidence.text)}.", "", item.evidence.start_s)
        for item in avoided
    )
    missed = [point for point in heaviest if point.verdict is Verdict.MISSED]
    half = [point for point in heaviest if point.verdict is Verdict.PARTIAL]
    for point in sorted((*missed, *half), key=lambda point: (-point.weight, point.verdict is Verdict.PARTIAL)):
        if point.verdict is Verdict.MISSED:
            actions.append(NextAction(f"Add {_quoted(point.say)}.", point.id))
        else:
            text = f"Finish {_quoted(point.say)}. {point.reason}"
            actions.append(NextAction(text, point.id, point.evidence.start_s if point.evidence else None))
    for point in heaviest:
        if point.verdict is Verdict.UNSURE:
            text = f"Say {_quoted(point.say)} more plainly; it was not clear whether you made it."
            actions.append(NextAction(text, point.id, point.evidence.start_s if point.evidence else None))
    return actions


def _delivery_actions(
    fillers: Sequence[Filler], delivery: Delivery, transcript: Transcript, bands: Bands
) -> list[NextAction]:
    actions = []
    length, pace = delivery.length_s, delivery.pace_wpm
    if length.band is Band.HIGH and length.value is not None and length.high is not None:
        over = length.value - length.high
        actions.append(
            NextAction(
                f"Cut about {over:.0f} seconds: you took {length.value:.0f}, the target ends at {length.high:.0f}."
            )
        )
    if length.band is Band.LOW and length.value is not None and length.low is not None:
        actions.append(NextAction(f"Say more: {length.value:.0f} seconds, and the target begins at {length.low:.0f}."))
    if pace.band is Band.HIGH and pace.value is not None:
        actions.append(NextAction(f"Slow down a little: {pace.value:.0f} words a minute. Breathe between two points."))
    if pace.band is Band.LOW and pace.value is not None:
        actions.append(NextAction(f"Pick up the pace a little: {pace.value:.0f} words a minute."))
    if delivery.filled_pauses_per_min.band is Band.HIGH:
        actions.append(_filler_action(fillers, delivery))
    pause_s = _longest_pause_at(transcript)
    if pause_s is not None and delivery.pauses and delivery.pauses.long > (bands["long_pauses"]["high"] or 0):
        text = (
            f"{delivery.pauses.long} pauses of {LONG_PAUSE_S:.0f} seconds or more. Plan what comes after the longest."
        )
        actions.append(NextAction(text, "", pause_s))
    return actions


def _filler_action(fillers: Sequence[Filler], delivery: Delivery) -> NextAction:
    rate = delivery.filled_pauses_per_min.value or 0.0
    starts = [
        item.start_s
        for item in fillers
        if item.kind is FillerKind.FILLED_PAUSE and item.heard and item.start_s is not None
    ]
    at_s = next(
        (start for start, third in zip(starts, starts[CLUSTER - 1 :], strict=False) if third - start <= CLUSTER_S), None
    )
    text = f"{rate:.0f} filled pauses a minute. Let a silence stand instead; it sounds sure."
    return NextAction(text, "", at_s if at_s is not None else (starts[0] if starts else None))


def _longest_pause_at(transcript: Transcript) -> float | None:
    gaps = [(after.start_s - before.end_s, before.end_s) for before, after in pairwise(transcript.speech)]
    return max(gaps)[1] if gaps else None


def _quoted(text: str) -> str:
    short = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + " …"
    return f"“{short.rstrip('.')}”"
