"""Closing old attempts: their sound becomes FLAC, the same bit by bit in about half the room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from greenroom.domain import AttemptRef
from greenroom.errors import Cancelled, GreenroomError
from greenroom.practice.services import Services

__all__ = ["CLOSE_AFTER_DAYS", "Closed", "close_a_few", "close_old", "closed_document", "saved_note"]

SCHEMA_VERSION = 1
CLOSE_AFTER_DAYS = 14
"""What is younger is still listened to, and plain samples are quicker to read."""
A_FEW_S = 0.5
"""So long closing begins with further attempts when nobody asked for it; two minutes of sound take as long again."""


@dataclass(frozen=True, slots=True)
class Closed:
    """How many attempts were closed, and what that saved. `left` stay as they are, each for its reason; `recording`:
    an answer was being recorded, and nothing is compressed then, because that could disturb it.
    """

    count: int = 0
    saved_bytes: int = 0
    left: tuple[tuple[AttemptRef, GreenroomError], ...] = ()
    recording: bool = False


def close_old(
    services: Services,
    days: int,
    show: Callable[[AttemptRef, int, int], None] | None = None,
    limit_s: float | None = None,
) -> Closed:
    """Close the attempts that are older than *days* days, the oldest first, and begin none after *limit_s*.

    *show* is told each before it is closed, its number, and of how many. Raises Cancelled on Ctrl-C, LibraryError: what
    was closed until then is, and the others are untouched.
    """
    started = services.clock.now()
    refs = services.attempts.closable(started - timedelta(days=days))
    if not refs:
        return Closed()
    from greenroom.sound import compress

    count, saved_bytes = 0, 0
    left: list[tuple[AttemptRef, GreenroomError]] = []
    for number, ref in enumerate(refs, start=1):
        if limit_s is not None and (services.clock.now() - started).total_seconds() >= limit_s:
            break
        if services.attempts.is_recording():
            return Closed(count, saved_bytes, tuple(left), recording=True)
        try:
            if show:
                show(ref, number, len(refs))
            saved = services.attempts.close_sound(ref, compress)
        except GreenroomError as error:
            left.append((ref, error))
            continue
        except KeyboardInterrupt as error:
            raise Cancelled("Stopped.", kept=saved_note(Closed(count, saved_bytes))) from error
        if saved is not None:
            count, saved_bytes = count + 1, saved_bytes + saved
    return Closed(count, saved_bytes, tuple(left))


def close_a_few(services: Services) -> str:
    """Close old attempts for a moment, if the settings allow it: what to say of it, nothing where nothing was done."""
    if not services.settings.close_old:
        return ""
    try:
        closed = close_old(services, CLOSE_AFTER_DAYS, limit_s=A_FEW_S)
    except GreenroomError:
        return ""  # nobody asked for it; `greenroom close` says what is wrong
    why = f"The sound of {_attempts(len(closed.left))} could not be: greenroom close says why." if closed.left else ""
    return " ".join(filter(None, (saved_note(closed), why)))


def saved_note(closed: Closed) -> str:
    """What closing brought, in a sentence; empty where it brought nothing."""
    if not closed.count:
        return ""
    saved = f"{closed.saved_bytes / 1e6:.1f} MB less, the same bit by bit"
    return f"The sound of {_attempts(closed.count)} is compressed now (FLAC): {saved}."


def closed_document(closed: Closed) -> dict[str, Any]:
    """*closed* as plain data, the shape of `close --json` (docs/closing.md)."""
    return {
        "schema": SCHEMA_VERSION,
        "closed": closed.count,
        "saved_bytes": closed.saved_bytes,
        "left": [{"ref": str(ref), "message": error.message, "hint": error.hint} for ref, error in closed.left],
        "recording": closed.recording,
    }


def _attempts(count: int) -> str:
    return "1 old attempt" if count == 1 else f"{count} old attempts"
