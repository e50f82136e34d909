"""The passages of an answer that may hold a point: runs of 5 to 40 tokens.

A recogniser's commas and full stops cannot be trusted, and a verdict must not hang on them, so passages are counted in
tokens: the sizes stand for a clause, a sentence, and two or three sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["SIZES", "Windows"]

SIZES = (5, 9, 15, 25, 40)


@dataclass(frozen=True)
class Windows:
    """All passages of an answer of `length` tokens."""

    length: int

    @cached_property
    def groups(self) -> tuple[tuple[int, NDArray[np.int64]], ...]:
        """Size and first tokens of each group of passages; a short answer is one passage in its last group."""
        import numpy as np

        groups: list[tuple[int, NDArray[np.int64]]] = []
        for size in SIZES if self.length else ():
            last = max(0, self.length - size)
            starts = np.unique(np.append(np.arange(0, last + 1, max(1, size // 3)), last))
            groups.append((min(size, self.length), starts))
            if size >= self.length:
                break
        return tuple(groups)

    @cached_property
    def spans(self) -> NDArray[np.int64]:
        """First token and the one after the last of each passage, shape (n, 2)."""
        import numpy as np

        parts = [np.stack([starts, starts + size], axis=1) for size, starts in self.groups]
        return np.concatenate(parts) if parts else np.zeros((0, 2), np.int64)

    def highest(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """The highest value of each row in each passage: shape (k, tokens) in, (k, n) out."""
        import numpy as np

        view = np.lib.stride_tricks.sliding_window_view
        parts = [view(rows, size, axis=1)[:, starts].max(axis=-1) for size, starts in self.groups]
        return np.concatenate(parts, axis=1) if parts else np.zeros((len(rows), 0), np.float32)

    def total(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum over each passage: shape (tokens, d) in, (n, d) out."""
        import numpy as np

        sums = np.concatenate([np.zeros((1, rows.shape[1]), np.float64), np.cumsum(rows, axis=0, dtype=np.float64)])
        return np.asarray(sums[self.spans[:, 1]] - sums[self.spans[:, 0]], np.float32)
