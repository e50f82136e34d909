"""How long two tellings take to compare, by their length: reworded here and there, with one passage moved."""

from __future__ import annotations

import argparse
import os
import random
import statistics
import time
from datetime import UTC, datetime

from greenroom.domain import Attempt, AttemptRef, Transcript, Word
from greenroom.scoring import compare_tellings

WORDS = 400
"""So many different words, the commonest ones far more often than the others, as in speech."""
CHANGED = 0.2
SECONDS_A_WORD = 0.4


def main(arguments: list[str]) -> int:
    """Print a table: median and slowest milliseconds of a whole comparison of words, for each length."""
    parser = argparse.ArgumentParser(prog="./run bench compare", description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="how many pairs of each length (default 9)")
    parser.add_argument("--lengths", default="150,500,2000,10000", help="words in each telling")
    options = parser.parse_args(arguments)
    print(f"\ncomparing words, {options.runs} pairs each on {os.cpu_count()} cores")
    print(f"{'words':>8}{'retold, ms':>14}{'slowest':>10}{'unlike, ms':>14}{'slowest':>10}{'moved':>8}")
    for length in map(int, options.lengths.split(",")):
        times: dict[bool, list[float]] = {True: [], False: []}
        found = 0
        for run in range(options.runs):
            chance = random.Random(1000 * length + run)  # noqa: S311 - the same pairs at every run
            told = _telling(length, chance)
            for related, taken in times.items():
                other = _retold(told, chance) if related else _telling(length, chance)
                start_s = time.perf_counter()
                comparison = compare_tellings(_attempt(told), _attempt(other))
                taken.append(1000 * (time.perf_counter() - start_s))
                found += related and bool(comparison.moves)
        row = "".join(f"{statistics.median(times[one]):>14.1f}{max(times[one]):>10.1f}" for one in times)
        print(f"{length:>8}{row}{found:>5} of {options.runs}")
    return 0


def _telling(length: int, chance: random.Random) -> list[str]:
    ranks = range(1, WORDS + 1)
    words = chance.choices([f"word{rank}" for rank in ranks], [1 / rank for rank in ranks], k=length)
    return [f"{word}." if chance.random() < 0.07 else word for word in words]


def _retold(told: list[str], chance: random.Random) -> list[str]:
    """A fifth of the words others, one tenth of the telling at its end instead of its beginning."""
    moved = len(told) // 10
    kept = [word if chance.random() > CHANGED else f"other{chance.randrange(WORDS)}" for word in told[moved:]]
    return kept + told[:moved]


def _attempt(words: list[str]) -> Attempt:
    said = tuple(Word(word, SECONDS_A_WORD * at, SECONDS_A_WORD * (at + 0.9)) for at, word in enumerate(words))
    transcript = Transcript(said, duration_s=SECONDS_A_WORD * len(said))
    return Attempt(AttemptRef("bench", 1), "", datetime(2026, 11, 22, tzinfo=UTC), None, transcript, None)
