"""Gradient-boosted trees for a few thousand rows, in numpy: the trainer behind `train_coverage.py`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from greenroom.scoring.points.model import LABELS, Trees, softmax

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Growth:
    """How trees are grown. The values were chosen leaving one file out."""

    rounds: int = 250
    depth: int = 2
    step: float = 0.08
    shrink: float = 5.0  # added to a leaf's curvature: small leaves say little
    least: float = 5.0  # curvature that each side of a split must keep
    columns: float = 0.3  # share of the features that a tree may use
    bins: int = 32
    seed: int = 7


def grow(rows: Rows, labels: NDArray[np.int64], weights: Rows, growth: Growth | None = None) -> Trees:
    """Trees for *rows*, shape (n, features), with *labels* 0..3 and *weights*, both shape (n,). Deterministic."""
    growth = growth or Growth()
    edges = [_edges(column, growth.bins) for column in rows.T]
    binned = np.stack([np.searchsorted(edge, column) for edge, column in zip(edges, rows.T, strict=True)], axis=1)
    truth = np.eye(len(LABELS))[labels]
    weights = weights / weights.mean()
    prior = np.log((weights[:, None] * truth).sum(axis=0) / weights.sum())
    sums = np.tile(prior, (len(rows), 1))
    random = np.random.default_rng(growth.seed)
    features, limits, leaves = [], [], []
    for _ in range(growth.rounds):
        chances = softmax(sums)
        for label in range(len(LABELS)):
            slope = weights * (truth[:, label] - chances[:, label])
            curve = weights * chances[:, label] * (1 - chances[:, label])
            count = int(growth.columns * rows.shape[1])
            columns = np.sort(random.choice(rows.shape[1], count, replace=False))
            tree = _Tree(binned, columns, growth)
            sums[:, label] += tree.fit(slope, curve)
            features.append(tree.features)
            limits.append([_limit(edges, *split) for split in zip(tree.features, tree.bins, strict=True)])
            leaves.append(np.round(tree.leaves, 5))
    return Trees(np.array(features, np.int64), np.array(limits), np.array(leaves), np.round(prior, 5))


def _edges(column: Rows, bins: int) -> Rows:
    """Where to cut a feature into bins of about equal size: half-way between two values that occur, so that rounding
    a cut for the file moves no row across it.
    """
    values = np.unique(column)
    after = np.searchsorted(values, np.quantile(column, np.linspace(0, 1, bins + 1)[1:-1]), side="right")
    after = np.unique(after[after < len(values)])
    return np.asarray((values[after - 1] + values[after]) / 2, np.float64)


def _limit(edges: list[Rows], feature: int, place: int) -> float:
    """The value at the upper edge of a bin: a row goes right when it is greater."""
    return float(edges[feature][place]) if place < len(edges[feature]) else float(np.finfo(np.float32).max)


class _Tree:
    """One tree, grown level by level."""

    def __init__(self, binned: NDArray[np.int64], columns: NDArray[np.int64], growth: Growth) -> None:
        self._binned, self._columns, self._growth = binned, columns, growth
        self.features: list[int] = []
        self.bins: list[int] = []
        self.leaves: Rows = np.zeros(0)

    def fit(self, slope: Rows, curve: Rows) -> Rows:
        """Grow the tree; returns what it adds to each row."""
        growth = self._growth
        place = np.zeros(len(slope), np.int64)
        for level in range(growth.depth):
            here = 2**level
            gains = self._gains(place, here, slope, curve)
            right = np.zeros(len(slope), bool)
            for node in range(here):
                best = int(gains[:, node].argmax())
                column, cut = divmod(best, gains.shape[2])
                feature = int(self._columns[column])
                if gains[column, node, cut] <= 1e-9:
                    feature, cut = 0, growth.bins  # no split helps: all go left
                self.features.append(feature)
                self.bins.append(cut)
                inside = place == node
                right[inside] = self._binned[inside, feature] > cut
            place = 2 * place + right
        total = np.bincount(place, slope, minlength=2**growth.depth)
        curvature = np.bincount(place, curve, minlength=2**growth.depth)
        self.leaves = growth.step * total / (curvature + growth.shrink)
        return np.asarray(self.leaves[place], np.float64)

    def _gains(self, place: NDArray[np.int64], nodes: int, slope: Rows, curve: Rows) -> Rows:
        """What each split would gain: shape (columns, nodes, bins)."""
        growth = self._growth
        bins = growth.bins
        shape = (len(self._columns), nodes, bins)
        sums, curves = np.zeros(shape), np.zeros(shape)
        for row, column in enumerate(self._columns):
            index = place * bins + self._binned[:, column]
            sums[row] = np.bincount(index, slope, minlength=nodes * bins).reshape(nodes, bins)
            curves[row] = np.bincount(index, curve, minlength=nodes * bins).reshape(nodes, bins)
        left, left_curve = sums.cumsum(axis=2), curves.cumsum(axis=2)
        whole, whole_curve = left[:, :, -1:], left_curve[:, :, -1:]
        right, right_curve = whole - left, whole_curve - left_curve
        gains = (
            left**2 / (left_curve + growth.shrink)
            + right**2 / (right_curve + growth.shrink)
            - whole**2 / (whole_curve + growth.shrink)
        )
        gains[(left_curve < growth.least) | (right_curve < growth.least)] = 0.0
        return np.asarray(gains, np.float64)
