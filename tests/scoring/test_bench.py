"""The bench without its data: it says so and still measures the time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tools.bench import judging


def test_without_data_the_bench_says_so_and_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert judging.main(["--data", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "coverage: no data" in printed
    assert "argkp: no data" in printed
    assert "12 points" in printed


def test_average_precision_looks_at_the_better_half_only() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.1, 0.05, 0.01])
    assert judging.average_precision(scores, np.array([1, 0, 1, 0, 0, 0])) == pytest.approx((1 + 2 / 3) / 2)
    assert judging.average_precision(scores, np.array([0, 0, 0, 1, 1, 1])) == 0.0
