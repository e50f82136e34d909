"""Words from sound: where there is speech, Whisper is asked; where there is none, nobody is."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.domain import Engine, Span, Transcript, Word
from greenroom.errors import HearingError
from greenroom.hearing.port import RATE_HZ, SpeechDetector
from greenroom.hearing.silero import SileroDetector
from greenroom.hearing.weights import find_weights
from greenroom.hearing.windows import plan_windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from greenroom.hearing.whisper_engine import WhisperModel

__all__ = ["WhisperTranscriber", "vocabulary_prompt"]

_SLACK_S = 0.3
"""How far from detected speech a word may lie: word times are right to 0.2 s in 96 of 100 cases."""

_MOST_TERMS = 40


class WhisperTranscriber:
    """openai-whisper behind a speech detector.

    *model* is a name ("base") or the path of a .pt file, *weights* the folder for weights that have to be converted,
    *threads* for the recogniser (0: as many as there are cores, at most 4). Nothing is loaded before the first use.
    """

    def __init__(self, model: str, weights: Path, *, threads: int = 0, detector: SpeechDetector | None = None) -> None:
        self._name = model
        self._weights = weights
        self._threads = threads
        self._detector = detector or SileroDetector()
        self._model: WhisperModel | None = None
        self._loading = threading.Lock()

    def load(self) -> None:
        self._loaded()

    def transcribe(self, samples: NDArray[np.float32], *, terms: Sequence[str] = ()) -> Transcript:
        import numpy as np

        if samples.ndim != 1 or samples.dtype != np.float32:
            raise HearingError(
                f"The recogniser takes mono float32 samples, not {samples.dtype} of shape {samples.shape}.",
                hint="Read the file with greenroom.sound.read_audio.",
            )
        duration_s = len(samples) / RATE_HZ
        speech = self._detector.spans(samples)
        if not speech:
            note = f"No voice was detected in {duration_s:.1f} s of sound."
            return Transcript((), duration_s, engine=self._engine(None), notes=(note,))
        model = self._loaded()
        prompt = vocabulary_prompt(terms)
        heard = [word for window in plan_windows(speech, duration_s) for word in _hear(model, samples, window, prompt)]
        words = tuple(word for word in heard if _near(word, speech))
        invented = [word for word in heard if not _near(word, speech)]
        return Transcript(words, duration_s, speech, self._engine(model), _notes(words, invented))

    def _loaded(self) -> WhisperModel:
        with self._loading:
            if self._model is None:
                path = find_weights(self._name, self._weights)
                from greenroom.hearing.whisper_engine import WhisperModel

                self._model = WhisperModel(path, path.stem, self._threads)
            return self._model

    def _engine(self, model: WhisperModel | None) -> Engine:
        """The record; *model* is None when the recogniser was not asked because nothing was said."""
        from importlib.metadata import version

        name = Path(self._name).stem if self._name.endswith(".pt") else self._name
        return Engine("openai-whisper", name, version("openai-whisper"), model.settings if model else {})


def vocabulary_prompt(terms: Sequence[str]) -> str:
    """A sentence that names *terms*, the first one last: what stands last in a prompt weighs most."""
    named = list(dict.fromkeys(term.strip() for term in terms if term.strip()))[:_MOST_TERMS][::-1]
    return f"This is about {', '.join(named)}." if named else ""


def _hear(model: WhisperModel, samples: NDArray[np.float32], window: Span, prompt: str) -> list[Word]:
    """The words in one window, with times from the start of the recording, kept inside the window and in order."""
    first, end = round(window.start_s * RATE_HZ), round(window.end_s * RATE_HZ)
    words = []
    latest_s = window.start_s
    for word in model.hear(samples[first:end], prompt):
        start_s, end_s = (window.start_s + (time_s or 0.0) for time_s in (word.start_s, word.end_s))
        start_s = min(max(start_s, latest_s), window.end_s)
        latest_s = min(max(end_s, start_s), window.end_s)
        words.append(Word(word.text, round(start_s, 3), round(latest_s, 3), word.probability))
    return words


def _near(word: Word, speech: Sequence[Span]) -> bool:
    assert word.start_s is not None and word.end_s is not None
    return any(word.start_s < span.end_s + _SLACK_S and word.end_s > span.start_s - _SLACK_S for span in speech)


def _notes(words: Sequence[Word], invented: Sequence[Word]) -> tuple[str, ...]:
    notes = []
    if invented:
        quoted = " ".join(word.text for word in invented)
        notes.append(f"Left out, because no voice was detected there: “{quoted}” at {invented[0].start_s:.1f} s.")
    if not words:
        notes.append("A voice was detected, but no words could be made out.")
    return tuple(notes)
