"""Sound and subtitles of what was recorded, in files of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.library.builders import an_attempt
from tests.practice.builders import services_with
from tests.scoring.builders import spoken

from greenroom.cli.new_file import write_new
from greenroom.domain import Recording
from greenroom.errors import AudioFileError, LibraryError
from greenroom.practice.carrying.exporting import export_to, named
from greenroom.sound import read_audio, write_wav

RATE_HZ = 44_100


def recorded(folder: Path) -> Recording:
    samples = np.random.default_rng(1).uniform(-1, 1, 3 * RATE_HZ + 17).astype(np.float32)
    folder.mkdir(parents=True, exist_ok=True)
    write_wav(folder / "0001.wav", samples, RATE_HZ)
    return Recording(folder / "0001.wav", RATE_HZ, len(samples), an_attempt().created_at)


@pytest.mark.parametrize("form", ["wav", "flac"])
def test_sound_is_the_same_bit_by_bit_and_nothing_is_written_over(tmp_path: Path, form: str) -> None:
    attempt = an_attempt(recording=recorded(tmp_path / "recordings"))
    assert attempt.recording
    path = tmp_path / f"out.{form}"
    export_to(attempt, form, path, write_new)
    assert np.array_equal(read_audio(path, RATE_HZ), read_audio(attempt.recording.path, RATE_HZ))
    content = path.read_bytes()
    assert content[:4] == {"wav": b"RIFF", "flac": b"fLaC"}[form]
    with pytest.raises(LibraryError):
        export_to(attempt, form, path, write_new)
    assert path.read_bytes() == content
    attempt.recording.path.unlink()
    with pytest.raises(AudioFileError):
        export_to(attempt, form, tmp_path / f"other.{form}", write_new)
    assert not (tmp_path / f"other.{form}").exists()


def test_subtitles_of_a_recording(tmp_path: Path) -> None:
    attempt = replace(an_attempt(), transcript=spoken("It was quick."))
    export_to(attempt, "vtt", tmp_path / "a.vtt", write_new)
    assert "It was quick." in (tmp_path / "a.vtt").read_text(encoding="utf-8")


def test_a_prompt_means_all_its_attempts_and_a_name_one(tmp_path: Path) -> None:
    services = services_with(tmp_path)
    for ref in ("a/1", "a/2", "b/1"):
        services.attempts.keep(an_attempt(ref))
    assert [str(ref) for ref in named(services, "a")] == ["a/1", "a/2"]
    assert [str(ref) for ref in named(services, "a/1")] == ["a/1"]
    assert len(named(services, "", every=True)) == 3
    assert len(named(services, "last")) == 1
