"""The path that fits words to sound (dynamic time warping), in numpy alone.

openai-whisper has its own, which numba compiles anew in every process: 2.4 s of CPU before the first word. This one
takes the same decisions in the same arithmetic, along the diagonals, where no cell depends on its neighbours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["cheapest_path"]

_BOTH, _DOWN, _ALONG = 0, 1, 2


def cheapest_path(cost: NDArray[Any]) -> NDArray[np.intp]:
    """The cheapest way from the first to the last cell of *cost*, shape (n, m): rows and columns of its cells, (2, k).

    Each step goes down, along, or both at once. A step back that is not cheaper than both others goes along, even if
    another one is: so does openai-whisper's, and such ties do not occur in sound.
    """
    import numpy as np

    rows, columns = cost.shape
    steps = np.full((rows + 1, columns + 1), _ALONG, dtype=np.int8)
    # totals of the last two diagonals, by row; a cell outside the matrix costs more than any other
    before_last = np.full(rows + 1, np.inf, dtype=np.float64)
    last = np.full(rows + 1, np.inf, dtype=np.float64)
    before_last[0] = 0.0
    for diagonal in range(2, rows + columns + 1):
        row = np.arange(max(1, diagonal - columns), min(rows, diagonal - 1) + 1)
        column = diagonal - row
        both, down, along = before_last[row - 1], last[row - 1], last[row]
        take_both = (both < down) & (both < along)
        take_down = ~take_both & (down < both) & (down < along)
        steps[row, column] = np.where(take_both, _BOTH, np.where(take_down, _DOWN, _ALONG))
        here = np.full(rows + 1, np.inf, dtype=np.float64)
        here[row] = cost[row - 1, column - 1] + np.where(take_both, both, np.where(take_down, down, along))
        before_last, last = last, here
    return _walk_back(steps)


def _walk_back(steps: NDArray[np.int8]) -> NDArray[np.intp]:
    import numpy as np

    row, column = steps.shape[0] - 1, steps.shape[1] - 1
    path = []
    while row > 0 or column > 0:
        path.append((row - 1, column - 1))
        step = _ALONG if row == 0 else _DOWN if column == 0 else steps[row, column]
        row -= step != _ALONG
        column -= step != _DOWN
    return np.array(path[::-1], dtype=np.intp).T
