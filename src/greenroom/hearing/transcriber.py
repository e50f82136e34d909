"""Words from sound: where there is speech, a recogniser is asked; where there is none, nobody is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.domain import Engine, Transcript, Word
from greenroom.errors import HearingError
from greenroom.hearing.fitting import fit_to_speech
from greenroom.hearing.live import LiveListening, Stretch
from greenroom.hearing.names import repair_names
from greenroom.hearing.port import SpeechDetector
from greenroom.hearing.process import Choice, RecogniserProcess
from greenroom.hearing.silero import SileroDetector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["WhisperTranscriber", "vocabulary_prompt"]

_MOST_TERMS = 40


class WhisperTranscriber:
    """Whisper behind a speech detector, in segments of up to 22 s, in a process of its own.

    There is one way through it: a whole recording is a spoken answer that comes all at once. Nothing is loaded before
    the first use.
    """

    def __init__(self, choice: Choice, *, detector: SpeechDetector | None = None) -> None:
        self._choice = choice
        self._detector = detector or SileroDetector()
        self._recogniser = RecogniserProcess(choice)

    @property
    def pid(self) -> int | None:
        """Of the process that computes, while there is one."""
        return self._recogniser.pid

    def load(self) -> None:
        self._recogniser.load()

    def listen(self, *, terms: Sequence[str] = ()) -> LiveListening:
        compose = partial(self._transcript, terms)
        return LiveListening(self._recogniser, self._detector, vocabulary_prompt(terms), compose)

    def transcribe(self, samples: NDArray[np.float32], *, terms: Sequence[str] = ()) -> Transcript:
        import numpy as np

        if samples.ndim != 1 or samples.dtype != np.float32:
            raise HearingError(
                f"The recogniser takes mono float32 samples, not {samples.dtype} of shape {samples.shape}.",
                hint="Read the file with greenroom.sound.read_audio.",
            )
        listening = self.listen(terms=terms)
        listening.feed(samples)
        return listening.finish()

    def _transcript(
        self, terms: Sequence[str], stretches: Sequence[Stretch], probabilities: Iterable[float], duration_s: float
    ) -> Transcript:
        """One transcript of all that was heard."""
        speech = tuple(replace(span, end_s=min(span.end_s, duration_s)) for span in self._detector.spans(probabilities))
        engine = self._engine(asked=bool(stretches))
        if not stretches:
            return Transcript(
                (), duration_s, engine=engine, notes=(f"No voice was detected in {duration_s:.1f} s of sound.",)
            )
        said, invented = fit_to_speech([word for stretch in stretches for word in stretch.words], speech)
        hesitations = tuple(one for stretch in stretches for one in stretch.hesitations)
        notes = _notes(stretches, said, invented)
        return Transcript(repair_names(said, terms), duration_s, speech, engine, notes, hesitations)

    def _engine(self, *, asked: bool) -> Engine:
        """The record; without settings when the recogniser was not asked because nothing was said."""
        from importlib.metadata import version

        choice = self._choice
        name = Path(choice.model).stem if choice.model.endswith(".pt") else choice.model
        return Engine(choice.engine, name, version(choice.engine), self._recogniser.settings if asked else {})


def vocabulary_prompt(terms: Sequence[str]) -> str:
    """A sentence that names *terms*, the first one last: what stands last in a prompt weighs most."""
    named = list(dict.fromkeys(term.strip() for term in terms if term.strip()))[:_MOST_TERMS][::-1]
    return f"This is about {', '.join(named)}." if named else ""


def _notes(stretches: Sequence[Stretch], said: Sequence[Word], invented: Sequence[Word]) -> tuple[str, ...]:
    notes = []
    if invented:
        quoted = " ".join(word.text for word in invented)
        notes.append(f"Left out, because no voice was detected there: “{quoted}” at {invented[0].start_s:.1f} s.")
    if not said:
        notes.append("A voice was detected, but no words could be made out.")
    notes += [
        f"From {stretch.span.start_s:.0f} to {stretch.span.end_s:.0f} s the recogniser repeated itself; "
        "what it wrote there is kept, and no verdict rests on it alone."
        for stretch in stretches
        if stretch.circled
    ]
    return tuple(notes)
