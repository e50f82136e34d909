"""Fillers: whole tokens, and markers only where they carry nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring.builders import words

from greenroom.domain import FillerKind, Hesitation, Source, Transcript, Word
from greenroom.scoring.delivery.fillers import filler_words, fillers_of, find_fillers
from greenroom.scoring.delivery.markers import SURE


def found(text: str) -> list[str]:
    return [filler.text for filler in find_fillers(words(text))]


@pytest.mark.parametrize(
    "text", ["Um,", "ummm", "uh", "Uhh...", "er", "erm", "ah,", "hmm", "Hmmmm.", "mm", "uhm", "uh—"]
)
def test_hesitations_in_every_spelling(text: str) -> None:
    (filler,) = find_fillers(words(f"we moved {text} it"))
    assert filler.kind is FillerKind.FILLED_PAUSE
    assert filler_words(words(f"we moved {text} it")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "number",
        "umbrella",
        "her error",
        "hummus",
        "Uh-huh, yes.",
        "uh huh",
        "mm hmm",
        "mhm",
        "ham",
        "ohm",
        "summer",
        "erode",
    ],
)
def test_never_inside_a_word_nor_an_answer(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "fillers"),
    [
        ("It was, like, really slow", ["like"]),
        ("so like we moved it", ["so", "like"]),
        ("and, you know, it broke", ["you know"]),
        ("I mean, it was hard", ["i mean"]),
        ("It was kind of hard", ["kind of"]),
        ("we sort of guessed", ["sort of"]),
        ("So, um, I joined", ["so", "um"]),
        ("It worked, right? Then we shipped.", ["right"]),
        ("Basically, we rewrote it", ["basically"]),
    ],
)
def test_markers_in_filler_position(text: str, fillers: list[str]) -> None:
    assert found(text) == fillers


@pytest.mark.parametrize(
    "text",
    [
        "I like your products",
        "I would like to join",
        "systems like TAO and Presto",
        "It feels like home",
        "do you know what I did",
        "as you know we grew",
        "what I mean is simple",
        "this kind of work",
        "the right team",
        "right now we grow",
        "it was so large that it broke",
        "We rewrote it so that it scaled",
        "Is that right?",
        "a new sort of index",
    ],
)
def test_markers_that_mean_something_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_marker_of_two_words_has_the_times_of_both() -> None:
    said = words("it broke, you know, often")
    (filler,) = find_fillers(said)
    assert (filler.start_s, filler.end_s) == (said[2].start_s, said[3].end_s)


@given(
    st.lists(
        st.sampled_from(
            [
                "um",
                "you",
                "know",
                "like",
                "I",
                "mean",
                "so",
                "the",
                "a",
                "products",
                ",",
                "kind",
                "of",
                "right",
                "?",
                "uh",
            ]
        ),
        max_size=30,
    )
)
def test_fillers_come_in_order_and_never_overlap(tokens: list[str]) -> None:
    fillers = find_fillers(words(" ".join(tokens)))
    ends = [filler.end_s or 0.0 for filler in fillers]
    starts = [filler.start_s or 0.0 for filler in fillers]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


def an_answer(text: str, *heard: Hesitation) -> Transcript:
    """Half a second a word, without a gap; *heard* in the sound."""
    spoken = tuple(Word(token, index / 2, index / 2 + 0.5) for index, token in enumerate(text.split()))
    return Transcript(spoken, len(spoken) / 2, hesitations=heard)


def test_a_hesitation_in_words_and_sound_is_one_filler() -> None:
    (filler,) = fillers_of(an_answer("we, um, moved it", Hesitation(0.6, 0.9, "um", 0.7)))
    assert (filler.text, filler.source, filler.start_s, filler.end_s) == ("um", Source.BOTH, 0.6, 0.9)
    assert filler.confidence == SURE


def test_a_hesitation_without_a_word_is_heard_or_likely_by_its_confidence() -> None:
    heard, likely = fillers_of(
        an_answer("we moved all of it", Hesitation(0.4, 0.7, "uh", 0.9), Hesitation(2.0, 2.3, "um", 0.3))
    )
    assert (heard.text, heard.source, heard.heard) == ("uh", Source.SOUND, True)
    assert (likely.text, likely.source, likely.heard) == ("um", Source.SOUND, False)


def test_two_hesitations_near_one_word_are_two_fillers() -> None:
    answer = an_answer("we, um, moved it", Hesitation(0.5, 0.7, "um", 0.9), Hesitation(0.8, 1.0, "uh", 0.9))
    assert [filler.source for filler in fillers_of(answer)] == [Source.BOTH, Source.SOUND]


def test_fillers_of_words_and_of_sound_come_in_the_order_of_time() -> None:
    answer = an_answer("so, we moved, you know, all of it", Hesitation(0.7, 0.9, "uh", 0.9))
    starts = [filler.start_s for filler in fillers_of(answer)]
    assert len(starts) == 3
    assert starts == sorted(starts, key=lambda start: start or 0.0)


def test_a_discourse_marker_does_not_swallow_a_hesitation() -> None:
    answer = an_answer("we moved, you know, all of it", Hesitation(1.2, 1.4, "uh", 0.9))
    assert [filler.source for filler in fillers_of(answer)] == [Source.TEXT, Source.SOUND]
