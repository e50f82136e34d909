"""Listening again: pause, jump, speed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from greenroom.domain import Attempt
from greenroom.errors import NotFoundError
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage
from greenroom.sound import change_speed, read_audio
from greenroom.sound.port import Playback

__all__ = ["ReplayState", "replay"]

JUMP_S = 5.0
SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class ReplayState:
    """Where the replay is: seconds into the recording (not into the sped-up sound), of how many, how fast."""

    position_s: float
    duration_s: float
    speed: float
    paused: bool


def replay(
    services: Services, stage: Stage, attempt: Attempt, show: Callable[[ReplayState], None], *, speed: float = 1.0
) -> None:
    """Play *attempt* and follow the keys: space pauses, left and right jump 5 s, up and down change speed, q ends.

    Raises NotFoundError when the attempt has no sound, AudioFileError, SoundError.
    """
    if attempt.recording is None:
        raise NotFoundError(
            f"{attempt.ref} was typed: there is no sound.", hint=f"Read it: greenroom show {attempt.ref}"
        )
    rate_hz = attempt.recording.rate_hz
    samples = read_audio(attempt.recording.path, rate_hz)
    duration_s = len(samples) / rate_hz
    start_s: float | None = 0.0
    while start_s is not None:  # one pass for each speed
        sound = samples if speed == 1.0 else change_speed(samples, rate_hz, speed)
        playback = services.card.play(sound, rate_hz, speaker=services.settings.speaker)
        try:
            if start_s:
                playback.seek(start_s / speed)
            start_s, speed = _follow(playback, stage, show, duration_s, speed)
        finally:
            playback.stop()


def _follow(
    playback: Playback, stage: Stage, show: Callable[[ReplayState], None], duration_s: float, speed: float
) -> tuple[float | None, float]:
    """Follow the keys until the end (None) or a change of speed (the position to go on from); and the speed."""
    paused = False
    while not playback.wait(0.0):
        position_s = min(playback.position_s() * speed, duration_s)
        show(ReplayState(position_s, duration_s, speed, paused))
        key = stage.key(0.05)
        if key in {"q", "escape", "enter"}:
            return None, speed
        if key in {"space", "p"}:
            paused = not paused
            (playback.pause if paused else playback.resume)()
        elif key in {"left", "right"}:
            jump_s = JUMP_S if key == "right" else -JUMP_S
            playback.seek(max(0.0, position_s + jump_s) / speed)
        elif key in {"up", "down"}:
            wanted = _next_speed(speed, faster=key == "up")
            if wanted != speed:
                return position_s, wanted
    return None, speed


def _next_speed(speed: float, *, faster: bool) -> float:
    if faster:
        return min((other for other in SPEEDS if other > speed), default=speed)
    return max((other for other in SPEEDS if other < speed), default=speed)
