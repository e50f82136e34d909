"""A comparison in a sentence or two, for the one who spoke."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from greenroom.domain import Certainty, Change, Comparison, FigureChange, PointChange, Trend, Verdict, Wording

__all__ = ["summarise_comparison"]

MOST_NAMES = 3
IN_WORDS = {
    "filled_pauses_per_min": ("um", "um"),
    "discourse_markers_per_min": ("filler word", "filler words"),
    "false_starts_per_min": ("false start", "false starts"),
    "hedges_per_min": ("hedge", "hedges"),
    "stuck_pauses_per_min": ("long pause inside a sentence", "long pauses inside a sentence"),
}
CHANCE = {Certainty.MORE_THAN_CHANCE: ": more than chance", Certainty.COULD_BE_CHANCE: ": could be chance"}


def summarise_comparison(comparison: Comparison) -> tuple[str, ...]:
    """What became of the points, then the one thing in how it sounded that changed most clearly."""
    return tuple(filter(None, (_points(comparison.points), _sound(comparison))))


def _points(points: Sequence[PointChange]) -> str:
    """Points that only one of the reports has are neither gained nor lost: the prompt was edited."""
    both = [(point, point.before.verdict, point.after.verdict) for point in points if point.before and point.after]
    if not both:
        return ""
    of = {change: [one for one in both if one[0].change is change] for change in Change}
    gained = [point for point, was, _ in of[Change.GAINED] if was is not Verdict.UNSURE]
    clear_now = [point for point, was, _ in of[Change.GAINED] if was is Verdict.UNSURE]
    lost = [point for point, _, now in of[Change.LOST] if now is not Verdict.UNSURE]
    unclear_now = [point for point, _, now in of[Change.LOST] if now is Verdict.UNSURE]
    parts = [f"kept {_count(len(of[Change.KEPT]), 'point')}"] if of[Change.KEPT] else []
    parts += [f"{verb} {_names(some)}" for verb, some in (("gained", gained), ("lost", lost)) if some]
    told = [f"You {_listed(parts)}."] if parts else []
    if clear_now:
        told.append(f"It is clear now that you made {_names(clear_now)}.")
    if unclear_now:
        told.append(f"Whether you made {_names(unclear_now)} this time could not be told.")
    return " ".join(told) or "No point was made in full in either."


def _names(points: Sequence[PointChange]) -> str:
    names = [f"'{point.id.replace('-', ' ')}'" for point in points[:MOST_NAMES]]
    if len(points) > MOST_NAMES:
        names.append(f"{len(points) - MOST_NAMES} more")
    return _listed(names, last=" and ")


def _listed(parts: Sequence[str], last: str = ", ") -> str:
    return last.join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _sound(comparison: Comparison) -> str:
    """What is more than chance comes first, what became better before what became worse."""
    figures = {figure.name: figure for figure in comparison.figures}
    rates = [figures[name] for name in IN_WORDS if name in figures]
    clear = [figure for figure in rates if figure.certainty is Certainty.MORE_THAN_CHANCE]
    clear.sort(key=lambda figure: (figure.trend is not Trend.BETTER, figure.trend is not Trend.WORSE))
    told = next(filter(None, map(_rate, clear)), "")
    if not told and comparison.passages and {one.wording for one in comparison.passages} == {Wording.SAME}:
        told = "The words are the same."
    if told or not figures:
        return told
    if figures["length_s"].delta is None:
        return _words(figures["words"].delta)
    return next(_reached(figures["length_s"], figures["pace_wpm"]), "") or _rate(figures["filled_pauses_per_min"])


def _words(delta: float | None) -> str:
    """Of typed answers there is nothing but their length to say."""
    return "" if not delta else f"{_count(abs(round(delta)), 'word')} {'more' if delta > 0 else 'fewer'}."


def _rate(figure: FigureChange) -> str:
    """``3 fewer um a minute: more than chance.``; nothing where it rounds to none."""
    delta = figure.delta or 0.0
    size = f"{abs(delta):.0f}" if abs(delta) >= 2 else f"{abs(delta):.1f}".removesuffix(".0")
    if size == "0":
        return ""
    more = "more" if delta > 0 else "fewer"
    return f"{size} {more} {IN_WORDS[figure.name][size != '1']} a minute{CHANCE.get(figure.certainty, '')}."


def _reached(length: FigureChange, pace: FigureChange) -> Iterator[str]:
    """Length and pace, where they came into their band or left it."""
    for figure, what, sides in ((length, "length", ("shorter", "longer")), (pace, "pace", ("slower", "quicker"))):
        was_out, is_out = (_outside(value, figure) for value in (figure.before, figure.after))
        if was_out and is_out == 0:
            yield f"The {what} is now where it should be."
        if is_out and was_out == 0:
            yield f"It was {sides[is_out > 0]} than you aim for."


def _outside(value: float | None, figure: FigureChange) -> int | None:
    """0 inside the band, -1 below it, 1 above it; None where it was not measured."""
    if value is None:
        return None
    if figure.low is not None and value < figure.low:
        return -1
    return int(figure.high is not None and value > figure.high)
