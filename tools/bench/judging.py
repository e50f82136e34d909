"""How often the judge is right, how long it takes, and how much memory.

Coverage: each of train-a/b/c left out in turn, judged by what was learned from the rest. Intervals (95 %) come from
drawing the prompts anew 1,000 times: pairs of one prompt are not independent. ArgKP-2021: the official metric of
track 1 on the test split, by the shipped judge, which has never seen that data.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from greenroom.domain import Point, Prompt, Transcript
from greenroom.scoring import AnswerJudge, CrossEncoder, MiniLmCrossEncoder, MiniLmEmbedder
from greenroom.scoring.points.model import LABELS, JudgeData, load_judge_data
from greenroom.scoring.points.passages import likely_passages, read_answer, read_statement
from greenroom.scoring.points.reading import read_note
from greenroom.scoring.points.reads import observe_all
from tools.bench import judging_spoken
from tools.bench.hearing.usage import peak_mb
from tools.bench.intervals import interval, rate
from tools.bench.judging_contrast import print_contrast
from tools.coverage_data import RememberingEmbedder, RememberingEncoder, read_scenes
from tools.train_coverage import (
    at_limit,
    calibration_error,
    evidence_hits,
    f1,
    fit_temperature,
    leave_one_out,
    macro_f1,
)

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("times", "coverage", "contrast", "argkp", "spoken")
ArrayF = NDArray[np.float64]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run bench judging", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the data")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS[:-1], help="default: all but spoken")
    judging_spoken.add_options(parser)
    options = parser.parse_args(argv)
    print("judging")
    if "times" in options.parts:
        print_times()
    if "spoken" in options.parts:
        judging_spoken.print_spoken(options.data / "coverage", options)
    measures = (("coverage", "coverage", print_coverage), ("contrast", "coverage", print_contrast))
    for part, name, measure in (*measures, ("argkp", "argkp", print_argkp)):
        folder = options.data / name
        if part not in options.parts:
            continue
        if folder.is_dir():
            measure(folder)
        else:
            print(f"  {part}: no data in {folder}; left out")
    return 0


def print_times() -> None:
    """Load time, and a 3-minute answer against 12 points, on one thread."""
    begin = time.perf_counter()
    embedder = MiniLmEmbedder()
    encoder = MiniLmCrossEncoder()
    embedder.load()
    encoder.load()
    load_judge_data()
    load_s = time.perf_counter() - begin
    sentence = (
        "We moved {0} of our services to the new platform in the spring and nobody on the team lost a weekend over it."
    )
    text = " ".join(sentence.format(number) for number in range(20, 40))
    points = tuple(Point(f"p{number}", f"Moved service {number} to the new platform") for number in range(20, 32))
    prompt = Prompt("bench", "Tell me about a project.", points=points)
    judge = AnswerJudge(embedder, encoder)
    judge.judge(prompt, Transcript.typed("warm up"))
    seconds, busy = [], []
    for _ in range(5):
        begin, begin_cpu = time.perf_counter(), time.process_time()
        judge.judge(prompt, Transcript.typed(text))
        seconds.append(time.perf_counter() - begin)
        busy.append(time.process_time() - begin_cpu)
    print(f"  load                          {load_s:.2f} s")
    print(f"  judge {len(text.split())} words, 12 points     {np.median(seconds):.2f} s (median of 5)")
    print(f"    of them processor time      {np.median(busy):.2f} s")
    print(f"  peak memory until then        {peak_mb():.0f} MB")


def print_coverage(folder: Path) -> None:
    parts = leave_one_out(read_scenes(folder, MiniLmEmbedder()), RememberingEncoder(MiniLmCrossEncoder()))
    temperature = fit_temperature(parts)
    thresholds = np.array([load_judge_data().thresholds[name] for name in LABELS])
    chances = np.concatenate([part.chances(temperature) for part in parts])
    labels = np.concatenate([part.table.labels for part in parts])
    prompts = np.array([pair.prompt for part in parts for pair in part.table.pairs])
    guesses, sure = chances.argmax(axis=1), chances.max(axis=1)
    said = sure >= thresholds[guesses]
    against = labels == LABELS.index("contradicted")
    figures = against & np.array([seen.numbers.wants > 0 for part in parts for seen in part.table.observations])
    print(f"  coverage, one file left out in turn: {len(labels)} pairs of {len(set(prompts))} prompts")
    for part in parts:
        value = macro_f1(part.chances(temperature).argmax(axis=1), part.table.labels)
        print(f"    macro-F1 on {part.table.pairs[0].file:<18}{value:.3f}")
    rows: list[tuple[str, Callable[[NDArray[np.int64]], float]]] = [
        ("macro-F1", lambda at: macro_f1(guesses[at], labels[at])),
        *((f"F1 {name}", _f1_of(guesses, labels, index)) for index, name in enumerate(LABELS)),
        ("contradicted called covered", lambda at: rate((guesses[at] == 0)[against[at]])),
        ("  where the point has figures", lambda at: rate((guesses[at] == 0)[figures[at]])),
        ("  and said with confidence", lambda at: rate(((guesses == 0) & said)[at][against[at]])),
        ("confident verdicts, share", lambda at: rate(said[at])),
        ("confident verdicts, right", lambda at: rate((guesses == labels)[at][said[at]])),
        ("calibration error (ECE)", lambda at: calibration_error(sure[at], (guesses == labels)[at])),
    ]
    for name, figure in rows:
        low, high = interval(prompts, figure)
        print(f"    {name:<30}{figure(np.arange(len(labels))):.3f}  [{low:.3f}, {high:.3f}]")
    hits = evidence_hits(parts)
    print(f"    {'evidence touches the label':<30}{hits.mean():.3f}  (n={len(hits)})")
    for limit in (0.5, 0.6, 0.7, 0.8):
        share, right = at_limit(sure, guesses == labels, limit)
        print(f"    said when sure >= {limit:.1f}: {share:.0%} of verdicts, {right:.0%} right")


def _f1_of(guesses: NDArray[np.int64], labels: NDArray[np.int64], index: int) -> Callable[[NDArray[np.int64]], float]:
    return lambda at: f1(guesses[at], labels[at], index)


def print_argkp(folder: Path) -> None:
    """Track 1: match arguments to key points of their topic and stance."""
    arguments, key_points, labels = (
        _rows(folder / f"{name}_test.csv") for name in ("arguments", "key_points", "labels")
    )
    truth = {(row["arg_id"], row["key_point_id"]): int(row["label"]) for row in labels}
    grouped: dict[tuple[str, str], tuple[list[dict[str, str]], list[dict[str, str]]]] = defaultdict(lambda: ([], []))
    for row in arguments:
        grouped[row["topic"], row["stance"]][0].append(row)
    for row in key_points:
        grouped[row["topic"], row["stance"]][1].append(row)
    embedder, encoder, data = RememberingEmbedder(MiniLmEmbedder()), MiniLmCrossEncoder(), load_judge_data()
    strict, relaxed = [], []
    for (topic, _), (said, points) in sorted(grouped.items()):
        best = [_best_point((topic, row["argument"]), points, embedder, encoder, data) for row in said]
        pairs = [(row["arg_id"], points[index]["key_point_id"]) for row, (index, _) in zip(said, best, strict=True)]
        scores = np.array([score for _, score in best])
        strict.append(average_precision(scores, np.array([truth.get(pair, 0) for pair in pairs])))
        relaxed.append(average_precision(scores, np.array([truth.get(pair, 1) for pair in pairs])))
    print(f"  ArgKP-2021 test, zero-shot: {len(arguments)} arguments, {len(key_points)} key points")
    print(f"    mean average precision strict {np.mean(strict):.3f}, relaxed {np.mean(relaxed):.3f}")
    print(
        "    by topic and stance: "
        + ", ".join(f"{one:.2f}/{two:.2f}" for one, two in zip(strict, relaxed, strict=True))
    )


def _best_point(
    said: tuple[str, str],
    points: Sequence[dict[str, str]],
    embedder: RememberingEmbedder,
    encoder: CrossEncoder,
    data: JudgeData,
) -> tuple[int, float]:
    """The key point of which an argument (*said*, with its topic) speaks most likely, and how likely."""
    topic, argument = said
    statements = [read_statement(row["key_point"], embedder) for row in points]
    answer = read_answer(argument.split(), embedder)
    likely = likely_passages(statements, read_note(topic, embedder), answer, data.passage_weights)
    seen = observe_all(encoder, statements, answer, likely)
    chances = data.probabilities(np.stack([item.features for item in seen]))
    # argument and key points are of one stance, so none contradicts the other: what speaks of a point, matches it
    scores = 1.0 - chances[:, LABELS.index("missed")]
    return int(scores.argmax()), float(scores.max())


def average_precision(scores: ArrayF, hits: NDArray[np.int64]) -> float:
    """Of the better half of the arguments, by score."""
    order = np.argsort(-scores, kind="stable")[: int(0.5 * len(scores))]
    found = hits[order]
    precision = found.cumsum() / np.arange(1, len(found) + 1)
    return float((precision * found).sum() / max(1, found.sum()))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
