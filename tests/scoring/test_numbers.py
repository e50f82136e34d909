"""Numbers as people say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring.builders import tokens

from greenroom.scoring.numbers.checking import NumberCheck, changes, check_numbers, same_number, wanted_numbers
from greenroom.scoring.numbers.quantities import Quantity, quantities

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
        ("handed over on the twenty ninth of august", "29 aug"),
        ("on the thirtieth", "30 Sept"),
        ("the first of september", "1 September"),
        ("september first", "Sept, the 1st"),
        ("i came second", "2nd prize"),
        ("it got the second place", "2nd"),
        ("the forty second percentile", "p42"),
        ("one in every hundred", "1%"),
        ("eighty seven in every hundred", "87%"),
        ("eighteen per thousand", "1.8%"),
        ("one outta every five", "20%"),
        ("a fifth less money", "20%"),
        ("about a fifth", "20%"),
        ("four sevenths", "57.14%"),
        ("i said no both times", "twice"),
        ("threefold the activity", "3-fold"),
        ("a euro an hour more", "€1 per hour"),
        ("now it is nought point four", "0.4"),
        ("down to point four", "0.4"),
        ("point eight of a second", "800 ms"),
        ("point oh five percent", "0.05%"),
        ("bought in ninety four when it was new", "1994"),
        ("we did it in fifty five", "55 minutes"),
        ("nineteen oh five", "1905"),
        ("answer with four two nine", "429"),
        ("class six two three zero four", "62304"),
        ("under sixty two three oh four", "62304"),
        ("a fortnight of waiting", "14 days"),
        ("it warns a month ahead", "1 month"),
    ],
)
def test_spoken_and_written_agree(said: str, written: str) -> None:
    assert same_number(only(written), only(said)) == 1.0


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("forty percent", "14%"),
        ("eight hundred seconds", "800 ms"),
        ("fourteen weeks", "14%"),
        ("p ninety", "p99"),
        ("in ninety four percent of them", "1994"),
        ("the twenty eighth of august", "29 aug"),
        ("a sixty second wait", "62nd"),
        ("one per thousand", "1%"),
    ],
)
def test_other_numbers_and_other_units_do_not_agree(said: str, written: str) -> None:
    assert same_number(only(written), only(said)) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "one of them",
        "no one",
        "the second time",
        "at first",
        "forty requests a second",
        "he hasn't a pound",
        "what's the point of it",
        "an oh and nothing else",
    ],
)
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


@pytest.mark.parametrize(
    ("said", "cores"),
    [
        ("one two three and off we go", [2, 3]),
        ("three two one", [3, 2]),
        ("three three four people", [3, 3, 4]),
        ("twelve twelve parts", [12, 12]),
        ("twenty five three two", [25, 3, 2]),
        ("a fifth one", [5]),
        ("my point two is this", [2]),
        ("twenty twenty", [2020]),
    ],
)
def test_counting_stumbling_and_listing_are_not_drawn_together(said: str, cores: list[float]) -> None:
    assert [number.core for number in quantities(tokens(said))] == cores


def checked(point: str, said: str) -> NumberCheck:
    wanted = quantities(tokens(point))
    return check_numbers(wanted_numbers(wanted, ()), quantities(tokens(said)), changes(wanted))


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ("800 ms → 250 ms", "from 250 ms to 800 ms"),
        ("p99 800→250 ms", "it went up to eight hundred from two fifty"),
        ("diffs went from 4% to 14%", "we were at fourteen percent and got it to about four"),
    ],
)
def test_a_change_said_the_other_way_round_is_noticed(point: str, said: str) -> None:
    check = checked(point, said)
    assert check.swapped
    assert check.right == 2


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ("800 ms → 250 ms", "from 800 ms down to 250 ms"),
        ("p99 1.9 s → 280 ms", "came to two hundred and eighty milliseconds from one point nine seconds"),
        ("shrinkage 2.4 → 1.5 %", "is one point five of sales now and it was two point four"),
        ("4 of 6 papers passed", "of the six papers four are behind me"),
        ("ran 3 sites, 260 people", "two hundred and sixty people between the three sheds"),
        ("from 4% to 14%", "from four to fourteen, so it went up to fourteen from four"),
    ],
)
def test_told_in_another_order_a_change_or_a_list_is_the_same(point: str, said: str) -> None:
    check = checked(point, said)
    assert not check.swapped
    assert check.right == 2


def test_a_count_of_one_or_none_is_wording() -> None:
    check = checked("mentored 2 juniors, 1 promoted, 0 strikes, for 1 year", "I had two of them, and it was a year")
    assert (check.wants, len(check.missing)) == (2, 1)


@given(st.text(max_size=200))
def test_any_text_is_read_without_complaint(text: str) -> None:
    for quantity in quantities(tokens(text)):
        assert 0 <= quantity.first < quantity.last <= len(tokens(text))
