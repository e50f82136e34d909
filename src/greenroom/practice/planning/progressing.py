"""How it has gone, attempt after attempt: figures, the best so far, what became of each point, days with practice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from greenroom.domain import AttemptRef, Hint, Verdict
from greenroom.domain.plain import to_plain
from greenroom.library.values import AttemptSummary, PointMark
from greenroom.practice.services import Services

__all__ = [
    "PointHistory",
    "Progress",
    "PromptProgress",
    "Telling",
    "point_histories",
    "progress_document",
    "progress_of",
]

SCHEMA_VERSION = 1
_MOST_NAMED = 5
HISTORY = 5
"""So many tellings back a point is looked at: what was missed before that was long ago."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A scored attempt; `other_judge`: the one before it was judged by another judge, so that figures may jump here."""

    summary: AttemptSummary
    other_judge: bool = False


@dataclass(frozen=True, slots=True)
class PointHistory:
    """What became of a point in up to five last tellings that were asked for it in these words, the oldest first."""

    id: str
    say: str
    verdicts: tuple[Verdict, ...]

    @property
    def made(self) -> int:
        """In how many of them it was covered."""
        return sum(verdict is Verdict.COVERED for verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class PromptProgress:
    """The tellings of one answer, the oldest first; `points` are those of the newest. `unscored` are left out."""

    prompt_id: str
    tellings: tuple[Telling, ...]
    unscored: int = 0
    points: tuple[PointHistory, ...] = ()

    @property
    def best(self) -> AttemptSummary | None:
        """The attempt of the highest coverage, of equal ones the newest: `greenroom show PROMPT/best`."""
        judged = [telling.summary for telling in self.tellings if telling.summary.coverage is not None]
        return max(judged, key=lambda summary: (summary.coverage or 0.0, summary.created_at), default=None)

    @property
    def notes(self) -> Iterator[str]:
        """What must be known to read the figures."""
        changes = [
            (before.summary, after.summary)
            for before, after in zip(self.tellings, self.tellings[1:], strict=False)
            if after.other_judge
        ]
        if changes:
            before, after = changes[-1]
            more = f" (and {len(changes) - 1} more times before)" if len(changes) > 1 else ""
            yield (
                f"From {after.ref} on the judge is {after.judge}, before that {before.judge}{more}: a jump there may be"
                f" the judge's. To judge all alike: greenroom rejudge {self.prompt_id}"
            )
        hinted = [str(telling.summary.ref) for telling in self.tellings if telling.summary.hints is not Hint.NONE]
        if hinted:
            more = f"{len(hinted) - _MOST_NAMED} more and " if len(hinted) > _MOST_NAMED else ""
            named = ", ".join(hinted[-_MOST_NAMED:])
            yield f"With hints on the screen: {more}{named}. Their coverage is not all yours."
        if self.unscored:
            what = "attempt was" if self.unscored == 1 else "attempts were"
            yield f"{self.unscored} {what} not scored and left out."


@dataclass(frozen=True, slots=True)
class Progress:
    """Prompts that were practised, the latest first. A day counts by the clock of this machine.

    `days` had practice of any prompt; `days_in_a_row` of them end today, or yesterday while today has none yet.
    """

    prompts: tuple[PromptProgress, ...]
    days: int = 0
    days_in_a_row: int = 0


def progress_of(services: Services, name: str = "") -> Progress:
    """The progress of the prompt *name* (id or file) with the history of its points, or of every prompt without that.

    Where only one was ever practised, that one is meant. `prompts` is empty where nothing was practised yet. Raises
    PromptError when there is no such prompt either.
    """
    prompt_id = Path(name).stem if name else ""
    of_prompt: dict[str, list[AttemptSummary]] = defaultdict(list)
    rows = services.attempts.summaries()
    for row in rows:
        of_prompt[row.ref.prompt_id].append(row)
    days = {row.created_at.astimezone().date() for row in rows}
    in_a_row = _days_in_a_row(days, services.clock.now().astimezone().date())
    if not prompt_id and len(of_prompt) == 1:
        prompt_id = next(iter(of_prompt))
    if not prompt_id:
        everything = tuple(_progress(one, summaries) for one, summaries in of_prompt.items())
        return Progress(everything, len(days), in_a_row)
    if prompt_id not in of_prompt:
        services.prompts.path(name)
        return Progress((), len(days), in_a_row)
    points = point_histories(services.attempts.marks(prompt_id, HISTORY))
    return Progress((_progress(prompt_id, of_prompt[prompt_id], points),), len(days), in_a_row)


def progress_document(progress: Progress) -> dict[str, Any]:
    """*progress* as plain data, the shape of `progress --json` (docs/progress.md)."""
    return {
        "schema": SCHEMA_VERSION,
        "days": progress.days,
        "days_in_a_row": progress.days_in_a_row,
        "prompts": [_prompt_document(one) for one in progress.prompts],
    }


def _prompt_document(progress: PromptProgress) -> dict[str, Any]:
    return {
        "prompt": progress.prompt_id,
        "best": str(progress.best.ref) if progress.best else None,
        "unscored": progress.unscored,
        "notes": list(progress.notes),
        "tellings": [
            {**to_plain(one.summary), "ref": str(one.summary.ref), "other_judge": one.other_judge}
            for one in progress.tellings
        ],
        "points": [{**to_plain(point), "made": point.made} for point in progress.points],
    }


def _progress(
    prompt_id: str, newest_first: Sequence[AttemptSummary], points: tuple[PointHistory, ...] = ()
) -> PromptProgress:
    scored = [row for row in reversed(newest_first) if row.scored]
    judges = [scored[0].judge, *(row.judge for row in scored)] if scored else []
    tellings = tuple(Telling(row, row.judge != before) for row, before in zip(scored, judges, strict=False))
    return PromptProgress(prompt_id, tellings, len(newest_first) - len(scored), points)


def point_histories(newest_first: Mapping[AttemptRef, Sequence[PointMark]]) -> tuple[PointHistory, ...]:
    """The points of the newest telling. One that was worded otherwise back then was another point."""
    by_telling = [{mark.point_id: mark for mark in marks} for marks in newest_first.values()]
    return tuple(
        PointHistory(point.point_id, point.say, tuple(_verdicts(point, reversed(by_telling))))
        for point in (by_telling[0].values() if by_telling else ())
    )


def _verdicts(point: PointMark, tellings: Iterable[Mapping[str, PointMark]]) -> Iterator[Verdict]:
    for marks in tellings:
        mark = marks.get(point.point_id)
        if mark is not None and mark.say == point.say:
            yield mark.verdict


def _days_in_a_row(days: set[date], today: date) -> int:
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day - timedelta(days=count) in days:
        count += 1
    return count
