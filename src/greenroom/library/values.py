"""What a library tells: prompts and their faults, rows of lists, verdicts over time, places of words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from greenroom.domain import AttemptRef, Hint, Prompt, Report, Verdict

__all__ = [
    "AttemptSummary",
    "Found",
    "Grade",
    "KeptReport",
    "Moment",
    "PointMark",
    "PromptListing",
    "PromptProblem",
    "SearchResult",
]


@dataclass(frozen=True, slots=True)
class PromptProblem:
    """One fault in a prompt file: where it is (1-based), what is wrong, and what to write instead."""

    path: Path
    line: int
    column: int
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message} {self.hint}".rstrip()


@dataclass(frozen=True, slots=True)
class PromptListing:
    """All prompts that could be read, by id, and every problem in the files that could not."""

    prompts: tuple[Prompt, ...]
    problems: tuple[PromptProblem, ...]


class Grade(StrEnum):
    """How well an answer was there when it was asked for; the four grades of spaced repetition."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """A row of the list of attempts; figures are None where nothing was scored.

    `duration_s` is the sound's, `length_s` from the first to the last speech in it. `judge` names who gave the report
    that counts (empty: nobody yet), `corrections` is how many the user made, `grade` is the user's (None: not given).
    `about` is the id of the one point that was asked for alone; empty for a whole answer. `hints` is the most help that
    was on the screen meanwhile.
    """

    ref: AttemptRef
    created_at: datetime
    duration_s: float | None
    coverage: float | None
    points_covered: int | None
    points_total: int | None
    filled_pauses_per_min: float | None
    pace_wpm: float | None
    scored: bool
    judge: str = ""
    corrections: int = 0
    length_s: float | None = None
    grade: Grade | None = None
    about: str = ""
    hints: Hint = Hint.NONE


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report as the judge gave it; `made_at` is None where nobody noted when."""

    report: Report
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PointMark:
    """The verdict on one point that counts, corrected or not; `confidence` 0..1, and 1 where the user said it."""

    point_id: str
    say: str
    verdict: Verdict
    confidence: float


@dataclass(frozen=True, slots=True)
class Moment:
    """A place where something was said, with a few words around it; `at_s` is None in a typed answer."""

    at_s: float | None
    before: str
    said: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """An attempt in which something was said, and where; `sound` says whether there is a recording of it."""

    ref: AttemptRef
    created_at: datetime
    sound: bool
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """In how many attempts it was said, and the newest of them."""

    total: int
    found: tuple[Found, ...]
