"""An attempt whose every word is a burst of its own noise, so that what was played tells which words were heard."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from tests.sound.signals import Sound, a_noise, a_silence, find

from greenroom.domain import (
    Attempt,
    AttemptRef,
    Evidence,
    Filler,
    FillerKind,
    PointVerdict,
    Recording,
    Report,
    Source,
    Span,
    Transcript,
    Verdict,
    Word,
)
from greenroom.practice.replay.tape import Tape
from greenroom.practice.replay.track import track_of
from greenroom.sound import write_wav

RATE_HZ = 48_000
BURST_S = 0.3
SAID = {
    0.5: "We",
    1.5: "moved",
    2.5: "um",
    3.5: "everything",
    4.5: "to",
    5.5: "RocksDB.",
    8.5: "Then",
    9.5: "it",
    10.5: "was",
    11.5: "fast.",
}
DURATION_S = 13.0


def a_burst(start_s: float) -> Sound:
    """The sound of the word that begins then."""
    return a_noise(seconds=BURST_S, seed=round(start_s * 10))


def an_answer() -> Sound:
    sound = a_silence(DURATION_S)
    for start_s in SAID:
        first = round(start_s * RATE_HZ)
        sound[first : first + round(BURST_S * RATE_HZ)] = a_burst(start_s)
    return sound


def a_verdict(point_id: str, start_s: float | None, end_s: float | None = None) -> PointVerdict:
    """Covered at these times, missed without."""
    if start_s is None:
        return PointVerdict(point_id, f"The {point_id}", Verdict.MISSED, 0.9)
    evidence = Evidence(f"what shows the {point_id}", start_s, end_s)
    return PointVerdict(point_id, f"The {point_id}", Verdict.COVERED, 0.9, evidence)


POINTS = (a_verdict("speed", 8.5, 11.8), a_verdict("move", 3.5, 5.8), a_verdict("people", None))


def an_attempt(folder: Path, *, number: int = 1, points: tuple[PointVerdict, ...] = POINTS) -> Attempt:
    words = tuple(Word(text, start_s, start_s + BURST_S) for start_s, text in SAID.items())
    path = folder / f"{number}.wav"
    if not path.exists():
        write_wav(path, an_answer(), RATE_HZ)
    um = Filler("um", FillerKind.FILLED_PAUSE, 2.5, 2.8, Source.TEXT, 0.9)
    uh = Filler("uh", FillerKind.FILLED_PAUSE, 9.9, 10.2, Source.SOUND, 0.8)
    faint = Filler("uh", FillerKind.FILLED_PAUSE, 7.0, 7.2, Source.SOUND, 0.2)
    return Attempt(
        ref=AttemptRef("billing", number),
        asked="Why?",
        created_at=datetime(2026, 11, 20, tzinfo=UTC),
        recording=Recording(path, RATE_HZ, round(DURATION_S * RATE_HZ), datetime(2026, 11, 20, tzinfo=UTC)),
        transcript=Transcript(words, DURATION_S, (Span(0.5, 5.8), Span(8.5, 11.8))),
        report=Report(1, "a test", "billing", scored=True, points=points, fillers=(um, faint, uh)),
    )


def a_tape(attempt: Attempt) -> Tape:
    return Tape(attempt, track_of(attempt, DURATION_S), an_answer(), RATE_HZ)


def heard_words(played: Sound) -> list[str]:
    """The words whose whole burst is in *played* at speed 1, in order of being heard; each once."""
    found = []
    for start_s, text in SAID.items():
        place, fit = find(a_burst(start_s), played)
        if fit > 0.99:
            found.append((place, text))
    return [text for _, text in sorted(found)]


def loud_from_s(played: Sound) -> float:
    """When the first sound is heard."""
    return float((np.abs(played) > 0.001).argmax()) / RATE_HZ
