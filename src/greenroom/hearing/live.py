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
"""So many words of the segment before go with a segment; they cost a tenth more time."""

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


@dataclass(frozen=True, slots=True)
class _Task:
    """A segment to hear. The words of `before` go with it; an `early` one may turn out to be no segment."""

    span: Span
    samples: NDArray[np.float32]
    before: Span | None
    early: bool = False


class LiveListening:
    """Cuts the sound into segments as it comes, and has closed ones heard by one thread in the background.

    So that little is left when the speaker ends, the first parts of what would be the last segment are heard too; when
    they go on, that was for nothing. What that thread could not do is done by `finish`, so that the transcript is the
    same, only later.
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
        self._segments: list[Span] = []
        self._early: set[Span] = set()
        self._unheard: dict[Span, _Task] = {}
        self._heard: dict[Span, Heard] = {}
        self._waited_for = False
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="listening", daemon=True)
        self._thread.start()

    def feed(self, samples: NDArray[np.float32]) -> None:
        self._pieces.append(samples)
        self._samples += len(samples)
        self._follow(self._stream.feed(samples))
        before = self._before()
        for part in self._segmenter.early:
            if part not in self._early:
                self._early.add(part)
                self._tasks.put(_Task(part, self._cut(part), before, early=True))
            before = part

    def finish(self) -> Transcript:
        import numpy as np

        self._waited_for = True
        self._follow(self._stream.feed(np.zeros(0, np.float32), last=True))
        self._close(self._segmenter.finish())
        self._tasks.put(None)
        self._thread.join()
        late = list(self._unheard.values())
        for task in late:
            self._hear(task)
        stretches = [Stretch.of(self._heard[span], span) for span in self._segments]
        transcript = self._compose(stretches, self._probabilities, self._samples / RATE_HZ)
        return replace(transcript, notes=(*transcript.notes, LATE)) if late else transcript

    def _follow(self, probabilities: Sequence[float]) -> None:
        self._probabilities += probabilities
        self._close(self._segmenter.feed(probabilities))

    def _close(self, spans: Sequence[Span]) -> None:
        for span in spans:
            task = _Task(span, self._cut(span), self._before())
            self._drop_until(span.end_s)
            self._segments.append(span)
            self._unheard[span] = task
            self._tasks.put(task)

    def _before(self) -> Span | None:
        return self._segments[-1] if self._segments else None

    def _cut(self, span: Span) -> NDArray[np.float32]:
        import numpy as np

        if len(self._pieces) > 1:
            self._pieces = [np.concatenate(self._pieces)]
        first = self._samples - len(self._pieces[0])
        begin, end = (round(at_s * RATE_HZ) - first for at_s in (span.start_s, span.end_s))
        return self._pieces[0][begin:end].copy()

    def _drop_until(self, at_s: float) -> None:
        (sound,) = self._pieces
        self._pieces = [sound[max(0, round(at_s * RATE_HZ) - (self._samples - len(sound))) :]]

    def _hear(self, task: _Task) -> None:
        before = None if task.before is None else self._heard.get(task.before)
        known = [] if before is None or before.circled else [word.text for word in before.words[-CONTEXT_WORDS:]]
        self._heard[task.span] = self._recogniser.hear(
            task.samples, self._prompt, before=" ".join(known), waited_for=self._waited_for
        )
        self._unheard.pop(task.span, None)

    def _work(self) -> None:
        """On a thread of its own. It ends at the first failure: `finish` will meet it again, and can tell."""
        while (task := self._tasks.get()) is not None:
            if task.span in self._heard:
                self._unheard.pop(task.span, None)
            elif not (task.early and not self._tasks.empty()):  # what waits is surer to be needed
                try:
                    self._hear(task)
                except Exception:  # noqa: BLE001 - the recording goes on whatever it is
                    return
