"""A second judge: a language model on the user's own machine."""

from __future__ import annotations

import time

from greenroom.domain import Prompt, SecondOpinion, Transcript
from greenroom.errors import LanguageModelError, UsageError
from greenroom.scoring.second_opinion.client import ChatClient, readable
from greenroom.scoring.second_opinion.question import chat_request
from greenroom.scoring.second_opinion.reply import read_reply

__all__ = ["LanguageModel"]

MOST_CHARACTERS = 60_000
"""Of points and answer together: more than small models can read at once, and an hour of talk."""
LONGEST_LIMIT_S = 3600.0


class LanguageModel:
    """Asks *model* of the server at *url* (`http://127.0.0.1:11434/v1`), for at most *limit_s* seconds.

    An empty *model* is the only one that the server has. Raises UsageError for a *url* or a *limit_s* that is none.
    """

    def __init__(self, url: str, model: str = "", limit_s: float = 60.0) -> None:
        if not 0 < limit_s <= LONGEST_LIMIT_S:
            raise UsageError(f"llm_timeout_s is {limit_s:g}.", hint=f"It takes seconds, up to {LONGEST_LIMIT_S:.0f}.")
        self._client = ChatClient(url)
        self._model = model
        self._limit_s = limit_s

    @property
    def elsewhere(self) -> str:
        """The host to which answers are sent, if that is not this machine; else empty."""
        return "" if self._client.local else readable(self._client.host)

    def reach(self) -> str:
        """The name of the model that would be asked. Raises LanguageModelError when there is none to ask."""
        return self._chosen(self._client.models(time.monotonic() + self._limit_s))

    def ask(self, prompt: Prompt, transcript: Transcript) -> SecondOpinion:
        """Its opinion; where none can be had, why. Raises nothing for what the server does or does not do."""
        begin = time.monotonic()
        deadline = begin + self._limit_s
        model = self._model
        try:
            model = model or self._chosen(self._client.models(deadline))
            request = chat_request(model, prompt, transcript)
            if sum(len(message["content"]) for message in request["messages"]) > MOST_CHARACTERS:
                raise LanguageModelError("Points and answer are too long to ask a language model about.")
            reply = read_reply(self._client.complete(request, deadline), prompt, transcript)
        except LanguageModelError as error:
            absent = f"{error.message} {error.hint}".rstrip()
            return SecondOpinion(readable(model), absent=absent, seconds=_since(begin), elsewhere=self.elsewhere)
        return SecondOpinion(
            readable(model), reply.points, reply.avoid_said, seconds=_since(begin), elsewhere=self.elsewhere
        )

    def _chosen(self, there: tuple[str, ...]) -> str:
        names = ", ".join(readable(name, 40) for name in there[:5])
        if self._model:
            if not any(name.removesuffix(":latest") == self._model.removesuffix(":latest") for name in there):
                raise LanguageModelError(f"The server has no model {readable(self._model)}.", hint=f"It has: {names}.")
            return self._model
        if len(there) != 1:
            hint = f"Name one of them: llm_model = ... It has: {names}." if there else "Get one for it first."
            raise LanguageModelError(f"The server has {len(there)} language models.", hint=hint)
        return there[0]


def _since(begin: float) -> float:
    return round(time.monotonic() - begin, 1)
