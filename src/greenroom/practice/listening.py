"""Sound -> Recording: one take, from the first sample to the closed file."""

from __future__ import annotations

from pathlib import Path

from greenroom.domain import EndReason, Prompt, Recording
from greenroom.errors import Cancelled, LibraryError, SoundError
from greenroom.hearing.port import RATE_HZ, SpeechDetector
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage
from greenroom.sound import Resampler, assess, measure_levels, read_audio
from greenroom.sound.port import Take

__all__ = ["Ear", "check_sound", "count_down", "kept_note", "record"]

POLL_S = 0.05
LIMIT_GRACE_S = 15.0
"""Past the limit the take goes on for so long, so that nobody is cut off inside a sentence."""
CHECK_LIMIT_S = 5.0
CHECK_ENOUGH_SPEECH_S = 1.2
SPEECH = 0.5
"""Speech probability from which a moment counts as speech."""


class Ear:
    """Follows a take and knows how much speech it has heard, and how long ago."""

    def __init__(self, detector: SpeechDetector, take: Take) -> None:
        self._detector = detector
        self._take = take
        self._resampler = Resampler(take.rate_hz, RATE_HZ)
        self._heard_s = 0.0
        self._last_speech_s: float | None = None
        self.speech_s = 0.0

    def listen(self) -> None:
        """Take in what came since the last call."""
        samples = self._resampler.feed(self._take.read())
        heard_s = len(samples) / RATE_HZ
        self._heard_s += heard_s
        if self._detector.feed(samples) >= SPEECH:
            self.speech_s += heard_s
            self._last_speech_s = self._heard_s

    def silent_for_s(self) -> float:
        """Silence since the last speech; 0 as long as nothing was said."""
        return 0.0 if self._last_speech_s is None else self._heard_s - self._last_speech_s


def count_down(services: Services, stage: Stage) -> None:
    """Count down to the recording; any key starts it at once."""
    for left_s in range(services.settings.countdown_s, 0, -1):
        stage.countdown(left_s)
        if stage.key(1.0) not in {None, "eof"}:
            return


def record(services: Services, stage: Stage, prompt: Prompt, path: Path) -> Recording:
    """Record one answer into *path*: Enter stops, `p` pauses, Ctrl-C stops, keeps and raises Cancelled."""
    stage.forget_keys()
    take = services.card.record(path, microphone=services.settings.microphone)
    try:
        return take.stop(_follow(services, stage, prompt, take))
    except KeyboardInterrupt as error:
        recording = take.stop(EndReason.INTERRUPTED)
        if not recording.frames:
            path.unlink()
            raise Cancelled("Stopped before anything was recorded.") from error
        raise Cancelled("Stopped.", kept=kept_note(recording)) from error
    except BaseException:
        take.stop(EndReason.INTERRUPTED)
        raise


def kept_note(recording: Recording) -> str:
    """What is said of a recording that has no report yet."""
    kept = f"{recording.duration_s:.0f} s of your answer are kept in {recording.path}."
    return f"{kept} See the report with: greenroom recover"


def _follow(services: Services, stage: Stage, prompt: Prompt, take: Take) -> EndReason:
    """Draw the meter until something ends the take; what it was."""
    ear = Ear(services.detector, take)
    auto_stop = services.settings.auto_stop
    while True:
        state = take.state()
        stage.meter(state, prompt.target, prompt.limit_s)
        if state.ended is not None:
            return state.ended
        if state.elapsed_s >= prompt.limit_s + LIMIT_GRACE_S:
            return EndReason.LIMIT
        if auto_stop:
            ear.listen()
            if ear.silent_for_s() >= services.settings.auto_stop_hold_s:
                return EndReason.AUTO_STOP
        key = stage.key(POLL_S)
        if key == "enter":
            return EndReason.STOPPED
        if key == "p":
            (take.resume if state.paused else take.pause)()
        if key == "eof" and not auto_stop:
            auto_stop = True  # nobody can press Enter
            stage.tell(f"No keyboard here: {services.settings.auto_stop_hold_s:.0f} s of silence end the answer.")


def check_sound(services: Services, stage: Stage) -> tuple[str, ...] | None:
    """Listen for up to five seconds, until enough was said; what is wrong, as plain sentences.

    None when a key skipped it. Raises SoundError, LibraryError.
    """
    folder = services.cache / "sound-check"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            f"{folder} cannot be made: {error.strerror}.", hint="Set GREENROOM_CACHE to a folder of yours."
        ) from error
    path = folder / f"{services.clock.now():%Y%m%dT%H%M%S%f}.wav"
    stage.tell("Sound check: please say a few words. (Any key skips.)")
    take = services.card.record(path, microphone=services.settings.microphone)
    try:
        skipped = _listen_for_speech(services, stage, take)
        recording = take.stop()
        if skipped:
            return None
        if recording.end is not EndReason.STOPPED:
            raise SoundError("; ".join(recording.warnings) or "The microphone stopped.", hint="Try: greenroom doctor")
        return assess(measure_levels(read_audio(path, recording.rate_hz), recording.rate_hz))
    finally:
        take.stop(EndReason.INTERRUPTED)
        path.unlink(missing_ok=True)


def _listen_for_speech(services: Services, stage: Stage, take: Take) -> bool:
    """True when the user pressed a key."""
    ear = Ear(services.detector, take)
    while ear.speech_s < CHECK_ENOUGH_SPEECH_S:
        state = take.state()
        if state.ended is not None or state.elapsed_s >= CHECK_LIMIT_S:
            break
        ear.listen()
        if stage.key(POLL_S) not in {None, "eof"}:
            return True
    return False
