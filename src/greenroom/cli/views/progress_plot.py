"""The progress of one prompt as a picture: an SVG of our own that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from greenroom.cli.views.progress_parts import MEASURES, Measure
from greenroom.practice.planning.progressing import PromptProgress, Telling

__all__ = ["progress_plot"]

_WIDTH, _LEFT, _RIGHT = 720, 64, 24
_TOP, _PANEL, _GAP = 56, 96, 44
_MOST_DOTS = 60
_STYLE = (
    "text{font:13px sans-serif;fill:#333}.head{font-size:17px;font-weight:bold}.line{fill:none;stroke:#2563a8;"
    "stroke-width:2}.dot{fill:#2563a8}.axis{stroke:#bbb}.judge{stroke:#b45309;stroke-dasharray:4 4}"
)


def progress_plot(progress: PromptProgress) -> str:
    """One panel for each figure that was measured, attempts from left to right; a dashed line: another judge from here.

    The text of an SVG file, about 400 bytes and some 40 for each attempt.
    """
    measured = [one for one in MEASURES if any(one.value(telling.summary) is not None for telling in progress.tellings)]
    height = _TOP + len(measured) * (_PANEL + _GAP) + 16
    refs = [str(telling.summary.ref) for telling in progress.tellings]
    ends = " to ".join(dict.fromkeys((refs[0], refs[-1]))) if refs else ""
    changed = any(telling.other_judge for telling in progress.tellings)
    legend = "; dashed: another judge from here on" if changed else ""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}"'
            f' viewBox="0 0 {_WIDTH} {height}">',
            f"<title>{escape(progress.prompt_id)}</title>",
            f"<style>{_STYLE}</style>",
            f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
            f'<text class="head" x="{_LEFT}" y="28">{escape(progress.prompt_id)}</text>',
            f'<text x="{_LEFT}" y="{height - 8}">{escape(ends + legend)}</text>',
            *(
                line
                for number, measure in enumerate(measured)
                for line in _panel(measure, progress.tellings, _TOP + number * (_PANEL + _GAP))
            ),
            "</svg>\n",
        ]
    )


def _panel(measure: Measure, tellings: Sequence[Telling], top: int) -> Iterator[str]:
    values = [measure.value(telling.summary) for telling in tellings]
    low, high = measure.ends(values)
    bottom = top + _PANEL
    yield f'<text x="{_LEFT}" y="{top - 8}">{escape(measure.name)} ({escape(measure.unit)})</text>'
    for y, value in ((top, high), (bottom, low)):
        yield f'<line class="axis" x1="{_LEFT}" y1="{y}" x2="{_WIDTH - _RIGHT}" y2="{y}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{escape(measure.show(value))}</text>'
    for index, telling in enumerate(tellings):
        if telling.other_judge:
            x = _x(index - 0.5, len(tellings))
            yield f'<line class="judge" x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}"/>'
    places = [
        None if value is None else (_x(index, len(values)), bottom - (value - low) / (high - low) * _PANEL)
        for index, value in enumerate(values)
    ]
    for is_gap, run in groupby(places, key=lambda place: place is None):
        if not is_gap:
            line = " ".join(f"{place[0]:.1f},{place[1]:.1f}" for place in run if place is not None)
            yield f'<polyline class="line" points="{line}"/>'
    if len(values) <= _MOST_DOTS:
        for place in filter(None, places):
            yield f'<circle class="dot" cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="3"/>'


def _x(index: float, count: int) -> float:
    """Where attempt *index* of *count* stands; a single one in the middle."""
    room = _WIDTH - _LEFT - _RIGHT - 16
    return _LEFT + 8 + room * (index / (count - 1) if count > 1 else 0.5)
