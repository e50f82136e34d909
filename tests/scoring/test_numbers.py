"""Numbers as people say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring.builders import tokens

from greenroom.scoring.points.facts import check_numbers, same_number
from greenroom.scoring.points.numbers import Quantity, quantities

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
ONES += ["seventeen", "eighteen", "nineteen"]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def only(text: str) -> Quantity:
    (quantity,) = quantities(tokens(text))
    return quantity


def in_words(value: int) -> str:
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= scale:
            rest = value % scale
            joint = " and " if rest and (rest < 100 or name == "hundred") else " "
            return (in_words(value // scale) + f" {name}" + (joint + in_words(rest) if rest else "")).strip()
    if value < 20:
        return ONES[value]
    return TENS[value // 10] + (f" {ONES[value % 10]}" if value % 10 else "")


@given(st.integers(min_value=2, max_value=10**12 - 1))
def test_words_and_digits_are_one_number(value: int) -> None:
    assert only(f"we had {in_words(value)} rows").value == pytest.approx(value)
    assert only(f"we had {value:,} rows").value == value


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("eight hundred milliseconds", "800 ms"),
        ("eight tenths of a second", "800 ms"),
        ("fourteen percent", "14%"),
        ("fourteen per cent", "14%"),
        ("one in seven", "14%"),
        ("one person in every ten", "10%"),
        ("three out of four", "75%"),
        ("two thirds of the team", "66.7%"),
        ("two point one billion users", "2.1 billion users"),
        ("half a billion", "500M"),
        ("two fifty milliseconds", "250 ms"),
        ("nineteen ninety four", "1994"),
        ("twenty twenty two", "2022"),
        ("three quarters of an hour", "45 minutes"),
        ("an hour and a half", "90 min"),
        ("five hours and twenty minutes", "5 h 20"),
        ("a month and a half", "6 weeks"),
        ("p ninety nine", "p99"),
        ("ninety ninth percentile", "p99"),
        ("sixty four grand", "£64k"),
        ("the third contract", "3rd contract"),
        ("a dozen", "12"),
        ("twelve k downloads", "12,000 downloads"),
    ],
)
def test_spoken_and_written_agree(said: str, written: str) -> None:
    assert same_number(only(written), only(said)) == 1.0


@pytest.mark.parametrize(
    ("said", "written"),
    [("forty percent", "14%"), ("eight hundred seconds", "800 ms"), ("fourteen weeks", "14%"), ("p ninety", "p99")],
)
def test_other_numbers_and_other_units_do_not_agree(said: str, written: str) -> None:
    assert same_number(only(written), only(said)) == 0.0


@pytest.mark.parametrize("text", ["one of them", "no one", "the second time", "at first", "forty requests a second"])
def test_words_that_only_look_like_numbers_name_no_amount_of_their_own(text: str) -> None:
    assert [quantity.core for quantity in quantities(tokens(text))] in ([], [40.0])


def test_a_hedge_makes_a_near_number_vague_and_no_more() -> None:
    assert same_number(only("1.9 s"), only("nearly two seconds")) == 0.5
    assert same_number(only("1.9 s"), only("two seconds")) == 0.0


def test_a_wrong_number_of_the_same_unit_is_paired_with_the_one_it_replaces() -> None:
    wanted = quantities(tokens("from 4% to 14%"))
    check = check_numbers(wanted, quantities(tokens("it went from four percent to forty percent")))
    assert (check.right, [(want.core, said.core) for want, said in check.wrong]) == (1, [(14.0, 40.0)])


def test_a_number_that_was_left_out_is_missing_not_wrong() -> None:
    check = check_numbers(quantities(tokens("14%")), quantities(tokens("for three years")))
    assert (len(check.missing), check.wrong) == (1, ())


def test_numbers_said_the_wrong_way_round_are_noticed() -> None:
    wanted = quantities(tokens("800 ms to 250 ms"))
    assert check_numbers(wanted, quantities(tokens("from 250 ms to 800 ms"))).swapped
    assert not check_numbers(wanted, quantities(tokens("from 800 ms down to 250 ms"))).swapped


@given(st.text(max_size=200))
def test_any_text_is_read_without_complaint(text: str) -> None:
    for quantity in quantities(tokens(text)):
        assert 0 <= quantity.first < quantity.last <= len(tokens(text))
