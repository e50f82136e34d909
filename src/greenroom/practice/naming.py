"""Which prompt a name means, where attempts are kept under it."""

from __future__ import annotations

from greenroom.domain import Prompt
from greenroom.errors import PromptError
from greenroom.practice.services import Services

__all__ = ["load_to_keep"]


def load_to_keep(services: Services, name: str) -> Prompt:
    """The prompt *name* (id or path), under whose id attempts are to be kept.

    Raises PromptError as `PromptLibrary.load` does, and when another file of the home has the same id: attempts at two
    different prompts must not be mixed.
    """
    prompt = services.prompts.load(name)
    try:
        own = services.prompts.path(prompt.id)
    except PromptError:
        return prompt
    named = services.prompts.path(name)
    if not own.samefile(named):
        raise PromptError(
            f"{named} would be kept as '{prompt.id}', which is the name of another prompt of yours, {own}.",
            hint="Give the file another name.",
        )
    return prompt
