"""Is everything in place? Each part is tried for real, and what is wrong comes with its fix."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from greenroom.domain import Prompt, Transcript
from greenroom.errors import GreenroomError
from greenroom.practice.services import Services
from greenroom.scoring.port import SecondJudge
from greenroom.sound.devices import find_device

__all__ = ["Check", "check_up"]

ENOUGH_DISK_MB = 500
"""About an hour of sound at 48 kHz, and room for the database."""


@dataclass(frozen=True, slots=True)
class Check:
    """One part: whether it is in order, what was found, and what to do if it is not.

    `needed` is false for parts without which practice goes on (a loudspeaker, a voice).
    """

    name: str
    ok: bool
    found: str
    fix: str = ""
    needed: bool = True


def check_up(services: Services) -> tuple[Check, ...]:
    """Try PortAudio, microphone, loudspeaker, voice, weights, judge, disk, home and prompts, in this order.

    A language model only where the settings ask for one.
    """
    second = services.second_judge
    return (
        _try("sound system", lambda: _devices(services)),
        _try("microphone", lambda: _microphone(services)),
        _try("loudspeaker", lambda: _loudspeaker(services), needed=False),
        _try("voice", lambda: _voice(services), needed=False),
        _try("speech weights", lambda: _weights(services)),
        _try("judge", lambda: _judge(services)),
        *([_try("second opinion", lambda: _second_judge(second), needed=False)] if second else []),
        _disk(services.home.root),
        _home(services.home.root),
        _prompts(services),
    )


def _try(name: str, look: Callable[[], str], *, needed: bool = True) -> Check:
    try:
        return Check(name, True, look(), needed=needed)
    except GreenroomError as error:
        return Check(name, False, error.message, error.hint, needed=needed)


def _devices(services: Services) -> str:
    devices = services.card.devices()
    return f"PortAudio, {len(devices)} device{'' if len(devices) == 1 else 's'}"


def _microphone(services: Services) -> str:
    return find_device(services.card.devices(), "microphone", services.settings.microphone).name


def _loudspeaker(services: Services) -> str:
    return find_device(services.card.devices(), "loudspeaker", services.settings.speaker).name


def _voice(services: Services) -> str:
    services.voice.speak("Ready.")
    return f"{len(services.voice.voices())} voices"


def _weights(services: Services) -> str:
    services.transcriber.load()
    return f"{services.settings.model} loads"


def _judge(services: Services) -> str:
    report = services.judge.judge(Prompt(id="check", question=""), Transcript.typed("Ready."))
    return report.judge


def _second_judge(judge: SecondJudge) -> str:
    return f"{judge.reach()} answers{f' at {judge.elsewhere}: not this machine' if judge.elsewhere else ''}"


def _disk(root: Path) -> Check:
    place = next(folder for folder in (root, *root.parents) if folder.exists())
    free_mb = shutil.disk_usage(place).free // 1_000_000
    found = f"{free_mb / 1000:.1f} GB free"
    fix = f"Free some space, or set GREENROOM_HOME to another disk: {ENOUGH_DISK_MB} MB are an hour of sound."
    return Check("disk", free_mb >= ENOUGH_DISK_MB, found, fix)


def _home(root: Path) -> Check:
    if not root.is_dir():
        return Check("home", False, f"{root} does not exist yet", "Make it: greenroom init")
    writable = os.access(root, os.W_OK)
    fix = f"Make {root} writable for you, or set GREENROOM_HOME to another folder."
    return Check("home", writable, f"{root}" if writable else f"{root} cannot be written", fix)


def _prompts(services: Services) -> Check:
    listing = services.prompts.listing()
    found = f"{len(listing.prompts)} can be used"
    if listing.problems:
        return Check("prompts", False, f"{found}, {len(listing.problems)} faults", "See them: greenroom prompts check")
    return Check("prompts", bool(listing.prompts), found, "Get starters: greenroom init")
