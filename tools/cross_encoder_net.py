"""The cross-encoder as a torch module, and its way into an ONNX file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from greenroom.scoring.points.model import LABELS
from tools.minilm import Graph, Model, Weights, encoder, save

__all__ = ["CrossEncoderNet", "export"]

PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attended": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "norm2": "output.LayerNorm",
}
EPSILON = 1e-12
DROPOUT = 0.1


class Layer(nn.Module):
    """One transformer layer (post-norm, exact GELU)."""

    def __init__(self, width: int, inner: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.attended = (nn.Linear(width, width) for _ in range(4))
        self.inner, self.outer = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, EPSILON), nn.LayerNorm(width, EPSILON)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        texts, length, width = x.shape

        def split(part: Tensor) -> Tensor:
            return part.view(texts, length, self.heads, -1).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        shares = (query @ key.transpose(-1, -2) / (width // self.heads) ** 0.5 + bias).softmax(-1)
        mixed = (shares.to(value.dtype) @ value).transpose(1, 2).reshape(texts, length, width)
        x = self.norm1(x + functional.dropout(self.attended(mixed), DROPOUT, self.training))
        return self.norm2(  # type: ignore[no-any-return]  # torch modules are called untyped
            x + functional.dropout(self.outer(functional.gelu(self.inner(x))), DROPOUT, self.training)
        )


class CrossEncoderNet(nn.Module):
    """MiniLM with a head on its first piece and on the mean of all pieces. The embeddings are not trained."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model
        width, heads = int(model.config["hidden_size"]), int(model.config["num_attention_heads"])
        inner, layers = int(model.config["intermediate_size"]), int(model.config["num_hidden_layers"])
        given = {name: torch.from_numpy(np.array(value)) for name, value in model.weights.items()}
        self.words, self.places, self.kinds = (
            given[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
        )
        self.norm = nn.LayerNorm(width, EPSILON).requires_grad_(requires_grad=False)
        self.layers = nn.ModuleList(Layer(width, inner, heads) for _ in range(layers))
        self.head = nn.Linear(2 * width, len(LABELS))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        with torch.no_grad():
            for key, parameter in self._named():
                if key in given:
                    parameter.copy_(given[key])

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Sums for each of LABELS, shape (n, 4), from pieces, segments and mask, each of shape (n, length)."""
        x = self.norm(self.words[ids] + self.places[: ids.shape[1]] + self.kinds[kinds])
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        weights = mask[:, :, None].to(x.dtype)
        mean = (x * weights).sum(1) / weights.sum(1)
        both = functional.dropout(torch.cat([x[:, 0], mean], 1), DROPOUT, self.training)
        return self.head(both)  # type: ignore[no-any-return]  # torch modules are called untyped

    def _named(self) -> Iterator[tuple[str, nn.Parameter]]:
        """All parameters under the names that the model's file has for them."""
        for kind in ("weight", "bias"):
            yield f"embeddings.LayerNorm.{kind}", getattr(self.norm, kind)
            yield f"head.{kind}", getattr(self.head, kind)
            for number, layer in enumerate(self.layers):
                for part, key in PARTS.items():
                    yield f"encoder.layer.{number}.{key}.{kind}", getattr(getattr(layer, part), kind)

    def weights(self) -> Weights:
        """The weights as they are now, with those of the embeddings."""
        trained: dict[str, NDArray[np.float32]] = {key: parameter.detach().numpy() for key, parameter in self._named()}
        return {**self.model.weights, **trained}


def export(net: CrossEncoderNet, target: Path) -> None:
    """Write the net with 7-bit weights: inputs `input_ids`, `token_type_ids`, `attention_mask`; output `labels`."""
    weights = net.weights()
    graph = Graph()
    tokens = encoder(graph, Model(weights, net.model.config, b""), segments=True)
    mask = graph.node("Unsqueeze", "mask.float", graph.constant("pool.axis", np.array([2], np.int64)), name="pool.mask")
    kept = graph.node("Mul", tokens, mask, name="pool.kept")
    total = graph.node("ReduceSum", kept, "one", name="pool.sum", keepdims=0)
    count = graph.node("ReduceSum", mask, "one", name="pool.count", keepdims=0)
    mean = graph.node("Div", total, count, name="pool.mean")
    first = graph.node("Squeeze", graph.node("Gather", tokens, "zero", name="first.kept", axis=1), "one", name="first")
    both = graph.node("Concat", first, mean, name="both", axis=-1)
    labels = graph.node("Identity", graph.linear(weights, "head", both, "head"), name="labels")
    save(graph, ("input_ids", "token_type_ids", "attention_mask"), {labels: ("texts", len(LABELS))}, target)
