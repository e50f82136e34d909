"""What every library can do: keep prompts, attempts and interviews."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from greenroom.domain import Attempt, AttemptRef, Feedback, Interview, InterviewAnswer, Prompt, Recording, Report
from greenroom.library.values import (
    AttemptSummary,
    Grade,
    KeptReport,
    PointMark,
    PromptListing,
    PromptProblem,
    SearchResult,
)

__all__ = ["AttemptLibrary", "InterviewLibrary", "PromptLibrary", "Slot"]


class PromptLibrary(Protocol):
    """The prompt files of a home."""

    def listing(self) -> PromptListing: ...

    def ids(self) -> tuple[str, ...]:
        """The ids of all files, broken or not, in alphabetical order. Reads none, so that it stays quick."""
        ...

    def load(self, name: str) -> Prompt:
        """The prompt of that id, or in the file of that path.

        Raises PromptError: unknown (the hint names the closest ids), or broken (one line a problem).
        """
        ...

    def path(self, name: str) -> Path:
        """The file of that prompt, broken or not. Raises PromptError when there is none."""
        ...

    def check(self, path: Path) -> tuple[PromptProblem, ...]:
        """Every problem in one file, in the order of the file."""
        ...

    def create(self, prompt_id: str, question: str) -> Path:
        """A new, commented prompt file to fill in. Raises PromptError if the id is taken or not a name."""
        ...

    def add(self, prompt_id: str, text: str) -> Path:
        """A new prompt file that holds *text*. Raises PromptError if the id is taken or not a name, LibraryError."""
        ...

    def add_feedback(self, name: str, feedback: Feedback) -> bool:
        """Write a remark into the file of that prompt, all else in which stays as it is; False if it is there already.

        Raises PromptError (unknown, broken, or written so that the remark finds no place), LibraryError.
        """
        ...

    def set_ideal(self, name: str, ideal: str) -> bool:
        """Write the ideal answer into that file, in the place of another, as `add_feedback` does; False if it is there.

        Raises PromptError, LibraryError likewise.
        """
        ...


class Slot(Protocol):
    """A reserved number and the path for its sound, held against other sessions until released or the process ends.

    `keep` the attempt before releasing: sound without a row that nobody holds counts as left behind.
    """

    @property
    def ref(self) -> AttemptRef: ...

    @property
    def sound_path(self) -> Path: ...

    def release(self) -> None: ...


class AttemptLibrary(Protocol):
    """The attempts of a home. Every method raises LibraryError when disk or database refuse."""

    def reserve(self, prompt_id: str, about: str = "") -> Slot:
        """The next number of *prompt_id*, never used before, not even by a deleted attempt or another process.

        *about* is the id of the one point that is asked for alone. It is noted at once, so that `point_asked` knows it
        whatever becomes of the answer.
        """
        ...

    def point_asked(self, ref: AttemptRef) -> str:
        """The id of the one point that the number *ref* was given out for; empty for a whole answer."""
        ...

    def keep(self, attempt: Attempt) -> None:
        """Store the row (its sound is already in place), or replace that row's transcript and report.

        In a row that is there, what *attempt* leaves out (None) stays; earlier reports and all corrections stay beside
        the new one.
        """
        ...

    def revise(self, attempt: Attempt, judged: Report) -> bool:
        """Keep another judgement, or other corrections, of an attempt that is kept; its words and sound stay.

        *judged* is the report as the judge gave it at `attempt.judged_at`: it is added unless it equals the newest
        (False then). `attempt.report` is that with `attempt.corrections`, which replace the former, and counts from now
        on. Raises NotFoundError.
        """
        ...

    def reports(self, ref: AttemptRef) -> tuple[KeptReport, ...]:
        """Every report that the judge gave, newest first, without corrections. Raises NotFoundError."""
        ...

    def summaries(self, prompt_id: str = "", *, parts: bool = False) -> tuple[AttemptSummary, ...]:
        """Newest first; of one prompt or of all. Reads no transcript, so that it stays quick.

        Whole answers, whose figures can be compared; with *parts* also those about one point alone.
        """
        ...

    def marks(self, prompt_id: str = "", last: int = 5) -> Mapping[AttemptRef, tuple[PointMark, ...]]:
        """Each point's verdict in the *last* scored whole answers of every prompt (or of one), newest first within it.

        Attempts without points are left out. Reads no report.
        """
        ...

    def search(self, query: str, limit: int) -> SearchResult:
        """The newest *limit* attempts in which all of *query* was said, by the words as the user corrected them.

        Words, "phrases in quotes", and begin* for what begins so, without regard to case and accents; what is no word
        is left out. A query without any word finds nothing.
        """
        ...

    def grade(self, ref: AttemptRef, grade: Grade) -> None:
        """Keep how well it went by the user, in the place of an earlier grade. Raises NotFoundError."""
        ...

    def interview(self) -> date | None:
        """The day of the interview that is practised for, if the user named one."""
        ...

    def set_interview(self, on: date | None) -> None:
        """Keep that day, or forget it."""
        ...

    def resolve(self, name: str) -> AttemptRef:
        """`why-meta/3`, `why-meta` (its last), `why-meta/best`, `last`, `best` (of the highest coverage).

        An answer about one point alone is only named by its number. Raises NotFoundError (the hint says what there is).
        """
        ...

    def load(self, ref: AttemptRef, *, corrected: bool = True) -> Attempt:
        """The attempt with its newest report; with *corrected* false, words as heard and report as judged.

        Raises NotFoundError.
        """
        ...

    def delete(self, ref: AttemptRef) -> None:
        """Remove row and sound. Its number is not given out again. Raises NotFoundError."""
        ...

    def orphans(self) -> tuple[tuple[AttemptRef, Recording], ...]:
        """Sound without a row whose session has ended: what a crash left behind, oldest first."""
        ...

    def is_recording(self) -> bool:
        """Whether any session records just now."""
        ...

    def closable(self, before: datetime) -> tuple[AttemptRef, ...]:
        """Attempts made before *before* whose sound lies in the home as it was recorded, the oldest first."""
        ...

    def close_sound(self, ref: AttemptRef, compress: Callable[[Recording, Path], None]) -> int | None:
        """Let *compress* make a smaller file of an attempt's sound, and have it in the place of that; the bytes saved.

        *compress* makes the file, or compares, where it is there from an earlier time that was broken off; it raises
        what it finds wrong, and everything is as it was then. At every moment the attempt has sound that is whole.
        None when there is no such attempt (any more) or its sound is not as it was recorded.
        """
        ...

    def discard(self, ref: AttemptRef) -> None:
        """Remove an orphan's sound. Raises NotFoundError, and LibraryError if it is kept or being recorded."""
        ...


class InterviewLibrary(Protocol):
    """The mock interviews of a home; what was answered in them are attempts. Every method raises LibraryError."""

    def begin(self, interview: Interview) -> Interview:
        """Keep the plan of a new interview; it with its number, and without answers."""
        ...

    def note(self, number: int, answer: InterviewAnswer) -> None:
        """Note for which question a number of an attempt was given out, before anything is recorded under it.

        `answer.about` must be what that number was reserved for. Raises NotFoundError.
        """
        ...

    def load(self, number: int = 0) -> Interview:
        """The interview of that number, or the last one. Raises NotFoundError."""
        ...

    def by_attempt(self) -> Mapping[AttemptRef, int]:
        """The interview in which each number was given out."""
        ...
