"""How an answer sounded, as lines: what is fine in one, what is not in two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from greenroom.cli.terminal import clock_time
from greenroom.cli.views.rows import figure_row, heading, row
from greenroom.domain import Band, Delivery, Figure, FillerKind, PauseFigures, Report

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["delivery_lines"]

_SIGNS = ".,;:!?"
_OFF = frozenset({Band.LOW, Band.HIGH})
_FEWEST_FOR_A_PLACE = 3


def delivery_lines(report: Report, *, listened: bool) -> Iterator[Text]:
    """Nothing where nothing was measured. *listened*: whether filled pauses were looked for in the sound."""
    delivery = report.delivery
    if delivery is None:
        return
    yield heading("How it sounded" if delivery.pace_wpm.value is not None else "How it reads")
    if delivery.length_s.value is not None:
        yield from figure_row("Length", clock_time(delivery.length_s.value), delivery.length_s, minutes=True)
    yield from _pace(delivery)
    yield from _filled_pauses(report, delivery, listened=listened)
    yield from _habits(report, delivery)
    if delivery.pauses is not None:
        yield from _pauses(delivery, delivery.pauses)
    for repeated in report.repeated:
        yield row("Repeated", f"“{repeated.text}” {repeated.times} times")


def _pace(delivery: Delivery) -> Iterator[Text]:
    pace, change = delivery.pace_wpm, delivery.pace_change_percent
    if pace.value is not None:
        yield from figure_row("Pace", f"{pace.value:.0f} words a minute", pace)
    if change.band in _OFF and delivery.pace_stretches:
        last = delivery.pace_stretches[-1]
        told = " → ".join(f"{stretch.wpm:.0f}" for stretch in delivery.pace_stretches)
        word = "quicker" if change.band is Band.HIGH else "slower"
        yield from figure_row("At the end", f"{word}: {told}", _unbanded(change), at_s=last.start_s)


def _filled_pauses(report: Report, delivery: Delivery, *, listened: bool) -> Iterator[Text]:
    """What was heard and what is likely stay apart: no sum of the two would be true.

    Where nobody *listened* for them in the sound the count is a lower bound: a text leaves many out.
    """
    figure = delivery.filled_pauses_per_min
    heard, likely = delivery.filled_pauses, delivery.filled_pauses_likely
    texts = [item.text for item in report.fillers if item.kind is FillerKind.FILLED_PAUSE and item.heard]
    counted = f"{heard}{_tally(texts)}" if heard else "none"
    if figure.value is not None:
        counted = f"at least {counted}" if heard and not listened else counted
        counted += " heard"
        counted += f", {likely} more likely" if likely else ""
        counted += f", {figure.value:.1f} a minute" if heard else ""
        counted += "" if listened else " (from the text alone, which leaves some out)"
    first = next(iter(delivery.filler_clusters), None)
    shown = figure if figure.band is Band.HIGH else _unbanded(figure)
    yield from figure_row("Um and uh", counted, shown)
    place, count = next(iter(report.filler_places), (None, 0))
    if place is not None and heard >= _FEWEST_FOR_A_PLACE and 2 * count >= heard:
        crowd = f"; {first.count} close together [{clock_time(first.start_s)}]" if first else ""
        yield row("", f"{count} of {heard} {place.in_words}{crowd}")


def _habits(report: Report, delivery: Delivery) -> Iterator[Text]:
    markers = [item.text for item in report.fillers if item.kind is FillerKind.DISCOURSE_MARKER and item.heard]
    yield from _habit("Filler words", markers, delivery.markers_per_min)
    yield from _habit("Hedges", [hedge.text for hedge in report.hedges], delivery.hedges_per_min)
    starts = [f"“{start.text.strip(_SIGNS)}”" + _when(start.start_s) for start in report.false_starts]
    if starts:
        shown = ", ".join(starts[:3]) + (", …" if len(starts) > 3 else "")
        yield from _banded("False starts", f"{len(starts)}: {shown}", delivery.false_starts_per_min)


def _habit(name: str, texts: list[str], figure: Figure) -> Iterator[Text]:
    if texts:
        yield from _banded(name, f"{len(texts)}{_tally(texts)}", figure)


def _pauses(delivery: Delivery, pauses: PauseFigures) -> Iterator[Text]:
    told = f"{pauses.count}, the longest {pauses.longest_s:.1f} s" if pauses.count else "none"
    if pauses.long:
        inside = "" if pauses.stuck is None else f", {pauses.stuck or 'none'} of them inside a sentence"
        told += f"; {pauses.long} over 2 s{inside}"
    stuck = delivery.stuck_pauses_per_min
    yield from _banded("Pauses", told, stuck, at_s=pauses.stuck_at_s if stuck.band is Band.HIGH else None)
    if delivery.speaking_percent.band is Band.LOW and delivery.speaking_s is not None:
        yield from _banded("Speaking", f"{clock_time(delivery.speaking_s)} of the time", delivery.speaking_percent)


def _banded(name: str, value: str, figure: Figure, at_s: float | None = None) -> Iterator[Text]:
    """A row that shows a rate and its band only where it lies outside of it."""
    if figure.band not in _OFF:
        yield row(name, value)
        return
    unit = "%" if figure.band is Band.LOW else " a minute"
    yield from figure_row(name, f"{value}, {figure.value:.1f}{unit}", figure, at_s=at_s)


def _unbanded(figure: Figure) -> Figure:
    """The figure without its band, where the value says it already; what to do stays."""
    return Figure(figure.value, None, None, Band.UNKNOWN, figure.source, figure.advice)


def _tally(texts: Iterable[str]) -> str:
    counts = Counter(text.lower().strip(_SIGNS) for text in texts)
    return f" ({', '.join(f'{word} {count}' for word, count in counts.most_common(4))})" if counts else ""


def _when(at_s: float | None) -> str:
    return "" if at_s is None else f" [{clock_time(at_s)}]"
