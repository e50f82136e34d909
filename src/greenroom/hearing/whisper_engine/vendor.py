"""The import of torch and whisper: late, because it takes 1.6 s, and quiet."""

from __future__ import annotations

import ctypes
import functools
import os
import sys
import warnings
from typing import Any

__all__ = ["give_back_memory", "vendor"]

_SECOND = 16_000  # samples
_HOP = 160  # samples from one row of the spectrum to the next


def give_back_memory() -> None:
    """Return freed memory to the system, where the C library can: it holds on to 100 MB of what torch used once."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform.startswith("linux") else None
    if trim:
        trim(0)


def vendor() -> tuple[Any, Any]:
    """Torch and whisper, their warnings kept off the screen (files left open, parts for the GPU missing)."""
    warnings.filterwarnings("ignore", module=r"whisper(\.|$)")
    return _imported()


@functools.cache
def _imported() -> tuple[Any, Any]:
    """Import both. Threads that wait are to sleep, not to spin."""
    for variable, value in (("OMP_WAIT_POLICY", "PASSIVE"), ("KMP_BLOCKTIME", "0")):
        os.environ.setdefault(variable, value)
    import torch
    import whisper
    import whisper.timing

    from greenroom.hearing.aligning import cheapest_path

    whisper.timing.dtw_cpu = cheapest_path
    whisper.timing.median_filter = _head_by_head(torch, whisper.timing.median_filter)
    transcribing = sys.modules["whisper.transcribe"]  # the package hides this module behind a function of its name
    vars(transcribing)["log_mel_spectrogram"] = _silence_appended(torch, whisper.audio.log_mel_spectrogram)
    return torch, whisper


def _silence_appended(torch: Any, spectrum: Any) -> Any:
    """The spectrum of a sound with *padding* samples of silence behind it, of which only one second is computed: every
    later row is the same. openai-whisper always asks for 30 s, which is more than there is sound.
    """

    def appended(audio: Any, bands: int, padding: int = 0, device: Any = None) -> Any:
        computed = spectrum(audio, bands, min(padding, _SECOND), device)
        rows = max(0, padding - _SECOND) // _HOP
        return torch.cat((computed, computed[:, -1:].expand(-1, rows)), dim=1) if rows else computed

    return appended


def _head_by_head(torch: Any, median_filter: Any) -> Any:
    """The filter, over one attention head at a time: all at once it takes 130 MB."""

    def filtered(weights: Any, width: int) -> Any:
        return torch.stack([median_filter(head, width) for head in weights])

    return filtered
