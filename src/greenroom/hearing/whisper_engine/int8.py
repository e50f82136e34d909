"""Matrix products in 8-bit integers: a third of the time and a quarter of the memory, nearly the same words.

Two kernels, because torch has two that are quick. Many rows at once (the encoder, the prompt) go through
`torch._int_mm` on plain int8 tensors, each row of the input with a scale of its own. That matters: with one scale for
all, the few very loud rows leave too few levels for the rest, and the encoder's output is off by 15 % instead of 2 %.
One row at a time (the decoder at work) goes through FBGEMM's packed weights, which are read once instead of twice.
Their packing starts from a tensor type that PyTorch is retiring (https://github.com/pytorch/pytorch/issues/184982); on
a torch without it the first kernel serves for both.

Only on x86 processors: elsewhere these products are not tuned, and plain float32 is quicker.
"""

from __future__ import annotations

import platform
import warnings
from typing import Any

from greenroom.hearing.whisper_engine.vendor import vendor

__all__ = ["pays", "quantize"]

_ROWS_AT_ONCE = 4096
_TINY = 1e-9  # stands in for the scale of a row of zeros


def pays() -> bool:
    """Whether this processor multiplies 8-bit integers faster than floats."""
    return platform.machine().lower() in {"x86_64", "amd64"}


def quantize(model: Any) -> None:
    """Swap the products of *model*, a `whisper.model.Whisper` on the processor, for 8-bit ones, in place.

    The encoder's first block stays as it is: it sees the widest range of values, and more than half of all the error
    that the encoder would make comes from it. The embedding of the tokens stays in the file, what else is left becomes
    float32.
    """
    many_rows, any_rows, one_row = _kernels()
    for block in model.encoder.blocks[1:]:
        _swap(block, many_rows)
    for block in model.decoder.blocks:
        for name in ("key", "value"):  # of the sound, once for all of it
            layer = getattr(block.cross_attn, name)
            setattr(block.cross_attn, name, many_rows(layer.weight, layer.bias))
        _swap(block, any_rows)
    _swap_vocabulary(model.decoder, one_row)
    embedding = model.decoder.token_embedding.weight
    for tensor in (*model.parameters(), *model.buffers()):
        if tensor is not embedding:
            tensor.data = tensor.data.float()


def _swap(module: Any, kernel: type) -> None:
    torch, _ = vendor()
    for name, child in list(module.named_children()):
        if isinstance(child, torch.nn.Linear):
            setattr(module, name, kernel(child.weight, child.bias))
        else:
            _swap(child, kernel)


def _swap_vocabulary(decoder: Any, kernel: type) -> None:
    """The last product, with the embedding of every token there is, is half of the decoder's work."""
    project = kernel(decoder.token_embedding.weight, None)

    def forward(tokens: Any, audio: Any, kv_cache: dict[Any, Any] | None = None) -> Any:
        past = next(iter(kv_cache.values())).shape[1] if kv_cache else 0
        x = decoder.token_embedding(tokens).float() + decoder.positional_embedding[past : past + tokens.shape[-1]]
        for block in decoder.blocks:
            x = block(x, audio, mask=decoder.mask, kv_cache=kv_cache)
        return project(decoder.ln(x))

    decoder.forward = forward


def _kernels() -> tuple[type, type, type]:
    """Linear layers for many rows, for any number of them, and for one, made from (weight, bias)."""
    torch, _ = vendor()
    # without these instructions the sums of 8-bit products overflow 16 bits, unless the inputs have 7 bits
    wide = torch.cpu._is_vnni_supported()
    levels = 127 if wide else 63

    layer: Any = torch.nn.Module

    class ManyRows(layer):  # type: ignore[misc]
        """`torch._int_mm`, every row of input and of weights with a scale of its own."""

        def __init__(self, weight: Any, bias: Any) -> None:
            super().__init__()
            integers, self.scales = _integers(weight)
            self.weight = integers.t()
            self.bias = None if bias is None else bias.detach().float()

        def forward(self, x: Any) -> Any:
            rows = x.reshape(-1, x.shape[-1])
            scales = rows.abs().amax(1, keepdim=True).clamp_min_(_TINY).div_(levels)
            product = torch._int_mm(torch.div(rows, scales).round_().to(torch.int8), self.weight) * self.scales
            product.mul_(scales)
            if self.bias is not None:
                product.add_(self.bias)
            return product.view(*x.shape[:-1], -1)

    class OneRow(layer):  # type: ignore[misc]
        """FBGEMM's packed weights, one scale for the input."""

        def __init__(self, weight: Any, bias: Any) -> None:
            super().__init__()
            integers, scales = _integers(weight)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that the tensor type is being retired: see the head of this file
                zeros = torch.zeros(len(scales), dtype=torch.long)
                packable = torch._make_per_channel_quantized_tensor(integers, scales.double(), zeros, 0)
            self.packed = torch.ops.quantized.linear_prepack(packable, None if bias is None else bias.detach().float())

        def forward(self, x: Any) -> Any:
            return torch.ops.quantized.linear_dynamic(x, self.packed, reduce_range=not wide)

    class AnyRows(layer):  # type: ignore[misc]
        """Both, each for what it does well."""

        def __init__(self, weight: Any, bias: Any) -> None:
            super().__init__()
            self.one, self.many = OneRow(weight, bias), ManyRows(weight, bias)

        def forward(self, x: Any) -> Any:
            return self.one(x) if x.numel() == x.shape[-1] else self.many(x)

    if not hasattr(torch, "_make_per_channel_quantized_tensor"):
        return ManyRows, ManyRows, ManyRows
    return ManyRows, AnyRows, OneRow


def _integers(weight: Any) -> tuple[Any, Any]:
    """*weight*, shape (n, m), as int8, and the scale of each row, shape (n,). Some rows at a time, to spare memory."""
    torch, _ = vendor()
    integers = torch.empty(weight.shape, dtype=torch.int8)
    scales = torch.empty(len(weight))
    for rows in torch.arange(len(weight)).split(_ROWS_AT_ONCE):
        part = weight.detach()[rows].float()
        scales[rows] = part.abs().amax(1).clamp_min(_TINY).div(127)
        integers[rows] = part.div_(scales[rows][:, None]).round_().to(torch.int8)
    return integers, scales
