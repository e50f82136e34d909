"""Which of the system's voices is meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from greenroom.voice.port import VoiceInfo

__all__ = ["choose_voice", "close_voices"]

_LOOKS_LIKE = 0.6


def choose_voice(voices: Sequence[VoiceInfo], wanted: str, system_default: str = "") -> VoiceInfo | None:
    """The voice that *wanted* names: its id, its name, its language, or a part of these, in this order.

    An empty *wanted* takes an American English voice of espeak, else the system's default if that is English, else the
    first English one; None when nothing fits (the engine's own default is then as good as any).
    """
    if not wanted:
        return _default(voices, system_default)
    wish = wanted.casefold()
    by_english = sorted(voices, key=lambda voice: not _english(voice))
    for fits in (
        lambda voice: voice.id.casefold() == wish,
        lambda voice: voice.name.casefold() == wish,
        lambda voice: voice.language.casefold() == wish,
        lambda voice: wish in voice.name.casefold() or wish in voice.id.casefold(),
    ):
        found = next((voice for voice in by_english if fits(voice)), None)
        if found:
            return found
    return None


def close_voices(voices: Sequence[VoiceInfo], wanted: str, count: int = 4) -> tuple[str, ...]:
    """Ids of voices of which a part looks like *wanted*, English ones first; only English ones if none does."""

    def likeness(voice: VoiceInfo) -> float:
        parts = {voice.id, voice.name, voice.language, *re.findall(r"\w+", voice.name)}
        return max(difflib.SequenceMatcher(None, wanted.casefold(), part.casefold()).ratio() for part in parts)

    close = [voice for voice in voices if likeness(voice) >= _LOOKS_LIKE] or list(voices)
    close.sort(key=lambda voice: (not _english(voice), -likeness(voice)))
    return tuple(voice.id for voice in close[:count])


def _default(voices: Sequence[VoiceInfo], system_default: str) -> VoiceInfo | None:
    american = next((voice for voice in voices if voice.id.casefold() == "gmw/en-us"), None)
    system = next((voice for voice in voices if voice.id.casefold() == system_default.casefold()), None)
    if american or (system and _english(system)):
        return american or system
    return next((voice for voice in voices if _english(voice)), None)


def _english(voice: VoiceInfo) -> bool:
    return voice.language.casefold().replace("_", "-").split("-")[0] == "en" or "english" in voice.name.casefold()
