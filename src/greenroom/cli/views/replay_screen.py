"""The screen of a replay: where it is, the point that is made, and the transcript with the word that is spoken."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from types import TracebackType
from typing import TYPE_CHECKING, Any

from greenroom.cli.terminal import Terminal, clock_time
from greenroom.cli.views.report_view import MARKS
from greenroom.cli.views.rows import styled

if TYPE_CHECKING:
    from rich.text import Text

    from greenroom.practice.replay.playing import ReplayState
    from greenroom.practice.replay.track import Passage, SpokenWord, Track

__all__ = ["Frames", "ReplayScreen", "wrapped"]

_FILLER = "yellow"
_LINES = 7
"""Lines of the transcript that are shown, the one that is spoken in their middle."""
_ECHO_S = 0.3
"""So long after its end a word stays marked; in a pause none is."""


class ReplayScreen:
    """Draws on the moving part of *terminal*, and only when something changed. Use as a context."""

    def __init__(self, terminal: Terminal, track: Track, passages: Sequence[Passage]) -> None:
        from rich.live import Live

        self._console = terminal.screen
        self._frames = Frames(track, passages)
        self._live = Live(console=self._console, auto_refresh=False, transient=True, vertical_overflow="crop")
        self._before: Any = None

    def __enter__(self) -> ReplayScreen:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def show(self, state: ReplayState) -> None:
        from rich.text import Text

        width = max(20, self._console.width - 1)
        lines = self._frames.lines(state, width, self._console.height)
        now = [(line.plain, line.spans) for line in lines]
        if now != self._before:
            self._before = now
            self._live.update(Text("\n").join(lines), refresh=True)


class Frames:
    """What the screen shows of *track* at each moment."""

    def __init__(self, track: Track, passages: Sequence[Passage]) -> None:
        self._track = track
        self._passages = passages
        self._starts = list(accumulate((word.start_s for word in track.words), max))
        self._width = 0
        self._rows: list[range] = []

    def lines(self, state: ReplayState, width: int, height: int) -> list[Text]:
        """At most *height* lines of at most *width* characters."""
        if width != self._width:
            self._width, self._rows = width, wrapped([_shown(word) for word in self._track.words], width)
        lines = [_status(state), self._about(state), styled("")]
        lines += self._transcript(state)
        lines.append(styled(f"/{state.typed}▏" if state.typed is not None else state.note, "cyan"))
        if state.keys:
            lines += _keys()
        lines = lines[: max(1, height - 1)]
        for line in lines:
            line.truncate(width, overflow="ellipsis")
        return lines

    def _about(self, state: ReplayState) -> Text:
        """The passage that is played, or the point that is made at this moment."""
        number = (
            "" if state.number is None or len(self._passages) < 2 else f"{state.number + 1} of {len(self._passages)}  "
        )
        passage = self._track.point_at(state.position_s) if state.number is None else self._passages[state.number]
        if passage is None:
            return styled("")
        line = styled(f"  {number}")
        if passage.point is not None:
            mark, style = MARKS[passage.point.verdict]
            line.append(f"{mark} ", style)
        return line.append(passage.title)

    def _transcript(self, state: ReplayState) -> Iterator[Text]:
        """Always as many lines, so that nothing else moves."""
        at = bisect_right(self._starts, state.position_s) - 1
        row = next((number for number, words in enumerate(self._rows) if at in words), 0)
        first = max(0, min(row - _LINES // 2, len(self._rows) - _LINES))
        for words in self._rows[first : first + _LINES]:
            line = styled("  ")
            for place, number in enumerate(words):
                word = self._track.words[number]
                line.append(" " * bool(place))
                line.append(_shown(word), _style(word, number, at, state.position_s))
            yield line
        if not self._rows:
            yield styled("  (no words were heard in it)", "dim")


def wrapped(words: Sequence[str], width: int) -> list[range]:
    """The numbers of the *words* on each line of *width* characters, of which two are margin."""
    rows: list[range] = []
    first, used = 0, 0
    for number, word in enumerate(words):
        if number > first and used + 1 + len(word) > width - 2:
            rows.append(range(first, number))
            first, used = number, 0
        used += len(word) + (number > first)
    return [*rows, range(first, len(words))] if words else []


def _shown(word: SpokenWord) -> str:
    return f"({word.text})" if word.filler else word.text


def _style(word: SpokenWord, number: int, at: int, position_s: float) -> str:
    color = _FILLER if word.filler else ""
    if number == at and position_s < word.end_s + _ECHO_S:
        return f"reverse {color}".strip()
    return f"dim {color}".strip() if number > at else color


def _status(state: ReplayState) -> Text:
    speed = f"  x{state.speed:g}" if state.speed != 1.0 else ""
    looped = "  again and again (l: no more)" if state.looped else ""
    line = styled(
        f"{'||' if state.paused else '▶'} {clock_time(state.position_s)} of {clock_time(state.duration_s)}{speed}"
    )
    return line.append(looped, "cyan").append("   ?: keys", "dim")


def _keys() -> Iterator[Text]:
    from greenroom.practice.replay.playing import KEYS

    for key, does in KEYS:
        yield styled(f"  {key:<12} {does}", "dim")
