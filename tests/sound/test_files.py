from __future__ import annotations

import os
import struct
import subprocess
import sys
import wave
from pathlib import Path

import av
import numpy as np
import pytest
from tests.sound.signals import Sound, a_noise, a_tone, find

from greenroom.errors import AudioFileError, LibraryError
from greenroom.sound.files import read_audio, write_wav
from greenroom.sound.samples import to_int16


def encoded(path: Path, codec: str, samples: Sound, rate_hz: int = 48_000, title: str = "") -> Path:
    """*samples* in the container that the name of *path* asks for."""
    with av.open(str(path), "w") as container:
        container.metadata["title"] = title
        stream = container.add_stream(codec, rate=rate_hz, layout="mono")
        assert isinstance(stream, av.AudioStream)
        frame = av.AudioFrame.from_ndarray(to_int16(samples)[None, :], format="s16", layout="mono")
        frame.sample_rate = rate_hz
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return path


def dominant_hz(samples: Sound, rate_hz: int) -> float:
    return float(np.abs(np.fft.rfft(samples)).argmax() * rate_hz / len(samples))


def test_what_was_written_is_read_back_exactly(tmp_path: Path) -> None:
    noise = a_noise(seconds=0.5)
    write_wav(tmp_path / "a.wav", noise, 48_000)
    assert np.array_equal(read_audio(tmp_path / "a.wav", 48_000), noise)


def test_never_writes_over_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"mine")
    with pytest.raises(LibraryError, match="exists already"):
        write_wav(tmp_path / "a.wav", a_tone(), 48_000)
    assert (tmp_path / "a.wav").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.flac", "flac"), ("a.mp3", "mp3"), ("a.m4a", "aac"), ("a.webm", "libopus"), ("a.ogg", "libopus")],
)
def test_compressed_sound_is_read_whole_at_the_rate_asked_for(tmp_path: Path, name: str, codec: str) -> None:
    tone = a_tone(seconds=2, hz=440)
    samples = read_audio(encoded(tmp_path / name, codec, tone), 16_000)
    assert samples.dtype == np.float32
    assert samples.ndim == 1
    assert len(samples) / 16_000 == pytest.approx(2, abs=0.1)
    assert dominant_hz(samples, 16_000) == pytest.approx(440, abs=1)
    assert samples[8000:24_000].std() == pytest.approx(tone.std(), rel=0.05)


def test_the_ending_of_a_name_does_not_matter(tmp_path: Path) -> None:
    encoded(tmp_path / "a.mp3", "mp3", a_tone()).rename(tmp_path / "a.wav")
    assert len(read_audio(tmp_path / "a.wav")) > 15_000


def test_two_channels_become_one(tmp_path: Path) -> None:
    both = np.stack([a_tone(hz=300), a_tone(hz=900)], axis=1)
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setparams((2, 2, 48_000, 0, "NONE", ""))
        file.writeframes(to_int16(both).tobytes())
    samples = read_audio(tmp_path / "a.wav", 48_000)
    spectrum = np.abs(np.fft.rfft(samples))
    assert set(np.argsort(spectrum)[-2:].tolist()) == {300, 900}


def test_eight_bit_sound_is_read(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "a.wav"), "wb") as file:
        file.setparams((1, 1, 16_000, 0, "NONE", ""))
        file.writeframes((128 + a_tone(rate_hz=16_000) * 127).astype(np.uint8).tobytes())
    assert dominant_hz(read_audio(tmp_path / "a.wav"), 16_000) == pytest.approx(440, abs=1)


@pytest.mark.parametrize("end", [44 + 2 * 8000, 44 + 2 * 8000 + 1])
def test_a_recording_whose_end_was_torn_off_is_read_up_to_there(tmp_path: Path, end: int) -> None:
    noise = a_noise(seconds=1, rate_hz=16_000)
    write_wav(tmp_path / "a.wav", noise, 16_000)
    os.truncate(tmp_path / "a.wav", end)
    assert np.array_equal(read_audio(tmp_path / "a.wav"), noise[:8000])


def test_a_torn_mp3_is_read_up_to_the_tear(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.mp3", "mp3", a_tone(seconds=4))
    os.truncate(path, path.stat().st_size // 2)
    assert len(read_audio(path)) / 16_000 == pytest.approx(2, abs=0.2)


def test_a_title_in_an_old_encoding_does_not_matter(tmp_path: Path) -> None:
    path = encoded(tmp_path / "a.mp3", "mp3", a_tone(), title="Vorstellungsgespraech")
    path.write_bytes(path.read_bytes().replace(b"ae", b"\xe4h"))
    assert len(read_audio(path)) > 15_000


def a_missing_file(path: Path) -> None:
    pass


def an_empty_file(path: Path) -> None:
    path.touch()


def a_text(path: Path) -> None:
    path.write_text("Why Meta? Because of the people.\n" * 100)


def a_folder(path: Path) -> None:
    path.mkdir()


def a_wav_without_sound(path: Path) -> None:
    write_wav(path, a_tone(seconds=0), 48_000)


def a_wav_cut_in_its_header(path: Path) -> None:
    write_wav(path, a_tone(), 48_000)
    os.truncate(path, 30)


def an_m4a_without_its_index(path: Path) -> None:
    encoded(path.with_suffix(".m4a"), "aac", a_tone()).rename(path)
    os.truncate(path, path.stat().st_size // 2)


def random_bytes(path: Path) -> None:
    path.write_bytes(np.random.default_rng(3).bytes(20_000))


def a_wav_of_a_strange_kind(path: Path) -> None:
    write_wav(path, a_tone(), 48_000)
    with path.open("r+b") as file:
        file.seek(20)
        file.write(struct.pack("<H", 0x7777))


@pytest.mark.parametrize(
    "make",
    [
        a_missing_file,
        an_empty_file,
        a_text,
        a_folder,
        a_wav_without_sound,
        a_wav_cut_in_its_header,
        an_m4a_without_its_index,
        random_bytes,
        a_wav_of_a_strange_kind,
    ],
)
def test_what_is_no_sound_gets_one_clear_sentence(tmp_path: Path, make: object) -> None:
    assert callable(make)
    make(tmp_path / "a.wav")
    with pytest.raises(AudioFileError) as caught:
        read_audio(tmp_path / "a.wav")
    assert str(tmp_path / "a.wav") in caught.value.message
    assert caught.value.message.endswith(".")
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_our_own_files_are_read_without_ffmpeg(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", a_tone(), 16_000)
    program = (
        "import sys; from pathlib import Path; from greenroom.sound import read_audio; "
        "read_audio(Path(sys.argv[1])); print(sorted({'av', 'sounddevice', 'soxr'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "a.wav"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_pure_sound_is_found_in_a_longer_one() -> None:
    """The tests' own measuring stick."""
    noise = a_noise(seconds=1)
    around = np.concatenate([a_noise(seconds=0.3, seed=2), noise, a_noise(seconds=0.2, seed=3)])
    start, fit = find(noise, around)
    assert start == 14_400
    assert fit == pytest.approx(1.0)
    assert find(noise, a_noise(seconds=2, seed=4))[1] < 0.1
