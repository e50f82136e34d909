"""Checkpoints of openai-whisper: read, written, downloaded."""

from __future__ import annotations

import http.client
import io
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

from greenroom.errors import WeightsError
from greenroom.hearing.ct2 import Checkpoint
from greenroom.hearing.whisper_engine.vendor import vendor

__all__ = ["checkpoint_bytes", "download", "map_embedding_anew", "read_model"]


def checkpoint_bytes(checkpoint: Checkpoint) -> bytes:
    """*checkpoint* as openai-whisper stores it: the same bytes every time."""
    torch, _ = vendor()
    tensors = {name: torch.from_numpy(values) for name, values in checkpoint.tensors.items()}
    buffer = io.BytesIO()
    torch.save({"dims": checkpoint.dims, "model_state_dict": tensors}, buffer)
    return buffer.getvalue()


def download(name: str, folder: Path, progress: Callable[[int, int], None]) -> Path:
    """Run openai-whisper's own download of *name* into *folder*. Raises OSError, or WeightsError if it came damaged."""
    _, whisper = vendor()

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


def read_model(path: Path, name: str) -> Any:
    """The model with the weights of the file in the type that the file has (most have float16).

    The file is mapped, not read, until the weights are converted: they are never in memory twice.
    *name* picks the attention heads that tell word times. Raises WeightsError: not a checkpoint, or damaged.
    """
    try:
        model = _read(path)
    # what torch, pickle and zipfile raise on a broken file
    except (RuntimeError, pickle.UnpicklingError, EOFError, KeyError, TypeError, ValueError, OSError) as error:
        raise WeightsError(
            f"{path} holds no weights of openai-whisper, or they are damaged.",
            hint="Get good ones: greenroom models get NAME. `greenroom models list` shows what there is.",
        ) from error
    _set_alignment_heads(model, name)
    return model.eval()


def _read(path: Path) -> Any:
    _, whisper = vendor()
    from torch.overrides import TorchFunctionMode

    class LeaveAsIs(TorchFunctionMode):  # type: ignore[misc, unused-ignore]
        """Skips the random numbers that torch would fill a new model with, only for them to be overwritten."""

        def __torch_function__(self, function: Any, _types: Any, args: Any = (), kwargs: Any = None) -> Any:
            if getattr(function, "__module__", "") == "torch.nn.init":
                return args[0] if args else kwargs["tensor"]
            return function(*args, **(kwargs or {}))

    checkpoint = _checkpoint(path)
    with LeaveAsIs():
        model = whisper.model.Whisper(whisper.model.ModelDimensions(**checkpoint["dims"]))
    model.load_state_dict(checkpoint["model_state_dict"], assign=True)  # every one of them, or it raises
    return model


def map_embedding_anew(model: Any, path: Path) -> None:
    """Map the embedding of the tokens from the file at *path* once more: of the new map only those pages come into
    memory whose tokens are written, while all of the old one, 50 MB, has been read to convert the weights.
    """
    state = _checkpoint(path)["model_state_dict"]
    model.decoder.token_embedding.weight.data = state["decoder.token_embedding.weight"]


def _checkpoint(path: Path) -> Any:
    torch, _ = vendor()
    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"  # torch's older form cannot be mapped
    return torch.load(path, map_location="cpu", weights_only=True, mmap=zipped)


def _set_alignment_heads(model: Any, name: str) -> None:
    """`load_model` does this for names, but not for files. An unknown name keeps whisper's guess: the upper layers."""
    _, whisper = vendor()
    dump = whisper._ALIGNMENT_HEADS.get(name)
    if dump is None:
        return
    try:
        model.set_alignment_heads(dump)
    except ValueError:
        return  # a file that is named like a model of another size
