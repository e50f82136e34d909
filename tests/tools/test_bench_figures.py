"""The arithmetic of `./run bench hearing`."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.bench.hearing.figures import (
    Event,
    Hits,
    count_hits,
    f1,
    interval,
    loops,
    precision,
    rate,
    recall,
    total,
)


def events(*middles_s: float) -> list[Event]:
    return [(middle_s - 0.1, middle_s + 0.1, "um") for middle_s in middles_s]


def test_an_event_counts_once() -> None:
    assert count_hits(events(1.0), events(0.9, 1.1)) == Hits(true=1, found=2, hits=1)
    assert count_hits(events(0.9, 1.1), events(1.0)) == Hits(true=2, found=1, hits=1)


def test_an_event_is_found_within_half_a_second_and_not_beyond() -> None:
    assert count_hits(events(1.0), events(1.5)).hits == 1
    assert count_hits(events(1.0), events(1.51)).hits == 0
    assert count_hits(events(2.0), events(1.49)).hits == 0


def test_the_middle_counts_not_the_edges() -> None:
    assert count_hits([(1.0, 2.0, "um")], [(1.9, 2.1, "um")]).hits == 1
    assert count_hits([(1.0, 2.0, "um")], [(1.9, 2.2, "um")]).hits == 0


def test_order_does_not_matter() -> None:
    assert count_hits(events(5.0, 1.0, 3.0), events(3.2, 5.2, 1.2)).hits == 3


times = st.lists(st.integers(0, 40).map(lambda tenths: tenths / 10), max_size=5)


@given(times, times)
def test_as_many_are_paired_as_can_be(true_s: list[float], found_s: list[float]) -> None:
    few, many = sorted((true_s, found_s), key=len)
    best = max(
        sum(abs(one - other) <= 0.5 + 1e-9 for one, other in zip(few, chosen, strict=True))
        for chosen in itertools.permutations(many, len(few))
    )
    true, found = ([(time_s, time_s, "um") for time_s in times_s] for times_s in (true_s, found_s))
    assert count_hits(true, found, 0.5 + 1e-9).hits == best


def test_figures_of_known_counts() -> None:
    counts = [[3, 5], [4, 6], [6, 10]]
    assert total(counts[:2], precision) == pytest.approx(0.8)
    assert total([counts[0], counts[2]], recall) == pytest.approx(0.5)
    assert total(counts, f1) == pytest.approx(2 * 0.8 * 0.5 / 1.3)
    assert total([[1, 2], [2, 4]], rate) == pytest.approx(0.5)


def test_what_is_not_defined_is_no_number() -> None:
    assert np.isnan(total([[0], [0]], precision))
    assert np.isnan(total([[0], [0], [0]], f1))
    assert total([[0], [0], [3]], f1) == 0.0


def test_an_interval_holds_the_figure_and_shrinks_with_clips() -> None:
    hits, found = [1, 0, 1, 1] * 5, [1] * 20
    low, high = interval([hits, found], precision)
    assert low < 0.75 < high
    wide = interval([hits[:8], found[:8]], precision)
    assert high - low < wide[1] - wide[0]
    assert interval([hits, found], precision) == (low, high)


def test_an_interval_is_of_clips_drawn_whole() -> None:
    """A clip that is all wrong is drawn with all that it has."""
    assert interval([[0, 10], [10, 10]], precision) == (0.0, 1.0)


def test_draws_without_a_figure_are_left_out() -> None:
    assert interval([[0, 1], [0, 1]], precision) == (1.0, 1.0)
    assert all(np.isnan(interval([[0, 0], [0, 0]], precision)))


def test_a_loop_is_found_inside_a_long_text() -> None:
    plain = "".join(f"{number:x} " for number in np.random.default_rng(0).integers(0, 10**6, 200))
    assert not loops(plain)
    assert not loops("")
    assert loops(plain + "and then " * 30 + plain)
