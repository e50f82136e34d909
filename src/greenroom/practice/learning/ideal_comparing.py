"""The ideal answer beside what was said: as two tellings are compared, but for how it sounded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from greenroom.domain import Attempt, AttemptRef, Change, Comparison, PointChange, Prompt, Transcript, Verdict
from greenroom.errors import PromptError
from greenroom.practice.reviewing.comparing import Compared, notes_on_judging
from greenroom.practice.reviewing.rejudging import transcript_of
from greenroom.practice.services import Services
from greenroom.scoring import compare_tellings

__all__ = ["IDEAL", "compare_with_ideal"]

IDEAL = "ideal"
"""What the ideal answer is called in the place of an attempt."""


def compare_with_ideal(services: Services, ref: AttemptRef, *, ideal_first: bool) -> Compared:
    """Attempt *ref* and the ideal answer of its prompt: points and words, no figures.

    The ideal answer is judged now, by its text. Raises NotFoundError (no words yet), PromptError (no ideal answer),
    WeightsError.
    """
    attempt = services.attempts.load(ref)
    transcript_of(attempt)
    prompt = services.prompts.load(ref.prompt_id)
    if not prompt.ideal:
        raise PromptError(
            f"{prompt.id} has no ideal answer to compare with.",
            hint=f"Take what you said best: greenroom prompts ideal {prompt.id}; or write one, below `ideal:`.",
        )
    ideal = _as_attempt(services, prompt)
    before, after = (ideal, attempt) if ideal_first else (attempt, ideal)
    comparison = replace(compare_tellings(before, after), figures=())
    comparison = replace(comparison, summary=tuple(filter(None, _summary(comparison, ideal_first))))
    notes = (*notes_on_judging(before, after, comparison), *_notes(comparison, ideal_first))
    return Compared(before, after, comparison, notes, ideal_first)


def _as_attempt(services: Services, prompt: Prompt) -> Attempt:
    """The ideal answer as if it had been typed just now; its number is 0, for it is not kept."""
    transcript = Transcript.typed(prompt.ideal)
    now = services.clock.now()
    report = services.judge.judge(prompt, transcript)
    return Attempt(AttemptRef(prompt.id, 0), prompt.question, now, None, transcript, report, now)


def _summary(comparison: Comparison, ideal_first: bool) -> Iterator[str]:
    of = {change: [one for one in comparison.points if one.change is change] for change in Change}
    only_ideal = of[Change.LOST if ideal_first else Change.GAINED]
    made, in_ideal = len(of[Change.KEPT]), len(of[Change.KEPT]) + len(only_ideal)
    if in_ideal == made:
        yield "You made every point that the ideal answer makes." if made else ""
    else:
        yield f"You made {made} of the {in_ideal} points that the ideal answer makes."
    if only_ideal:
        yield f"Still to come: {_named(only_ideal)}."
    own = of[Change.GAINED if ideal_first else Change.LOST]
    if own:
        yield f"Yours alone: {_named(own)}."


def _notes(comparison: Comparison, ideal_first: bool) -> Iterator[str]:
    sides = [(one, one.before if ideal_first else one.after) for one in comparison.points]
    left_out = [one for one, ideal in sides if ideal is not None and ideal.verdict is not Verdict.COVERED]
    if left_out:
        yield f"The ideal answer, as the judge reads it, does not make all of {_named(left_out)}."


def _named(points: list[PointChange]) -> str:
    return ", ".join(f"'{point.id.replace('-', ' ')}'" for point in points)
