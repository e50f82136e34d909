"""Hearing, measured: our recogniser against openai-whisper called directly, on the same weights and the same clips.

    python tools/bench/hearing.py [--data FOLDER] [--models base,tiny.en] [--clips N]

Each engine runs in a process of its own, so that its peak memory is its own. Word error rates count every word of a
set of clips together, after Whisper's own normalisation of English; the interval is that of the difference when the
clips are drawn anew 2,000 times.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[2]
SETS = {"LibriSpeech": "ls_", "one speaker": "mfa_", "key clicks": "key_"}
DRAWS = 2_000


@dataclass(frozen=True)
class Clip:
    path: Path
    seconds: float
    transcript: str


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench hearing", description="Measure the recogniser.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--models", default="base,tiny.en")
    parser.add_argument("--clips", type=int, default=0, help="only so many clips of each set, spread over it")
    parser.add_argument("--engine", choices=["ours", "direct"], help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if not (options.data / "speech" / "manifest.jsonl").is_file():
        print(f"hearing: no speech data in {options.data}, nothing measured")
        return 0
    clips = {name: _clips(options.data / "speech", prefix, options.clips) for name, prefix in SETS.items()}
    if options.engine:
        _work(options.engine, options.models, [clip for of_set in clips.values() for clip in of_set])
        return 0
    print(f"{'model':8} {'clips':12} {'words':>5}  {'WER ours':>8} {'direct':>7} {'difference [95 %]':>22}", end="")
    print(f"  {'CPU s/s ours':>12} {'direct':>7}  {'peak MB ours':>12} {'direct':>7}")
    for model in options.models.split(","):
        _table(model, clips, *(_run(engine, model, options) for engine in ("ours", "direct")))
    return 0


def _clips(folder: Path, prefix: str, count: int) -> list[Clip]:
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    found = [
        Clip(folder / entry["file"], entry["seconds"], _plain(entry["transcript"]))
        for entry in map(json.loads, lines)
        if entry["file"].startswith(prefix)
    ]
    return found[:: max(1, len(found) // count)][:count] if count else found


def _plain(transcript: str) -> str:
    """The words that a listener would write down: no markup, no words broken off."""
    return re.sub(r"<hes-([^>]*)>", r"\1", re.sub(r"<cutoff-[^>]*>|<unk>|\[[^\]]*\]", " ", transcript))


def _run(engine: str, model: str, options: argparse.Namespace) -> dict[str, Any]:
    """What `_work` printed in a process of its own."""
    command = [sys.executable, __file__, "--engine", engine, "--models", model]
    command += ["--data", str(options.data), "--clips", str(options.clips)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _work(engine: str, model: str, clips: Sequence[Clip]) -> None:
    """Hear all *clips* with one engine; print texts, CPU seconds and peak memory as JSON."""
    import resource

    from greenroom.config import cache_dir
    from greenroom.sound import read_audio

    hear = {"ours": _ours, "direct": _direct}[engine](model, cache_dir() / "weights")
    hear(read_audio(clips[0].path))  # what is done once is not counted
    texts, cpu = [], []
    for clip in clips:
        samples = read_audio(clip.path)
        begun = time.process_time()
        texts.append(hear(samples))
        cpu.append(time.process_time() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(json.dumps({"texts": texts, "cpu": cpu, "peak_mb": peak}))


def _ours(model: str, weights: Path) -> Callable[[Any], str]:
    from greenroom.hearing import WhisperTranscriber

    transcriber = WhisperTranscriber(model, weights)
    return lambda samples: transcriber.transcribe(samples).text


def _direct(model: str, weights: Path) -> Callable[[Any], str]:
    import torch
    import whisper

    from greenroom.hearing import find_weights

    loaded = whisper.load_model(str(find_weights(model, weights)), device="cpu")

    def hear(samples: Any) -> str:
        torch.manual_seed(0)
        return str(whisper.transcribe(loaded, samples, language="en", fp16=False)["text"])

    return hear


def _table(model: str, clips: dict[str, list[Clip]], ours: dict[str, Any], direct: dict[str, Any]) -> None:
    first = 0
    for name, of_set in clips.items():
        part = slice(first, first + len(of_set))
        first += len(of_set)
        cpu = [
            statistics.median(cpu_s / clip.seconds for cpu_s, clip in zip(engine["cpu"][part], of_set, strict=True))
            for engine in (ours, direct)
        ]
        figures = _errors(of_set, ours["texts"][part], direct["texts"][part])
        print(f"{model:8} {name:12} {figures}  {cpu[0]:12.3f} {cpu[1]:7.3f}", end="")
        print(f"  {ours['peak_mb']:12.0f} {direct['peak_mb']:7.0f}")


def _errors(clips: Sequence[Clip], ours: Sequence[str], direct: Sequence[str]) -> str:
    """Words, both error rates in percent, and their difference; for clips without words, how many were invented."""
    references = [_normal(clip.transcript) for clip in clips]
    words = [len(reference.split()) for reference in references]
    if not sum(words):
        invented = [sum(len(_normal(text).split()) for text in texts) for texts in (ours, direct)]
        return f"{0:5}  {invented[0]:8} {invented[1]:7} {'words invented':>22}"
    errors = [[_distance(r, _normal(t)) for r, t in zip(references, texts, strict=True)] for texts in (ours, direct)]
    rates = [100 * sum(of_engine) / sum(words) for of_engine in errors]
    low, high = _interval([one - other for one, other in zip(*errors, strict=True)], words)
    difference = f"{rates[0] - rates[1]:+.2f} [{low:+.2f}, {high:+.2f}]"
    return f"{sum(words):5}  {rates[0]:8.2f} {rates[1]:7.2f} {difference:>22}"


def _normal(text: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its word list open
        from whisper.normalizers import EnglishTextNormalizer

        return str(EnglishTextNormalizer()(text))


def _distance(reference: str, heard: str) -> int:
    """Words to change, take out or put in."""
    if not heard:
        return len(reference.split())
    import jiwer

    counts = jiwer.process_words(reference, heard)
    return int(counts.substitutions + counts.deletions + counts.insertions)


def _interval(differences: Iterable[int], words: Iterable[int]) -> tuple[float, float]:
    """95 % interval of the difference of two error rates, in points, over clips drawn with replacement."""
    import numpy as np

    pairs = np.array([list(differences), list(words)])
    drawn = pairs[:, np.random.default_rng(0).integers(0, pairs.shape[1], (DRAWS, pairs.shape[1]))].sum(axis=2)
    low, high = np.percentile(100 * drawn[0] / drawn[1], [2.5, 97.5])
    return float(low), float(high)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
