"""What to practise next, and why: prompts in the order in which they are due, and points that keep being missed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from greenroom.domain import AttemptRef, Verdict
from greenroom.domain.plain import to_plain
from greenroom.library.values import AttemptSummary, Grade, PointMark
from greenroom.practice.planning.progressing import point_histories
from greenroom.practice.planning.spacing import due_day
from greenroom.practice.services import Services

__all__ = [
    "IN_HAND",
    "Drill",
    "DuePrompt",
    "Schedule",
    "grade_of",
    "made_alone",
    "schedule_document",
    "schedule_of",
]

SCHEMA_VERSION = 1
SURE = 0.8
"""A miss that the judge is less sure of takes nothing off a grade."""
_TELLINGS = 20  # so many back a schedule rests on: with LONGEST_DAYS, older ones hardly change it
_DRILL_LAST, _DRILL_MISSED = 4, 3
IN_HAND = 2
"""So often in a row a point is made alone until it counts as back in hand, and is drilled no more."""
_HOW_IT_WENT = {
    Grade.AGAIN: "most of it was missing",
    Grade.HARD: "part of it was missing",
    Grade.GOOD: "it went well",
    Grade.EASY: "all of it was there",
}


@dataclass(frozen=True, slots=True)
class DuePrompt:
    """A prompt and the day on which it is due. `grade` is the last review's (None: never practised), by the user where
    `yours`; `why` says in plain words why it is due then.
    """

    prompt_id: str
    due: date
    why: str
    grade: Grade | None = None
    yours: bool = False


@dataclass(frozen=True, slots=True)
class Drill:
    """A point that was missed in `missed` of the last `of` tellings; alone it was made `made` times in a row since."""

    prompt_id: str
    point_id: str
    say: str
    missed: int
    of: int
    made: int = 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """All prompts, the most urgent first, as of `today`; `interview` is the day that is practised for."""

    today: date
    interview: date | None
    prompts: tuple[DuePrompt, ...]
    drills: tuple[Drill, ...]


def schedule_of(services: Services) -> Schedule:
    """What is due, of all prompts that have a file. Days are those of this machine's clock."""
    today = services.clock.now().astimezone().date()
    interview = services.attempts.interview()
    marks = services.attempts.marks(last=_TELLINGS)
    of_prompt: dict[str, list[AttemptSummary]] = defaultdict(list)
    rows = services.attempts.summaries(parts=True)
    for row in rows:
        if row.about:
            continue
        if (row.scored or row.grade is not None) and len(of_prompt[row.ref.prompt_id]) < _TELLINGS:
            of_prompt[row.ref.prompt_id].append(row)
    names = services.prompts.ids()
    due = [_due(name, _reviews(of_prompt.get(name, ()), marks), today, interview) for name in names]
    due.sort(key=lambda one: (one.due, one.grade is None, one.prompt_id))
    return Schedule(today, interview, tuple(due), tuple(_drills(names, marks, rows)))


def made_alone(services: Services, prompt_id: str, point_id: str) -> int:
    """How often in a row that point was made when it was asked for alone, since a whole answer last missed it."""
    marks = services.attempts.marks(prompt_id, _DRILL_LAST)
    return _made_alone(services.attempts.summaries(prompt_id, parts=True), marks, point_id)


def grade_of(coverage: float | None, sure_misses: int) -> Grade:
    """The grade of a telling by its report.

    Less than 40 % of the points' weight: again. Less than 70 %, or two points that were surely missed: hard. 95 % and
    more with none surely missed: easy. Else good, also without points, where nothing says otherwise.
    """
    if coverage is None:
        return Grade.GOOD
    if coverage < 0.4:
        return Grade.AGAIN
    if coverage < 0.7 or sure_misses >= 2:
        return Grade.HARD
    return Grade.EASY if coverage >= 0.95 and not sure_misses else Grade.GOOD


def schedule_document(schedule: Schedule) -> dict[str, Any]:
    """*schedule* as plain data, the shape of `next --json` (docs/progress.md)."""
    return {"schema": SCHEMA_VERSION, **to_plain(schedule)}


@dataclass(frozen=True, slots=True)
class _Review:
    on: date
    grade: Grade
    yours: bool


def _reviews(newest_first: Sequence[AttemptSummary], marks: Mapping[AttemptRef, Sequence[PointMark]]) -> list[_Review]:
    """One a day, oldest first: the user's last grade of that day, else its first telling, before it was rehearsed."""
    of_day: dict[date, _Review] = {}
    for row in reversed(newest_first):
        on = row.created_at.astimezone().date()
        if row.grade is not None:
            of_day[on] = _Review(on, row.grade, yours=True)
        elif on not in of_day:
            sure = sum(_is_missed(mark.verdict) and mark.confidence >= SURE for mark in marks.get(row.ref, ()))
            of_day[on] = _Review(on, grade_of(row.coverage, sure), yours=False)
    return list(of_day.values())


def _due(prompt_id: str, reviews: Sequence[_Review], today: date, interview: date | None) -> DuePrompt:
    if not reviews:
        return DuePrompt(prompt_id, today, "never practised")
    last = reviews[-1]
    planned = due_day([(review.on, review.grade) for review in reviews])
    due = planned
    if interview is not None and interview > last.on:
        halfway = last.on + (interview - last.on) // 2
        due = max(last.on + timedelta(days=1), min(planned, halfway))
    how = f"you graded it {last.grade}" if last.yours else _HOW_IT_WENT[last.grade]
    why = f"practised {_ago((today - last.on).days)}: {how}, so it comes back after {_days((due - last.on).days)}"
    if due < planned and interview is not None:
        why += f" (your interview on {interview.isoformat()} makes that sooner, else {_days((planned - last.on).days)})"
    return DuePrompt(prompt_id, due, why, last.grade, last.yours)


def _drills(
    names: Sequence[str], marks: Mapping[AttemptRef, Sequence[PointMark]], rows: Sequence[AttemptSummary]
) -> Iterator[Drill]:
    of_prompt: dict[str, dict[AttemptRef, Sequence[PointMark]]] = defaultdict(dict)
    for ref, one in marks.items():
        if len(of_prompt[ref.prompt_id]) < _DRILL_LAST:
            of_prompt[ref.prompt_id][ref] = one
    rows_of: dict[str, list[AttemptSummary]] = defaultdict(list)
    for row in rows:
        rows_of[row.ref.prompt_id].append(row)
    for name in names:
        for point in point_histories(of_prompt.get(name, {})):
            missed = sum(map(_is_missed, point.verdicts))
            if missed < _DRILL_MISSED:
                continue
            made = _made_alone(rows_of[name], of_prompt[name], point.id)
            if made < IN_HAND:
                yield Drill(name, point.id, point.say, missed, len(point.verdicts), made)


def _made_alone(
    newest_first: Sequence[AttemptSummary], marks: Mapping[AttemptRef, Sequence[PointMark]], point_id: str
) -> int:
    """As `made_alone`, by the rows of one prompt, those about one point among them."""
    count = 0
    for row in newest_first:
        if row.about == point_id and row.scored:
            if not row.points_covered:
                return count
            count += 1
        elif any(mark.point_id == point_id and _is_missed(mark.verdict) for mark in marks.get(row.ref, ())):
            return count
    return count


def _is_missed(verdict: Verdict) -> bool:
    return verdict in {Verdict.MISSED, Verdict.CONTRADICTED}


def _ago(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def _days(days: int) -> str:
    return "a day" if days == 1 else f"{days} days"
