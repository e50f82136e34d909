"""The arithmetic behind the finder of hesitations: frames from Whisper, and two small fits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenroom.config import cache_dir
from greenroom.domain import Word
from greenroom.hearing import find_weights
from greenroom.hearing.hesitations import Listener
from greenroom.hearing.whisper_engine import WhisperModel
from greenroom.hearing.whisper_engine.shortcuts import FULL_S

__all__ = ["Recogniser", "fit_listener", "fit_weights"]

RATE_HZ = 16_000
Samples = NDArray[np.float32]

_HIDDEN = 32
_BATCH = 2048
_EPOCHS = 5
_KIND_WEIGHTS = (1.0, 1.0, 1.5, 1.5)  # silence, speech, um, uh: the last two are rare
_NETWORKS = 3  # fitted apart and joined: what they agree on is what carries over to other voices


class Recogniser:
    """What Whisper makes of sound, as it runs in the product: its encoder's output, and words."""

    def __init__(self, name: str) -> None:
        self._engine = WhisperModel(find_weights(name, cache_dir() / "weights"), name, threads=1)

    def frames(self, samples: Samples, *, whole: bool = False) -> NDArray[np.float32]:
        """The encoder's output for up to 28 s, shape (n // 320, dims): through its *whole* window or a cropped one."""
        import torch
        import whisper

        self._engine._encoder.begin(FULL_S if whole else len(samples) / RATE_HZ)
        padded = whisper.pad_or_trim(torch.from_numpy(samples), round(FULL_S * RATE_HZ))
        with torch.no_grad():
            self._engine._model.encoder(whisper.log_mel_spectrogram(padded)[None])
        return np.asarray(self._engine._encoder.first[0, : len(samples) // 320].cpu().numpy(), dtype=np.float32)

    def hear(self, samples: Samples) -> tuple[NDArray[np.float32], tuple[Word, ...]]:
        """The same for sound of any length, cut at quiet moments into pieces of 14 to 24 s, and the words in it."""
        frames: list[NDArray[np.float32]] = []
        words: list[Word] = []
        first = 0
        for last in [*_cuts(samples), len(samples)]:
            piece = samples[first:last]
            from_s = first / RATE_HZ
            words += [
                replace(word, start_s=(word.start_s or 0.0) + from_s, end_s=(word.end_s or 0.0) + from_s)
                for word in self._engine.hear(piece).words
            ]
            frames.append(self.frames(piece))
            first = last
        return np.concatenate(frames), tuple(words)


def _cuts(samples: Samples) -> list[int]:
    """Where to cut, at whole frames of 20 ms."""
    cuts = [0]
    while len(samples) - cuts[-1] > 25 * RATE_HZ:
        first = cuts[-1] + 14 * RATE_HZ
        power = np.mean(samples[first : first + 10 * RATE_HZ].reshape(-1, 1600) ** 2, axis=1)
        cuts.append(first + int(np.argmin(np.convolve(power, np.ones(3), "same"))) * 1600 + 640)
    return cuts[1:]


def fit_listener(frames: NDArray[Any], kinds: NDArray[Any]) -> Listener:
    """The network that tells *kinds*, shape (n,), from *frames*, shape (n, dims): the mean of several. Noise on its
    input keeps it modest: the voices that it will hear are none of these.
    """
    mean, scale = frames.mean(axis=0), frames.std(axis=0) + 1e-3
    rows = ((frames - mean) / scale).astype(np.float32)
    fits = [_fit_one(rows, kinds, seed) for seed in range(_NETWORKS)]
    first, first_bias, second, second_bias = zip(*fits, strict=True)
    return Listener(
        mean,
        scale,
        np.concatenate(first).T,
        np.concatenate(first_bias),
        (np.concatenate(second, axis=1).T / _NETWORKS).astype(np.float32),
        np.mean(second_bias, axis=0, dtype=np.float32),
    )


def _fit_one(rows: NDArray[np.float32], kinds: NDArray[Any], seed: int) -> list[NDArray[np.float32]]:
    """Weights and biases of the two layers, as torch lays them out: (outputs, inputs)."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    data, targets = torch.from_numpy(rows), torch.from_numpy(kinds.astype(np.int64))
    first, second, drop = nn.Linear(rows.shape[1], _HIDDEN), nn.Linear(_HIDDEN, 4), nn.Dropout(0.25)
    weights = [*first.parameters(), *second.parameters()]
    steps = _EPOCHS * len(rows) // _BATCH
    optimiser = torch.optim.AdamW(weights, lr=2e-3, weight_decay=3e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps)
    for _ in range(steps):
        chosen = torch.randint(len(rows), (_BATCH,))
        noisy = data[chosen] + 0.4 * torch.randn(_BATCH, rows.shape[1])
        sums = second(drop(torch.relu(first(drop(noisy)))))
        loss: Any = nn.functional.cross_entropy(
            sums, targets[chosen], weight=torch.tensor(_KIND_WEIGHTS), label_smoothing=0.02
        )
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return [weight.detach().numpy() for weight in weights]


def fit_weights(rows: NDArray[np.float64], right: NDArray[np.bool_], pull: float = 1.0) -> tuple[NDArray[Any], float]:
    """Logistic regression: weights of the columns of *rows*, shape (n, features), and the offset. *pull* draws the
    weights of the standardised columns towards 0.
    """
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    table = np.column_stack([(rows - mean) / scale, np.ones(len(rows))])
    ridge = np.diag([*[pull] * rows.shape[1], 1e-6])
    weights = np.zeros(table.shape[1])
    for _ in range(30):  # Newton's steps; ten are enough
        chances = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chances - right) + ridge @ weights
        bend = (table * (chances * (1 - chances))[:, None]).T @ table + ridge
        weights = weights - np.linalg.solve(bend, slope)
    own = weights[:-1] / scale
    return own, float(weights[-1] - own @ mean)
