"""Sound that a dead session left behind: how much there is, and since when."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

from greenroom.domain import EndReason, Recording

__all__ = ["flac_length", "recovered", "wav_length"]

_PCM_16_BLOCK = 2


def recovered(path: Path) -> Recording | None:
    """The recording in *path*, as far as it came; None when no sound had reached it. Raises OSError."""
    length = flac_length(path) if path.suffix == ".flac" else wav_length(path)
    if length is None:
        return None
    frames, rate_hz = length
    ended_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)  # the last block was written then
    return Recording(
        path=path,
        rate_hz=rate_hz,
        frames=frames,
        started_at=ended_at - timedelta(seconds=frames / rate_hz),
        end=EndReason.RECOVERED,
    )


def wav_length(path: Path) -> tuple[int, int] | None:
    """(frames, rate in Hz) of the WAV file *path*, or None when it is no WAV file or holds no sound.

    A data chunk whose size is 0 or larger than the file reaches to the end of the file: its writer was cut off.
    Raises OSError.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        riff = file.read(12)
        if len(riff) < 12 or riff[:4] != b"RIFF" or riff[8:] != b"WAVE":
            return None
        rate_hz, block = 0, _PCM_16_BLOCK
        while len(head := file.read(8)) == 8:
            kind, length = struct.unpack("<4sI", head)
            if kind == b"data":
                left = size - file.tell()
                frames = (length if 0 < length <= left else left) // block
                return (frames, rate_hz) if frames and rate_hz else None
            body = file.tell()
            if kind == b"fmt " and len(fmt := file.read(16)) == 16:
                rate_hz, block = struct.unpack("<4xI4xH2x", fmt)
                block = block or _PCM_16_BLOCK
            file.seek(body + length + length % 2)  # chunks begin at even places
    return None


def flac_length(path: Path) -> tuple[int, int] | None:
    """(frames, rate in Hz) that the FLAC file *path* tells, or None when it tells none. Raises OSError.

    They stand in the block STREAMINFO, which comes first (RFC 9639, section 8.2).
    """
    with path.open("rb") as file:
        head = file.read(26)
    if len(head) < 26 or head[:4] != b"fLaC":
        return None
    packed = int.from_bytes(head[18:26], "big")  # 20 bits of rate, 8 of channels and depth, 36 of frames
    rate_hz, frames = packed >> 44, packed & (1 << 36) - 1
    return (frames, rate_hz) if frames and rate_hz else None
