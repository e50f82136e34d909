from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.scoring.false_starts import without_false_starts
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
def test_nothing_new_is_said_and_doing_it_again_changes_nothing(words: list[str]) -> None:
    once = said(" ".join(words))
    assert set(once.split()) == set(words)
    assert said(once) == once
