"""Progress on the terminal: small lines of bars there, a table in a pipe, and each point's last verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from greenroom.cli.terminal import make_console, print_hanging
from greenroom.cli.views.progress_parts import MEASURES, Measure
from greenroom.cli.views.report_view import MARKS
from greenroom.cli.views.rows import heading, row, styled
from greenroom.practice.planning.progressing import PointHistory, Progress, PromptProgress, Telling

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["print_progress"]

_BARS = "▁▂▃▄▅▆▇█"
_OTHER_JUDGE = "│"
_MOST_BARS = 40
_BESIDE_BARS = 48  # columns that name, figures and unit take beside the bars


def print_progress(progress: Progress, color: str) -> None:
    """One prompt with its points where only one was asked for, else a line for each prompt."""
    console = make_console(color)
    most = max(8, min(_MOST_BARS, console.width - _BESIDE_BARS)) if console.is_terminal else 0
    for line in _lines(progress, most):
        if most:
            print_hanging(console, line)
        else:
            print(line.plain)  # whoever reads the pipe breaks the lines


def _lines(progress: Progress, most: int) -> Iterator[Text]:
    """*most* is how many bars there is room for; 0: none, but a table."""
    if len(progress.prompts) == 1:
        yield from _prompt_lines(progress.prompts[0], most)
    else:
        yield from _overview(progress.prompts, most)
    yield styled("")
    yield styled(_days(progress))


def _days(progress: Progress) -> str:
    if progress.days_in_a_row > 1:
        return f"You practised {progress.days_in_a_row} days in a row."
    return f"You have practised on {progress.days} day{'s' if progress.days != 1 else ''}."


def _overview(prompts: Sequence[PromptProgress], most: int) -> Iterator[Text]:
    width = max(len(one.prompt_id) for one in prompts)
    coverage = MEASURES[0]
    for one in prompts:
        line = styled("")
        line.append(one.prompt_id.ljust(width), "bold")
        line.append(f"  {len(one.tellings):3} scored  ")
        if most:
            line.append(_bars(coverage, one.tellings, min(most, 20)).rjust(min(most, 20)) + "  ", "cyan")
        line.append(_first_and_last(coverage, one.tellings, most))
        if one.best is not None:
            line.append(f"  best {one.best.ref}", "dim")
        yield line
    marked = [one.prompt_id for one in prompts if any(telling.other_judge for telling in one.tellings)]
    if marked:
        which = ", ".join(marked[:3]) + (f" and {len(marked) - 3} more" if len(marked) > 3 else "")
        yield styled(f"The judge changed in {which}. To judge all alike: greenroom rejudge --all", "dim")


def _prompt_lines(progress: PromptProgress, most: int) -> Iterator[Text]:
    count = len(progress.tellings)
    yield styled(f"{progress.prompt_id}: {count} scored attempt{'s' if count != 1 else ''}", "bold")
    best = progress.best
    if best is not None:
        when = best.created_at.astimezone().strftime("%d %b %Y")
        yield row("Best so far", f"{100 * (best.coverage or 0.0):.0f} % of your points, {best.ref} ({when})")
    if most:
        for measure in MEASURES:
            figures = _first_and_last(measure, progress.tellings, most)
            if figures:
                line = row(measure.name, "")
                line.append(_bars(measure, progress.tellings, most), "cyan")
                line.append(f"  {figures}")
                yield line
        if any(telling.other_judge for telling in progress.tellings[-most:]):
            yield styled(f"  {_OTHER_JUDGE} another judge from here on", "dim")
    elif progress.tellings:
        yield from _table(progress.tellings[-_MOST_BARS:])
        if count > _MOST_BARS:
            yield styled(f"  The last {_MOST_BARS} are shown; --json has all.")
    for note in progress.notes:
        yield styled(f"  {note}", "dim")
    if progress.points:
        yield heading("Your points, in the last tellings (the newest on the right)")
        yield from map(_point, progress.points)


def _point(point: PointHistory) -> Text:
    line = styled(" " * (2 + 5 - len(point.verdicts)))
    for verdict in point.verdicts:
        line.append(*MARKS[verdict])
    line.append(f"  made in {point.made} of the last {len(point.verdicts)}  ", "dim")
    line.append(point.say)
    return line


def _table(tellings: Sequence[Telling]) -> Iterator[Text]:
    header = ("attempt", "when", "coverage %", "um/min", "words/min", "length", "judge")
    cells: list[tuple[str, ...]] = [header]
    for telling in tellings:
        figures = [(measure, measure.value(telling.summary)) for measure in MEASURES]
        shown = ["-" if value is None else measure.show(value) for measure, value in figures]
        judge = f"{telling.summary.judge} (another)" if telling.other_judge else telling.summary.judge
        when = telling.summary.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
        cells.append((str(telling.summary.ref), when, *shown, judge))
    widths = [max(len(line[column]) for line in cells) for column in range(len(header))]
    for line in cells:
        yield styled("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _bars(measure: Measure, tellings: Sequence[Telling], most: int) -> str:
    """A bar for each of the last tellings, a blank where nothing was measured, a stroke where the judge changed."""
    shown = tellings[-most:]
    values = [measure.value(telling.summary) for telling in shown]
    low, high = measure.ends(values)
    bars = ""
    for telling, value in zip(shown, values, strict=True):
        bars += _OTHER_JUDGE if telling.other_judge else ""
        bars += " " if value is None else _BARS[round((value - low) / (high - low) * (len(_BARS) - 1))]
    return bars


def _first_and_last(measure: Measure, tellings: Sequence[Telling], most: int) -> str:
    """The figures at both ends of the bars; empty where none was measured."""
    values = [measure.value(telling.summary) for telling in tellings[-most:]]
    measured = [measure.show(value) for value in values if value is not None]
    if not measured:
        return ""
    ends = measured[0] if len(measured) == 1 else f"{measured[0]} → {measured[-1]}"
    return f"{ends} {measure.unit}"
