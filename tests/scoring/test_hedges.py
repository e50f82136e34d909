"""Hedges, and the same words where they hedge nothing."""

from __future__ import annotations

import pytest
from tests.scoring.builders import words

from greenroom.scoring.delivery.hedges import find_hedges


def found(text: str) -> list[str]:
    return [hedge.text for hedge in find_hedges(words(text))]


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("Maybe we could, perhaps, try", ["Maybe", "perhaps,"]),
        ("I think it worked", ["I think"]),
        ("It worked, I think.", ["I think."]),
        ("But I think that we won", ["I think"]),
        ("it was sort of late", ["sort of"]),
        ("I guess it was probably me", ["I guess", "probably"]),
        ("we met weekly or something like that", ["or something like that"]),
        ("it was a little bit slow", ["a little bit"]),
        ("I'm not sure, but it grew", ["I'm not sure,"]),
        ("What I did was good. I think it worked.", ["I think"]),
    ],
)
def test_hedges_as_they_were_said(text: str, hedges: list[str]) -> None:
    assert found(text) == hedges


@pytest.mark.parametrize(
    "text",
    [
        "That is what I think",
        "I think about scale every day",
        "I think through the failure first",
        "the way I think is simple",
        "this sort of index",
        "a bit of luck",
        "I saved a little more at a little airport",
        "I left it a bit. Then I told them",
        "I thought we should ship",
        "it may be late",
        "we were sure of it. Or something better",
        "we all think so",
    ],
)
def test_what_hedges_nothing(text: str) -> None:
    assert found(text) == []


def test_a_hedge_has_the_times_of_its_words() -> None:
    said = words("it worked, I think, well")
    (hedge,) = find_hedges(said)
    assert (hedge.start_s, hedge.end_s) == (said[2].start_s, said[3].end_s)
