"""A mock interview: what is asked, and which attempts answered it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from greenroom.domain.attempt import AttemptRef

__all__ = ["Interview", "InterviewAnswer", "InterviewQuestion"]


@dataclass(frozen=True, slots=True)
class InterviewQuestion:
    """A prompt in one of its wordings. `file` is the absolute path of one that is not the home's; else empty."""

    prompt_id: str
    asked: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class InterviewAnswer:
    """The number `ref` that was given out for an answer to question `place` (from 0), before it was recorded.

    So there need be no attempt of that name: it was broken off, or deleted since. `about` is the id of the point that
    a follow-up asked for; empty for the answer to the question itself.
    """

    place: int
    ref: AttemptRef
    about: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    """`questions` are asked in that order, each with up to `follow_ups`; `real`: no report before the end.

    `number` counts from 1 in the order in which interviews were begun, 0 before one is kept. `seed` chose order and
    wordings. `answers` come in the order in which they were asked for.
    """

    begun_at: datetime
    questions: tuple[InterviewQuestion, ...]
    follow_ups: int = 1
    real: bool = False
    seed: int = 0
    number: int = 0
    answers: tuple[InterviewAnswer, ...] = ()
