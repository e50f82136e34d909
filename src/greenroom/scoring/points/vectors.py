"""Arithmetic on vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["product", "unit"]


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """*vectors* made length one along the last axis; zeros stay zeros."""
    import numpy as np

    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9), np.float32)


def product(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """The matrix product of finite values.

    The linear algebra beneath numpy may read past the end of small matrices and raise a false "invalid value" flag,
    now and then; the result is right all the same.
    """
    import numpy as np

    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        return np.asarray(one @ other, np.float32)
