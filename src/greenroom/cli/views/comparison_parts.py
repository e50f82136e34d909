"""What every view of a comparison shows: points in groups, figures in rows, words in lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from greenroom.cli.terminal import clock_time
from greenroom.domain import (
    Certainty,
    Change,
    Comparison,
    Evidence,
    FigureChange,
    Passage,
    PointChange,
    PointVerdict,
    Trend,
    Verdict,
)

if TYPE_CHECKING:
    from greenroom.practice.reviewing.comparing import Compared

__all__ = ["FigureRow", "figure_rows", "lines_of", "point_groups", "quotes_of", "shortened", "sides_of"]

_QUOTE_CHARACTERS = 150
_IN_NEITHER = {"Changed": "In full in neither", "Not yet": "In neither", "Not sure this time": "Not sure"}
_BESIDE_THE_IDEAL = {
    True: {"Gained": "Yours alone", "Kept": "In both", "Lost": "Still to come", **_IN_NEITHER},
    False: {"Gained": "Still to come", "Kept": "In both", "Lost": "Yours alone", **_IN_NEITHER},
}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure in words: `arrow` is ▲, ▼, = or empty; `said` is "better, more than chance" or less."""

    name: str
    before: str
    after: str
    arrow: str
    said: str
    trend: Trend


def _percent(value: float) -> str:
    return f"{value:.0%}"


def _whole(value: float) -> str:
    return f"{value:.0f}"


def _tenths(value: float) -> str:
    return f"{value:.1f}"


_SHOWN: dict[str, tuple[str, Callable[[float], str]]] = {
    "coverage": ("Coverage", _percent),
    "length_s": ("Length", clock_time),
    "pace_wpm": ("Words a minute", _whole),
    "filled_pauses": ("Um and uh", _whole),
    "filled_pauses_per_min": ("Um and uh a minute", _tenths),
    "discourse_markers_per_min": ("Filler words a minute", _tenths),
    "false_starts_per_min": ("False starts a minute", _tenths),
    "long_pauses": ("Pauses over 2 s", _whole),
}
_CERTAINTY = {
    Certainty.MORE_THAN_CHANCE: "more than chance",
    Certainty.COULD_BE_CHANCE: "could be chance",
    Certainty.TOO_SMALL_TO_HEAR: "too small to hear",
}


def figure_rows(comparison: Comparison) -> Iterator[FigureRow]:
    """The figures that were measured in one at least; of a typed answer its words."""
    typed = all(figure.before is None or figure.after is None for figure in comparison.figures if _timed(figure))
    shown = {**_SHOWN, **({"words": ("Words", _whole)} if typed else {})}
    for figure in comparison.figures:
        if figure.name not in shown or _nothing(figure):
            continue
        name, show = shown[figure.name]
        before, after = ("-" if value is None else show(value) for value in (figure.before, figure.after))
        arrow = said = ""
        if figure.delta is not None:
            arrow = "=" if before == after else "▲" if figure.delta > 0 else "▼"
        if arrow in {"▲", "▼"}:
            better = "" if figure.trend is Trend.NEITHER else figure.trend.value
            said = ", ".join(filter(None, (better, _CERTAINTY.get(figure.certainty, ""))))
        yield FigureRow(name, before, after, arrow, said, figure.trend)


def _nothing(figure: FigureChange) -> bool:
    """Whether it was measured in neither, or was none both times; that no um was said is worth a row."""
    values = {figure.before, figure.after}
    return values == {None} or (values == {0.0} and figure.name != "filled_pauses")


def _timed(figure: FigureChange) -> bool:
    return figure.name in {"length_s", "pace_wpm"}


def point_groups(compared: Compared) -> Iterator[tuple[str, list[PointChange]]]:
    """Heading and points, what is good first; groups without points are left out."""
    groups: dict[str, list[PointChange]] = {
        heading: [] for heading in ("Gained", "Kept", "Lost", "Not sure this time", "Changed", "Not yet", "In one only")
    }
    for point in compared.comparison.points:
        groups[_heading(point)].append(point)
    renamed = {} if compared.ideal_first is None else _BESIDE_THE_IDEAL[compared.ideal_first]
    yield from ((renamed.get(heading, heading), some) for heading, some in groups.items() if some)


def _heading(point: PointChange) -> str:
    if point.before is None or point.after is None:
        return "In one only"
    if point.change is Change.LOST and point.after.verdict is Verdict.UNSURE:
        return "Not sure this time"
    if point.change is Change.OPEN:
        return "Not yet" if point.before.verdict is point.after.verdict else "Changed"
    return point.change.value.capitalize()


def sides_of(compared: Compared) -> tuple[str, str]:
    """What the left and the right side of a row are, in one word each."""
    return {None: ("before", "now"), True: ("ideal", "yours"), False: ("yours", "ideal")}[compared.ideal_first]


def quotes_of(point: PointChange, sides: tuple[str, str]) -> Iterator[tuple[str, Evidence]]:
    """The words behind the two verdicts, each with its side; a missed point has none."""
    for when, verdict in zip(sides, (point.before, point.after), strict=True):
        if _quoted(verdict) is not None and verdict is not None and verdict.evidence is not None:
            yield when, verdict.evidence


def _quoted(verdict: PointVerdict | None) -> Evidence | None:
    return None if verdict is None or verdict.verdict is Verdict.MISSED else verdict.evidence


def shortened(evidence: Evidence) -> str:
    """The quotation with its time, cut at a word where it is long."""
    text = evidence.text
    if len(text) > _QUOTE_CHARACTERS:
        text = text[: _QUOTE_CHARACTERS - 1].rsplit(" ", 1)[0] + " …"
    return f"“{text}”" + ("" if evidence.start_s is None else f"  [{clock_time(evidence.start_s)}]")


def lines_of(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """*passages* in lines: a line ends where a sentence does."""
    line: list[Passage] = []
    for passage in passages:
        line.append(passage)
        if passage.ends_sentence:
            yield line
            line = []
    if line:
        yield line
