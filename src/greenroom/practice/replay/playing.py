"""Playing an attempt, and what the keys do meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from greenroom.practice.replay.tape import Tape
from greenroom.practice.replay.track import Passage, places_of
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage

if TYPE_CHECKING:
    from greenroom.sound.port import Playback

__all__ = ["KEYS", "SPEEDS", "ReplayState", "replay"]

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
JUMP_S = 5.0
LEAD_S = 1.0
"""A filler or a pause is heard with so much of what leads to it."""

KEYS = (
    ("space", "pause, go on"),
    ("left, right", "5 s back, on"),
    ("up, down", "faster, slower"),
    ("n, b", "next point, point before"),
    ("f", "next filler"),
    ("s", "next long silence"),
    ("l", "again and again: this point, else this sentence; l ends it"),
    ("/", "go to a word"),
    ("?", "these keys"),
    ("q", "end"),
)
"""What each key does while an attempt is played."""

_POLL_S = 0.05
_AGAIN_S = 0.3  # nearer than this to a place, "next" means the one after it
_JUST_BEGUN_S = 1.5  # so far into a point, "before" means the point before; later it means this one from its start
_SAME_S = 0.001  # positions are whole samples
_END = ("q", "escape", "enter")


@dataclass(frozen=True, slots=True)
class ReplayState:
    """Where a replay is: seconds into the recording, whatever the speed.

    `number` counts the passage (from 0) where only passages are played; `looped` is played again and again; `typed` is
    what was typed so far of a word to go to (None: nothing is typed); `note` answers the last key; `keys` says that
    they are to be shown; `broken_off` that a key ended it.
    """

    position_s: float
    duration_s: float
    speed: float = 1.0
    paused: bool = False
    number: int | None = None
    looped: Passage | None = None
    typed: str | None = None
    note: str = ""
    keys: bool = False
    broken_off: bool = False


def replay(
    services: Services,
    stage: Stage,
    tape: Tape,
    show: Callable[[ReplayState], None],
    *,
    start_s: float = 0.0,
    passages: Sequence[Passage] = (),
    speed: float = 1.0,
) -> ReplayState:
    """Play *tape* from *start_s* on, or only *passages* of it, and follow the KEYS; *show* sees every step.

    Gives how it stood at the end. Raises SoundError, DeviceNotFoundError.
    """
    playback = services.card.play(tape.samples, tape.rate_hz, speaker=services.settings.speaker, paused=True)
    try:
        playback.set_speed(speed)
        state = ReplayState(start_s, tape.track.duration_s, speed)
        return _Replay(stage, tape, show, playback, passages, state).run()
    finally:
        playback.stop()


class _Replay:
    """One replay under way."""

    def __init__(
        self,
        stage: Stage,
        tape: Tape,
        show: Callable[[ReplayState], None],
        playback: Playback,
        passages: Sequence[Passage],
        state: ReplayState,
    ) -> None:
        self._stage = stage
        self._tape = tape
        self._track = tape.track
        self._show = show
        self._playback = playback
        self._passages = passages
        self._state = state
        self._keys: dict[str, Callable[[], None]] = {
            "space": self._pause,
            "p": self._pause,
            "left": lambda: self._jump_by(-JUMP_S),
            "right": lambda: self._jump_by(JUMP_S),
            "up": lambda: self._set_speed(min((one for one in SPEEDS if one > self._state.speed), default=0.0)),
            "down": lambda: self._set_speed(max((one for one in SPEEDS if one < self._state.speed), default=0.0)),
            "n": self._next_point,
            "b": self._point_before,
            "f": self._next_filler,
            "s": self._next_pause,
            "l": self._loop,
            "/": lambda: self._change(typed=""),
            "?": lambda: self._change(keys=not self._state.keys),
        }

    def run(self) -> ReplayState:
        if self._passages:
            self._take_up(0)
        else:
            self._go(self._state.position_s)
        self._playback.resume()
        while not self._playback.wait(0.0):
            self._change(position_s=min(self._playback.position_s(), self._track.duration_s))
            if not self._go_on():
                break
            self._show(self._state)
            key = self._stage.key(_POLL_S)
            if key is None or key == "eof":
                continue
            if self._state.typed is not None:
                self._type(key, self._state.typed)
            elif key in _END:
                return replace(self._state, broken_off=True)
            elif action := self._keys.get(key):
                self._change(note="")
                action()
        return self._state

    def _go_on(self) -> bool:
        """At the end of a passage: begin it again, or the next one. Whether there is more to play."""
        here = self._state.looped or self._passage
        if here is None or self._state.position_s < here.end_s - _SAME_S:
            return True
        if self._state.looped:
            self._go(here.start_s)
            return True
        return self._take_up((self._state.number or 0) + 1)

    @property
    def _passage(self) -> Passage | None:
        return None if self._state.number is None else self._passages[self._state.number]

    def _take_up(self, number: int) -> bool:
        """Begin passage *number*. Whether there is such a one."""
        if number >= len(self._passages):
            return False
        self._change(number=number, looped=None)
        self._go(self._passages[number].start_s)
        return True

    def _go(self, position_s: float) -> None:
        """Jump there, and end a loop that this leaves."""
        if self._state.looped and not self._state.looped.holds(position_s):
            self._change(looped=None)
        here = self._state.looped or self._passage
        self._playback.hold_at(here.end_s if here else None)
        self._playback.seek(position_s)
        self._change(position_s=position_s)

    def _change(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]

    def _pause(self) -> None:
        self._change(paused=not self._state.paused)
        (self._playback.pause if self._state.paused else self._playback.resume)()

    def _jump_by(self, seconds: float) -> None:
        first_s, last_s = (
            (self._passage.start_s, self._passage.end_s) if self._passage else (0.0, self._track.duration_s)
        )
        self._go(min(max(first_s, self._state.position_s + seconds), last_s))

    def _set_speed(self, speed: float) -> None:
        if speed:
            self._playback.set_speed(speed)
            self._change(speed=speed)

    def _next_point(self) -> None:
        if self._passage:
            self._next_passage()
        else:
            self._next_of(self._track.points, "No other point was made after this.")

    def _next_filler(self) -> None:
        if self._passage:
            self._next_passage()
        else:
            self._next_of(self._track.fillers, "No filler after this.", LEAD_S)

    def _next_pause(self) -> None:
        if self._passage:
            self._change(note=_ONLY_PASSAGES)
        else:
            self._next_of(self._track.pauses, "No long silence after this.", LEAD_S)

    def _next_of(self, places: Sequence[Passage], none: str, lead_s: float = 0.0) -> None:
        """Go to the next of *places*, a lead before it."""
        starts = ((max(0.0, place.start_s - lead_s), place) for place in places)
        after = next((pair for pair in starts if pair[0] > self._state.position_s + _AGAIN_S), None)
        if after is None:
            self._change(note=none)
            return
        self._go(after[0])
        self._change(note="" if after[1].point else after[1].title)

    def _next_passage(self) -> None:
        if self._passage and not self._take_up((self._state.number or 0) + 1):
            self._change(looped=None)
            self._go(self._passage.end_s)

    def _point_before(self) -> None:
        if self._state.number is not None:
            self._take_up(max(0, self._state.number - 1))
            return
        starts = [point.start_s for point in self._track.points]
        before = [start_s for start_s in starts if start_s < self._state.position_s - _JUST_BEGUN_S]
        if before:
            self._go(before[-1])
        else:
            self._change(note="No point was made before this.")

    def _loop(self) -> None:
        if self._state.looped:
            self._change(looped=None)
            self._playback.hold_at(self._passage.end_s if self._passage else None)
            return
        position_s = self._state.position_s
        sentence = self._track.sentence_at(position_s)
        around = self._track.sentences[sentence] if sentence is not None else None
        passage = self._passage or self._track.point_at(position_s) or around
        if passage is None:
            self._change(note="There is no sentence here to hear again.")
            return
        self._change(looped=passage)
        self._playback.hold_at(passage.end_s)

    def _type(self, key: str, typed: str) -> None:
        """A key while a word is typed."""
        if key == "escape" or (key == "backspace" and not typed):
            self._change(typed=None)
        elif key == "enter":
            self._change(typed=None)
            if typed.strip():
                self._go_to_word(typed)
        elif key == "backspace":
            self._change(typed=typed[:-1])
        elif key == "space" or len(key) == 1:
            self._change(typed=typed + (" " if key == "space" else key))

    def _go_to_word(self, typed: str) -> None:
        """To the next place where that was said; after the last one, the first again."""
        if self._passage:
            self._change(note=_ONLY_PASSAGES)
            return
        times = places_of(self._tape.attempt.transcript, typed)
        if not times:
            self._change(note=f"“{typed}” was not said here.")
            return
        position_s = self._state.position_s
        number = next((at for at, at_s in enumerate(times) if at_s > position_s + _AGAIN_S), 0)
        self._go(times[number])
        self._change(note=f"“{typed}”: place {number + 1} of {len(times)}")


_ONLY_PASSAGES = "Only these passages are played now; without the option it is the whole answer."
