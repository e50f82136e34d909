"""Hesitations heard in the sound itself: Whisper leaves "um" and "uh" out of its text, but its encoder hears them.

A small network reads the encoder's output (one row for 20 ms of sound) and says how likely each moment is an um or an
uh. Moments that belong together become a candidate, and a candidate is weighed by how sure the network was and for how
long, and by whether the words that were heard leave room for it: one inside of a word is no hesitation.
The weights are fitted by tools/train_hesitations.py; there is a file for each model that they were fitted to.
"""

from __future__ import annotations

import math
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from greenroom.domain import Hesitation, Word
from greenroom.errors import WeightsError
from greenroom.hearing.port import RATE_HZ

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["HEARD", "LIKELY", "Candidate", "HesitationFinder", "Listener", "candidates"]

HEARD = 0.5
"""Confidence from which on a hesitation counts as heard."""

LIKELY = 0.35
"""Confidence from which on a hesitation is worth mentioning as likely. What is below is not reported."""

FRAME_S = 0.02
_SMOOTH = 5  # frames
_FULL = 20  # frames; being longer makes no hesitation likelier
_RISES = 0.25  # of a frame's probability, where a candidate begins and ends
_BRIDGES_S = 0.06  # a dip of the probability that is shorter does not divide
_SHORTEST_S = 0.1
_LEAST_ROOM = 0.5

_OWN_TEXTS = frozenset({"um", "umm", "uh", "uhh", "er", "erm", "hm", "hmm", "mm", "mmm", "ah", "eh"})
_ANSWERS = frozenset({"uh-huh", "uhhuh", "uh-uh", "mm-hmm", "mmhmm", "mhm", "mm-hm", "aha"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a hesitation, and its features.

    `features` are what it is weighed by: the log odds at its best moment, the log of the seconds that it fills of its
    best 0.4 s, and how much of it the words leave free, 0..1.
    """

    start_s: float
    end_s: float
    label: str
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Listener:
    """The network over frames: rows of *mean* and *scale* make a frame comparable, then two layers.

    `first` (dims, hidden), `second` (hidden, 4): sums for silence, speech, um, uh.
    """

    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    first: NDArray[np.float32]
    first_bias: NDArray[np.float32]
    second: NDArray[np.float32]
    second_bias: NDArray[np.float32]

    def chances(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        """How likely each of *frames*, shape (n, dims), is an um and an uh: shape (n, 2), evened out over 0.1 s."""
        import numpy as np

        hidden = np.maximum((frames - self.mean) / self.scale @ self.first + self.first_bias, 0)
        sums = hidden @ self.second + self.second_bias
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        chances = (powers / powers.sum(axis=1, keepdims=True))[:, 2:]
        window = np.ones(_SMOOTH) / _SMOOTH
        return np.stack([np.convolve(column, window, "same") for column in chances.T], axis=1).astype(np.float32)


class HesitationFinder:
    """Finds hesitations in what Whisper's encoder made of a stretch of sound. numpy only, about 1 ms a second."""

    def __init__(self, model: str) -> None:
        """Load the weights that were fitted to *model* ("base"). Raises WeightsError: there are none, or damaged."""
        import numpy as np

        if not self.available(model):
            raise WeightsError(
                f"There are no weights to hear hesitations with the model '{model}'.",
                hint="Use base or tiny.en, or go without: fillers are then found in the text alone.",
            )
        try:
            with _file(model).open("rb") as file, np.load(file) as stored:
                arrays = {name: stored[name].astype(np.float32) for name in stored.files}
            self._weights, self._offset = arrays.pop("weights"), float(arrays.pop("offset"))
            self._listener = Listener(**arrays)
        except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
            raise WeightsError(
                f"The weights to hear hesitations with '{model}' are damaged.", hint="Install greenroom again."
            ) from error

    @staticmethod
    def available(model: str) -> bool:
        """Whether there are weights for *model*, a name as in `--model`."""
        return _file(model).is_file()

    def find(
        self, samples: NDArray[np.float32], frames: NDArray[np.float32], words: Sequence[Word]
    ) -> tuple[Hesitation, ...]:
        """The hesitations in 16 kHz *samples*, shape (n,), in order; those below `LIKELY` are left out.

        *frames* is the encoder's output for these samples, shape (m, dims), 50 a second; rows past the sound are
        ignored. *words* are those heard in it. All times are seconds from the first sample.
        """
        import numpy as np

        found = []
        for candidate in candidates(self._listener, samples, frames, words):
            odds = float(np.dot(self._weights, candidate.features)) + self._offset
            confidence = 1 / (1 + math.exp(-odds))
            inside_a_word = candidate.features[-1] < _LEAST_ROOM  # the um of "number"
            if confidence >= LIKELY and not inside_a_word:
                found.append(Hesitation(candidate.start_s, candidate.end_s, candidate.label, round(confidence, 3)))
        return tuple(found)


def candidates(
    listener: Listener, samples: NDArray[np.float32], frames: NDArray[np.float32], words: Sequence[Word]
) -> tuple[Candidate, ...]:
    """All stretches of *samples* that may be hesitations; arguments as those of `HesitationFinder.find`."""
    import numpy as np

    count = min(len(frames), len(samples) // round(FRAME_S * RATE_HZ))
    if count < _SMOOTH:
        return ()
    chances = listener.chances(np.asarray(frames[:count], dtype=np.float32))
    both = chances.sum(axis=1)
    found = []
    for first, last in _stretches(both):
        start_s, end_s = first * FRAME_S, last * FRAME_S
        if any(_bare(word) in _ANSWERS for word in _touching(words, start_s, end_s)):
            continue
        peak = float(np.clip(both[first:last].max(), 1e-3, 1 - 1e-3))
        features = (
            float(np.log(peak / (1 - peak))),
            float(np.log(np.convolve(both[first:last], np.ones(min(_FULL, last - first)), "valid").max() * FRAME_S)),
            _room(words, start_s, end_s),
        )
        um, uh = chances[first:last].sum(axis=0)
        found.append(Candidate(round(start_s, 3), round(end_s, 3), "um" if um > uh else "uh", features))
    return tuple(found)


def _stretches(chances: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Runs of frames that are likely enough, first and one past the last, those joined that hardly part."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate([[0], (chances > _RISES).astype(np.int8), [0]])))
    runs: list[tuple[int, int]] = []
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and (first - runs[-1][1]) * FRAME_S <= _BRIDGES_S:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return [run for run in runs if (run[1] - run[0]) * FRAME_S >= _SHORTEST_S]


def _touching(words: Sequence[Word], start_s: float, end_s: float) -> list[Word]:
    """The words that share more than an edge with the stretch."""
    margin_s = min(0.05, (end_s - start_s) / 4)
    return [
        word
        for word in words
        if word.start_s is not None
        and word.end_s is not None
        and word.start_s < end_s - margin_s
        and word.end_s > start_s + margin_s
    ]


def _room(words: Sequence[Word], start_s: float, end_s: float) -> float:
    """How much of the stretch its words do not need, 0..1: none touch it, or they last longer than words do."""
    touching = [word for word in _touching(words, start_s, end_s) if _bare(word) not in _OWN_TEXTS]
    if not touching:
        return 1.0
    first_s = min(start_s, *(word.start_s or 0.0 for word in touching))
    last_s = max(end_s, *(word.end_s or 0.0 for word in touching))
    lasts_s = last_s - first_s
    needs_s = sum(0.05 + 0.05 * len(_bare(word)) for word in touching)  # at an unhurried pace
    return min(1.0, max(0.0, (lasts_s - needs_s) / (end_s - start_s)))


def _bare(word: Word) -> str:
    return word.text.casefold().strip(" .,;:!?…\"'“”‘’()[]–—-")


def _file(model: str) -> Traversable:
    return files("greenroom.hearing") / "data" / f"hesitations-{model}.npz"
