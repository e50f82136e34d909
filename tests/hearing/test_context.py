"""What is heard when, and what goes with it: the prompt, and the words of the segment before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.support.waiting import until

from greenroom.domain import Span, Transcript, Word
from greenroom.hearing import RATE_HZ
from greenroom.hearing.live import CONTEXT_WORDS, LiveListening, Stretch
from greenroom.hearing.port import FRAME_S
from greenroom.hearing.recogniser import Heard, with_context

FRAME = round(FRAME_S * RATE_HZ)
TWO_SEGMENTS = ((13, 0.5), (1, 0.0), (3, 0.5))


class Loudness:
    """A detector and its stream: loud is speech."""

    def start(self) -> Loudness:
        return self

    def feed(self, samples: NDArray[np.float32], *, last: bool = False) -> list[float]:
        return [float(frame.max()) * 2 for frame in samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)]

    def spans(self, probabilities: Iterable[float]) -> tuple[Span, ...]:
        return ()


class Noting:
    """A recogniser that hears what it was told to hear, and notes what was sent along."""

    settings: dict[str, str | float | bool] = {}  # noqa: RUF012 - the port's attribute

    def __init__(self, *heard: Heard) -> None:
        self._left = list(heard)
        self.prompts: list[str] = []
        self.lengths_s: list[float] = []

    def hear(
        self, samples: NDArray[np.float32], prompt: str = "", *, before: str = "", waited_for: bool = False
    ) -> Heard:
        self.prompts.append(with_context(prompt, before, "base"))
        self.lengths_s.append(len(samples) / RATE_HZ)
        return self._left.pop(0)


def heard(*texts: str, circled: bool = False) -> Heard:
    return Heard(tuple(Word(text, 0.0, 0.1, 1.0) for text in texts), circled=circled)


def prompts_for(first: Heard, prompt: str = "") -> list[str]:
    recogniser = Noting(first, heard("after."))
    listening = LiveListening(recogniser, Loudness(), prompt, compose)
    speak(listening, *TWO_SEGMENTS)
    listening.finish()
    return recogniser.prompts


def speak(listening: LiveListening, *parts: tuple[float, float]) -> None:
    """Feed so many seconds of such a level, one after the other."""
    for seconds, level in parts:
        listening.feed(np.full(round(seconds / FRAME_S) * FRAME, level, np.float32))


def compose(stretches: Sequence[Stretch], _probabilities: Sequence[float], duration_s: float) -> Transcript:
    return Transcript(tuple(word for one in stretches for word in one.words), duration_s)


def test_the_words_before_go_along_behind_the_prompt() -> None:
    assert prompts_for(heard("We", "built"), "About TAO.") == ["About TAO.", "About TAO. We built"]


def test_without_a_prompt_they_go_alone() -> None:
    assert prompts_for(heard("We", "built")) == ["", "We built"]


def test_of_many_words_the_last_ones_go_along() -> None:
    _, second = prompts_for(heard(*(str(number) for number in range(100))))
    assert second.split() == [str(number) for number in range(100 - CONTEXT_WORDS, 100)]


def test_what_went_round_in_circles_is_not_handed_on() -> None:
    assert prompts_for(heard("so", "so", "so", circled=True), "About TAO.") == ["About TAO.", "About TAO."]


def test_the_first_part_of_the_last_segment_is_heard_before_the_end() -> None:
    recogniser = Noting(heard("first"), heard("second"))
    listening = LiveListening(recogniser, Loudness(), "", compose)
    speak(listening, (9, 0.5), (0.6, 0.0), (4, 0.5))
    until(lambda: len(recogniser.lengths_s) == 1)
    speak(listening, (5, 0.5))
    assert [word.text for word in listening.finish().words] == ["first", "second"]
    assert recogniser.lengths_s == pytest.approx([9.5, 9.1], abs=0.1)
    assert recogniser.prompts == ["", "first"]


def test_what_was_heard_early_is_forgotten_when_the_speaker_goes_on() -> None:
    recogniser = Noting(heard("part"), heard("whole"))
    listening = LiveListening(recogniser, Loudness(), "", compose)
    speak(listening, (9, 0.5), (0.6, 0.0), (4, 0.5))
    until(lambda: len(recogniser.lengths_s) == 1)
    speak(listening, (1, 0.5), (1, 0.0))
    transcript = listening.finish()
    assert [word.text for word in transcript.words] == ["whole"]
    assert transcript.notes == ()
    assert recogniser.prompts == ["", ""]


def test_a_model_that_the_words_before_lead_astray_does_not_get_them() -> None:
    assert with_context("About TAO.", "We built", "tiny.en") == "About TAO."
    assert with_context("", "We built", "base") == "We built"
