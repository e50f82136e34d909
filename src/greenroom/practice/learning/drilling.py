"""Drills: one point asked for alone, answered in a few seconds, judged for that point only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from greenroom.domain import Attempt, Point, PointVerdict, Prompt, SpokenLength, Verdict
from greenroom.domain.plain import to_plain
from greenroom.errors import UsageError
from greenroom.practice.interview.follow_ups import follow_up_question
from greenroom.practice.naming import load_to_keep
from greenroom.practice.planning.scheduling import IN_HAND, made_alone, schedule_of
from greenroom.practice.rehearsing import keep_typed, rehearse
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage

__all__ = ["Asked", "Drilled", "drill", "drill_document", "drill_typed", "to_drill"]

_LENGTH = SpokenLength(3.0, 20.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A point of `prompt`, and the question for it alone."""

    prompt: Prompt
    point: Point
    question: str


@dataclass(frozen=True, slots=True)
class Drilled:
    """How a drill went. `in_a_row` is how often in a row, this one included, the point was made alone."""

    asked: Asked
    attempt: Attempt
    in_a_row: int

    @property
    def verdict(self) -> PointVerdict | None:
        """What became of the point; None where nothing could be judged."""
        report = self.attempt.report
        return report.points[0] if report and report.scored and report.points else None

    @property
    def made(self) -> bool:
        return self.verdict is not None and self.verdict.verdict is Verdict.COVERED

    @property
    def in_hand(self) -> bool:
        """Whether it was made often enough in a row to be drilled no more, until a whole answer misses it again."""
        return self.in_a_row >= IN_HAND


def to_drill(services: Services, name: str = "", point_id: str = "") -> Iterator[Asked]:
    """That point of the prompt *name*, or every point (of that prompt, of all) that keeps being missed.

    Raises PromptError, UsageError (no such point).
    """
    if point_id:
        prompt = load_to_keep(services, name)
        ids = [point.id for point in prompt.points]
        if point_id not in ids:
            there = f"Its points are {', '.join(ids)}." if ids else "It has no points."
            raise UsageError(f"The prompt {prompt.id} has no point '{point_id}'.", hint=there)
        yield _asked(prompt, prompt.points[ids.index(point_id)])
        return
    wanted = load_to_keep(services, name).id if name else ""
    for due in schedule_of(services).drills:
        if wanted in {"", due.prompt_id}:
            prompt = services.prompts.load(due.prompt_id)
            # a point that was taken out of the file since then is missed by nobody
            yield from (_asked(prompt, point) for point in prompt.points if point.id == due.point_id)


def drill(services: Services, stage: Stage, asked: Asked) -> Drilled:
    """Ask, record, hear, judge and keep. Raises as `rehearse` does."""
    stage.tell(f"{asked.prompt.id}: {asked.prompt.question}")
    attempt = rehearse(services, stage, _alone(asked), asked.question, about=asked.point.id)
    return Drilled(asked, attempt, made_alone(services, asked.prompt.id, asked.point.id))


def drill_typed(services: Services, stage: Stage, asked: Asked, answer: str) -> Drilled:
    """The same for an *answer* that was typed. Raises WeightsError, LibraryError."""
    slot = services.attempts.reserve(asked.prompt.id, asked.point.id)
    try:
        attempt = keep_typed(services, stage, _alone(asked), asked.question, slot.ref, answer)
    finally:
        slot.release()
    return Drilled(asked, attempt, made_alone(services, asked.prompt.id, asked.point.id))


def drill_document(drilled: Drilled) -> dict[str, Any]:
    """*drilled* as plain data, a line of `drill --json` (docs/learning.md)."""
    verdict, report, transcript = drilled.verdict, drilled.attempt.report, drilled.attempt.transcript
    return {
        "ref": str(drilled.attempt.ref),
        "prompt": drilled.asked.prompt.id,
        "point": drilled.asked.point.id,
        "asked": drilled.asked.question,
        "said": transcript.text if transcript else "",
        "not_scored": report.not_scored if report else "",
        "verdict": to_plain(verdict),
        "made": drilled.made,
        "in_a_row": drilled.in_a_row,
        "in_hand": drilled.in_hand,
    }


def _asked(prompt: Prompt, point: Point) -> Asked:
    """A follow-up of ours says nothing without the question before it; the user's own was written to be asked."""
    question = follow_up_question(prompt, point)
    return Asked(prompt, point, question if point.follow_up else f"{prompt.question} {question}")


def _alone(asked: Asked) -> Prompt:
    return replace(asked.prompt.only(asked.point.id), target=_LENGTH, limit_s=_LENGTH.high_s)
