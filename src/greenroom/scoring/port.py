"""What every judge can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from greenroom.domain import Explanation, Prompt, Report, SecondOpinion, Transcript

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CrossEncoder", "Embedded", "Embedder", "Judge", "SecondJudge"]


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text as vectors of length one: `sentence`, shape (d,), and one row a word piece in `tokens`, shape (n, d).

    `starts` says at which character of the text each piece begins. A long text may lose its end.
    """

    sentence: NDArray[np.float32]
    pieces: tuple[str, ...]
    tokens: NDArray[np.float32]
    starts: tuple[int, ...]


class Embedder(Protocol):
    """Turns texts into vectors whose cosine says how alike in meaning they are."""

    def embed(self, texts: Sequence[str]) -> tuple[Embedded, ...]:
        """One result a text, in order. Raises WeightsError when its model file is missing or damaged."""
        ...


class CrossEncoder(Protocol):
    """Reads a point and a passage of an answer together and says how far the one is made in the other."""

    def read(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """One row a pair of point and passage, in order, shape (n, 4): log odds, up to a constant, of covered, partial,
        missed and contradicted. Raises WeightsError when its model file is missing or damaged.
        """
        ...


class Judge(Protocol):
    def load(self, prompt: Prompt) -> None:
        """Load what judging answers to *prompt* needs now rather than at the first one. Raises WeightsError."""
        ...

    def judge(self, prompt: Prompt, transcript: Transcript) -> Report:
        """The report on *transcript* as an answer to *prompt*; never raises for odd answers."""
        ...

    def revise(self, report: Report, transcript: Transcript) -> Report:
        """*report*, whose verdicts or fillers the user corrected, with all that follows from them worked out again."""
        ...

    def explain(self, prompt: Prompt, transcript: Transcript, point_id: str) -> Explanation:
        """What is behind the verdict that `judge` gives on that point. Raises LookupError when it gives none."""
        ...


class SecondJudge(Protocol):
    """Gives an opinion of its own, beside the judge's."""

    @property
    def elsewhere(self) -> str:
        """The host to which answers are sent, if that is not this machine; else empty."""
        ...

    def reach(self) -> str:
        """The name of who would be asked. Raises LanguageModelError when nobody can be."""
        ...

    def ask(self, prompt: Prompt, transcript: Transcript) -> SecondOpinion:
        """The opinion on *transcript* as an answer to *prompt*, or why there is none; never raises for either."""
        ...
