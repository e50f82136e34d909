"""The order of the points, the first and the last sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring.builders import a_prompt, words

from greenroom.domain import (
    Bands,
    Beginning,
    Ending,
    Evidence,
    Order,
    PointVerdict,
    Prompt,
    Structure,
    Transcript,
    Verdict,
    Word,
)
from greenroom.scoring.structure.describing import describe_structure, order_of

TEXT = "First we came. Then we saw. Then we won. At last we left."
SAID = words(TEXT)


def made(name: str, quoted: str, said: tuple[Word, ...] = SAID, verdict: Verdict = Verdict.COVERED) -> PointVerdict:
    """A point that rests on *quoted*, with the time of its first word where it stands in *said*."""
    first = quoted.split(maxsplit=1)[0]
    start_s = next((word.start_s for word in said if word.text == first), None)
    return PointVerdict(name, f"The point {name}", verdict, 0.9, Evidence(quoted, start_s, None))


def order(*points: PointVerdict) -> Order | None:
    return order_of(points, SAID)


CAME, WON, LEFT = made("came", "First we came."), made("won", "Then we won."), made("left", "At last we left.")


def test_points_in_their_order_moved_nowhere() -> None:
    assert order(made("came", "First we came."), LEFT) == Order(("came", "left"), ())


def test_only_the_point_that_came_out_of_its_place_is_named() -> None:
    assert order(LEFT, CAME, made("saw", "saw.")) == Order(("came", "saw", "left"), ("left",))


def test_what_was_missed_contradicted_or_unsure_has_no_place() -> None:
    assert order(LEFT, made("came", "First we came.", verdict=Verdict.UNSURE)) is None
    assert order(CAME, PointVerdict("x", "x", Verdict.MISSED, 0.9), LEFT) == Order(("came", "left"), ())


def test_points_made_in_one_breath_are_in_order() -> None:
    assert order(made("b", "First we came."), made("a", "First we came.")) == Order(("b", "a"), ())


def test_a_verdict_that_rests_on_more_words_than_it_needs_moves_no_point() -> None:
    wide = made("wide", "First we came. Then we saw. Then we won.")
    saw = PointVerdict("saw", "saw", Verdict.COVERED, 0.9, Evidence("Then we saw.", SAID[3].start_s, None))
    assert order(CAME, saw, wide, LEFT) == Order(("came", "saw", "wide", "left"), ())
    assert order(LEFT, wide, CAME) == Order(("came", "wide", "left"), ("left",))


def test_of_words_said_twice_the_time_tells_which_are_meant() -> None:
    said = words("we won. First we came. we won.")
    second = PointVerdict("won", "won", Verdict.COVERED, 0.9, Evidence("we won.", said[5].start_s, None))
    came = made("came", "First we came.", said)
    assert order_of((came, second), said) == Order(("came", "won"), ())


def test_a_typed_answer_has_an_order_too() -> None:
    points = [PointVerdict(name, name, Verdict.COVERED, 0.9, Evidence(name, None, None)) for name in ("won.", "came.")]
    assert order_of(points, Transcript.typed(TEXT).words) == Order(("came.", "won."), ("came.",))


@given(st.permutations(range(8)))
def test_what_stays_in_its_place_is_a_rising_run(starts: list[int]) -> None:
    said = words(" ".join(f"w{number}" for number in range(8)))
    points = [
        PointVerdict(str(at), "", Verdict.COVERED, 0.9, Evidence(f"w{start}", said[start].start_s, None))
        for at, start in enumerate(starts)
    ]
    found = order_of(points, said)
    assert found is not None
    kept = [start for at, start in enumerate(starts) if str(at) not in found.moved]
    assert kept == sorted(kept)
    assert kept
    assert (not found.moved) == (starts == sorted(starts))


def structure(text: str, *points: PointVerdict, prompt: Prompt | None = None) -> Structure:
    prompt = prompt or a_prompt(question="Why do you want to work at Meta?")
    return describe_structure(prompt, words(text), points, Bands())


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("Meta builds what my friends use. More later.", Beginning.ANSWERS),
        ("I want to build things that last.", Beginning.ANSWERS),
        ("So, um, the first reason is the mission.", Beginning.ANSWERS),
        ("Because of its people.", Beginning.ANSWERS),
        ("To be honest, I think the mission is what draws me to Meta.", Beginning.ANSWERS),
        ("No.", Beginning.OTHER),
        ("When I was at school we had one computer.", Beginning.SCENE),
        ("Back in 2019 everything was small.", Beginning.SCENE),
        ("That's a good question. I like scale.", Beginning.FILLER),
        ("Um, so, uh, well, it is big.", Beginning.FILLER),
        ("Okay. Um. So. Um.", Beginning.FILLER),
        ("Um. My reason is the mission.", Beginning.ANSWERS),
        ("Their site used to be slow every day, and it had been old.", Beginning.OTHER),
        ("Hmm, let me think about that.", Beginning.FILLER),
        ("Everything is connected somehow.", Beginning.OTHER),
    ],
)
def test_what_the_first_sentence_does(text: str, beginning: Beginning) -> None:
    assert structure(text).beginning is beginning


def test_a_first_sentence_that_makes_a_point_answers() -> None:
    said = words("Everything is connected somehow.")
    point = PointVerdict("x", "x", Verdict.COVERED, 0.9, Evidence("is connected", said[1].start_s, None))
    assert structure("Everything is connected somehow.", point).beginning is Beginning.ANSWERS


def test_a_story_may_begin_with_its_scene() -> None:
    prompt = a_prompt(question="Tell me about a conflict.", structure="star")
    told = structure("Last year we had a conflict. I asked them why.", prompt=prompt)
    assert told.beginning is Beginning.SCENE
    assert told.star is not None
    assert structure("Last year we grew.").star is None


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("It grew. So yeah.", Ending.TRAILS_OFF),
        ("It grew, so, um, yeah.", Ending.TRAILS_OFF),
        ("It grew and that's about it.", Ending.TRAILS_OFF),
        ("We used a cache or something like that.", Ending.TRAILS_OFF),
        ("And then we just...", Ending.TRAILS_OFF),
        ("We were few. We sell more than we used to.", Ending.OTHER),
        ("It was good and", Ending.TRAILS_OFF),
        ("It grew. So yeah, that's why I want to join.", Ending.CLOSING),
        ("It grew. I look forward to it.", Ending.CLOSING),
        ("It was slow. In the end it went from ten hours to one.", Ending.RESULT),
        ("The sky is blue.", Ending.OTHER),
        ("It went from ten hours to one.", Ending.OTHER),
    ],
)
def test_what_the_last_sentence_does(text: str, ending: Ending) -> None:
    assert structure(text).ending is ending


def test_the_last_sentence_may_make_a_point() -> None:
    point = PointVerdict("left", "x", Verdict.COVERED, 0.9, Evidence("At last we left.", SAID[9].start_s, None))
    assert structure(TEXT, point).ending is Ending.POINT
    assert structure(TEXT, CAME).ending is Ending.OTHER


def test_a_first_sentence_that_contradicts_a_point_does_not_answer() -> None:
    said = words("Meta is small. It grew.")
    wrong = PointVerdict("x", "x", Verdict.CONTRADICTED, 0.9, Evidence("Meta is", said[0].start_s, None))
    assert structure("Meta is small. It grew.", wrong).beginning is Beginning.OTHER
    assert structure("Meta is small. It grew.").beginning is Beginning.ANSWERS


def test_a_last_sentence_that_contradicts_a_point_is_no_good_ending() -> None:
    said = words("It grew. It went from ten hours to one.")
    wrong = PointVerdict("x", "x", Verdict.CONTRADICTED, 0.9, Evidence("It went from", said[2].start_s, None))
    assert structure("It grew. It went from ten hours to one.", wrong).ending is Ending.OTHER


@pytest.mark.parametrize("text", ["Money", "um", "um " * 300, "we moved it " * 3_000, "... , . !"])
def test_odd_answers_have_a_structure_all_the_same(text: str) -> None:
    found = structure(text, prompt=a_prompt(question="", structure="star"))
    assert len(found.first.text.split()) <= 30
    assert len(found.last.text.split()) <= 30
