"""The process that `RecogniserProcess` starts: takes a `Choice`, then samples to hear, until its input ends."""

from __future__ import annotations

import os
import pickle
import sys
from typing import TYPE_CHECKING, Any, BinaryIO

from greenroom.errors import GreenroomError, HearingError
from greenroom.hearing.process import Choice, Failure

if TYPE_CHECKING:
    from greenroom.hearing.recogniser import Recogniser

__all__ = ["main"]

_NICE = 5  # the recorder and the player come first


def main(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until *questions* ends, which it does when the process that asks them ends, however it does."""
    recogniser: Recogniser | None = None

    def answer(question: Any) -> object:
        nonlocal recogniser
        if isinstance(question, Choice):
            recogniser = _load(question)
            return recogniser.settings
        assert recogniser is not None
        samples, prompt, before, waited_for = question
        return recogniser.hear(samples, prompt, before=before, waited_for=waited_for)

    while True:
        try:
            question = pickle.load(questions)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        try:
            reply = answer(question)
        except GreenroomError as error:
            reply = Failure.of(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other side has to know
            reply = Failure.of(HearingError(f"The recogniser failed: {error!r}."))
        pickle.dump(reply, answers)
        answers.flush()


def _load(choice: Choice) -> Recogniser:
    if choice.engine == "faster-whisper":
        from greenroom.hearing.ct2_folder import ct2_folder
        from greenroom.hearing.faster_whisper_engine import FasterWhisperModel

        return FasterWhisperModel(ct2_folder(choice.model, choice.weights), choice.model, choice.threads)
    from greenroom.hearing.weights import find_weights
    from greenroom.hearing.whisper_engine import WhisperModel

    path = find_weights(choice.model, choice.weights)
    return WhisperModel(path, path.stem, choice.threads, exact=choice.exact)


if __name__ == "__main__":
    answers_fd = os.dup(1)
    os.dup2(2, 1)  # what anybody prints must not mix with the answers
    if hasattr(os, "nice"):
        os.nice(_NICE)
    with os.fdopen(answers_fd, "wb") as replies:
        main(sys.stdin.buffer, replies)
