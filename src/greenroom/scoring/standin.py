"""Stand-ins for the judge's two models: words as fixed random directions, and shared words. They know no meaning."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from greenroom.scoring.port import Embedded
from greenroom.scoring.stems import stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["HashEmbedder", "SharedWordsEncoder"]

WIDTH = 64
PIECE = re.compile(r"\w+|[^\w\s]")


class HashEmbedder:
    """Embedder whose texts are alike as far as they share stems; the same on every machine."""

    def embed(self, texts: Sequence[str]) -> tuple[Embedded, ...]:
        return tuple(_embed(text) for text in texts)


class SharedWordsEncoder:
    """CrossEncoder for whom a point is made as far as its words are said."""

    def read(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        import numpy as np

        rows = [np.zeros((0, 4), np.float32)]
        for point, passage in pairs:
            wanted, said = ({stem(word) for word in PIECE.findall(text.casefold())} for text in (point, passage))
            share = len(wanted & said) / max(1, len(wanted))
            rows.append(np.array([[4.0 * share, 2.0 - abs(4.0 * share - 2.0), 4.0 - 4.0 * share, 0.0]], np.float32))
        return np.concatenate(rows)


def _embed(text: str) -> Embedded:
    import numpy as np

    found = list(PIECE.finditer(text.casefold()))
    pieces = tuple(match.group() for match in found)
    tokens = np.stack([_direction(stem(piece)) for piece in pieces]) if pieces else np.zeros((0, WIDTH), np.float32)
    total = tokens.sum(axis=0) if pieces else _direction("")
    sentence = total / max(float(np.linalg.norm(total)), 1e-9)
    return Embedded(np.asarray(sentence, np.float32), pieces, tokens, tuple(match.start() for match in found))


@lru_cache(maxsize=20_000)
def _direction(word: str) -> NDArray[np.float32]:
    import numpy as np

    seed = int.from_bytes(hashlib.sha256(word.encode("utf-8", "replace")).digest()[:8], "big")
    vector = np.random.default_rng(seed).standard_normal(WIDTH)
    return np.asarray(vector / np.linalg.norm(vector), np.float32)
