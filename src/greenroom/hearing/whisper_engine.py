"""openai-whisper, and the torch under it: the only file that imports them."""

from __future__ import annotations

import functools
import http.client
import io
import os
import pickle
import threading
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from greenroom.domain import Word
from greenroom.errors import HearingError, WeightsError
from greenroom.hearing.ct2 import Checkpoint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["WhisperModel", "checkpoint_bytes", "download", "join_pieces"]

_LANGUAGE = "en"
_TEMPERATURES = (0.0, 0.4)  # the second one only for a stretch at which the first one fails or loops
_UNLOOP = (0.8,)  # for a stretch at which both loop; used on any other it invents words
_LOOP = 2.4  # how many times smaller gzip makes a text that goes round in circles; openai-whisper's own limit


class WhisperModel:
    """Whisper's weights in memory, on the graphics card if torch can use one, and how to use them.

    One call at a time: torch's own threads share the work of each call.
    """

    def __init__(self, path: Path, name: str = "", threads: int = 0) -> None:
        """Load the checkpoint at *path*. *name* picks the attention heads that tell word times, *threads* 0 is as many
        as there are cores, at most 4. Raises WeightsError: not a checkpoint, or damaged.
        """
        torch, _ = _vendor()
        torch.set_num_threads(threads or min(4, _cores()))
        try:
            model = _read(path)
        # what torch, pickle and zipfile raise on a broken file
        except (RuntimeError, pickle.UnpicklingError, EOFError, KeyError, TypeError, ValueError, OSError) as error:
            raise WeightsError(
                f"{path} holds no weights of openai-whisper, or they are damaged.",
                hint="Get good ones: greenroom models get NAME. `greenroom models list` shows what there is.",
            ) from error
        _set_alignment_heads(model, name)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self._model = _encode_once(model.to(self.device))
        self._lock = threading.Lock()

    @property
    def settings(self) -> dict[str, str | float | bool]:
        """What matters for the result, for the record."""
        temperatures = " ".join(str(temperature) for temperature in _TEMPERATURES)
        return {
            "device": self.device,
            "language": _LANGUAGE,
            "fp16": self.device == "cuda",
            "temperature": temperatures,
        }

    def hear(self, samples: NDArray[np.float32], prompt: str = "") -> list[Word]:
        """The words in 16 kHz samples in [-1, 1], shape (n,), with times from their start; the same ones every time.

        *prompt* is text that could have come before: its spellings are preferred. Raises HearingError.
        """
        with self._lock:
            try:
                result = self._transcribe(samples, prompt, _TEMPERATURES)
                if _loops(result):
                    result = self._transcribe(samples, "", _UNLOOP)
            except (RuntimeError, MemoryError, ValueError) as error:
                raise HearingError(
                    f"The recogniser failed: {error}.", hint="Try a smaller model: --model tiny.en. The sound is kept."
                ) from error
        return join_pieces(word for segment in result["segments"] for word in segment["words"])

    def _transcribe(self, samples: NDArray[np.float32], prompt: str, temperatures: tuple[float, ...]) -> dict[str, Any]:
        torch, whisper = _vendor()
        torch.manual_seed(0)  # temperatures above 0 draw lots
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


def join_pieces(pieces: Iterable[Mapping[str, Any]]) -> list[Word]:
    """openai-whisper's words as ours. It splits "large-scale" into " large" and "-scale"; what has no space before it
    belongs to the word before. The joined word is as probable as its least probable piece.
    """
    words: list[Word] = []
    for piece in pieces:
        text, end_s, probability = piece["word"], float(piece["end"]), float(piece["probability"])
        if words and text and not text[0].isspace():
            last = words.pop()
            words.append(Word(last.text + text.strip(), last.start_s, end_s, min(last.probability, probability)))
        elif text.strip():
            words.append(Word(text.strip(), float(piece["start"]), end_s, probability))
    return words


def checkpoint_bytes(checkpoint: Checkpoint) -> bytes:
    """*checkpoint* as openai-whisper stores it: the same bytes every time."""
    torch, _ = _vendor()
    tensors = {name: torch.from_numpy(values) for name, values in checkpoint.tensors.items()}
    buffer = io.BytesIO()
    torch.save({"dims": checkpoint.dims, "model_state_dict": tensors}, buffer)
    return buffer.getvalue()


def download(name: str, folder: Path, progress: Callable[[int, int], None]) -> Path:
    """Run openai-whisper's own download of *name* into *folder*. Raises OSError, or WeightsError if it came damaged."""
    _, whisper = _vendor()

    class Meter:
        """Stands where openai-whisper draws its progress bar."""

        def __init__(self, total: int, **_: object) -> None:
            self._total, self._done = total, 0

        def __enter__(self) -> Meter:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def update(self, size: int) -> None:
            self._done += size
            progress(self._done, self._total)

    drawn, whisper.tqdm = whisper.tqdm, Meter
    try:
        return Path(whisper._download(whisper._MODELS[name], str(folder), False))
    except (RuntimeError, http.client.HTTPException) as error:
        raise WeightsError(
            f"'{name}' was damaged on its way; nothing was kept.", hint=f"Try again: greenroom models get {name}."
        ) from error
    finally:
        whisper.tqdm = drawn


def _vendor() -> tuple[Any, Any]:
    """Torch and whisper, their warnings kept off the screen (files left open, parts for the GPU missing)."""
    warnings.filterwarnings("ignore", module=r"whisper(\.|$)")
    return _imported()


@functools.cache
def _imported() -> tuple[Any, Any]:
    """Import torch and whisper, which takes 1.6 s. Threads that wait are to sleep, not to spin."""
    for variable, value in (("OMP_WAIT_POLICY", "PASSIVE"), ("KMP_BLOCKTIME", "0")):
        os.environ.setdefault(variable, value)
    import torch
    import whisper
    import whisper.timing

    from greenroom.hearing.aligning import cheapest_path

    whisper.timing.dtw_cpu = cheapest_path
    return torch, whisper


def _read(path: Path) -> Any:
    """The model with the weights of the file, which is mapped, not read: they are never in memory twice."""
    torch, whisper = _vendor()
    from torch.overrides import TorchFunctionMode

    class LeaveAsIs(TorchFunctionMode):  # type: ignore[misc, unused-ignore]
        """Skips the random numbers that torch would fill a new model with, only for them to be overwritten."""

        def __torch_function__(self, function: Any, _types: Any, args: Any = (), kwargs: Any = None) -> Any:
            if getattr(function, "__module__", "") == "torch.nn.init":
                return args[0] if args else kwargs["tensor"]
            return function(*args, **(kwargs or {}))

    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"  # torch's older form cannot be mapped
    checkpoint = torch.load(path, map_location="cpu", weights_only=True, mmap=zipped)
    with LeaveAsIs():
        model = whisper.model.Whisper(whisper.model.ModelDimensions(**checkpoint["dims"]))
    model.load_state_dict(checkpoint["model_state_dict"])  # every one of them, or it raises
    return model.eval()


def _encode_once(model: Any) -> Any:
    """Make *model* remember its last encoding: openai-whisper encodes the same window again for the times of the words,
    and once more for every temperature, which is nearly half of all its work.
    """
    torch, _ = _vendor()
    encode = model.encoder.forward
    last: list[Any] = []

    def remember(mel: Any) -> Any:
        if not last or not torch.equal(last[0], mel):
            last[:] = [mel.clone(), encode(mel)]
        return last[1]

    model.encoder.forward = remember
    return model


def _loops(result: dict[str, Any]) -> bool:
    return any(segment["compression_ratio"] > _LOOP for segment in result["segments"])


def _set_alignment_heads(model: Any, name: str) -> None:
    """`load_model` does this for names, but not for files. An unknown name keeps whisper's guess: the upper layers."""
    _, whisper = _vendor()
    dump = whisper._ALIGNMENT_HEADS.get(name)
    if dump is None:
        return
    try:
        model.set_alignment_heads(dump)
    except ValueError:
        return  # a file that is named like a model of another size


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
