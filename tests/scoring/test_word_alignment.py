"""The alignment: minimal, the same from either side, and quick enough for long answers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from greenroom.scoring.comparing.word_alignment import align_words

WORDS = st.lists(st.sampled_from(["we", "the", "a", "mission", "people", "cut"]), max_size=14)


def most_in_common(before: Sequence[str], after: Sequence[str]) -> int:
    """The plain dynamic programme: how many words a longest common subsequence has."""
    row = [0] * (len(after) + 1)
    for word in before:
        above = row
        row = [0]
        for at, other in enumerate(after):
            row.append(above[at] + 1 if word == other else max(row[at], above[at + 1]))
    return row[-1]


@given(WORDS, WORDS)
def test_no_alignment_leaves_fewer_words_alone(before: list[str], after: list[str]) -> None:
    pairs = align_words(before, after)
    assert all(before[i] == after[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))
    assert len(pairs) == most_in_common(before, after)


@given(WORDS, WORDS)
def test_from_the_other_side_it_is_the_same(before: list[str], after: list[str]) -> None:
    assert align_words(after, before) == tuple((j, i) for i, j in align_words(before, after))


def test_of_two_ways_the_one_that_keeps_the_telling_word_is_taken() -> None:
    assert align_words(["the", "mission"], ["mission", "the"]) == ((1, 0),)
    assert align_words(["mission", "the"], ["the", "mission"]) == ((0, 1),)


def test_nothing_aligns_with_nothing() -> None:
    assert align_words([], []) == align_words(["a"], []) == align_words([], ["a"]) == ()


def test_an_answer_as_long_as_a_talk_aligns() -> None:
    before = [f"word{number % 311}" for number in range(10_000)]
    after = before[5_000:] + before[:5_000]
    assert len(align_words(before, after)) >= 5_000
