"""The tables about hesitations: those found and missed where there are some, those invented where there are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tools.bench.hearing.figures import (
    Counts,
    Event,
    Hits,
    count_hits,
    f1,
    interval,
    precision,
    rate,
    recall,
    total,
)
from tools.bench.hearing.items import Item
from tools.bench.hearing.lines import Line, Results, cost, engines_of, groups_of, heard_of, models_of
from tools.bench.hearing.tables import NONE, Table, number, points, share

__all__ = ["filler_tables"]


def filler_tables(items: Sequence[Item], found: Results) -> list[Table]:
    """Hesitations found where there are some, and where there are none."""
    sets = dict(groups_of(items))
    fluent = {name: sets.pop(name) for name in list(sets) if name.startswith("fluent")}
    if "spontaneous" in sets and "acted" in sets:
        sets["real, all"] = sets["spontaneous"] + sets["acted"]
    rows = []
    for model in models_of(found):
        for group, of_group in sets.items():
            rows += [_fillers_row(model, engine, group, of_group, found) for engine in engines_of(found, model)]
    header = (
        *("model", "set", "events", "engine", "precision [95 %]", "recall [95 %]", "F1 [95 %]"),
        *("ours minus it [95 %]", "count error/min", "CPU s/s"),
    )
    notes = (
        "Found: the middles lie within 0.5 s, one to one.",
        "All hesitations are one man's. The network of ours has learned from none of them.",
    )
    return [
        Table("Hesitations", header, tuple(rows), notes),
        _false_fillers("Hesitations found in fluent read speech", fluent, found),
    ]


def _fillers_row(model: str, engine: str, group: str, items: Sequence[Item], found: Results) -> tuple[str, ...]:
    lines = found[model, engine]
    items = heard_of(items, lines)
    if not items:
        return (model, group, "0", engine, *[NONE] * 6)
    counts = [_hits(item, lines) for item in items]
    hits, given, true = ([getattr(one, name) for one in counts] for name in ("hits", "found", "true"))
    minutes = sum(item.seconds for item in items) / 60
    return (
        model,
        group,
        f"{sum(true)}",
        engine,
        _with_interval(precision, hits, given),
        _with_interval(recall, hits, true),
        _with_interval(f1, hits, given, true),
        NONE if engine == "ours" else _ours_minus(items, counts, found.get((model, "ours"), {})),
        number(sum(abs(one.found - one.true) for one in counts) / minutes),
        number(cost(items, lines), 3),
    )


def _hits(item: Item, lines: Mapping[str, Line]) -> Hits:
    given: list[Event] = [(start_s, end_s, label) for start_s, end_s, label in lines[item.name]["fillers"]]
    return count_hits(item.fillers or (), given)


def _with_interval(figure: Callable[..., Counts], *counts: Sequence[float]) -> str:
    return share(total(counts, figure), interval(counts, figure))


def _ours_minus(items: Sequence[Item], theirs: Sequence[Hits], ours: Mapping[str, Line]) -> str:
    """How far ahead our F1 is on the same clips."""
    if any(item.name not in ours for item in items):
        return NONE
    own = [_hits(item, ours) for item in items]
    counts = [[getattr(one, name) for one in each] for each in (own, theirs) for name in ("hits", "found", "true")]

    def ahead(*sums: Counts) -> Counts:
        return f1(*sums[:3]) - f1(*sums[3:])

    return points(total(counts, ahead), interval(counts, ahead))


def _false_fillers(title: str, sets: Mapping[str, Sequence[Item]], found: Results) -> Table:
    rows = []
    for model, engine in found:
        lines = found[model, engine]
        for group, items in sets.items():
            heard = heard_of(items, lines)
            if not heard:
                continue
            minutes = [item.seconds / 60 for item in heard]
            false = [len(lines[item.name]["fillers"]) for item in heard]
            low, high = interval([false, minutes], rate)
            per_minute = f"{sum(false) / sum(minutes):.2f} [{low:.2f}, {high:.2f}]"
            rows.append((model, group, engine, number(sum(minutes), 1), f"{sum(false)}", per_minute))
    return Table(title, ("model", "set", "engine", "minutes", "found", "a minute [95 %]"), tuple(rows))
