"""Work that openai-whisper does and need not, taken out by hooks on its model."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from greenroom.hearing.whisper_engine.vendor import give_back_memory, vendor

__all__ = ["FRAMES_PER_S", "FULL_S", "CroppedEncoder", "keep_heads_together", "leave_no_rest"]

FULL_S = 30.0
"""What Whisper was trained on, and what it takes, however short the sound is."""

FRAMES_PER_S = 50
"""Rows of the encoder's output; the spectrum has twice as many."""

_LEAST_S = 13.0
_SILENCE_S = 3.0
_REST_S = 1.0  # shorter than any sentence


class CroppedEncoder:
    """Makes an encoder work on the length of the sound instead of 30 s, and on each sound once.

    Whisper never saw a shorter window in training, and with a close crop it goes round in circles. With at least 13 s,
    of which at least 3 s are silence at the end, it very nearly never does; who uses this must look out all the same
    (see `loops`) and hear again at `FULL_S`. Once: openai-whisper encodes the same window again for the times of the
    words, and once more for every temperature.
    """

    def __init__(self, encoder: Any) -> None:
        self._encoder = encoder
        self._places = encoder.positional_embedding
        self._encode = encoder.forward
        self._frames = self._places.shape[0]
        self._last: tuple[Any, Any] | None = None
        self.first: Any = None
        """The output for the first window since `begin`: shape (1, frames, n), 50 frames a second."""
        encoder.forward = self._forward

    def begin(self, sound_s: float) -> None:
        """Expect a sound so long; `FULL_S` turns the crop off."""
        window_s = min(FULL_S, max(_LEAST_S, sound_s + _SILENCE_S))
        self._frames = min(self._places.shape[0], math.ceil(window_s * FRAMES_PER_S))
        self._encoder.positional_embedding = self._places[: self._frames]
        self.first = self._last = None
        give_back_memory()

    def _forward(self, spectrum: Any) -> Any:
        torch, _ = vendor()
        spectrum = spectrum[..., : 2 * self._frames]
        if self._last is None or not torch.equal(self._last[0], spectrum):
            self._last = spectrum.clone(), self._encode(spectrum)
        if self.first is None:
            self.first = self._last[1]
        return self._last[1]


def leave_no_rest(result: Any, first_timestamp: int, sound_s: float) -> Any:
    """*result* of decoding a window that holds all of a sound, so that nothing of it is left for another window.

    When Whisper ends with two equal times, openai-whisper takes what comes after them for the start of something and
    hears it again: another encoding, for half a second of breath, and often a word made up for it.
    """
    tokens = result.tokens
    if len(tokens) < 2 or tokens[-2] < first_timestamp:
        return result
    rest_s = sound_s - (tokens[-1] - first_timestamp) / FRAMES_PER_S
    return replace(result, tokens=tokens[:-1]) if rest_s < _REST_S else result


def keep_heads_together(decoder: Any) -> None:
    """Lay out what the decoder remembers of the sound head by head, once for a window.

    It reads all of it for every token it writes; as openai-whisper keeps it, each head's part is spread over all of
    the memory, and reading it takes twice as long.
    """
    for block in decoder.blocks:
        attention = block.cross_attn
        attention.qkv_attention = _HeadByHead(attention)


class _HeadByHead:
    """Attention of one new token to the sound."""

    def __init__(self, attention: Any) -> None:
        self._usual = attention.qkv_attention
        self._heads = attention.n_head
        self._of: Any = None  # the keys that `_kept` was made from
        self._kept: tuple[Any, Any] = (None, None)

    def __call__(self, query: Any, keys: Any, values: Any, mask: Any = None) -> Any:
        torch, whisper = vendor()
        if not whisper.model.MultiHeadAttention.use_sdpa:  # the times of words need the weights
            self._of, self._kept = None, (None, None)  # of a decoding that has ended: 50 MB
            return self._usual(query, keys, values, mask)
        if keys is not self._of:
            self._of = keys
            self._kept = self._split(keys).contiguous(), self._split(values).contiguous()
        mixed = torch.nn.functional.scaled_dot_product_attention(self._split(query), *self._kept)
        return mixed.permute(0, 2, 1, 3).flatten(start_dim=2), None

    def _split(self, x: Any) -> Any:
        """Shape (batch, frames, n) as (batch, heads, frames, n / heads)."""
        return x.view(*x.shape[:2], self._heads, -1).permute(0, 2, 1, 3)
