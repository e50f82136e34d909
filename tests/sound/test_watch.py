from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from greenroom.sound.watch import Gap, GapDetector, ZeroRuns

RATE_HZ = 48_000
BLOCK = 960  # 20 ms


def gaps_of(arrivals_s: Iterable[float]) -> list[Gap]:
    """What is found when the n-th block of 20 ms comes at the n-th time."""
    detector = GapDetector(RATE_HZ)
    found = [detector.block(at_s, BLOCK, number * 0.02) for number, at_s in enumerate(arrivals_s)]
    return [gap for gap in [*found, detector.finish()] if gap is not None]


def on_time(seconds: float, start_s: float = 0.0) -> list[float]:
    return [start_s + (number + 1) * 0.02 for number in range(round(seconds / 0.02))]


def test_sound_that_comes_on_time_has_no_gap() -> None:
    assert gaps_of(on_time(60)) == []


def test_a_server_that_was_frozen_and_catches_up_leaves_no_gap() -> None:
    before = on_time(3)
    late = [5.0 + number * 0.0005 for number in range(100)]  # the two seconds that it kept, in a burst
    assert gaps_of([*before, *late, *on_time(3, 5.0)]) == []


def test_a_source_that_was_suspended_leaves_a_gap_where_it_was() -> None:
    (gap,) = gaps_of([*on_time(3), *on_time(4, 5.0)])
    assert gap.missing_s == pytest.approx(2, abs=0.03)
    assert gap.position_s == pytest.approx(3, abs=0.1)


def test_a_gap_just_before_the_end_is_found_too() -> None:
    (gap,) = gaps_of([*on_time(3), *on_time(0.2, 5.0)])
    assert gap.missing_s == pytest.approx(2, abs=0.03)


def test_each_gap_is_reported_once() -> None:
    gaps = gaps_of([*on_time(3), *on_time(4, 5.0), *on_time(4, 10.0)])
    assert [round(gap.missing_s) for gap in gaps] == [2, 1]


@pytest.mark.parametrize("parts_per_million", [-300, 300])
def test_a_clock_that_runs_a_little_differently_is_no_gap(parts_per_million: int) -> None:
    drifting = [at_s * (1 + parts_per_million / 1e6) for at_s in on_time(900)]
    assert gaps_of(drifting) == []


def test_delivery_in_bursts_is_no_gap() -> None:
    assert gaps_of([np.ceil(at_s / 0.15) * 0.15 for at_s in on_time(30)]) == []


def test_a_slow_start_is_no_gap() -> None:
    assert gaps_of([max(at_s, 0.7) for at_s in on_time(10)]) == []


def zeros(seconds: float) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return np.zeros(round(seconds * RATE_HZ), np.int16)


def test_exact_silence_counts_once_it_is_long() -> None:
    runs = ZeroRuns(RATE_HZ, long_s=1.5)
    seen = []
    for block in (zeros(1.4), zeros(0.2), np.array([1], np.int16), zeros(1)):
        runs.add(block)
        seen.append((runs.now_long, round(runs.total_s, 3)))
    assert seen == [(False, 0), (True, 1.6), (False, 1.6), (False, 1.6)]
