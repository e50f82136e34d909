"""Build a home of many attempts, to measure lists: nothing of it was ever said, and there is no sound.

    python -m tools.large_library FOLDER [--attempts 10000] [--prompts 20]

`./run bench library` does, and measures.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from greenroom.config import Home
from greenroom.domain import (
    Attempt,
    AttemptRef,
    Band,
    Delivery,
    Evidence,
    Figure,
    PauseFigures,
    PointVerdict,
    Recording,
    Report,
    Transcript,
    Verdict,
    Word,
)
from greenroom.library import SqliteLibrary, rows

SENTENCES = (
    "We moved the nightly billing run from nine hours down to forty minutes.",
    "I asked the three people who use it every morning what they were waiting for.",
    "RocksDB kept the hot part of the index in memory, and the rest on disk.",
    "Um, so the first version was wrong in one case out of seven.",
    "In the end customers stopped writing to us about late invoices.",
)
POINTS = 8
TOLD = 30
"""So many sentences, some of them again and again: 380 words, two and a half minutes."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--attempts", type=int, default=10_000)
    parser.add_argument("--prompts", type=int, default=20)
    options = parser.parse_args()
    home = build(options.folder, options.attempts, options.prompts)
    print(f"{options.attempts} attempts, {home.database.stat().st_size / 1e6:.0f} MB")


def build(folder: Path, count: int, prompts: int) -> Home:
    """A new home in *folder* with *count* attempts at *prompts* prompts; 10,000 take a minute."""
    home = Home(folder)
    home.prompts.mkdir(parents=True)
    for number in range(prompts):
        text = {
            "question": f"What did you build, {number}?",
            "points": [{"id": f"point-{place}", "say": sentence} for place, sentence in enumerate(SENTENCES)],
        }
        (home.prompts / f"prompt-{number}.yaml").write_text(json.dumps(text), encoding="utf-8")
    SqliteLibrary(home).reserve("prompt-0").release()  # makes the database
    with closing(sqlite3.connect(home.database)) as db, db:
        for attempt in attempts(home, count, prompts):
            rows.write_attempt(db, attempt, home.root)
            rows.count_number(db, attempt.ref)
    return home


def attempts(home: Home, count: int, prompts: int) -> Iterator[Attempt]:
    """Five attempts a day up to today, the prompts in turn; each run gives the same but for the dates."""
    chance = random.Random(1)  # noqa: S311 - figures to look at
    for index in range(count):
        at = datetime.now(UTC) - timedelta(days=(count - index) // 5, minutes=(count - index) % 5)
        ref = AttemptRef(f"prompt-{index % prompts}", index // prompts + 1)
        report = a_report(ref.prompt_id, chance, judge="old judge" if index < count // 2 else "new judge")
        path = home.recordings / ref.prompt_id / f"{ref.number:04d}.wav"
        said = a_telling(chance)
        recording = Recording(path, 48_000, round((said.duration_s or 0.0) * 48_000), at)
        yield Attempt(ref, "What did you build?", at, recording, said, report, at)


def a_telling(chance: random.Random) -> Transcript:
    words = " ".join(chance.choices(SENTENCES, k=TOLD)).split()
    timed = (Word(word, round(0.4 * at, 2), round(0.4 * at + 0.35, 2), 0.9) for at, word in enumerate(words))
    return Transcript(tuple(timed), duration_s=0.4 * len(words))


def a_report(prompt_id: str, chance: random.Random, judge: str) -> Report:
    points = tuple(
        PointVerdict(
            id=f"point-{number}",
            say=SENTENCES[number % len(SENTENCES)],
            verdict=chance.choice(list(Verdict)),
            confidence=chance.random(),
            evidence=Evidence(SENTENCES[0], None, None),
            reason="Said, with its figures right.",
        )
        for number in range(POINTS)
    )
    fillers = chance.randrange(12)
    return Report(
        version=1,
        judge=judge,
        prompt_id=prompt_id,
        scored=True,
        points=points,
        delivery=Delivery(
            words=300,
            length_s=Figure(chance.uniform(40, 150), 60.0, 120.0, Band.GOOD),
            pace_wpm=Figure(chance.uniform(110, 180), 100.0, 165.0, Band.GOOD),
            filled_pauses=fillers,
            filled_pauses_per_min=Figure(fillers / 1.5, None, 5.0, Band.GOOD),
            filled_pauses_per_100_words=fillers / 3,
            discourse_markers=1,
            discourse_markers_per_min=0.7,
            pauses=PauseFigures(4, 1, 2.5, 6.0),
        ),
    )


if __name__ == "__main__":
    main()
