"""WAV files as crashes leave them."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from greenroom.library.recovery import flac_length, recovered, wav_length

FMT = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 16_000, 32_000, 2, 16)


def wav(*chunks: bytes) -> bytes:
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def data(declared: int, real: int) -> bytes:
    return b"data" + struct.pack("<I", declared) + bytes(real)


@pytest.mark.parametrize(
    ("content", "length"),
    [
        (wav(FMT, data(3200, 3200)), (1600, 16_000)),
        (wav(FMT, data(0, 3200)), (1600, 16_000)),  # the header was never brought up to date
        (wav(FMT, data(0xFFFFFFFF, 3200)), (1600, 16_000)),
        (wav(FMT, data(6400, 3200)), (1600, 16_000)),  # cut off
        (wav(FMT, data(3200, 3201)), (1600, 16_000)),  # half a sample more
        (wav(b"LIST" + struct.pack("<I", 3) + b"abc\0", FMT, data(3200, 3200)), (1600, 16_000)),
        (wav(FMT, data(3200, 3200), b"LIST" + struct.pack("<I", 4) + b"abcd"), (1600, 16_000)),
        (wav(FMT, data(0, 0)), None),
        (wav(FMT), None),
        (wav(data(3200, 3200)), None),  # nobody knows at which rate
        (b"RIFF", None),
        (b"", None),
        (b"ID3 something else altogether" * 10, None),
    ],
)
def test_how_much_sound_there_is(tmp_path: Path, content: bytes, length: tuple[int, int] | None) -> None:
    path = tmp_path / "0001.wav"
    path.write_bytes(content)

    assert wav_length(path) == length


def test_the_end_of_a_dead_session_is_when_its_file_last_changed(tmp_path: Path) -> None:
    path = tmp_path / "0001.wav"
    path.write_bytes(wav(FMT, data(0, 64_000)))

    recording = recovered(path)

    assert recording
    assert recording.duration_s == 2.0
    assert recording.started_at.timestamp() + 2.0 == pytest.approx(path.stat().st_mtime, abs=1e-3)


def streaminfo(rate_hz: int, frames: int) -> bytes:
    """The beginning of a FLAC file of mono 16-bit samples."""
    packed = rate_hz << 44 | 15 << 36 | frames
    return b"fLaC\x80\0\0\x22" + struct.pack(">HH", 4096, 4096) + bytes(6) + packed.to_bytes(8, "big") + bytes(16)


@pytest.mark.parametrize(
    ("content", "length"),
    [
        (streaminfo(44_100, 44_100 * 100), (4_410_000, 44_100)),
        (streaminfo(48_000, (1 << 36) - 1), ((1 << 36) - 1, 48_000)),
        (streaminfo(48_000, 0), None),  # its writer did not know
        (streaminfo(48_000, 5)[:25], None),
        (b"RIFF" + bytes(40), None),
        (b"", None),
    ],
)
def test_how_much_compressed_sound_there_is(tmp_path: Path, content: bytes, length: tuple[int, int] | None) -> None:
    path = tmp_path / "0001.flac"
    path.write_bytes(content)

    assert flac_length(path) == length
    assert (recovered(path) is None) == (length is None)
