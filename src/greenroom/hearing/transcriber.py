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
from greenroom.hearing.windows import Window, plan_windows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from greenroom.hearing.whisper_engine import WhisperModel

__all__ = ["WhisperTranscriber", "fit_to_speech", "vocabulary_prompt"]

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
        said, invented = fit_to_speech(heard, speech)
        return Transcript(tuple(said), duration_s, speech, self._engine(model), _notes(said, invented))

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


def _hear(model: WhisperModel, samples: NDArray[np.float32], window: Window, prompt: str) -> list[Word]:
    """The words in one window, with their times in the recording."""
    return [
        Word(
            word.text,
            window.in_recording(word.start_s or 0.0),
            window.in_recording(word.end_s or 0.0),
            word.probability,
        )
        for word in model.hear(window.cut_from(samples), prompt).words
    ]


def fit_to_speech(heard: Sequence[Word], speech: Sequence[Span]) -> tuple[list[Word], list[Word]]:
    """Words that were said, and words that were not, because nobody spoke near them.

    The times of those said are made to fit the speech: in order, and without the silence that Whisper counts as part
    of the first word after a pause and of the last one before it.
    """
    said, invented = [], []
    latest_s = 0.0
    for word in heard:
        assert word.start_s is not None and word.end_s is not None
        start_s, end_s = word.start_s, word.end_s
        around = [span for span in speech if span.start_s < end_s + _SLACK_S and span.end_s > start_s - _SLACK_S]
        if not around:
            invented.append(word)
            continue
        inside = [span for span in around if span.start_s < end_s and span.end_s > start_s]
        if inside:
            start_s, end_s = max(start_s, inside[0].start_s), min(end_s, inside[-1].end_s)
        start_s = max(start_s, latest_s)
        latest_s = max(start_s, end_s)
        said.append(Word(word.text, round(start_s, 3), round(latest_s, 3), word.probability))
    return said, invented


def _notes(words: Sequence[Word], invented: Sequence[Word]) -> tuple[str, ...]:
    notes = []
    if invented:
        quoted = " ".join(word.text for word in invented)
        notes.append(f"Left out, because no voice was detected there: “{quoted}” at {invented[0].start_s:.1f} s.")
    if not words:
        notes.append("A voice was detected, but no words could be made out.")
    return tuple(notes)
