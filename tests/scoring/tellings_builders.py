"""Attempts from their words, in one line."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.scoring.builders import spoken

from greenroom.domain import Attempt, AttemptRef, Report, Transcript

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def told(text: str, report: Report | None = None, *, number: int = 1, typed: bool = False, wpm: float = 140) -> Attempt:
    transcript = Transcript.typed(text) if typed else spoken(text, wpm)
    return Attempt(AttemptRef("why-meta", number), "Why Meta?", NOON, None, transcript, report)
