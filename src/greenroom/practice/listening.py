"""Sound -> Recording: one take, from the first sample to the closed file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from greenroom.domain import EndReason, Hint, Prompt, Recording
from greenroom.errors import Cancelled, LibraryError, SoundError
from greenroom.hearing.port import RATE_HZ, Listening, SpeechStream
from greenroom.practice.learning.hinting import HintLadder
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage
from greenroom.sound import Resampler, assess, measure_levels, read_audio
from greenroom.sound.port import Take

__all__ = ["Ear", "Spoken", "check_sound", "count_down", "kept_note", "record"]

POLL_S = 0.05
LIMIT_GRACE_S = 15.0
"""Past the limit the take goes on for so long, so that nobody is cut off inside a sentence."""
CHECK_LIMIT_S = 5.0
CHECK_ENOUGH_SPEECH_S = 1.2
SPEECH = 0.5
"""Speech probability from which a moment counts as speech."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """An answer on disk, and who heard it while it was spoken; None when nobody did, or not all of it.

    `hints` is the most help that was on the screen meanwhile.
    """

    recording: Recording
    listening: Listening | None = None
    hints: Hint = Hint.NONE


class Ear:
    """Follows a take: knows how much speech there was, and how long ago, and passes the sound on to *listening*."""

    def __init__(self, stream: SpeechStream, take: Take, listening: Listening | None = None) -> None:
        self._stream = stream
        self._take = take
        self._listening = listening
        self._resampler = Resampler(take.rate_hz, RATE_HZ)
        self._frames = 0
        self._heard_s = 0.0
        self._last_speech_s: float | None = None
        self.speech_s = 0.0

    def listen(self, *, last: bool = False) -> None:
        """Take in what came since the last call; *last* brings out the rest."""
        frames = self._take.read()
        self._frames += len(frames)
        samples = self._resampler.feed(frames, last=last)
        if self._listening:
            self._listening.feed(samples)
        heard_s = len(samples) / RATE_HZ
        self._heard_s += heard_s
        if max(self._stream.feed(samples), default=0.0) >= SPEECH:
            self.speech_s += heard_s
            self._last_speech_s = self._heard_s

    def silent_for_s(self) -> float:
        """Silence since the last speech; 0 as long as nothing was said."""
        return 0.0 if self._last_speech_s is None else self._heard_s - self._last_speech_s

    def listen_if_it_can(self) -> None:
        """As `listen`, but a recording does not end because nobody could listen."""
        try:
            self.listen()
        except Exception:  # noqa: BLE001 - whatever it is, the sound goes on to the file, and is heard from there
            self._listening = None

    def spoken(self, recording: Recording) -> Spoken:
        """The closed *recording*, with *listening* if that was given every frame of it."""
        try:
            self.listen(last=True)
        except Exception:  # noqa: BLE001 - as above
            self._listening = None
        return Spoken(recording, self._listening if self._frames == recording.frames else None)


def count_down(services: Services, stage: Stage) -> None:
    """Count down to the recording; any key starts it at once."""
    for left_s in range(services.settings.countdown_s, 0, -1):
        stage.countdown(left_s)
        if stage.key(1.0) not in {None, "eof"}:
            return


def record(services: Services, stage: Stage, prompt: Prompt, path: Path, hints: Hint = Hint.NONE) -> Spoken:
    """Record one answer into *path*, and have it heard meanwhile.

    Enter stops, `p` pauses, up and down show more *hints* or fewer, Ctrl-C stops, keeps and raises Cancelled.
    """
    stage.forget_keys()
    # what takes a moment to begin comes first: nothing is to be missed once the microphone is open
    stream, listening = services.detector.start(), services.transcriber.listen(terms=prompt.names)
    ladder = HintLadder(prompt, stage, hints)
    take = services.card.record(path, microphone=services.settings.microphone)
    try:
        ladder.show()
        ear = Ear(stream, take, listening)
        spoken = ear.spoken(take.stop(_follow(services, stage, prompt, take, ear, ladder)))
        return replace(spoken, hints=ladder.most)
    except KeyboardInterrupt as error:
        recording = take.stop(EndReason.INTERRUPTED)
        if not recording.frames:
            path.unlink()
            raise Cancelled("Stopped before anything was recorded.") from error
        raise Cancelled("Stopped.", kept=kept_note(recording)) from error
    except BaseException:
        take.stop(EndReason.INTERRUPTED)
        raise
    finally:
        ladder.hide()


def kept_note(recording: Recording) -> str:
    """What is said of a recording that has no report yet."""
    kept = f"{recording.duration_s:.0f} s of your answer are kept in {recording.path}."
    return f"{kept} See the report with: greenroom recover"


def _follow(services: Services, stage: Stage, prompt: Prompt, take: Take, ear: Ear, ladder: HintLadder) -> EndReason:
    """Draw the meter until something ends the take; what it was."""
    auto_stop = services.settings.auto_stop
    while True:
        state = take.state()
        stage.meter(state, prompt.target, prompt.limit_s)
        if state.ended is not None:
            return state.ended
        if state.elapsed_s >= prompt.limit_s + LIMIT_GRACE_S:
            return EndReason.LIMIT
        ear.listen_if_it_can()
        if auto_stop and ear.silent_for_s() >= services.settings.auto_stop_hold_s:
            return EndReason.AUTO_STOP
        key = stage.key(POLL_S)
        if key == "enter":
            return EndReason.STOPPED
        ladder.step(key)
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
    stream = services.detector.start()
    take = services.card.record(path, microphone=services.settings.microphone)
    try:
        skipped = _listen_for_speech(stage, Ear(stream, take), take)
        recording = take.stop()
        if skipped:
            return None
        if recording.end is not EndReason.STOPPED:
            raise SoundError("; ".join(recording.warnings) or "The microphone stopped.", hint="Try: greenroom doctor")
        return assess(measure_levels(read_audio(path, recording.rate_hz), recording.rate_hz))
    finally:
        take.stop(EndReason.INTERRUPTED)
        path.unlink(missing_ok=True)


def _listen_for_speech(stage: Stage, ear: Ear, take: Take) -> bool:
    """True when the user pressed a key."""
    while ear.speech_s < CHECK_ENOUGH_SPEECH_S:
        state = take.state()
        if state.ended is not None or state.elapsed_s >= CHECK_LIMIT_S:
            break
        ear.listen()
        if stage.key(POLL_S) not in {None, "eof"}:
            return True
    return False
