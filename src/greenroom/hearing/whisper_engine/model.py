"""One stretch of sound through openai-whisper, with a way back when it goes round in circles."""

from __future__ import annotations

import functools
import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from greenroom.domain import Word
from greenroom.errors import HearingError
from greenroom.hearing.hesitations import HesitationFinder
from greenroom.hearing.loops import goes_round
from greenroom.hearing.port import RATE_HZ
from greenroom.hearing.recogniser import Heard, join_pieces, with_context
from greenroom.hearing.whisper_engine import int8
from greenroom.hearing.whisper_engine.files import map_embedding_anew, read_model
from greenroom.hearing.whisper_engine.shortcuts import (
    FRAMES_PER_S,
    FULL_S,
    CroppedEncoder,
    keep_heads_together,
    leave_no_rest,
)
from greenroom.hearing.whisper_engine.vendor import vendor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["WhisperModel"]

_LANGUAGE = "en"
_GREEDY = (0.0,)
_CAREFUL = (0.0, 0.4)  # the second one only for a stretch at which the first one fails or loops
_UNLOOP = (0.8,)  # for a stretch at which both loop; used on any other it invents words
_LOOP = 2.4  # openai-whisper's own limit for its compression ratio
_LEAD_S = 0.5  # silence put before the sound: through a cropped window the first word is heard worse without
_HURRIED_THREADS = min(2, os.cpu_count() or 1)
_NO_SPEECH = 0.6  # its own limit for the probability of no speech
_UNSURE = -1.0  # and for the average log probability of a token
_SCRAP = 3  # words


class WhisperModel:
    """Whisper's weights in memory, on the graphics card if torch can use one, and how to use them.

    On a processor its products are done in 8-bit integers and its window is cropped to the sound, unless *exact*: then
    it is openai-whisper as it comes. One call at a time.
    """

    def __init__(self, path: Path, name: str = "", threads: int = 0, *, exact: bool = False) -> None:
        """Load the checkpoint at *path*. *name* is the model's, *threads* 0 is one, and two where somebody waits: the
        second takes a quarter off the time and adds a third to the work.

        Raises WeightsError: not a checkpoint, or damaged.
        """
        torch, whisper = vendor()
        self._name, self._threads = name, threads
        torch.set_num_threads(threads or 1)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self._model = read_model(path, name)
        self._quick = self.device == "cpu" and not exact
        if self._quick and int8.pays():
            int8.quantize(self._model)
            map_embedding_anew(self._model, path)
        else:
            self._model = self._model.float().to(self.device)
        if self._quick:
            keep_heads_together(self._model.decoder)
        self._encoder = CroppedEncoder(self._model.encoder)
        self._decode = self._model.decode
        self._first_timestamp = whisper.tokenizer.get_tokenizer(self._model.is_multilingual).timestamp_begin
        self._finder = HesitationFinder(name) if HesitationFinder.available(name) else None
        self._lock = threading.Lock()

    @property
    def settings(self) -> dict[str, str | float | bool]:
        return {
            "device": self.device,
            "language": _LANGUAGE,
            "precision": "fp16" if self.device == "cuda" else "int8" if self._quick and int8.pays() else "fp32",
            "cropped": self._quick,
            "hesitations": self._finder is not None,
        }

    def hear(
        self, samples: NDArray[np.float32], prompt: str = "", *, before: str = "", waited_for: bool = False
    ) -> Heard:
        torch, _ = vendor()
        with self._lock:
            torch.set_num_threads(self._threads or (_HURRIED_THREADS if waited_for else 1))
            try:
                return self._hear(samples, with_context(prompt, before, self._name))
            except (RuntimeError, MemoryError, ValueError) as error:
                raise HearingError(
                    f"The recogniser failed: {error}.", hint="Try a smaller model: --model tiny.en. The sound is kept."
                ) from error

    def _hear(self, samples: NDArray[np.float32], prompt: str) -> Heard:
        if self._quick:
            import numpy as np

            led = np.pad(samples, (round(_LEAD_S * RATE_HZ), 0))
            self._model.decode = functools.partial(self._decode_all, len(led) / RATE_HZ)
            try:
                result = self._transcribe(led, prompt, _GREEDY, len(led) / RATE_HZ)
            finally:
                self._model.decode = self._decode
            if not _fails(result):
                return self._heard(result, samples, _LEAD_S)
            prompt = ""  # what the cropped window may have gone round in
        result = self._transcribe(samples, prompt, _CAREFUL, FULL_S)
        if _circles(result):
            result = self._transcribe(samples, "", _UNLOOP, FULL_S)
        return self._heard(result, samples, circled=_circles(result))

    def _decode_all(self, sound_s: float, spectrum: Any, options: Any) -> Any:
        """The first window of a sound, all of it; later ones as usual."""
        self._model.decode = self._decode
        return leave_no_rest(self._decode(spectrum, options), self._first_timestamp, sound_s)

    def _heard(
        self, result: dict[str, Any], samples: NDArray[np.float32], lead_s: float = 0.0, *, circled: bool = False
    ) -> Heard:
        pieces = (
            # words where Whisper itself thinks that nobody speaks are as likely made up, and so are unsure scraps
            {
                **word,
                "probability": word["probability"] * (segment["no_speech_prob"] <= _NO_SPEECH and not _scrap(segment)),
            }
            for segment in result["segments"]
            for word in segment["words"]
        )
        words = tuple(_earlier(word, lead_s) for word in join_pieces(pieces))
        if self._finder is None:
            return Heard(words, circled=circled)
        frames = self._encoder.first[0, round(lead_s * FRAMES_PER_S) :].float().cpu().numpy()
        return Heard(words, self._finder.find(samples, frames, words), circled=circled)

    def _transcribe(
        self, samples: NDArray[np.float32], prompt: str, temperatures: tuple[float, ...], window_s: float
    ) -> dict[str, Any]:
        torch, whisper = vendor()
        torch.manual_seed(0)  # temperatures above 0 draw lots
        self._encoder.begin(window_s)
        result: dict[str, Any] = whisper.transcribe(
            self._model,
            samples,
            language=_LANGUAGE,
            fp16=self.device == "cuda",
            temperature=temperatures,
            condition_on_previous_text=False,
            initial_prompt=prompt or None,
            word_timestamps=True,
        )
        return result


def _earlier(word: Word, lead_s: float) -> Word:
    assert word.start_s is not None and word.end_s is not None
    return replace(word, start_s=max(0.0, word.start_s - lead_s), end_s=max(0.0, word.end_s - lead_s))


def _fails(result: dict[str, Any]) -> bool:
    """Whether what was heard through a cropped window is to be heard again through a whole one: nothing, though a voice
    was detected; or an unsure beginning; but not for an unsure word or two after others, with which a segment that ends
    inside a sentence often ends.
    """
    if not result["segments"]:
        return True
    first, *others = result["segments"]
    unsure = _unsure(first) or any(_unsure(one) and not _scrap(one) for one in others)
    return unsure or _circles(result) or goes_round(result["text"].split())


def _unsure(segment: dict[str, Any]) -> bool:
    return bool(segment["avg_logprob"] < _UNSURE)


def _scrap(segment: dict[str, Any]) -> bool:
    return _unsure(segment) and len(segment["text"].split()) <= _SCRAP


def _circles(result: dict[str, Any]) -> bool:
    return any(segment["compression_ratio"] > _LOOP for segment in result["segments"])
