"""What a crash, or Ctrl-C, left behind: sound without a report."""

from __future__ import annotations

from dataclasses import replace

from greenroom.domain import Attempt, AttemptRef, Prompt, Recording
from greenroom.errors import PromptError
from greenroom.practice.listening import Spoken
from greenroom.practice.rehearsing import judge_recording
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage
from greenroom.sound import repair

__all__ = ["recover"]


def recover(services: Services, stage: Stage, ref: AttemptRef, recording: Recording) -> Attempt:
    """Hear, judge and keep sound that was found without a report, as the attempt it was meant to be.

    When its prompt is gone, it is judged as an answer without points, so that words and delivery are still seen.
    A header that a power cut left behind the sound is mended first, so that nothing that reached the disk is left out.
    Raises PromptError when the prompt is there but broken: it will be mended, and the sound can wait.
    """
    about = services.attempts.point_asked(ref)
    prompt = _prompt_of(services, stage, ref).only(about)
    if recording.path.suffix == ".wav":
        recording = replace(recording, frames=repair(recording.path).frames)
    return judge_recording(services, stage, prompt, prompt.question, ref, Spoken(recording))


def _prompt_of(services: Services, stage: Stage, ref: AttemptRef) -> Prompt:
    try:
        services.prompts.path(ref.prompt_id)
    except PromptError as error:
        stage.tell(f"{error.message} The words are shown without points.")
        return Prompt(id=ref.prompt_id, question="")
    return services.prompts.load(ref.prompt_id)
