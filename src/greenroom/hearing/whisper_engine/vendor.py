"""The import of torch and whisper: late, because it takes 1.6 s, and quiet."""

from __future__ import annotations

import functools
import os
import warnings
from typing import Any

__all__ = ["vendor"]


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
    return torch, whisper


def _head_by_head(torch: Any, median_filter: Any) -> Any:
    """The filter, over one attention head at a time: all at once it takes 130 MB."""

    def filtered(weights: Any, width: int) -> Any:
        return torch.stack([median_filter(head, width) for head in weights])

    return filtered
