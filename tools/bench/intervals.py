"""Rates, and intervals for figures whose items come in groups that are not independent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

DRAWS = 1000


def interval(groups: NDArray[np.str_], figure: Callable[[NDArray[np.int64]], float]) -> tuple[float, float]:
    """95 % by drawing whole groups with replacement; the same draws for every figure."""
    random = np.random.default_rng(1)
    members = [np.flatnonzero(groups == name) for name in sorted(set(groups))]
    values = [
        figure(np.concatenate([members[index] for index in random.integers(len(members), size=len(members))]))
        for _ in range(DRAWS)
    ]
    return float(np.percentile(values, 2.5)), float(np.percentile(values, 97.5))


def rate(flags: NDArray[np.bool_]) -> float:
    """The share of *flags* that are set; 0 of none."""
    return float(flags.mean()) if len(flags) else 0.0
