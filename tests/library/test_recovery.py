"""WAV files as crashes leave them."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from greenroom.library.recovery import recovered, wav_length

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
