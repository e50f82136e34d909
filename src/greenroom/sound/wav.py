"""WAV files that are valid at every moment: 16-bit PCM, mono.

The header is made right again after every block, and nothing is buffered in this process, so whatever dies next leaves
a file that every reader takes. What a power cut or a full disk can still do to it, `repair` mends.
"""

from __future__ import annotations

import errno
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from greenroom.errors import AudioFileError, DiskFullError, LibraryError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["NO_ROOM", "WavInfo", "WavWriter", "read_frames", "read_wav", "read_wav_info", "repair"]

NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""Error numbers that mean: no room left (disk full, file too big, quota used up)."""

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_CHUNK = struct.Struct("<4sI")
_FORMAT = struct.Struct("<HHIIHH")
_PCM = 1
_EXTENSIBLE = 0xFFFE
_MAX_DATA_BYTES = 0xFFFFFFFF - _HEADER.size
_FRAME_BYTES = 2


@dataclass(frozen=True, slots=True)
class WavInfo:
    """Where the sound lies in a WAV file: *frames* whole frames from byte *data_offset* on."""

    rate_hz: int
    channels: int
    sample_bytes: int
    frames: int
    data_offset: int

    @property
    def duration_s(self) -> float:
        return self.frames / self.rate_hz


class WavWriter:
    """A new WAV file, valid after every `write`.

    Raises LibraryError when *path* exists or its folder is missing or not writable, DiskFullError when not even the
    header fits. Later calls let OSError through: the caller decides how the recording ends, and the file is valid.
    """

    def __init__(self, path: Path, rate_hz: int) -> None:
        self.path = path
        self.rate_hz = rate_hz
        self.frames = 0
        self._file = _create(path)
        try:
            _write_all(self._file, _header(rate_hz, 0), 0)
        except OSError as error:
            self._file.close()
            path.unlink(missing_ok=True)
            raise _refused(path, error) from error

    def write(self, data: bytes) -> None:
        """Append whole frames. OSError: what fitted is kept, and the header counts it."""
        before = self.frames
        try:
            _write_all(self._file, data, self._end)
            self.frames += len(data) // _FRAME_BYTES
        except OSError:
            # The disk may have taken a part, down to half a sample: count it in whole frames.
            self.frames = (os.fstat(self._file.fileno()).st_size - _HEADER.size) // _FRAME_BYTES
            raise
        finally:
            if self.frames != before:
                _write_all(self._file, _header(self.rate_hz, self.frames), 0)

    def close(self) -> None:
        """Cut off half a sample, if there is one, and push everything to the disk. OSError: the file is closed too."""
        try:
            os.ftruncate(self._file.fileno(), self._end)
            os.fsync(self._file.fileno())
        finally:
            self._file.close()

    @property
    def info(self) -> WavInfo:
        """What the file holds now."""
        return WavInfo(self.rate_hz, 1, _FRAME_BYTES, self.frames, _HEADER.size)

    @property
    def _end(self) -> int:
        return _HEADER.size + self.frames * _FRAME_BYTES


def read_wav_info(path: Path) -> WavInfo:
    """What lies in the WAV file *path*, counted by what is really there.

    A header that promises more than the file holds (torn), or nothing at all (never closed), is put right.
    Raises AudioFileError: not a WAV file, not PCM, or cut off before the sound begins.
    """
    try:
        with path.open("rb") as file:
            return _scan(path, file, path.stat().st_size)
    except OSError as error:
        raise AudioFileError(
            f"{path} cannot be read: {error.strerror}.", hint="Check the name and the path."
        ) from error


def read_frames(path: Path, info: WavInfo, first: int = 0) -> NDArray[np.int16]:
    """The samples of a 16-bit mono WAV file from number *first* to the last that *info* counts, shape (n,).

    Raises AudioFileError: other samples than those, or unreadable.
    """
    import numpy as np

    if (info.channels, info.sample_bytes) != (1, _FRAME_BYTES):
        raise AudioFileError(f"{path} is not 16-bit mono.", hint="Convert it to 16-bit mono WAV.")
    try:
        with path.open("rb") as file:
            file.seek(info.data_offset + first * _FRAME_BYTES)
            data = file.read((info.frames - first) * _FRAME_BYTES)
    except OSError as error:
        raise AudioFileError(
            f"{path} cannot be read: {error.strerror}.", hint="Check the name and the path."
        ) from error
    return np.frombuffer(data, "<i2").astype(np.int16, copy=False)


def read_wav(path: Path) -> tuple[NDArray[np.int16], int]:
    """All samples of a 16-bit mono WAV file, shape (n,), and its rate in Hz. Raises AudioFileError."""
    info = read_wav_info(path)
    return read_frames(path, info), info.rate_hz


def repair(path: Path) -> WavInfo:
    """Make the header of one of our own recordings tell what the file holds, after a crash; return what that is.

    All bytes after the header count as sound (our recordings have nothing behind it). Safe to call on a good file,
    which is left untouched. Raises AudioFileError as `read_wav_info` does, LibraryError if it cannot be written.
    """
    info = read_wav_info(path)
    size = path.stat().st_size
    if info.data_offset != _HEADER.size or (info.channels, info.sample_bytes) != (1, _FRAME_BYTES):
        return info
    frames = (size - _HEADER.size) // _FRAME_BYTES
    header = _header(info.rate_hz, frames)
    try:
        with path.open("r+b", buffering=0) as file:
            if file.read(_HEADER.size) != header or size != _HEADER.size + frames * _FRAME_BYTES:
                os.ftruncate(file.fileno(), _HEADER.size + frames * _FRAME_BYTES)
                _write_all(file, header, 0)
                os.fsync(file.fileno())
    except OSError as error:
        raise _refused(path, error) from error
    return WavInfo(info.rate_hz, 1, _FRAME_BYTES, frames, _HEADER.size)


def _create(path: Path) -> BinaryIO:
    try:
        return path.open("x+b", buffering=0)
    except FileExistsError as error:
        raise LibraryError(
            f"{path} exists already and is left as it is.", hint="Nothing is ever recorded over: give another name."
        ) from error
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> LibraryError:
    if error.errno in NO_ROOM:
        return DiskFullError(
            f"There is no room left on the disk for {path}.", hint="Free some space there, then try again."
        )
    return LibraryError(
        f"{path} cannot be written: {error.strerror}.",
        hint=f"Check that {path.parent} exists and that you may write there.",
    )


def _write_all(file: BinaryIO, data: bytes, offset: int) -> None:
    """Write all of *data* at *offset*: a single call may write less, above all on a disk that is filling up."""
    view = memoryview(data)
    file.seek(offset)
    while view:
        view = view[file.write(view) :]


def _header(rate_hz: int, frames: int) -> bytes:
    """The 44 bytes before the sound. A size beyond 4 GiB cannot be said and is given as the most that can be."""
    size = min(frames * _FRAME_BYTES, _MAX_DATA_BYTES)
    form = (16, _PCM, 1, rate_hz, rate_hz * _FRAME_BYTES, _FRAME_BYTES, 8 * _FRAME_BYTES)
    return _HEADER.pack(b"RIFF", 36 + size, b"WAVE", b"fmt ", *form, b"data", size)


def _scan(path: Path, file: BinaryIO, size: int) -> WavInfo:
    riff = file.read(12)
    if len(riff) < 12 or riff[:4] != b"RIFF" or riff[8:] != b"WAVE":
        raise AudioFileError(f"{path} is not a WAV file.", hint="Give a sound file.")
    form: tuple[int, ...] | None = None
    while len(head := file.read(_CHUNK.size)) == _CHUNK.size:
        name, length = _CHUNK.unpack(head)
        if name == b"data" and form is not None:
            return _sound_at(path, form, file.tell(), length, size)
        body = file.read(length + length % 2) if length < size else b""
        if name == b"fmt " and len(body) >= _FORMAT.size:
            form = _FORMAT.unpack_from(body)
        elif not body and length:
            break
    raise AudioFileError(f"{path} breaks off before its sound begins.", hint="There is nothing in it to hear.")


def _sound_at(path: Path, form: tuple[int, ...], offset: int, length: int, size: int) -> WavInfo:
    kind, channels, rate_hz, _, frame_bytes, bits = form
    if kind not in (_PCM, _EXTENSIBLE) or not channels or not rate_hz or frame_bytes != channels * bits // 8:
        raise AudioFileError(f"{path} is a WAV file of a kind that is not plain PCM.", hint="Convert it to 16-bit PCM.")
    there = size - offset
    # Zero and all ones are what writers leave that were stopped before they knew the length.
    promised = there if length in (0, 0xFFFFFFFF) else min(length, there)
    return WavInfo(rate_hz, channels, bits // 8, promised // frame_bytes, offset)
