"""The one documented JSON shape of an attempt: `score --json`, `show --json` and `practice --json` print it.

`docs/json.md` describes every field; `docs/attempt.schema.json` is its JSON Schema.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from greenroom.domain import Attempt, Report, Transcript
from greenroom.domain.plain import to_plain

__all__ = ["SCHEMA_VERSION", "attempt_document"]

SCHEMA_VERSION = 1


def attempt_document(attempt: Attempt, *, file: str | None = None) -> dict[str, Any]:
    """*attempt* as plain data. `ref` is null for what was not kept; *file* names the file that was scored."""
    document: dict[str, Any] = {
        "schema": SCHEMA_VERSION,
        "ref": str(attempt.ref) if attempt.ref.number else None,
        "prompt": attempt.ref.prompt_id,
        "asked": attempt.asked,
        "about": attempt.about,
        "hints": attempt.hints.value,
        "created_at": to_plain(attempt.created_at),
        "recording": to_plain(attempt.recording),
    }
    if file is not None:
        document["file"] = file
    document |= _transcript(attempt.transcript) | _report(attempt.report, attempt.judged_at)
    return document | {"corrections": to_plain(attempt.corrections)}


def _transcript(transcript: Transcript | None) -> dict[str, Any]:
    if transcript is None:
        return {"transcript": None, "words": [], "engine": None}
    return {
        "transcript": {
            "text": transcript.text,
            "duration_s": transcript.duration_s,
            "speech": to_plain(transcript.speech),
            "notes": list(transcript.notes),
        },
        "words": to_plain(transcript.words),
        "engine": to_plain(transcript.engine),
    }


def _report(report: Report | None, judged_at: datetime | None) -> dict[str, Any]:
    if report is None:
        return {"report": None, "points": [], "fillers": [], "delivery": None}
    data = to_plain(report)
    return {
        "report": {
            "version": report.version,
            "judge": report.judge,
            "scored": report.scored,
            "not_scored": report.not_scored,
            "coverage": report.coverage,
            "judged_at": to_plain(judged_at),
        },
        **{name: data[name] for name in ("points", "avoid_said", "fillers", "delivery", "repeated", "hedges")},
        **{name: data[name] for name in ("false_starts", "structure", "strengths", "actions")},
        "feedback_taken": data["feedback_taken"],
        "second_opinion": data["second_opinion"],
    }
