"""What could be done about the delivery, each with the moment to listen to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from greenroom.domain import (
    Band,
    Delivery,
    Evidence,
    FalseStart,
    Figure,
    FillerKind,
    FillerPlace,
    NextAction,
    Report,
    Transcript,
)
from greenroom.scoring.advising.offers import Offer, shortened
from greenroom.scoring.delivery.pauses import LONG_PAUSE_S

__all__ = ["delivery_offers"]

# What a figure twice as far as its band allows would bring when mended, in shares of the points
LENGTH, PACE, FILLED, STUCK, MARKERS, FALSE_STARTS, HEDGES, CHANGE, SILENCE = (
    0.3, 0.25, 0.25, 0.15, 0.15, 0.12, 0.1, 0.1, 0.1,
)  # fmt: skip


def delivery_offers(report: Report, transcript: Transcript) -> Iterator[Offer]:
    """An offer for each figure outside its band; none where nothing could be measured."""
    delivery = report.delivery
    if delivery is None:
        return
    yield from _length(delivery.length_s, transcript)
    yield from _pace(delivery)
    yield from _filled_pauses(report, delivery)
    yield from _markers(report, delivery)
    yield from _pauses(delivery)
    yield from _quoted(HEDGES, delivery.hedges_per_min, report.hedges, "hedges")
    yield from _quoted(FALSE_STARTS, delivery.false_starts_per_min, report.false_starts, "false starts")


def _length(length: Figure, transcript: Transcript) -> Iterator[Offer]:
    if length.value is None or not length.advice:
        return
    starts = [word.start_s for word in transcript.words if word.start_s is not None]
    begin_s = transcript.speech[0].start_s if transcript.speech else min(starts, default=0.0)
    if length.band is Band.HIGH and length.high is not None:
        over = length.value - length.high
        text = f"Cut about {over:.0f} seconds: you took {length.value:.0f}, the target ends at {length.high:.0f}."
        yield _offer(LENGTH, length, text, begin_s + length.high)
    elif length.low is not None:
        text = f"Say more: {length.value:.0f} seconds, and the target begins at {length.low:.0f}."
        yield _offer(LENGTH, length, text, begin_s + length.value)


def _pace(delivery: Delivery) -> Iterator[Offer]:
    pace, change, stretches = delivery.pace_wpm, delivery.pace_change_percent, delivery.pace_stretches
    if pace.advice:
        quick = pace.band is Band.HIGH
        at_s = None
        if stretches:
            pick = max if quick else min
            at_s = pick(stretches, key=lambda stretch: stretch.wpm).start_s
        text = "Slow down a little" if quick else "Pick up the pace a little"
        yield _offer(PACE, pace, f"{text}: {pace.value:.0f} words a minute.", at_s)
    if change.advice and stretches:
        last = stretches[-1]
        text = "sped up" if change.band is Band.HIGH else "slowed down"
        yield _offer(CHANGE, change, f"You {text} at the end: {last.wpm:.0f} words a minute.", last.start_s)


def _filled_pauses(report: Report, delivery: Delivery) -> Iterator[Offer]:
    figure = delivery.filled_pauses_per_min
    filled = [filler for filler in report.fillers if filler.kind is FillerKind.FILLED_PAUSE and filler.heard]
    if figure.advice and filled:
        place, count = next(iter(report.filler_places), (FillerPlace.INSIDE, 0))
        where = f", most of them {place.in_words}" if 2 * count > len(filled) else ""
        at_s = delivery.filler_clusters[0].start_s if delivery.filler_clusters else filled[0].start_s
        yield _offer(FILLED, figure, f"{figure.value:.0f} filled pauses a minute{where}.", at_s)


def _markers(report: Report, delivery: Delivery) -> Iterator[Offer]:
    markers = [filler for filler in report.fillers if filler.kind is FillerKind.DISCOURSE_MARKER and filler.heard]
    if delivery.markers_per_min.advice and markers:
        word, times = Counter(filler.text for filler in markers).most_common(1)[0]
        first = next(filler for filler in markers if filler.text == word)
        often = f", “{word}” {times} times" if times > 1 else ""
        yield _offer(MARKERS, delivery.markers_per_min, f"{len(markers)} filler words{often}.", first.start_s)


def _pauses(delivery: Delivery) -> Iterator[Offer]:
    pauses = delivery.pauses
    if pauses is not None and delivery.stuck_pauses_per_min.advice:
        count = "A pause" if pauses.stuck == 1 else f"{pauses.stuck} pauses"
        text = f"{count} of {LONG_PAUSE_S:.0f} seconds or more inside a sentence."
        yield _offer(STUCK, delivery.stuck_pauses_per_min, text, pauses.stuck_at_s)
    if delivery.speaking_percent.advice:
        text = f"You spoke for {delivery.speaking_percent.value:.0f}% of the time."
        yield _offer(SILENCE, delivery.speaking_percent, text, None)


def _quoted(
    most: float, figure: Figure, said: Sequence[Evidence] | Sequence[FalseStart], called: str
) -> Iterator[Offer]:
    if figure.advice and said:
        yield _offer(most, figure, f"{len(said)} {called}, as in {shortened(said[0].text)}.", said[0].start_s)


def _offer(most: float, figure: Figure, what: str, at_s: float | None) -> Offer:
    """*what*, with its advice; it brings *most* when the figure is as far beyond its band as the band's end is big."""
    end = figure.high if figure.band is Band.HIGH else figure.low
    off = abs((figure.value or 0.0) - (end or 0.0)) / max(abs(end or 0.0), 1.0)
    return Offer(most * min(1.0, off), NextAction(f"{what} {figure.advice}".strip(), "", at_s))
