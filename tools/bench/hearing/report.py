"""From what each engine heard to the tables of a part."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from tools.bench.hearing import figures
from tools.bench.hearing.figures import interval, loops
from tools.bench.hearing.hesitations import filler_tables
from tools.bench.hearing.items import Item
from tools.bench.hearing.lines import (
    Line,
    Results,
    cost,
    engines_of,
    groups_of,
    heard_of,
    models_of,
    normal,
    word_errors,
)
from tools.bench.hearing.tables import NONE, Table, number, points

__all__ = ["tables"]

LATE_S = 0.2
"""By how much a block may come late before the measured wait is in doubt."""


def tables(part: str, items: Sequence[Item], found: Results) -> list[Table]:
    """The tables of *part*, as far as it was measured."""
    return {"words": _words, "fillers": filler_tables, "silence": _silence, "latency": _latency}[part](items, found)


# -- words --


def _words(items: Sequence[Item], found: Results) -> list[Table]:
    rows = []
    for model in models_of(found):
        for group, of_group in _with_totals(groups_of(items)):
            rows += [_words_row(model, engine, group, of_group, found) for engine in engines_of(found, model)]
    header = (
        *("model", "set", "words", "engine", "WER %", "minus stock [95 %]", "loops"),
        *("CPU s/s median", "total", "of stock", "of faster-whisper", "peak MB"),
    )
    notes = ("WER: all words of a set together, after Whisper's own normalisation of English.",)
    return [Table("Words and speed", header, tuple(rows), notes)]


def _with_totals(groups: list[tuple[str, list[Item]]]) -> list[tuple[str, list[Item]]]:
    """Short clips together and answers together, each after its sets: the intervals of small sets are wide."""
    short = [group for group in groups if not group[0].startswith("answers")]
    answers = [group for group in groups if group[0].startswith("answers")]
    totals = []
    for name, some in (("all clips", short), ("all answers", answers)):
        totals += some
        if len(some) > 1:
            totals.append((name, [item for _, items in some for item in items]))
    return totals


def _words_row(model: str, engine: str, group: str, items: Sequence[Item], found: Results) -> tuple[str, ...]:
    lines = found[model, engine]
    items = heard_of(items, lines)
    if not items:
        return (model, group, "0", engine, *[NONE] * 8)
    words = [len(normal(item.transcript).split()) for item in items]
    errors = [_errors(item, lines) for item in items]
    cpu = [lines[item.name]["cpu_s"] / item.seconds for item in items]
    return (
        model,
        group,
        f"{sum(words)}",
        engine,
        number(100 * sum(errors) / sum(words)),
        _minus_stock(items, found.get((model, "stock"), {}), (errors, words)) if engine != "stock" else NONE,
        f"{sum(loops(lines[item.name]['text']) for item in items)}",
        number(statistics.median(cpu), 3),
        number(cost(items, lines), 3),
        _ratio(items, lines, found.get((model, "stock"), {})),
        _ratio(items, lines, found.get((model, "faster-whisper"), {})),
        number(max(line["peak_mb"] for line in lines.values()), 0),
    )


def _errors(item: Item, lines: Mapping[str, Line]) -> int:
    return word_errors(normal(item.transcript), normal(lines[item.name]["text"] or ""))


def _minus_stock(items: Sequence[Item], stock: Mapping[str, Line], ours: tuple[list[int], list[int]]) -> str:
    """The difference of two error rates in points, of clips that both have heard."""
    errors, words = ours
    if any(item.name not in stock for item in items):
        return NONE
    more = [one - _errors(item, stock) for one, item in zip(errors, items, strict=True)]
    bounds = interval([more, words], lambda more, words: 100 * figures.rate(more, words))
    return points(100 * sum(more) / sum(words), bounds)


def _ratio(items: Sequence[Item], lines: Mapping[str, Line], other: Mapping[str, Line]) -> str:
    if any(item.name not in other for item in items) or lines is other:
        return NONE
    return number(cost(items, lines) / cost(items, other))


# -- silence --


def _silence(items: Sequence[Item], found: Results) -> list[Table]:
    rows = []
    for model in models_of(found):
        for group, of_group in groups_of(items):
            rows += [_silence_row(model, engine, group, of_group, found) for engine in engines_of(found, model)]
    header = ("model", "set", "minutes", "engine", "words", "hesitations", "CPU s/s", "which")
    return [Table("Invented where nobody speaks", header, tuple(rows))]


def _silence_row(model: str, engine: str, group: str, items: Sequence[Item], found: Results) -> tuple[str, ...]:
    lines = found[model, engine]
    items = heard_of(items, lines)
    if not items:
        return (model, group, NONE, engine, *[NONE] * 4)
    # not normalised: an invented "uh" is invented too
    texts = {item.name.split(" ", 1)[1]: (lines[item.name]["text"] or "").split() for item in items}
    known = all(lines[item.name]["text"] is not None for item in items)
    which = [f"{name}: {' '.join(words[:6])}{' …' if len(words) > 6 else ''}" for name, words in texts.items() if words]
    return (
        model,
        group,
        number(sum(item.seconds for item in items) / 60, 1),
        engine,
        f"{sum(map(len, texts.values()))}" if known else NONE,
        f"{sum(len(lines[item.name]['fillers']) for item in items)}",
        number(cost(items, lines), 3),
        "; ".join(which).replace("|", "/") or NONE,
    )


# -- latency --


def _latency(items: Sequence[Item], found: Results) -> list[Table]:
    rows = []
    for model in models_of(found):
        for group, of_group in groups_of(items):
            rows += [
                _latency_row(model, engine, group, of_group, found)
                for engine in engines_of(found, model)
                if any(item.name in found[model, engine] for item in of_group)
            ]
    header = (
        *("model", "answer s", "engine", "answers", "stop to report s: median", "worst", "to transcript: median"),
        *("stock waits", "WER %", "CPU s/s", "peak MB", "slowest feed ms", "notes"),
    )
    notes = (
        "Ours is fed in true real time and judged; openai-whisper gets the whole answer at its end, and is not judged.",
    )
    return [Table("From the last word to the report", header, tuple(rows), notes)]


def _latency_row(model: str, engine: str, group: str, items: Sequence[Item], found: Results) -> tuple[str, ...]:
    lines = found[model, engine]
    items = heard_of(items, lines)
    waits = [lines[item.name]["to_report_s"] for item in items]
    stock = [line["to_report_s"] for item in items if (line := found.get((model, "stock"), {}).get(item.name))]
    times = statistics.median(stock) / statistics.median(waits) if len(stock) == len(items) else None
    words = sum(len(normal(item.transcript).split()) for item in items)
    said = sorted({note for item in items for note in lines[item.name].get("notes", ())})
    late_s = max(lines[item.name].get("late_s", 0.0) for item in items)
    if late_s > LATE_S:
        said.append(f"the machine was too busy: sound was fed up to {late_s:.1f} s late")
    feeds_s = [lines[item.name]["slowest_feed_s"] for item in items if "slowest_feed_s" in lines[item.name]]
    return (
        model,
        group,
        engine,
        f"{len(items)}",
        number(statistics.median(waits)),
        number(max(waits)),
        number(statistics.median(lines[item.name]["to_transcript_s"] for item in items)),
        f"{times:.1f} times as long" if times and engine != "stock" else NONE,
        number(100 * sum(_errors(item, lines) for item in items) / words, 1),
        number(cost(items, lines), 3),
        number(max(lines[item.name]["peak_mb"] for item in items), 0),
        number(1000 * max(feeds_s), 0) if feeds_s else NONE,
        "; ".join(said).replace("|", "/") or NONE,
    )
