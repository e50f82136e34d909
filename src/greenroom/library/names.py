"""How attempts are named on the command line: `why-meta/3`, `why-meta`, `why-meta/best`, `last`, `best`."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.domain import AttemptRef
from greenroom.errors import NotFoundError

__all__ = ["WORDS", "Wanted", "no_such_attempt", "wanted"]

WORDS = ("best", "last")
"""They name attempts, so no prompt can be called that."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a name asks for: that very attempt, or the last or best one of a prompt (of all when empty)."""

    ref: AttemptRef | None = None
    prompt_id: str = ""
    best: bool = False


def wanted(name: str) -> Wanted:
    """What *name* asks for; a name that is none asks for the last attempt of a prompt that is not there."""
    if ref := AttemptRef.parse(name):
        return Wanted(ref=ref)
    if name in WORDS:
        return Wanted(best=name == "best")
    prompt_id, _, word = name.rpartition("/")
    if prompt_id and word in WORDS:
        return Wanted(prompt_id=prompt_id, best=word == "best")
    return Wanted(prompt_id=name or "?")


def no_such_attempt(name: str, kept: Sequence[AttemptRef], *, has_sound: bool = False) -> NotFoundError:
    """The error for *name*, whose hint says what there is; *kept* is newest first."""
    if has_sound:
        return NotFoundError(
            f"{name} has sound, but it was never finished.", hint="Run `greenroom recover` to hear and judge it."
        )
    if not kept:
        return NotFoundError(
            f"There is no attempt '{name}': none has been kept yet.", hint="Make one with `greenroom practice`."
        )
    if wanted(name).best and (name == "best" or wanted(name).prompt_id in {ref.prompt_id for ref in kept}):
        return NotFoundError(
            f"There is no '{name}': no attempt of it has been judged yet.", hint="`greenroom attempts` lists them."
        )
    prompts = sorted({ref.prompt_id for ref in kept})
    close = difflib.get_close_matches(name.partition("/")[0], prompts, n=1)
    shown = [ref for ref in kept if not close or ref.prompt_id == close[0]]
    there = ", ".join(str(ref) for ref in shown[:3]) + (", ..." if len(shown) > 3 else "")
    return NotFoundError(
        f"There is no attempt '{name}'.",
        hint=f"There are {there}. `greenroom attempts` lists all; `last` is the newest.",
    )
