"""What is kept: prompt files, attempts and their sound."""

from greenroom.library.attempts import SqliteLibrary
from greenroom.library.memory import MemoryLibrary
from greenroom.library.port import (
    AttemptLibrary,
    AttemptSummary,
    KeptReport,
    PointMark,
    PromptLibrary,
    PromptListing,
    PromptProblem,
    Slot,
)
from greenroom.library.prompt_files import PromptFiles, starters

__all__ = [
    "AttemptLibrary",
    "AttemptSummary",
    "KeptReport",
    "MemoryLibrary",
    "PointMark",
    "PromptFiles",
    "PromptLibrary",
    "PromptListing",
    "PromptProblem",
    "Slot",
    "SqliteLibrary",
    "starters",
]
