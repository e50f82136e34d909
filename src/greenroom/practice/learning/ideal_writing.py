"""A telling that went well becomes the ideal answer of its prompt."""

from __future__ import annotations

from greenroom.domain import AttemptRef, Prompt
from greenroom.errors import UsageError
from greenroom.practice.reviewing.rejudging import transcript_of
from greenroom.practice.services import Services
from greenroom.scoring import cleaned_text

__all__ = ["ideal_from"]


def ideal_from(services: Services, prompt: Prompt, name: str) -> tuple[AttemptRef, str]:
    """The attempt at *prompt* that *name* means (`best` and `last`: of this prompt), and its words as an ideal answer.

    Fillers and false starts are left out, and the user's corrections are in. Raises NotFoundError (no such attempt, no
    words yet), UsageError (of another prompt, about one point alone, or nothing said in it).
    """
    ref = services.attempts.resolve(f"{prompt.id}/{name}" if name in {"best", "last"} else name)
    if ref.prompt_id != prompt.id:
        raise UsageError(f"{ref} answers another question than {prompt.id}.", hint=f"Name an attempt at {prompt.id}.")
    attempt = services.attempts.load(ref)
    if attempt.about:
        raise UsageError(
            f"{ref} is about one point alone ({attempt.about}), so it is no whole answer.",
            hint=f"Whole answers: greenroom attempts {prompt.id}",
        )
    text = cleaned_text(transcript_of(attempt), attempt.report.fillers if attempt.report else ())
    if not any(map(str.isalnum, text)):
        raise UsageError(f"Nothing was said in {ref} that could be learned.", hint="Name another attempt: --from REF")
    return ref, text
