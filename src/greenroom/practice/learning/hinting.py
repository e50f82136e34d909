"""The hint ladder: how much of the points is shown while the user answers, and the most that was shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from greenroom.domain import Hint, Point, Prompt
from greenroom.practice.stage import Stage
from greenroom.scoring.text import is_content, tokenise

__all__ = ["HintLadder", "hint_lines"]

_NUMBER = re.compile(r"\d")


class HintLadder:
    """Shows the hints of *prompt* on *stage*, from rung *start* on."""

    def __init__(self, prompt: Prompt, stage: Stage, start: Hint = Hint.NONE) -> None:
        self._prompt = prompt
        self._stage = stage
        self._rung = start if prompt.points else Hint.NONE
        self.most = Hint.NONE
        """The most help that was shown so far."""

    def show(self) -> None:
        """Put the hints of this rung on the screen, in the place of others."""
        self.most = max(self.most, self._rung, key=lambda hint: hint.rung)
        self._stage.hints(tuple(hint_lines(self._prompt, self._rung)))

    def step(self, key: str | None) -> None:
        """Go a rung up on the key "up", to more help, and down on "down"; any other key changes nothing."""
        if key not in {"up", "down"} or not self._prompt.points:
            return
        rung = self._rung.step(more=key == "up")
        if rung is not self._rung:
            self._rung = rung
            self.show()

    def hide(self) -> None:
        """Take them off the screen."""
        self._stage.hints(())


def hint_lines(prompt: Prompt, hint: Hint) -> Iterator[str]:
    """A line for each point, in the order of the file, with as much of it as *hint* shows; none for no hints."""
    if hint is Hint.NONE:
        return
    for point in prompt.points:
        said = " ".join(point.say.split())
        if hint is Hint.LETTERS:
            said = " ".join(map(_letter, said.split()))
        elif hint is Hint.WORDS:
            said = " · ".join(_key_words(point)) or said
        yield f"- {said}"


def _letter(word: str) -> str:
    """The first letter; a number keeps its secret, and what is no word stays."""
    if _NUMBER.search(word):
        return "#"
    first = next((char for char in word if char.isalpha()), "")
    return first or word


def _key_words(point: Point) -> Iterator[str]:
    """Each word with meaning of its own, and every number, once, as it is written."""
    shown: set[str] = set()
    for word in point.say.split():
        tokens = tokenise([word])
        bare = word.strip(" ,.;:!?()[]\"“”'")
        if bare and bare.casefold() not in shown and any(map(is_content, tokens)):
            shown.add(bare.casefold())
            yield bare
