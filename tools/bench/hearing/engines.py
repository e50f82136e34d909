"""What is measured: each engine as a function from a sound file to words and hesitations.

Runs in the worker, in a process for each engine, also where greenroom is not installed: heavy imports are inside.
"""

from __future__ import annotations

import re
import wave
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.bench.hearing.figures import Event

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from greenroom.domain import Transcript

__all__ = ["ENGINES", "FILLER_PROMPT", "PEERS", "Engine", "Hear", "Heard", "our_fillers", "samples_of"]

FILLER_PROMPT = "Um, uh, so, like, you know, I mean, hmm... let me think, uh, okay."
FILLED_PAUSE = re.compile(r"u+h+m*|u+m+|e+r+m*|a+h+|h+m+|m+h+m*|m{2,}")
"""What counts as a hesitation in the text of a peer: its own words for um, uh, er, ah, hmm, mm, however long."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Text is None where an engine does not tell its words; fillers are times and words of hesitations."""

    text: str | None
    fillers: Sequence[Event] = ()


Hear = Callable[[Path], Heard]


def samples_of(path: Path) -> NDArray[np.float32]:
    """The 16 kHz mono samples in [-1, 1] of a WAV file of this benchmark."""
    import numpy as np

    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / np.float32(32768)


def _ours(model: str, threads: int, _part: str, **settings: Any) -> Hear:
    """The product's own recogniser, as `wiring` builds it."""
    from greenroom.config import Home, Settings
    from greenroom.wiring import build

    services = build(Settings(model=model, threads=threads, **settings), Home.find())
    services.transcriber.load()

    def hear(path: Path) -> Heard:
        transcript = services.transcriber.transcribe(samples_of(path))
        return Heard(transcript.text, our_fillers(transcript))

    return hear


def our_fillers(transcript: Transcript) -> list[Event]:
    """The hesitations that the report on *transcript* counts, with their times; not those that it calls likely."""
    from greenroom.domain import FillerKind
    from greenroom.scoring.delivery.fillers import fillers_of

    return [
        (filler.start_s, filler.end_s, filler.text)
        for filler in fillers_of(transcript)
        if filler.kind is FillerKind.FILLED_PAUSE and filler.heard
        if filler.start_s is not None and filler.end_s is not None
    ]


def _stock(model: str, threads: int, part: str, *, prompt: str | None = None) -> Hear:
    """openai-whisper by its public API; word times only where hesitations are asked for."""
    import torch
    import whisper

    from greenroom.config import cache_dir
    from greenroom.hearing import find_weights

    if threads:
        torch.set_num_threads(threads)
    loaded = whisper.load_model(str(find_weights(model, cache_dir() / "weights")), device="cpu")
    loaded.set_alignment_heads(whisper._ALIGNMENT_HEADS[model])  # load_model does it for names, not for files

    def hear(path: Path) -> Heard:
        torch.manual_seed(0)
        result = whisper.transcribe(
            loaded,
            samples_of(path),
            language="en",
            fp16=False,
            word_timestamps=part == "fillers",
            initial_prompt=prompt,
        )
        words = (word for segment in result["segments"] for word in segment.get("words", ()))
        return Heard(str(result["text"]), _in_text((word["word"], word["start"], word["end"]) for word in words))

    return hear


def _faster(model: str, threads: int, _part: str, *, times: bool = False) -> Hear:
    """faster-whisper by its public API, int8 and greedy; *times* asks it for what ours always tells."""
    from faster_whisper import WhisperModel

    loaded = WhisperModel(model, device="cpu", compute_type="int8", cpu_threads=threads)

    def hear(path: Path) -> Heard:
        segments, _ = loaded.transcribe(samples_of(path), language="en", beam_size=1, word_timestamps=times)
        return Heard("".join(segment.text for segment in segments))

    return hear


def _erm(model: str, _threads: int, _part: str, *, acoustic: bool = True) -> Hear:
    """What erm's dry run, with its own settings, would cut. *acoustic* False is `--no-detect-gaps`.

    Two things are spared it: loading the model anew for every file, and asking ffprobe whether a WAV file is a video.
    Its denoising is for the sound that it writes, and a dry run writes none.
    """
    import json
    import tempfile

    import erm.cli
    import faster_whisper

    faster_whisper.WhisperModel = cache(faster_whisper.WhisperModel)
    erm.cli.has_video_stream = lambda _path: False
    passes = () if acoustic else ("--no-detect-gaps",)

    def hear(path: Path) -> Heard:
        with tempfile.TemporaryDirectory() as folder:
            listed = Path(folder) / "cuts.json"
            words = (str(path), "--dry-run", "--denoise", "none", "--device", "cpu", "--model", model, *passes)
            if status := erm.cli.main([*words, "--json", str(listed)]):
                raise SystemExit(status)
            cuts = json.loads(listed.read_text(encoding="utf-8"))["cuts"]
        return Heard(None, [(cut["start"], cut["end"], cut["word"]) for cut in cuts])

    return hear


def _in_text(words: Iterable[tuple[str, float, float]]) -> list[Event]:
    """The words that are hesitations."""
    bare = ((text.strip(" \t.,;:!?…-–—\"'").lower(), float(start_s), float(end_s)) for text, start_s, end_s in words)
    return [(start_s, end_s, text) for text, start_s, end_s in bare if FILLED_PAUSE.fullmatch(text)]


PEERS = {
    "faster-whisper": "faster_whisper",
    "faster-whisper-times": "faster_whisper",
    "erm": "erm",
    "erm-text": "erm",
}
"""Engines that read CTranslate2's form of the weights, and the module that each needs."""


@dataclass(frozen=True, slots=True)
class Engine:
    """The parts that it takes part in, and how it is made from a model, threads (0: its own choice) and a part."""

    parts: tuple[str, ...]
    make: Callable[[str, int, str], Hear]


ENGINES = {
    "ours": Engine(("words", "fillers", "silence", "latency"), _ours),
    "ours-exact": Engine(("words",), partial(_ours, exact=True)),
    "ours-faster-whisper": Engine(("words",), partial(_ours, engine="faster-whisper")),
    "stock": Engine(("words", "fillers", "silence", "latency"), _stock),
    "prompted": Engine(("fillers", "silence"), partial(_stock, prompt=FILLER_PROMPT)),
    "faster-whisper": Engine(("words", "silence"), _faster),
    "faster-whisper-times": Engine(("words",), partial(_faster, times=True)),
    "erm": Engine(("fillers", "silence"), _erm),
    "erm-text": Engine(("fillers",), partial(_erm, acoustic=False)),
}
"""In the order of the tables; "stock" is openai-whisper with its defaults, "prompted" the same with fillers to copy."""
