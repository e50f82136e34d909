"""Why a point was judged as it was."""

from __future__ import annotations

from greenroom.domain import Attempt, Explanation
from greenroom.errors import UsageError
from greenroom.practice.reviewing.rejudging import transcript_of
from greenroom.practice.services import Services

__all__ = ["why"]


def why(services: Services, attempt: Attempt, point_id: str) -> Explanation:
    """What is behind the verdict on a point of *attempt*, by the prompt and the judge as they are now.

    Raises UsageError when there is no such point or no verdict, PromptError, NotFoundError (no words), WeightsError.
    """
    transcript = transcript_of(attempt)
    prompt = services.prompts.load(attempt.ref.prompt_id).only(attempt.about)
    ids = [point.id for point in prompt.points]
    if point_id not in ids:
        there = f"Its points are {', '.join(ids)}." if ids else "It has no points."
        raise UsageError(f"The prompt {prompt.id} has no point '{point_id}'.", hint=there)
    try:
        return services.judge.explain(prompt, transcript, point_id)
    except LookupError as error:
        raise UsageError(f"{attempt.ref} was not scored, so there is no verdict to explain.") from error
