"""greenroom: voice mock interviews on your own machine.

The six nouns (Prompt, Recording, Transcript, Report, Attempt, Comparison) with what they are made of, and the verbs
`load_prompt`, `transcribe`, `judge`, `compare`. Everything is imported on first use; `import greenroom` is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from greenroom.api import compare, judge, load_prompt, transcribe
    from greenroom.domain import Attempt, Comparison, Prompt, Recording, Report, Transcript, Word
    from greenroom.errors import GreenroomError

__version__ = "0.1.0"

__all__ = [
    "Attempt",
    "Comparison",
    "GreenroomError",
    "Prompt",
    "Recording",
    "Report",
    "Transcript",
    "Word",
    "compare",
    "judge",
    "load_prompt",
    "transcribe",
]

_HOMES = {"GreenroomError": "errors"} | dict.fromkeys(("compare", "judge", "load_prompt", "transcribe"), "api")


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'greenroom' has no attribute {name!r}")
    return getattr(import_module(f"greenroom.{_HOMES.get(name, 'domain')}"), name)
