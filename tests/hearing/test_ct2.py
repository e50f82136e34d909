from __future__ import annotations

import struct
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from greenroom.errors import WeightsError
from greenroom.hearing.ct2 import checkpoint_from_ct2

DIMS = {
    "n_mels": 4, "n_audio_ctx": 6, "n_audio_state": 8, "n_audio_head": 2, "n_audio_layer": 2,
    "n_vocab": 11, "n_text_ctx": 5, "n_text_state": 8, "n_text_head": 4, "n_text_layer": 1,
}  # fmt: skip
TYPES = {"float32": 0, "int8": 1, "float16": 4}
Tensors = dict[str, NDArray[Any]]


@pytest.fixture(scope="module")
def original() -> Tensors:
    """The tensors of a very small Whisper, as openai-whisper itself names them."""
    import torch
    from whisper.model import ModelDimensions, Whisper

    torch.manual_seed(0)
    state = Whisper(ModelDimensions(**DIMS)).half().state_dict()
    return {name: torch.randn(tensor.shape).half().numpy() for name, tensor in state.items()}


def in_ct2_form(tensors: Tensors) -> Tensors:
    """The same tensors, named and stacked as CTranslate2's converter does."""
    found: Tensors = {}

    def put(theirs: str, ours: str, **parts: str) -> None:
        for their_part, our_part in parts.items():
            found[f"{theirs}/{their_part}"] = tensors[f"{ours}.{our_part}"]

    def norm(theirs: str, ours: str) -> None:
        put(theirs, ours, gamma="weight", beta="bias")

    def linear(theirs: str, ours: str) -> None:
        put(theirs, ours, weight="weight", bias="bias")

    def stack(theirs: str, ours: str, *names: str) -> None:
        found[f"{theirs}/weight"] = np.concatenate([tensors[f"{ours}.{name}.weight"] for name in names])
        no_bias = np.zeros(DIMS["n_text_state"], np.float16)
        found[f"{theirs}/bias"] = np.concatenate([tensors.get(f"{ours}.{name}.bias", no_bias) for name in names])

    for side, last in (("encoder", "encoder.ln_post"), ("decoder", "decoder.ln")):
        layers = DIMS["n_audio_layer" if side == "encoder" else "n_text_layer"]
        found[f"{side}/position_encodings/encodings"] = tensors[f"{side}.positional_embedding"]
        found[f"{side}/num_heads"] = np.array(DIMS["n_audio_head" if side == "encoder" else "n_text_head"], np.int8)
        norm(f"{side}/layer_norm", last)
        for layer in range(layers):
            theirs, ours = f"{side}/layer_{layer}", f"{side}.blocks.{layer}"
            norm(f"{theirs}/self_attention/layer_norm", f"{ours}.attn_ln")
            stack(f"{theirs}/self_attention/linear_0", f"{ours}.attn", "query", "key", "value")
            linear(f"{theirs}/self_attention/linear_1", f"{ours}.attn.out")
            if side == "decoder":
                norm(f"{theirs}/attention/layer_norm", f"{ours}.cross_attn_ln")
                stack(f"{theirs}/attention/linear_0", f"{ours}.cross_attn", "query")
                stack(f"{theirs}/attention/linear_1", f"{ours}.cross_attn", "key", "value")
                linear(f"{theirs}/attention/linear_2", f"{ours}.cross_attn.out")
            norm(f"{theirs}/ffn/layer_norm", f"{ours}.mlp_ln")
            linear(f"{theirs}/ffn/linear_0", f"{ours}.mlp.0")
            linear(f"{theirs}/ffn/linear_1", f"{ours}.mlp.2")
    linear("encoder/conv1", "encoder.conv1")
    linear("encoder/conv2", "encoder.conv2")
    found["decoder/embeddings/weight"] = tensors["decoder.token_embedding.weight"]
    return found


def string(text: str) -> bytes:
    data = text.encode() + b"\0"
    return struct.pack("<H", len(data)) + data


def model_bin(variables: Tensors, *, version: int = 6, spec: str = "WhisperSpec") -> bytes:
    data = struct.pack("<I", version) + string(spec) + struct.pack("<II", 3, len(variables))
    for name, values in variables.items():
        shape = struct.pack(f"<B{values.ndim}I", values.ndim, *values.shape)
        data += string(name) + shape + struct.pack("<BI", TYPES[values.dtype.name], values.nbytes) + values.tobytes()
    return data + struct.pack("<I", 1) + string("decoder/projection/weight") + string("decoder/embeddings/weight")


def test_every_tensor_comes_back_under_its_name(original: Tensors) -> None:
    checkpoint = checkpoint_from_ct2(model_bin(in_ct2_form(original)))
    assert checkpoint.dims == DIMS
    assert checkpoint.tensors.keys() == original.keys()
    for name, values in original.items():
        assert np.array_equal(checkpoint.tensors[name], values), name


def test_float32_is_rounded_to_float16(original: Tensors) -> None:
    wide = {name: v.astype(np.float32) if v.dtype == np.float16 else v for name, v in in_ct2_form(original).items()}
    tensors = checkpoint_from_ct2(model_bin(wide)).tensors
    assert all(np.array_equal(tensors[name], values) for name, values in original.items())


def test_a_file_cut_short_anywhere_is_refused(original: Tensors) -> None:
    data = model_bin(in_ct2_form(original))
    for length in [*range(0, 200, 7), *range(200, len(data), 997), len(data) - 1]:
        with pytest.raises(WeightsError):
            checkpoint_from_ct2(data[:length])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"encoder/conv1/weight_scale": np.ones(8, np.float32)}, "quantised"),
        ({"decoder/layer_0/ffn/linear_0/weight": np.ones((32, 8), np.int8)}, "quantised"),
        ({"encoder/layer_0/self_attention/linear_0/bias": np.ones(24, np.float16)}, "bias"),
    ],
    ids=["unknown tensor", "int8", "key bias"],
)
def test_other_kinds_of_weights_are_refused(original: Tensors, change: Tensors, reason: str) -> None:
    with pytest.raises(WeightsError, match=reason):
        checkpoint_from_ct2(model_bin(in_ct2_form(original) | change))


def test_other_files_are_refused(original: Tensors) -> None:
    tensors = in_ct2_form(original)
    missing = {name: values for name, values in tensors.items() if name != "encoder/conv1/weight"}
    for data in (
        b"",
        b"not a model at all",
        model_bin(tensors, version=5),
        model_bin(tensors, spec="TransformerSpec"),
        model_bin(tensors) + b"x",
        model_bin(missing),
    ):
        with pytest.raises(WeightsError, match="cannot be converted"):
            checkpoint_from_ct2(data)
