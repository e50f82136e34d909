"""Hearing an answer while it is being spoken."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from greenroom.domain import Hesitation, Span, Transcript, Word
from greenroom.hearing.port import RATE_HZ, SpeechDetector
from greenroom.hearing.recogniser import Heard, Recogniser
from greenroom.hearing.segments import Segmenter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LiveListening", "Stretch"]

CONTEXT_WORDS = 60
"""So many words of the segment before go with a segment, as text that came before. In six comparisons on 820 words of
long answers it saved 40 errors of 733, and cost a tenth more time."""

LATE = "The recogniser stopped while you spoke; the rest was heard afterwards, from the same sound."


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was heard in one segment, with times in the whole recording. Words of an engine that went round in circles
    are kept, with a probability of 0.
    """

    span: Span
    words: tuple[Word, ...]
    hesitations: tuple[Hesitation, ...]
    circled: bool

    @classmethod
    def of(cls, heard: Heard, span: Span) -> Stretch:
        first_s = span.start_s
        words = [
            Word(
                word.text,
                first_s + (word.start_s or 0.0),
                first_s + (word.end_s or 0.0),
                0.0 if heard.circled else word.probability,
            )
            for word in heard.words
        ]
        sounds = [replace(one, start_s=first_s + one.start_s, end_s=first_s + one.end_s) for one in heard.hesitations]
        return cls(span, tuple(words), tuple(sounds), heard.circled)


class LiveListening:
    """Cuts the sound into segments as it comes, and has closed ones heard by one thread in the background.

    What that thread could not do is done by `finish`, so that the transcript is the same, only later.
    """

    def __init__(
        self,
        recogniser: Recogniser,
        detector: SpeechDetector,
        prompt: str,
        compose: Callable[[Sequence[Stretch], Sequence[float], float], Transcript],
    ) -> None:
        self._recogniser = recogniser
        self._prompt = prompt
        self._compose = compose
        self._stream = detector.start()
        self._segmenter = Segmenter()
        self._probabilities: list[float] = []
        self._pieces: list[NDArray[np.float32]] = []
        self._samples = 0
        self._segments: list[tuple[Span, NDArray[np.float32]]] = []
        self._heard: dict[int, Heard] = {}
        self._open: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="listening", daemon=True)
        self._thread.start()

    def feed(self, samples: NDArray[np.float32]) -> None:
        self._pieces.append(samples)
        self._samples += len(samples)
        self._follow(self._stream.feed(samples))

    def finish(self) -> Transcript:
        import numpy as np

        self._follow(self._stream.feed(np.zeros(0, np.float32), last=True))
        self._close(self._segmenter.finish())
        self._open.put(None)
        self._thread.join()
        late = [index for index in range(len(self._segments)) if index not in self._heard]
        for index in late:
            self._heard[index] = self._hear(index)
        stretches = [Stretch.of(self._heard[index], span) for index, (span, _) in enumerate(self._segments)]
        transcript = self._compose(stretches, self._probabilities, self._samples / RATE_HZ)
        return replace(transcript, notes=(*transcript.notes, LATE)) if late else transcript

    def _follow(self, probabilities: Sequence[float]) -> None:
        self._probabilities += probabilities
        self._close(self._segmenter.feed(probabilities))

    def _close(self, spans: Sequence[Span]) -> None:
        for span in spans:
            self._segments.append((span, self._cut(span)))
            self._open.put(len(self._segments) - 1)

    def _cut(self, span: Span) -> NDArray[np.float32]:
        """The samples of *span*; what lies before them is not needed any more."""
        import numpy as np

        sound = np.concatenate(self._pieces)
        first = self._samples - len(sound)
        begin, end = (round(at_s * RATE_HZ) - first for at_s in (span.start_s, span.end_s))
        self._pieces = [sound[min(end, len(sound)) :]]
        return sound[begin:end].copy()

    def _hear(self, index: int) -> Heard:
        before = self._heard.get(index - 1)
        known = [] if before is None or before.circled else [word.text for word in before.words[-CONTEXT_WORDS:]]
        return self._recogniser.hear(self._segments[index][1], " ".join([self._prompt, *known]).strip())

    def _work(self) -> None:
        """On a thread of its own. It ends at the first failure: `finish` will meet it again, and can tell."""
        while (index := self._open.get()) is not None:
            try:
                self._heard[index] = self._hear(index)
            except Exception:  # noqa: BLE001 - the recording goes on whatever it is
                return
