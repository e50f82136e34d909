"""The names that an answer may hold."""

from __future__ import annotations

import pytest

from greenroom.domain import Point, Prompt


def names(*say: str, terms: tuple[str, ...] = ()) -> tuple[str, ...]:
    points = tuple(Point(str(number), text) for number, text in enumerate(say))
    return Prompt(id="why", question="Why?", terms=terms, points=points).names


@pytest.mark.parametrize(
    ("say", "found"),
    [
        ("I moved to Menlo Park, near Mark Zuckerberg's office", ("Menlo Park", "Mark Zuckerberg")),
        ("RocksDB and TAO: they were built by E6 engineers", ("RocksDB", "TAO", "E6")),
        ("My strength is speed. Yesterday I'm told so: Nobody is faster", ()),
        ("Close friends met via Facebook; p99 from 900 ms to 210 ms, 3x", ("Facebook",)),
        ("How The Whole Team Works Together", ()),
        ("from Kafka, Presto and gRPC", ("Kafka", "Presto", "gRPC")),
        ("", ()),
    ],
)
def test_names_are_found_in_the_points(say: str, found: tuple[str, ...]) -> None:
    assert names(say) == found


def test_the_terms_come_first_and_none_comes_twice() -> None:
    assert names("with Kafka and tao and TAO", "with Scuba", terms=("Scuba", "TAO")) == ("Scuba", "TAO", "Kafka")


def test_a_long_list_is_cut_but_no_term_is_lost() -> None:
    points = [f"in Place{chr(97 + number)}" for number in range(26)]
    assert len(names(*points, terms=("TAO",))) == 20
    assert names(*points, terms=("TAO",))[0] == "TAO"
    assert names(*points, terms=tuple(points)) == tuple(points)
