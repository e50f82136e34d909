"""What level figures mean for the one who speaks: plain sentences with what to do."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from greenroom.domain import Levels

__all__ = ["MIN_SNR_DB", "MIN_SPEECH_DBFS", "assess", "silence_hint"]

MIN_SPEECH_DBFS = -45.0
"""Quieter speech lies in the last five bits of a laptop's converter; at a normal distance it is -35 to -15."""

MIN_SNR_DB = 10.0
"""Below this the recogniser starts to lose words and speech detection to miss them; a quiet room gives 30 and more."""


def assess(levels: Levels, *, platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """What is wrong with the sound, one sentence each with what to do; empty when it is fine."""
    if levels.silent:
        return (f"The microphone sends nothing at all. {silence_hint(platform=platform, environ=environ)}",)
    findings = []
    if levels.clipped:
        findings.append("Your voice is cut off where it is loud. Turn the microphone down, or move back a little.")
    noisy = levels.snr_db < MIN_SNR_DB
    if levels.speech_dbfs < MIN_SPEECH_DBFS and noisy:
        findings.append("I can hardly hear you. Move closer to the microphone, or turn it up.")
    elif levels.speech_dbfs < MIN_SPEECH_DBFS:
        findings.append("Your voice is very quiet. Move closer to the microphone, or turn it up.")
    elif noisy:
        findings.append("The noise around you is nearly as loud as your voice. Find a quieter place, or move closer.")
    return tuple(findings)


def silence_hint(*, platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> str:
    """What to look at when a microphone sends exact silence, on this system."""
    if platform == "darwin":
        # macOS hands zeros, without an error, to a program whose terminal may not use the microphone.
        terminal = environ.get("TERM_PROGRAM", "").removesuffix(".app").replace("_", " ") or "your terminal"
        return (
            f"Unmute it, or allow it: System Settings > Privacy & Security > Microphone > {terminal}, "
            f"then quit {terminal} and open it again."
        )
    if platform == "win32":
        return "Unmute it, or allow it: Settings > Privacy & security > Microphone > Let desktop apps access it."
    return "Is it muted or unplugged, or is another one meant?"
