"""One-line builders of what a library keeps."""

from __future__ import annotations

import os
import struct
import wave
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from greenroom.domain import (
    Attempt,
    AttemptRef,
    Band,
    Corrections,
    Delivery,
    Figure,
    PauseFigures,
    PointCorrection,
    PointVerdict,
    Recording,
    Report,
    Transcript,
    Verdict,
    WordCorrection,
)

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def a_report(prompt_id: str = "why-meta", covered: int = 1, of: int = 2) -> Report:
    verdicts = [Verdict.COVERED] * covered + [Verdict.MISSED] * (of - covered)
    return Report(
        version=1,
        judge="test",
        prompt_id=prompt_id,
        scored=True,
        points=tuple(PointVerdict(f"p{i}", f"Point {i}", verdict, 0.9) for i, verdict in enumerate(verdicts)),
        delivery=Delivery(
            words=200,
            length_s=Figure(90.0, 60.0, 120.0, Band.GOOD),
            pace_wpm=Figure(133.0, 100.0, 165.0, Band.GOOD),
            filled_pauses=3,
            filled_pauses_per_min=Figure(2.0, None, 5.0, Band.GOOD),
            filled_pauses_per_100_words=1.5,
            discourse_markers=1,
            discourse_markers_per_min=0.7,
            pauses=PauseFigures(4, 1, 2.5, 6.0),
        ),
    )


def an_attempt(
    ref: str = "why-meta/1", *, at: datetime = NOON, report: Report | None = None, recording: Recording | None = None
) -> Attempt:
    parsed = AttemptRef.parse(ref)
    assert parsed
    return Attempt(parsed, "Why Meta?", at, recording, Transcript.typed("Because of its scale."), report)


def says(point_id: str = "p0", verdict: Verdict = Verdict.COVERED, at: datetime = NOON) -> Corrections:
    """The user's own verdict on one point."""
    return Corrections(points=(PointCorrection(at, point_id, verdict),))


def means(text: str, heard: str, first: int = 0, at: datetime = NOON) -> Corrections:
    """The user's own words in the place of what was heard from word *first* on."""
    return Corrections(words=(WordCorrection(at, first, tuple(heard.split()), text),))


def write_wav(path: Path, seconds: float = 0.5, rate_hz: int = 16_000) -> Recording:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(struct.pack("<h", 100) * int(seconds * rate_hz))
    return Recording(path, rate_hz, int(seconds * rate_hz), NOON)


def as_ordinary_user(work: Callable[[], str]) -> str:
    """The result of *work*, done in a child that is not root: nothing is refused to root."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65_534)
                os.setuid(65_534)
            answer = work()
        except BaseException as error:  # noqa: BLE001 - the parent reads it
            answer = f"{type(error).__name__}: {error}"
        os.write(writable, answer.encode())
        os._exit(0)
    os.close(writable)
    with os.fdopen(readable, "rb") as pipe:
        answer = pipe.read().decode()
    os.waitpid(child, 0)
    return answer


def fill(disk: Path) -> Path:
    """Leave no room on *disk*; the file that takes it all."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return filler


def let_others_in(folder: Path) -> None:
    """Make *folder*, below pytest's own closed folders, reachable for the ordinary user."""
    own = [parent for parent in folder.parents if any("pytest-of" in part for part in parent.parts)]
    for path in (folder, *own):
        path.chmod(0o755)
