"""Train the judge of coverage and write `scoring/data/judge.json`.

    ./run train coverage [--data FOLDER] [--check]

Deterministic: the same pairs give the same file. Its `thresholds` are taken over from the file as it
is. `--check` only prints the scores: each of train-a/b/c left out in turn, trained on the other two. The cross-
encoder, whose readings are among the features, has seen none of the three (`train_cross_encoder.py`). Some six minutes
on two cores.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenroom.scoring.points.cross_encoder import MiniLmCrossEncoder
from greenroom.scoring.points.embedder import MiniLmEmbedder
from greenroom.scoring.points.features import FEATURES
from greenroom.scoring.points.model import LABELS, PATH, Trees, softmax
from greenroom.scoring.points.passages import PASSAGE_SIGNALS
from greenroom.scoring.port import CrossEncoder
from tools.boosting import grow
from tools.coverage_data import (
    CONTRAST,
    MADE,
    MEASURED,
    WHOLE,
    WRITTEN,
    RememberingEncoder,
    Scene,
    Table,
    describe,
    learn_passage_weights,
    read_scenes,
)

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = {MADE: 0.3, CONTRAST: 0.7, WRITTEN: 0.3}  # of pairs beside the measured ones
Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights that pick a passage, and the trees."""

    passage_weights: NDArray[np.float32]
    trees: Trees


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Pairs that were judged by trees that had not seen their file, with those trees' sums."""

    table: Table
    sums: Chances

    def chances(self, temperature: float) -> Chances:
        return self.table.gate(softmax(self.sums / temperature))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Train the judge of coverage.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the pairs")
    parser.add_argument("--check", action="store_true", help="print the scores, write nothing")
    options = parser.parse_args(argv)
    folder = options.data / "coverage"
    if not folder.is_dir():
        print(f"There are no pairs in {folder}.")
        return 1
    scenes = read_scenes(folder, MiniLmEmbedder())
    encoder = RememberingEncoder(MiniLmCrossEncoder())
    parts = leave_one_out(scenes, encoder)
    temperature = fit_temperature(parts)
    settings = json.loads(PATH.read_text(encoding="utf-8"))
    scores = measure(parts, temperature, settings["thresholds"])
    print(json.dumps(scores, indent=1))
    if not options.check:
        write(settings, learn(scenes, encoder), temperature, scores)
        print(f"written: {PATH}")
    return 0


def leave_one_out(scenes: Sequence[Scene], encoder: CrossEncoder) -> list[LeftOut]:
    """Each whole-answer file judged by what was learned from the others."""
    parts = []
    for left in WHOLE:
        seen = [scene for scene in scenes if scene.pairs[0].file != left]
        unseen = [scene for scene in scenes if scene.pairs[0].file == left and scene.pairs[0].kind == MEASURED]
        learned = learn(seen, encoder)
        table = describe(unseen, learned.passage_weights, encoder)
        parts.append(LeftOut(table, learned.trees.sums(table.rows)))
    return parts


def learn(scenes: Sequence[Scene], encoder: CrossEncoder) -> Learned:
    """What the judge learns from *scenes*."""
    weights = learn_passage_weights(scenes)
    return Learned(weights, fit(describe(scenes, weights, encoder)))


def fit(table: Table) -> Trees:
    """Trees for a table; pairs beside the measured ones count less."""
    weights = np.array([WEIGHTS.get(pair.kind, 1.0) for pair in table.pairs])
    return grow(table.rows.astype(np.float64), table.labels, weights)


def fit_temperature(parts: Sequence[LeftOut]) -> float:
    """By what the sums must be divided for the probabilities of unseen files to be honest (least log loss)."""
    losses = {}
    for temperature in np.arange(0.6, 2.01, 0.05):
        chances = np.concatenate([softmax(part.sums / temperature) for part in parts])
        labels = np.concatenate([part.table.labels for part in parts])
        losses[round(float(temperature), 2)] = -np.log(chances[np.arange(len(labels)), labels]).mean()
    return min(losses, key=lambda value: losses[value])


def measure(parts: Sequence[LeftOut], temperature: float, thresholds: Mapping[str, float]) -> dict[str, Any]:
    """All figures of the judge on files that it has not seen, as plain data."""
    chances = np.concatenate([part.chances(temperature) for part in parts])
    labels = np.concatenate([part.table.labels for part in parts])
    guesses, sure = chances.argmax(axis=1), chances.max(axis=1)
    confident = sure >= np.array([thresholds[name] for name in LABELS])[guesses]
    figures = np.concatenate([np.array([seen.numbers.wants > 0 for seen in part.table.observations]) for part in parts])
    contradicted = labels == LABELS.index("contradicted")
    covered = (guesses == LABELS.index("covered")) & confident
    by_file = {
        part.table.pairs[0].file: macro_f1(part.chances(temperature).argmax(1), part.table.labels) for part in parts
    }
    return {
        "pairs": len(labels),
        "macro_f1_by_file": {name: round(value, 3) for name, value in by_file.items()},
        "macro_f1": round(float(np.mean(list(by_file.values()))), 3),
        "f1": {name: round(f1(guesses, labels, index), 3) for index, name in enumerate(LABELS)},
        "accuracy": share(guesses == labels),
        "contradicted_called_covered": share((guesses == 0)[contradicted]),
        "contradicted_called_covered_with_confidence": share(covered[contradicted]),
        "contradicted_with_figures_called_covered": share((guesses == 0)[contradicted & figures]),
        "confident_share": share(confident),
        "confident_accuracy": share((guesses == labels)[confident]),
        "calibration_error": round(calibration_error(sure, guesses == labels), 3),
        "evidence_hit": share(evidence_hits(parts)),
        "confident_at": {
            f"{limit:.2f}": at_limit(sure, guesses == labels, limit) for limit in np.arange(0.4, 0.9, 0.05)
        },
    }


def at_limit(sure: Chances, right: NDArray[np.bool_], limit: float) -> list[float]:
    """Which share of the verdicts is at least so sure, and which share of those is right."""
    return [share(sure >= limit), share(right[sure >= limit])]


def evidence_hits(parts: Sequence[LeftOut]) -> NDArray[np.bool_]:
    """For each pair with labelled evidence whether the picked passage touches it."""
    hits = []
    for part in parts:
        for pair, seen in zip(part.table.pairs, part.table.observations, strict=True):
            if pair.evidence is not None:
                hits.append(seen.first < pair.evidence[1] and pair.evidence[0] < seen.last)
    return np.array(hits)


def macro_f1(guesses: NDArray[np.int64], labels: NDArray[np.int64]) -> float:
    return float(np.mean([f1(guesses, labels, index) for index in range(len(LABELS))]))


def f1(guesses: NDArray[np.int64], labels: NDArray[np.int64], label: int) -> float:
    both = int(((guesses == label) & (labels == label)).sum())
    return 2 * both / max(1, int((guesses == label).sum() + (labels == label).sum()))


def share(flags: NDArray[np.bool_]) -> float:
    return round(float(flags.mean()), 3) if len(flags) else 0.0


def calibration_error(sure: Chances, right: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error: how far confidence and accuracy lie apart, over ten bins of confidence."""
    place = np.minimum((sure * bins).astype(int), bins - 1)
    return float(
        sum(
            (place == index).mean() * abs(sure[place == index].mean() - right[place == index].mean())
            for index in range(bins)
            if (place == index).any()
        )
    )


def write(settings: dict[str, Any], learned: Learned, temperature: float, scores: dict[str, Any]) -> None:
    """Write the data file with what was *learned* from all files; its thresholds stay as they are."""
    trees = learned.trees
    plain = {
        "version": settings["version"],
        "about": "Made by tools/train_coverage.py; thresholds are set by hand. Scores: files left out.",
        "thresholds": settings["thresholds"],
        "scores": scores,
        "temperature": temperature,
        "signals": list(PASSAGE_SIGNALS),
        "passage_weights": [round(float(weight), 3) for weight in learned.passage_weights],
        "features": list(FEATURES),
        "trees": {
            "prior": trees.prior.tolist(),
            "features": trees.features.tolist(),
            "limits": [[float(f"{limit:.6g}") for limit in row] for row in trees.limits.tolist()],
            "leaves": trees.leaves.tolist(),
        },
    }
    PATH.write_text(_compact(plain), encoding="utf-8")


def _compact(plain: dict[str, Any]) -> str:
    """JSON with one key a line, so that a change of settings shows as a small diff."""
    lines = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in plain.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    sys.exit(main())
