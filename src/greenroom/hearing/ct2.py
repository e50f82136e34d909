"""Whisper weights in CTranslate2's form, renamed and cut into the tensors that openai-whisper knows.

The container (binary version 6, https://github.com/OpenNMT/CTranslate2, `model_spec.py`) is, all little-endian:
u32 version, string name of the spec, u32 revision of the spec, u32 count of variables; per variable its name, u8 rank,
u32 per dimension, u8 type, u32 size in bytes, the bytes; then u32 count of aliases and two strings for each.
A string is a u16 length (with its closing NUL) and the text. Only numpy is needed here.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from greenroom.errors import WeightsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Checkpoint", "checkpoint_from_ct2"]

_VERSION = 6
_SPEC = "WhisperSpec"
_TYPES = {0: "<f4", 1: "<i1", 2: "<i2", 3: "<i4", 4: "<f2"}
_HINT = "Install the package again, or use a .pt file of openai-whisper: `--model PATH`."


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What an openai-whisper checkpoint holds: sizes by name, and float16 tensors by their name in its model."""

    dims: dict[str, int]
    tensors: dict[str, NDArray[np.float16]]


def checkpoint_from_ct2(data: bytes) -> Checkpoint:
    """The checkpoint in *data*, the bytes of a `model.bin`: exact, but for float32 rounded to float16.

    Raises WeightsError: not such a file, cut short, quantised, or not Whisper.
    """
    try:
        return _Renaming(_variables(data)).checkpoint()
    except (struct.error, KeyError, IndexError, ValueError) as error:
        raise WeightsError(f"The speech weights cannot be converted: {error}.", hint=_HINT) from error


class _Reader:
    """Takes values off the front of *data*."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        self.position = 0

    def number(self, code: str) -> int:
        (value,) = struct.unpack_from("<" + code, self._data, self.position)
        self.position += struct.calcsize("<" + code)
        return int(value)

    def take(self, size: int) -> memoryview:
        piece = self._data[self.position : self.position + size]
        if len(piece) != size:
            raise ValueError("the file is cut short")
        self.position += size
        return piece

    def string(self) -> str:
        return bytes(self.take(self.number("H"))).rstrip(b"\0").decode("utf-8")


def _variables(data: bytes) -> dict[str, NDArray[Any]]:
    import numpy as np

    reader = _Reader(data)
    version = reader.number("I")
    if version != _VERSION:
        raise ValueError(f"it starts with {version}, not with version {_VERSION} of the format")
    spec = reader.string()
    if spec != _SPEC:
        raise ValueError(f"it holds a {spec!r}, not a {_SPEC}")
    reader.number("I")
    variables: dict[str, NDArray[Any]] = {}
    for _ in range(reader.number("I")):
        name = reader.string()
        shape = [reader.number("I") for _ in range(reader.number("B"))]
        kind = np.dtype(_TYPES[reader.number("B")])
        variables[name] = np.frombuffer(reader.take(reader.number("I")), kind).reshape(shape)
    for _ in range(reader.number("I")):  # aliases: the vocabulary projection is the token embedding, in both programs
        reader.string()
        reader.string()
    if reader.position != len(data):
        raise ValueError("there are bytes left over at its end")
    return variables


class _Renaming:
    """Fills a checkpoint from variables, and knows which were used: one left over means a kind we do not know."""

    def __init__(self, variables: Mapping[str, NDArray[Any]]) -> None:
        self._variables = variables
        self._unused = {name for name, values in variables.items() if values.ndim}
        self._tensors: dict[str, NDArray[np.float16]] = {}

    def checkpoint(self) -> Checkpoint:
        encoder_layers = self._side("encoder", "encoder.ln_post")
        decoder_layers = self._side("decoder", "decoder.ln")
        for name in ("conv1", "conv2"):
            self._linear(f"encoder.{name}", f"encoder/{name}")
        self._tensors["decoder.token_embedding.weight"] = self._get("decoder/embeddings/weight")
        if self._unused:
            raise ValueError(f"{min(self._unused)} is unknown (quantised weights cannot be used)")
        return Checkpoint(self._dims(encoder_layers, decoder_layers), self._tensors)

    def _side(self, side: str, last_norm: str) -> int:
        """Everything of the encoder or the decoder that both have; returns its number of layers."""
        found = [re.match(rf"{side}/layer_(\d+)/", name) for name in self._variables]
        layers = 1 + max(int(match[1]) for match in found if match)
        self._tensors[f"{side}.positional_embedding"] = self._get(f"{side}/position_encodings/encodings")
        self._norm(last_norm, f"{side}/layer_norm")
        for layer in range(layers):
            ours, theirs = f"{side}.blocks.{layer}", f"{side}/layer_{layer}"
            self._attention(f"{ours}.attn", f"{theirs}/self_attention", ("query", "key", "value"))
            if side == "decoder":
                self._attention(f"{ours}.cross_attn", f"{theirs}/attention", ("query",), ("key", "value"))
            self._norm(f"{ours}.mlp_ln", f"{theirs}/ffn/layer_norm")
            self._linear(f"{ours}.mlp.0", f"{theirs}/ffn/linear_0")
            self._linear(f"{ours}.mlp.2", f"{theirs}/ffn/linear_1")
        return layers

    def _attention(self, ours: str, theirs: str, *groups: tuple[str, ...]) -> None:
        """Each group of projections lies stacked in one `linear_<n>`; the next one is the output projection."""
        import numpy as np

        self._norm(f"{ours}_ln", f"{theirs}/layer_norm")
        for index, group in enumerate(groups):
            weights = np.split(self._get(f"{theirs}/linear_{index}/weight"), len(group))
            biases = np.split(self._get(f"{theirs}/linear_{index}/bias"), len(group))
            for name, weight, bias in zip(group, weights, biases, strict=True):
                self._tensors[f"{ours}.{name}.weight"] = weight
                if name != "key":
                    self._tensors[f"{ours}.{name}.bias"] = bias
                elif bias.any():
                    raise ValueError("its keys have a bias, which Whisper's do not")
        self._linear(f"{ours}.out", f"{theirs}/linear_{len(groups)}")

    def _linear(self, ours: str, theirs: str) -> None:
        for part in ("weight", "bias"):
            self._tensors[f"{ours}.{part}"] = self._get(f"{theirs}/{part}")

    def _norm(self, ours: str, theirs: str) -> None:
        self._tensors[f"{ours}.weight"] = self._get(f"{theirs}/gamma")
        self._tensors[f"{ours}.bias"] = self._get(f"{theirs}/beta")

    def _get(self, name: str) -> NDArray[np.float16]:
        import numpy as np

        values = self._variables[name]
        if values.dtype.kind != "f":
            raise ValueError(f"{name} is quantised")
        self._unused.discard(name)
        return values.astype(np.float16)

    def _dims(self, encoder_layers: int, decoder_layers: int) -> dict[str, int]:
        state, mels = self._tensors["encoder.conv1.weight"].shape[:2]
        vocabulary, text_state = self._tensors["decoder.token_embedding.weight"].shape
        return {
            "n_mels": mels,
            "n_audio_ctx": self._tensors["encoder.positional_embedding"].shape[0],
            "n_audio_state": state,
            "n_audio_head": int(self._variables["encoder/num_heads"]),
            "n_audio_layer": encoder_layers,
            "n_vocab": vocabulary,
            "n_text_ctx": self._tensors["decoder.positional_embedding"].shape[0],
            "n_text_state": text_state,
            "n_text_head": int(self._variables["decoder/num_heads"]),
            "n_text_layer": decoder_layers,
        }
