"""Tokens, sounds, negations, windows and repeats."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring.builders import tokens, words

from greenroom.domain import Repeated
from greenroom.scoring.delivery.repeats import find_repeats
from greenroom.scoring.points.negation import antonyms, negated
from greenroom.scoring.points.phonetics import sounds_like, spelled_like
from greenroom.scoring.points.windows import SIZES, Windows
from greenroom.scoring.text import tokenise


def texts(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("We DIDN'T, um, move.", "we didnt move"),
        ("it’s Meta's plan", "it Meta plan"),
        ("well, you know, it works", "well it works"),
        ("800→250 ms", "800 to 250 ms"),
        ("14% w/ one team", "14 percent with one team"),
        ("state-of-the-art", "state of the art"),
    ],
)
def test_case_punctuation_contractions_and_hesitations_leave_no_trace(said: str, same: str) -> None:
    assert texts(said) == texts(same)


@given(st.lists(st.text(max_size=12), max_size=20))
def test_every_token_knows_its_word(said: list[str]) -> None:
    found = tokenise(said)
    assert all(0 <= token.word < len(said) for token in found)
    assert [token.word for token in found] == sorted(token.word for token in found)


@pytest.mark.parametrize(
    ("name", "heard"), [("phabricator", "fabricator"), ("pytorch", "pietorch"), ("rocksdb", "roxdb")]
)
def test_names_as_a_recogniser_hears_them(name: str, heard: str) -> None:
    assert sounds_like(name, heard)


@pytest.mark.parametrize(
    ("name", "heard"), [("phabricator", "facebook"), ("tao", "team"), ("scuba", "school"), ("42", "43")]
)
def test_other_names_stay_other_names(name: str, heard: str) -> None:
    assert not sounds_like(name, heard)
    assert not spelled_like(name, heard)


def under_not(text: str) -> list[str]:
    read = tokens(text)
    return [token.text for token, flag in zip(read, negated(read), strict=True) if flag]


def test_a_negation_reaches_until_but() -> None:
    assert "blame" in under_not("they did not blame me")
    assert under_not("not slow but careful") == ["slow"]
    assert "refuse" not in under_not("I never, I did not refuse")


def test_opposites_are_noticed_only_where_the_word_itself_is_missing() -> None:
    assert antonyms(tokens("latency went up"), tokens("latency went down")) == 1
    assert antonyms(tokens("latency went up"), tokens("it went up and down")) == 0


@given(st.integers(min_value=1, max_value=300))
def test_passages_reach_every_token_and_stay_inside(length: int) -> None:
    windows = Windows(length)
    covered = np.zeros(length, bool)
    for first, last in windows.spans:
        assert 0 <= first < last <= length
        assert last - first <= max(SIZES)
        covered[first:last] = True
    assert covered.all()


def test_the_highest_of_each_passage_belongs_to_its_span() -> None:
    row = np.arange(50, dtype=np.float32)[None, :]
    windows = Windows(50)
    np.testing.assert_array_equal(windows.highest(row)[0], windows.spans[:, 1] - 1)


def test_repeated_phrases_are_named_once_at_their_longest() -> None:
    said = words("I move fast. The hot path matters. Again the hot path matters, and once more the hot path matters.")
    assert find_repeats(said) == (Repeated("hot path matters", 3),)


def test_small_words_are_no_phrase() -> None:
    assert find_repeats(words("and I was in the and I was in the and I was in the " * 3)) == ()
