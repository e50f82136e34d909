"""What is kept: prompt files, attempts and their sound."""

from greenroom.library.attempts import SqliteLibrary
from greenroom.library.interviews import MemoryInterviews, SqliteInterviews
from greenroom.library.memory import MemoryLibrary
from greenroom.library.port import AttemptLibrary, InterviewLibrary, PromptLibrary, Slot
from greenroom.library.prompt_files import PromptFiles, starters
from greenroom.library.values import (
    AttemptSummary,
    Found,
    Grade,
    KeptReport,
    Moment,
    PointMark,
    PromptListing,
    PromptProblem,
    SearchResult,
)

__all__ = [
    "AttemptLibrary",
    "AttemptSummary",
    "Found",
    "Grade",
    "InterviewLibrary",
    "KeptReport",
    "MemoryInterviews",
    "MemoryLibrary",
    "Moment",
    "PointMark",
    "PromptFiles",
    "PromptLibrary",
    "PromptListing",
    "PromptProblem",
    "SearchResult",
    "Slot",
    "SqliteInterviews",
    "SqliteLibrary",
    "starters",
]
