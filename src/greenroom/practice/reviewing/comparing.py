"""Two kept attempts side by side: which two, what changed, and what must be known to believe it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from greenroom.domain import Attempt, AttemptRef, Comparison
from greenroom.domain.plain import to_plain
from greenroom.errors import NotFoundError, UsageError
from greenroom.practice.reviewing.rejudging import transcript_of
from greenroom.practice.services import Services
from greenroom.scoring import compare_tellings

__all__ = ["Compared", "compare_attempts", "comparison_document", "notes_on_judging", "pair_named"]

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Compared:
    """Two attempts and what changed between them; `notes` are plain sentences on what the figures are worth.

    Where one of them is the ideal answer (see `ideal_comparing`), `ideal_first` says which; else it is None.
    """

    before: Attempt
    after: Attempt
    comparison: Comparison
    notes: tuple[str, ...]
    ideal_first: bool | None = None

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called."""
        before, after = str(self.before.ref), str(self.after.ref)
        ideal = f"{self.before.ref.prompt_id}, the ideal answer"
        return ideal if self.ideal_first else before, ideal if self.ideal_first is False else after


def pair_named(services: Services, first: str = "", second: str = "") -> tuple[AttemptRef, AttemptRef]:
    """The two attempts that *first* and *second* name, in that order.

    With one name, that attempt against the latest of its prompt; if it is the latest, the one before it against it.
    With none, the last two of the prompt practised last. `best` beside another name is the best of that one's prompt.
    Raises NotFoundError (no such attempt, or only one), UsageError (twice the same).
    """
    if second:
        ref, other = _resolve_beside(services, first, second), _resolve_beside(services, second, first)
        if ref == other:
            raise UsageError(
                f"{first} and {second} are the same attempt, {ref}." if first != second else f"That is {ref} twice.",
                hint=f"Name another one: greenroom attempts {ref.prompt_id} lists them.",
            )
        return ref, other
    ref = services.attempts.resolve(first or "last")
    rows = services.attempts.summaries(ref.prompt_id)
    if len(rows) < 2:
        raise NotFoundError(
            f"{ref} is your only attempt at {ref.prompt_id}: there is nothing to compare it with yet.",
            hint=f"Answer it once more: greenroom practice {ref.prompt_id}",
        )
    latest = rows[0].ref
    return (rows[1].ref, ref) if ref == latest else (ref, latest)


def compare_attempts(services: Services, before: AttemptRef, after: AttemptRef) -> Compared:
    """What changed from *before* to *after*. Raises NotFoundError where one of them has no words yet."""
    first, second = services.attempts.load(before), services.attempts.load(after)
    transcript_of(first)
    transcript_of(second)
    comparison = compare_tellings(first, second)
    return Compared(first, second, comparison, tuple(_notes(first, second, comparison)))


def comparison_document(compared: Compared) -> dict[str, Any]:
    """*compared* as plain data, the shape of `diff --json` (docs/compare.md)."""
    comparison = to_plain(compared.comparison)
    for judge in ("judge_before", "judge_after"):
        del comparison[judge]
    for plain, figure in zip(comparison["figures"], compared.comparison.figures, strict=True):
        plain["delta"] = figure.delta
    return {
        "schema": SCHEMA_VERSION,
        "before": _attempt(compared.before, ideal=compared.ideal_first is True),
        "after": _attempt(compared.after, ideal=compared.ideal_first is False),
        "notes": list(compared.notes),
        "same_judge": compared.comparison.same_judge,
        "same_points": compared.comparison.same_points,
        **comparison,
    }


def _resolve_beside(services: Services, name: str, other: str) -> AttemptRef:
    if name == "best" != other:
        name = f"{services.attempts.resolve(other).prompt_id}/best"
    return services.attempts.resolve(name)


def _attempt(attempt: Attempt, *, ideal: bool) -> dict[str, Any]:
    report, transcript = attempt.report, attempt.transcript
    return {
        "ref": None if ideal else str(attempt.ref),
        "ideal": ideal,
        "prompt": attempt.ref.prompt_id,
        "created_at": to_plain(attempt.created_at),
        "typed": transcript is not None and not transcript.timed,
        "judge": report.judge if report else None,
        "scored": report is not None and report.scored,
        "corrections": len(attempt.corrections.in_order),
    }


def _notes(before: Attempt, after: Attempt, comparison: Comparison) -> Iterator[str]:
    yield from notes_on_judging(before, after, comparison)
    yield from _notes_on_hearing(before, after)


def notes_on_judging(before: Attempt, after: Attempt, comparison: Comparison) -> Iterator[str]:
    """Where the two were not judged in the same way."""
    same_prompt = before.ref.prompt_id == after.ref.prompt_id
    if not same_prompt:
        yield "These answer two different questions: words and sound are compared, points are not."
    for attempt in (before, after):
        if attempt.report is None:
            yield f"{attempt.ref} has no report yet. Make one: greenroom rejudge {attempt.ref}"
        elif not attempt.report.scored:
            yield f"{attempt.ref} was not scored: {attempt.report.not_scored}"
    if before.report and after.report and same_prompt:
        again = f"To judge both alike: greenroom rejudge {after.ref.prompt_id}"
        if not comparison.same_judge:
            judges = f"{comparison.judge_before} judged the first and {comparison.judge_after} the second"
            yield f"{judges}, so a change may be the judges'. {again}"
        elif before.report.scored and after.report.scored and not comparison.same_points:
            yield f"The prompt's points were edited in between, so some cannot be compared. {again}"


def _notes_on_hearing(before: Attempt, after: Attempt) -> Iterator[str]:
    """Where the two were not heard in the same way."""
    first, second = transcript_of(before), transcript_of(after)
    typed = [str(attempt.ref) for attempt in (before, after) if not transcript_of(attempt).timed]
    if len(typed) == 1:
        yield f"{typed[0]} was typed, so the two cannot be compared by their sound."
    if typed:
        return
    if first.listened_for_hesitations != second.listened_for_hesitations:
        yield "Um and uh were listened for in the sound of one only; the words alone leave some out."
    engines = [" ".join(filter(None, (one.engine.name, one.engine.model))) for one in (first, second)]
    if engines[0] != engines[1]:
        yield f"Heard by {engines[0]} and {engines[1]}: some words may differ for that."
