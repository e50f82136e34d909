from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from greenroom.hearing.aligning import cheapest_path


def cheapest_total(cost: NDArray[np.float64]) -> float:
    totals = np.full(np.add(cost.shape, 1), np.inf)
    totals[0, 0] = 0
    for row, column in np.ndindex(*cost.shape):
        before = min(totals[row, column], totals[row, column + 1], totals[row + 1, column])
        totals[row + 1, column + 1] = cost[row, column] + before
    return float(totals[-1, -1])


@given(st.integers(0, 2**32 - 1), st.integers(1, 8), st.integers(1, 12))
def test_the_path_is_a_path_and_no_other_is_cheaper(seed: int, height: int, width: int) -> None:
    cost = np.random.default_rng(seed).normal(size=(height, width))
    rows, columns = cheapest_path(cost)
    assert (rows[0], columns[0]) == (0, 0)
    assert (rows[-1], columns[-1]) == (cost.shape[0] - 1, cost.shape[1] - 1)
    steps = set(zip(np.diff(rows).tolist(), np.diff(columns).tolist(), strict=True))
    assert steps <= {(0, 1), (1, 0), (1, 1)}
    assert cost[rows, columns].sum() == pytest.approx(cheapest_total(cost), abs=1e-4)


@pytest.mark.slow
def test_it_takes_the_very_steps_that_openai_whisper_takes(tmp_path: Path) -> None:
    code = "import sys, numpy, whisper.timing as t; numpy.save(sys.argv[2], t.dtw_cpu(numpy.load(sys.argv[1])))"
    cost = np.random.default_rng(0).normal(size=(80, 900)).round(1)  # rounded: equally cheap ways occur
    given_file, taken_file = tmp_path / "cost.npy", tmp_path / "path.npy"
    np.save(given_file, cost)
    # a process of its own: in this one, openai-whisper may already use ours
    subprocess.run([sys.executable, "-c", code, str(given_file), str(taken_file)], check=True)
    assert np.array_equal(np.load(taken_file), cheapest_path(cost))
