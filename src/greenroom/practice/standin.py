"""A stage without a person: keys from a script, and a memory of all that was shown."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from greenroom.domain import Prompt, SpokenLength
from greenroom.sound.port import TakeState

__all__ = ["ScriptedStage", "pressing"]


@dataclass(slots=True)
class ScriptedStage:
    """Implements `Stage`. *press* sees the stage at every poll and may give a key; KeyboardInterrupt is a Ctrl-C."""

    press: Callable[[ScriptedStage], str | None] = lambda stage: "eof"
    lines: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    states: list[TakeState] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    hinted: list[tuple[str, ...]] = field(default_factory=list)

    def key(self, timeout_s: float) -> str | None:
        key = self.press(self)
        if key in {None, "eof"}:
            time.sleep(timeout_s)  # a person at the keyboard waits as well
        return key

    def forget_keys(self) -> None:
        pass

    def tell(self, line: str) -> None:
        self.lines.append(line)

    def question(self, prompt: Prompt, asked: str) -> None:
        self.questions.append(asked)

    def countdown(self, left_s: int) -> None:
        self.counted.append(left_s)

    def hints(self, lines: Sequence[str]) -> None:
        self.hinted.append(tuple(lines))

    def meter(self, state: TakeState, target: SpokenLength, limit_s: float) -> None:
        self.states.append(state)

    def working(self, what: str) -> None:
        self.lines.append(what)


def pressing(keys: Iterable[str | None]) -> Callable[[ScriptedStage], str | None]:
    """A *press* that gives *keys* one after the other, and then nothing more."""
    script = iter(keys)
    return lambda stage: next(script, None)
