from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.hearing.loops import goes_round


@pytest.mark.parametrize(
    "text",
    [
        "I'm sorry, I'm sorry. I'm sorry",
        "and the, uh, the, uh, the, uh",
        "it was um um um um um",
        "We measured it. We measured it. We measured it.",
        "The best is that which is at hand. The best is that which is at hand.",
    ],
)
def test_a_recogniser_that_is_stuck_is_noticed(text: str) -> None:
    assert goes_round(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "some more words, words, words, words, um",
        "No, no, no, I said I would do it, and I did it.",
        "We cut it again and again, and it went from ten hours to four, and from four to two.",
        "the more we wrote the more we threw away",
    ],
)
def test_what_people_say_is_not_taken_for_a_loop(text: str) -> None:
    assert not goes_round(text.split())


@given(st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=8), st.integers(0, 3))
def test_any_phrase_three_times_in_a_row_is_a_loop(phrase: list[str], lead: int) -> None:
    assert goes_round([*"xyz"[:lead], *phrase * 3])
