"""One answer in true real time: fed as a microphone would, timed from its last sample to its report."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.bench.hearing.engines import samples_of
from tools.bench.hearing.usage import cpu_s, peak_mb

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from greenroom.practice.services import Services

__all__ = ["answer_once", "feed_in_real_time"]

ROOT = Path(__file__).resolve().parents[3]
RATE_HZ = 16_000
BLOCK = 640  # 40 ms, as the recorder hands it on


def answer_once(item: dict[str, Any], engine: str, model: str) -> dict[str, Any]:
    """Hear and judge one answer; seconds from its end to transcript and report, and what it cost.

    What the product loads before the answer is loaded before. openai-whisper starts at the end of the
    answer, with the whole of it, which is all that it can do.
    """
    from greenroom.config import Home, Settings
    from greenroom.wiring import build

    services = build(Settings(model=model), Home.find())
    samples = samples_of(Path(item["sound"]))
    timed = {"ours": _ours, "stock": _stock}[engine](services, samples, model)
    return {"name": item["name"], "peak_mb": peak_mb(), **timed}


def _ours(services: Services, samples: NDArray[np.float32], _model: str) -> dict[str, Any]:
    from greenroom.api import load_prompt

    prompt = load_prompt(ROOT / "prompts" / "why-meta.yaml")
    services.transcriber.load()
    services.judge.load(prompt)
    begun_cpu = cpu_s()
    listening = services.transcriber.listen(terms=prompt.names)
    slowest_feed_s, late_s = feed_in_real_time(samples, listening.feed, time.monotonic, time.sleep)
    stopped = time.monotonic()
    transcript = listening.finish()
    heard = time.monotonic()
    services.judge.judge(prompt, transcript)
    return {
        "text": transcript.text,
        "to_transcript_s": heard - stopped,
        "to_report_s": time.monotonic() - stopped,
        "cpu_s": cpu_s() - begun_cpu,
        "slowest_feed_s": slowest_feed_s,
        "late_s": late_s,
        "notes": list(transcript.notes),
    }


def feed_in_real_time(
    samples: NDArray[np.float32],
    feed: Callable[[NDArray[np.float32]], None],
    now: Callable[[], float],
    sleep: Callable[[float], None],
) -> tuple[float, float]:
    """Hand on each block at the moment at which its last sample would have been spoken.

    Returns the longest time that *feed* kept us, and the longest time by which a block was late, in seconds.
    """
    begun = now()
    slowest_s = late_s = 0.0
    for start in range(0, len(samples), BLOCK):
        block = samples[start : start + BLOCK]
        due = begun + (start + len(block)) / RATE_HZ
        if (early_s := due - now()) > 0:
            sleep(early_s)
        before = now()
        late_s = max(late_s, before - due)
        feed(block)
        slowest_s = max(slowest_s, now() - before)
    return slowest_s, late_s


def _stock(_services: Services, samples: NDArray[np.float32], model: str) -> dict[str, Any]:
    import torch
    import whisper

    from greenroom.config import cache_dir
    from greenroom.hearing import find_weights

    loaded = whisper.load_model(str(find_weights(model, cache_dir() / "weights")), device="cpu")
    whisper.transcribe(loaded, samples[: 5 * RATE_HZ], language="en", fp16=False)  # what is done once
    torch.manual_seed(0)
    begun, begun_cpu = time.monotonic(), cpu_s()
    text = whisper.transcribe(loaded, samples, language="en", fp16=False)["text"]
    took_s = time.monotonic() - begun
    return {"text": text, "to_transcript_s": took_s, "to_report_s": took_s, "cpu_s": cpu_s() - begun_cpu}
