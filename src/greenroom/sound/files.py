"""Sound files in and out, as samples."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.domain import Recording
from greenroom.errors import AudioFileError, DiskFullError, LibraryError
from greenroom.sound.ffmpeg import decode, encode_flac
from greenroom.sound.resample import resample
from greenroom.sound.samples import to_float, to_int16
from greenroom.sound.wav import NO_ROOM, WavWriter, read_frames, read_wav, read_wav_info

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["compress", "read_audio", "write_flac", "write_wav"]

_MIN_RATE_HZ = 4_000
_MAX_RATE_HZ = 400_000


def read_audio(path: Path, rate_hz: int = 16_000) -> NDArray[np.float32]:
    """The sound of a WAV, FLAC, MP3, M4A, OGG or WebM file as mono samples in [-1, 1], shape (n,), at *rate_hz*.

    Our own recordings are read whole even when their maker died. Raises AudioFileError: missing, empty, no sound
    file, or cut off before any sound.
    """
    samples, own_rate_hz = _read(path)
    if not _MIN_RATE_HZ <= own_rate_hz <= _MAX_RATE_HZ:
        raise AudioFileError(f"{path} is damaged: it claims {own_rate_hz} samples a second.", hint="Try another copy.")
    if not len(samples):
        raise AudioFileError(f"{path} holds no sound.", hint="Nothing was recorded in it.")
    return resample(samples, own_rate_hz, rate_hz)


def write_wav(path: Path, samples: NDArray[np.float32], rate_hz: int) -> None:
    """Write mono *samples* in [-1, 1], shape (n,), as the new 16-bit WAV file *path*; louder ones are cut off.

    Raises LibraryError (*path* exists or is not writable) and DiskFullError; no part of a file is left then.
    """
    writer = WavWriter(path, rate_hz)
    try:
        try:
            writer.write(to_int16(samples).astype("<i2", copy=False).tobytes())
        finally:
            writer.close()
    except OSError as error:
        path.unlink(missing_ok=True)
        kind = DiskFullError if error.errno in NO_ROOM else LibraryError
        raise kind(f"{path} could not be written: {error.strerror}.", hint="Free some space there.") from error


def write_flac(path: Path, samples: NDArray[np.float32], rate_hz: int) -> None:
    """Write mono *samples* in [-1, 1], shape (n,), as the new 16-bit FLAC file *path*; louder ones are cut off.

    Raises LibraryError (*path* exists or is not writable) and DiskFullError; no part of a file is left then.
    """
    _write_flac(path, to_int16(samples), rate_hz)


def compress(recording: Recording, path: Path) -> None:
    """Write the sound of *recording*, our own WAV file, as the FLAC file *path*, and compare the two sample by sample.

    Where *path* is there already, they are only compared. Raises AudioFileError (a WAV file that is damaged, or other
    than *recording* says, or the two differ), LibraryError, DiskFullError; *path* is left as it was then.
    """
    import numpy as np

    samples, rate_hz = read_wav(recording.path)
    if (len(samples), rate_hz) != (recording.frames, recording.rate_hz):
        raise AudioFileError(
            f"{recording.path} is damaged: it holds {len(samples)} samples at {rate_hz} Hz, and"
            f" {recording.frames} at {recording.rate_hz} Hz were recorded.",
            hint="It is left as it is. A backup may have a better copy.",
        )
    there = path.exists()
    if not there:
        _write_flac(path, samples, rate_hz)
    try:
        written, written_hz = decode(path)
        if written_hz != rate_hz or not np.array_equal(written, to_float(samples)):
            raise AudioFileError(f"{path} has not the sound of {recording.path}.", hint="Both are left as they are.")
    except BaseException:
        if not there:
            path.unlink(missing_ok=True)
        raise


def _write_flac(path: Path, samples: NDArray[np.int16], rate_hz: int) -> None:
    try:
        file = path.open("xb")
    except OSError as error:
        raise _refused(path, error) from error
    try:
        with file:
            encode_flac(file, samples, rate_hz)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> LibraryError:
    if isinstance(error, FileExistsError):
        return LibraryError(f"{path} is there already and stays as it is.", hint="Name another file.")
    kind = DiskFullError if error.errno in NO_ROOM else LibraryError
    return kind(f"{path} could not be written: {error.strerror}.", hint="Name another place, or free some space there.")


def _read(path: Path) -> tuple[NDArray[np.float32], int]:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise AudioFileError(
            f"{path} cannot be read: {error.strerror}.", hint="Check the name and the path."
        ) from error
    if path.is_dir():
        raise AudioFileError(f"{path} is a folder.", hint="Name a sound file in it.")
    if not size:
        raise AudioFileError(f"{path} is empty.", hint="Give a sound file.")
    try:
        info = read_wav_info(path)
        if (info.channels, info.sample_bytes) == (1, 2):  # our own, and most others: quick, and torn ones too
            return to_float(read_frames(path, info)), info.rate_hz
    except AudioFileError:
        pass  # no WAV file, or of another kind: FFmpeg knows more, and says what is wrong
    return decode(path)
