"""A recogniser without weights: it says the words that it was given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from greenroom.domain import Engine, Span, Transcript, Word
from greenroom.hearing.port import RATE_HZ

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ScriptedTranscriber"]

_FRAME_S = 0.03
_AUDIBLE = 0.001  # -60 dBFS


class ScriptedTranscriber:
    """Hears *text* in whatever sound there is, its words spread evenly over what is not silence.

    A *transcript* instead is given back as it is, silence or not.
    """

    def __init__(self, text: str = "", transcript: Transcript | None = None) -> None:
        self._text = text
        self._transcript = transcript

    def load(self) -> None:
        pass

    def listen(self, *, terms: Sequence[str] = ()) -> ScriptedListening:
        return ScriptedListening(self, terms)

    def transcribe(self, samples: NDArray[np.float32], *, terms: Sequence[str] = ()) -> Transcript:
        if self._transcript:
            return self._transcript
        duration_s = len(samples) / RATE_HZ
        sound = _audible(samples)
        if sound is None:
            return Transcript((), duration_s, engine=Engine("scripted"), notes=("No voice was detected.",))
        tokens = self._text.split()
        each_s = sound.duration_s / max(1, len(tokens))
        words = tuple(
            Word(token, sound.start_s + index * each_s, sound.start_s + (index + 1) * each_s, 1.0)
            for index, token in enumerate(tokens)
        )
        return Transcript(words, duration_s, (sound,), Engine("scripted"))


class ScriptedListening:
    """Gathers the sound and hears it at the end."""

    def __init__(self, transcriber: ScriptedTranscriber, terms: Sequence[str]) -> None:
        self._transcriber = transcriber
        self._terms = terms
        self._pieces: list[NDArray[np.float32]] = []

    def feed(self, samples: NDArray[np.float32]) -> None:
        self._pieces.append(samples)

    def finish(self) -> Transcript:
        import numpy as np

        samples = np.concatenate([np.zeros(0, np.float32), *self._pieces])
        return self._transcriber.transcribe(samples, terms=self._terms)


def _audible(samples: NDArray[np.float32]) -> Span | None:
    """From the first to the last frame that is not silent."""
    import numpy as np

    frame = int(_FRAME_S * RATE_HZ)
    frames = np.pad(samples, (0, -len(samples) % frame)).reshape(-1, frame)
    loud = np.flatnonzero(np.sqrt((frames**2).mean(axis=1)) > _AUDIBLE)
    if not len(loud):
        return None
    end_s = min((int(loud[-1]) + 1) * frame, len(samples)) / RATE_HZ
    return Span(int(loud[0]) * frame / RATE_HZ, end_s)
