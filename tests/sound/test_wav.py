from __future__ import annotations

import os
import resource
import struct
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.errors import AudioFileError, LibraryError
from greenroom.sound.wav import WavWriter, read_frames, read_wav, read_wav_info, repair

BLOCK = np.arange(-480, 480, dtype=np.int16)


def a_recording(path: Path, *, blocks: int = 3) -> Path:
    writer = WavWriter(path, 48_000)
    for _ in range(blocks):
        writer.write(BLOCK.tobytes())
    writer.close()
    return path


def frames_for_everyone(path: Path) -> int:
    """The count that Python's own reader finds, and really reads."""
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 48_000)
        assert len(file.readframes(file.getnframes())) == 2 * file.getnframes()
        return file.getnframes()


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """The system's own limit: a write beyond it is cut short, and the next one refused."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_is_valid_from_the_first_moment_and_after_every_block(tmp_path: Path) -> None:
    writer = WavWriter(tmp_path / "a.wav", 48_000)
    counts = [frames_for_everyone(writer.path)]
    for _ in range(3):
        writer.write(BLOCK.tobytes())
        counts.append(frames_for_everyone(writer.path))
    writer.close()
    assert counts == [0, 960, 1920, 2880]


def test_gives_back_what_was_written(tmp_path: Path) -> None:
    samples, rate_hz = read_wav(a_recording(tmp_path / "a.wav"))
    assert rate_hz == 48_000
    assert np.array_equal(samples, np.tile(BLOCK, 3))


def test_reads_from_a_sample_on(tmp_path: Path) -> None:
    path = a_recording(tmp_path / "a.wav", blocks=2)
    assert np.array_equal(read_frames(path, read_wav_info(path), first=1000), np.tile(BLOCK, 2)[1000:])


def test_never_writes_over_a_file(tmp_path: Path) -> None:
    path = a_recording(tmp_path / "a.wav")
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="exists already"):
        WavWriter(path, 48_000)
    assert path.read_bytes() == before


def test_says_which_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(LibraryError) as caught:
        WavWriter(tmp_path / "none" / "a.wav", 48_000)
    assert str(tmp_path / "none") in caught.value.hint


def test_a_full_disk_keeps_every_whole_sample_that_fitted(tmp_path: Path) -> None:
    writer = WavWriter(tmp_path / "a.wav", 48_000)
    with files_no_larger_than(44 + 2 * 960 + 501), pytest.raises(OSError, match="File too large"):
        for _ in range(3):
            writer.write(BLOCK.tobytes())
    assert frames_for_everyone(writer.path) == 960 + 250
    writer.close()
    assert frames_for_everyone(writer.path) == 960 + 250
    assert writer.path.stat().st_size == 44 + 2 * (960 + 250)


def test_a_disk_without_room_for_a_header_leaves_no_file(tmp_path: Path) -> None:
    with files_no_larger_than(10), pytest.raises(LibraryError, match="no room"):
        WavWriter(tmp_path / "a.wav", 48_000)
    assert not (tmp_path / "a.wav").exists()


@given(size=st.integers(44, 44 + 2 * 960 * 3))
def test_repair_counts_what_a_cut_left(tmp_path_factory: pytest.TempPathFactory, size: int) -> None:
    path = a_recording(tmp_path_factory.mktemp("cut") / "a.wav")
    os.truncate(path, size)
    assert read_wav_info(path).frames == (size - 44) // 2
    assert repair(path).frames == (size - 44) // 2
    assert frames_for_everyone(path) == (size - 44) // 2


@given(size=st.integers(0, 43))
def test_a_file_cut_inside_its_header_is_refused(tmp_path_factory: pytest.TempPathFactory, size: int) -> None:
    path = a_recording(tmp_path_factory.mktemp("cut") / "a.wav")
    os.truncate(path, size)
    with pytest.raises(AudioFileError):
        repair(path)


def test_repair_finds_the_block_whose_header_never_came(tmp_path: Path) -> None:
    path = a_recording(tmp_path / "a.wav")
    with path.open("ab") as file:
        file.write(BLOCK.tobytes() + b"\x01")
    assert repair(path).frames == 4 * 960
    assert np.array_equal(read_wav(path)[0], np.tile(BLOCK, 4))


def test_repair_leaves_a_good_file_alone(tmp_path: Path) -> None:
    path = a_recording(tmp_path / "a.wav")
    before = path.stat()
    repair(path)
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (before.st_mtime_ns, before.st_size)


@pytest.mark.parametrize("promised", [0, 0xFFFFFFFF])
def test_a_length_that_was_never_filled_in_means_the_rest(tmp_path: Path, promised: int) -> None:
    path = a_recording(tmp_path / "a.wav")
    with path.open("r+b") as file:
        file.seek(40)
        file.write(struct.pack("<I", promised))
    assert read_wav_info(path).frames == 3 * 960


def test_what_other_programs_put_around_the_sound_is_no_sound(tmp_path: Path) -> None:
    path = a_recording(tmp_path / "a.wav")
    ours = path.read_bytes()
    note = b"LIST" + struct.pack("<I", 4) + b"note"
    path.write_bytes(ours[:12] + note + ours[12:] + note)
    info = read_wav_info(path)
    assert (info.frames, info.data_offset) == (3 * 960, 44 + len(note))
    assert repair(path) == info
    assert np.array_equal(read_wav(path)[0], np.tile(BLOCK, 3))
