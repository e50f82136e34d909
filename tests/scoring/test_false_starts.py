from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring.builders import words

from greenroom.domain import FalseStartKind
from greenroom.scoring.delivery.false_starts import find_false_starts, without_false_starts
from greenroom.scoring.text import tokenise


def said(text: str) -> str:
    return " ".join(token.text for token in without_false_starts(tokenise(text.split())))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("We, uh, we moved it.", "we moved it"),
        ("I went to the, um, to the office", "i went to the office"),
        ("it was, it was, it was late", "it was late"),
        ("we cut the cost of we cut the cost of storage", "we cut the cost of storage"),
    ],
)
def test_only_the_last_telling_counts(text: str, meant: str) -> None:
    assert said(text) == meant


@pytest.mark.parametrize("text", ["in twenty twenty we began", "it took 10 10 times", "side by side", ""])
def test_numbers_and_echoes_stay(text: str) -> None:
    assert said(text) == text


@given(st.lists(st.sampled_from(["the", "we", "moved", "it", "to", "a", "new", "office"]), max_size=30))
def test_nothing_new_is_said_and_doing_it_again_changes_nothing(given_words: list[str]) -> None:
    once = said(" ".join(given_words))
    assert set(once.split()) == set(given_words)
    assert said(once) == once


def found(text: str) -> list[str]:
    return [one.text for one in find_false_starts(words(text))]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("We, we moved it", ["We, we"]),
        ("We, uh, we moved it", ["We, we"]),
        ("we we we moved", ["we we", "we we"]),
        ("I went to the, um, to the office", ["to the, to the"]),
        ("it was, it was late", ["it was, it was"]),
        ("I. I moved it", ["I. I"]),
        ("and she, she left because it, it broke", ["she, she", "it, it"]),
        ("I'm, I'm new", ["I'm, I'm"]),
        ("the noise um the noise floor", ["the noise the noise"]),
        ("okay it was it was roses", ["it was it was"]),
        ("I was go- I went home", ["I was go- I"]),
        ("I was going to, I decided to stay", ["I was going to, I"]),
        ("we had a, we built a cache", ["we had a, we"]),
        ("and then the, the team left", ["the, the"]),
        ("it took the da- the database", ["da- the"]),
        ("it was in May, no wait, in June", ["no wait,"]),
        ("It cost ten. Scratch that, twelve", ["Scratch that,"]),
        ("so I'm, I was the lead", ["I'm, I"]),
    ],
)
def test_what_was_taken_back_is_quoted(text: str, starts: list[str]) -> None:
    assert found(text) == starts


@pytest.mark.parametrize(
    "text",
    [
        "I came, I saw, I won",
        "we design, we build, we ship",
        "it was very very late and so so far",
        "No, no, I stayed",
        "I know that that team won",
        "It worked. It worked because of us.",
        "in twenty twenty we had 10 10 minute calls",
        "the pre- and post-launch work",
        "day by day and side by side",
        "yes, I was, I led it",
        "we did, we really did",
        "He had had enough",
        "more and more and more",
        "the cache — which was new — helped",
        "I meant it well",
        "What do you do? You throw money at it",
        "we were glad about it, it saved us a day",
        "if there's a hole, there's a hole",
        "communication, communication, communication",
        "we trimmed it way, way down",
        "Sure, sure. We went",
        "for months and months, and it was late",
        "speed is not the problem the problem is each of them",
        "the ice, too thick, too thick, I threw it",
        "you come in, you weld it",
        "you know how it is, you have no time",
    ],
)
def test_what_was_said_on_purpose_is_no_false_start(text: str) -> None:
    assert found(text) == []


def test_a_false_start_has_its_kind_and_its_times() -> None:
    said_words = words("so we, um, we moved. I was go- I went")
    first, second = find_false_starts(said_words)
    assert (first.kind, second.kind) == (FalseStartKind.REPEAT, FalseStartKind.RESTART)
    assert (first.start_s, first.end_s) == (said_words[1].start_s, said_words[3].end_s)


def test_ten_thousand_words_take_no_time() -> None:
    begun = time.perf_counter()
    find_false_starts(words("we " * 5_000 + "I was, and it, the " * 1_000))
    assert time.perf_counter() - begun < 2.0
