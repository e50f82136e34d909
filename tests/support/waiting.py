"""Waiting for what happens outside of this thread."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(condition: Callable[[], bool], limit_s: float = 15, explain: Callable[[], object] = lambda: "") -> None:
    """Return as soon as *condition* holds; fail the test, with what *explain* gives, when it does not in time."""
    give_up_s = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < give_up_s, f"it did not happen within {limit_s} s. {explain()}"
        time.sleep(0.002)
