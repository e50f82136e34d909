from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.scoring.comparing.chance import two_rates_p, ups_and_downs_p

COUNTS = st.integers(0, 400)
TIMES = st.floats(1, 1000)


def test_a_worked_example_of_two_rates() -> None:
    """2 of 12 events in half of the time: twice (1 + 12 + 66) of 4096 ways."""
    assert two_rates_p(10, 60, 2, 60) == pytest.approx(2 * 79 / 4096)


def test_time_counts() -> None:
    assert two_rates_p(10, 120, 5, 60) > 0.9
    assert two_rates_p(10, 30, 5, 90) < 0.01


@given(COUNTS, TIMES, COUNTS, TIMES)
def test_from_the_other_side_it_is_the_same(first: int, first_s: float, second: int, second_s: float) -> None:
    p_value = two_rates_p(first, first_s, second, second_s)
    assert 0 <= p_value <= 1
    assert p_value == pytest.approx(two_rates_p(second, second_s, first, first_s), abs=1e-9)


def test_six_points_in_one_direction_are_more_than_chance_and_five_are_not() -> None:
    assert ups_and_downs_p(6, 0) == pytest.approx(2 / 64)
    assert ups_and_downs_p(0, 5) == pytest.approx(2 / 32)
    assert ups_and_downs_p(3, 3) == 1.0
    assert ups_and_downs_p(0, 0) == 1.0
