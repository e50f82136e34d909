"""Judging again what was kept: with the prompt, the judge and the bands as they are now, without hearing it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from greenroom.domain import (
    Attempt,
    AttemptRef,
    Comparison,
    PointCorrection,
    Prompt,
    Report,
    Transcript,
    correct_report,
)
from greenroom.errors import DiskFullError, GreenroomError, LibraryError, NotFoundError, PromptError
from greenroom.practice.services import Services
from greenroom.scoring import compare_reports

__all__ = ["Rejudged", "attempts_named", "keep_judgement", "rejudge", "transcript_of"]


@dataclass(frozen=True, slots=True)
class Rejudged:
    """What judging *ref* again brought: both reports as corrected by the user, `before` None where there was none.

    `added` is false where the judge said what it had said before; `lost` are verdicts of the user on points that the
    prompt no longer has.
    """

    ref: AttemptRef
    before: Report | None
    after: Report
    added: bool
    lost: tuple[PointCorrection, ...]

    @property
    def comparison(self) -> Comparison | None:
        return compare_reports(self.before, self.after) if self.before else None


def attempts_named(services: Services, name: str) -> tuple[AttemptRef, ...]:
    """All attempts of the prompt *name* (of every prompt when it is empty), or the one of that name; oldest first.

    Raises NotFoundError.
    """
    rows = services.attempts.summaries(name, parts=True)
    return tuple(row.ref for row in reversed(rows)) if rows or not name else (services.attempts.resolve(name),)


def rejudge(services: Services, refs: Sequence[AttemptRef]) -> Iterator[tuple[AttemptRef, Rejudged | GreenroomError]]:
    """Judge each of *refs* again; those that cannot be (no words, no prompt, a damaged row) give their error.

    Raises what would stop all of them: WeightsError, DiskFullError, LibraryError while writing.
    """
    prompts: dict[str, Prompt] = {}
    for ref in refs:
        try:
            attempt = services.attempts.load(ref)
            transcript = transcript_of(attempt)
            if ref.prompt_id not in prompts:
                prompts[ref.prompt_id] = services.prompts.load(ref.prompt_id)
            before = services.attempts.reports(ref)
        except DiskFullError:
            raise
        except (LibraryError, NotFoundError, PromptError) as error:
            yield ref, error
            continue
        judged = services.judge.judge(prompts[ref.prompt_id].only(attempt.about), transcript)
        if before:  # the words are the same, so what somebody else said about them stands
            judged = replace(judged, second_opinion=before[0].report.second_opinion)
        after, added = keep_judgement(services, attempt, judged)
        yield ref, Rejudged(ref, attempt.report, after, added, attempt.corrections.lost(judged))


def keep_judgement(services: Services, attempt: Attempt, judged: Report) -> tuple[Report, bool]:
    """Keep *judged* as the judge's newest report on *attempt*, corrected as `attempt.corrections` say.

    Gives the report that counts now, and whether the judge's is a new one. Raises LibraryError.
    """
    report = correct_report(judged, attempt.corrections)
    if report != judged:
        report = services.judge.revise(report, transcript_of(attempt))
    kept = replace(attempt, report=report, judged_at=services.clock.now())
    return report, services.attempts.revise(kept, judged)


def transcript_of(attempt: Attempt) -> Transcript:
    """Its words. Raises NotFoundError, with the command that hears them, when there are none yet."""
    if attempt.transcript is not None:
        return attempt.transcript
    hear = (
        f"greenroom score {attempt.recording.path} --prompt {attempt.ref.prompt_id} --keep" if attempt.recording else ""
    )
    raise NotFoundError(
        f"{attempt.ref} has no words yet: its sound was never heard." if hear else f"{attempt.ref} has no words.",
        hint=f"Hear it, as a new attempt: {hear}" if hear else "",
    )
