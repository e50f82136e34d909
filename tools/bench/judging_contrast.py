"""`./run bench judging --parts contrast`: single passages that differ in meaning, on points that nobody learned from.

Each passage is judged as an answer of its own by the judge that ships. Beside it stands a judge that never sees the
point: a ridge regression from the passage's sentence vector to its label, learned from the points that are not held
back. What our judge is better by is what it reads in the point; the rest is the writers' manner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from greenroom.domain import Point, Prompt, Transcript
from greenroom.scoring import MiniLmCrossEncoder, MiniLmEmbedder
from greenroom.scoring.points.coverage import CoverageJudge
from greenroom.scoring.points.model import LABELS, load_judge_data
from tools.bench.intervals import interval, rate
from tools.contrast_data import COVERED, MISSED, Note, read_notes
from tools.train_coverage import macro_f1

CONTRADICTED = LABELS.index("contradicted")
RIDGE = 1.0
Labels = NDArray[np.int64]


def print_contrast(folder: Path) -> None:
    """Judge the passages of all points held back. *folder* holds the shared contrast sets."""
    notes = [note for group in read_notes(folder) for note in group]
    held = [note for note in notes if note.measured_on]
    labels = _labels(held)
    points = np.array([note.say for note in held for _ in note.passages])
    kinds = np.array([passage.kind for note in held for passage in note.passages])
    guesses = judged(held)
    blind = blind_guesses([note for note in notes if not note.held_back], held)
    against = labels == CONTRADICTED
    facts = against & np.array(["number" in kind or "name" in kind for kind in kinds])
    print(f"  contrast passages of points held back: {len(labels)} passages of {len(held)} points")
    figures: list[tuple[str, Callable[[Labels], float]]] = [
        ("macro-F1", lambda at: macro_f1(guesses[at], labels[at])),
        ("macro-F1 of a judge that does not see the point", lambda at: macro_f1(blind[at], labels[at])),
        ("contradicted called covered", lambda at: rate(guesses[at][against[at]] == COVERED)),
        ("wrong number or name called covered", lambda at: rate(guesses[at][facts[at]] == COVERED)),
        ("covered called missed", lambda at: rate(guesses[at][labels[at] == COVERED] == MISSED)),
    ]
    for name, figure in figures:
        low, high = interval(points, figure)
        print(f"    {name:<50}{figure(np.arange(len(labels))):.3f}  [{low:.3f}, {high:.3f}]")
    for kind in sorted(set(kinds[against])):
        of_kind = against & (kinds == kind)
        if of_kind.sum() >= 20:
            print(f"      {kind:<48}{rate(guesses[of_kind] == COVERED):.3f}  (n={of_kind.sum()})")


def judged(notes: Sequence[Note]) -> Labels:
    """The likeliest label of each passage, by the judge that ships."""
    judge = CoverageJudge(MiniLmEmbedder(), MiniLmCrossEncoder(), load_judge_data())
    guesses = []
    for note in notes:
        prompt = Prompt("bench", "Tell me about it.", points=(Point("p", note.say, facts=note.facts),))
        for passage in note.passages:
            (seen,) = judge.observed(prompt, Transcript.typed(passage.said).words)
            guesses.append(MISSED if seen is None else int(seen.chances.argmax()))
    return np.array(guesses, np.int64)


def blind_guesses(seen: Sequence[Note], held: Sequence[Note]) -> Labels:
    """The labels of *held* guessed from the passages alone."""
    known, asked = _vectors(seen), _vectors(held)
    wanted = np.eye(len(LABELS))[_labels(seen)] - 1.0 / len(LABELS)
    weights = np.linalg.solve(known.T @ known + RIDGE * np.eye(known.shape[1]), known.T @ wanted)
    return np.asarray((asked @ weights).argmax(axis=1), np.int64)


def _vectors(notes: Sequence[Note]) -> NDArray[np.float64]:
    texts = [passage.text for note in notes for passage in note.passages]
    rows = np.stack([one.sentence for one in MiniLmEmbedder().embed(texts)]).astype(np.float64)
    return np.concatenate([rows, np.ones((len(rows), 1))], axis=1)


def _labels(notes: Sequence[Note]) -> Labels:
    return np.array([passage.label for note in notes for passage in note.passages], np.int64)
