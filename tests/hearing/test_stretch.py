from __future__ import annotations

from greenroom.domain import Hesitation, Span, Word
from greenroom.hearing.live import Stretch
from greenroom.hearing.recogniser import Heard

HEARD = Heard((Word("again", 1.0, 1.5, 0.9),), (Hesitation(0.2, 0.5, "um", 0.8),))


def test_times_in_a_segment_become_times_in_the_recording() -> None:
    stretch = Stretch.of(HEARD, Span(30.0, 40.0))
    assert stretch.words == (Word("again", 31.0, 31.5, 0.9),)
    assert stretch.hesitations == (Hesitation(30.2, 30.5, "um", 0.8),)


def test_words_of_a_recogniser_that_went_round_in_circles_stay_and_are_not_believed() -> None:
    stretch = Stretch.of(Heard(HEARD.words, circled=True), Span(30.0, 40.0))
    (word,) = stretch.words
    assert (word.text, word.probability, word.doubtful) == ("again", 0.0, True)
