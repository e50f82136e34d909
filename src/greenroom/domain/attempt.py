"""One answer to one prompt, kept: sound, words, judgement."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from greenroom.domain.correction import Corrections
from greenroom.domain.hint import Hint
from greenroom.domain.recording import Recording
from greenroom.domain.report import Report
from greenroom.domain.transcript import Transcript

__all__ = ["Attempt", "AttemptRef"]

_REF = re.compile(r"^(?P<prompt>[a-z0-9][a-z0-9-]*)/(?P<number>[1-9][0-9]*)$")


@dataclass(frozen=True, slots=True, order=True)
class AttemptRef:
    """The name of an attempt, `why-meta/3`."""

    prompt_id: str
    number: int

    def __str__(self) -> str:
        return f"{self.prompt_id}/{self.number}"

    @classmethod
    def parse(cls, text: str) -> AttemptRef | None:
        """The reference that *text* spells, or None when it is not of the form `prompt/number`."""
        match = _REF.match(text)
        return cls(match["prompt"], int(match["number"])) if match else None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A kept attempt. `recording` is None for a typed answer; `asked` is the wording of the question that was used;
    transcript and report are None while the sound has not been heard or judged yet (it can be later).

    Both hold the user's `corrections` already, with what recogniser and judge said kept beside each. `judged_at` is
    when the report was made; None where nobody noted it. `about` is the id of the one point that was asked for alone;
    empty in a whole answer. `hints` is the most help that was on the screen meanwhile.
    """

    ref: AttemptRef
    asked: str
    created_at: datetime
    recording: Recording | None
    transcript: Transcript | None
    report: Report | None
    judged_at: datetime | None = None
    corrections: Corrections = field(default_factory=Corrections)
    about: str = ""
    hints: Hint = Hint.NONE
