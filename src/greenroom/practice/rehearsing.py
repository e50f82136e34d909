"""The main job: ask, record, hear, judge, keep."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from greenroom.domain import Attempt, AttemptRef, Hint, Prompt, Transcript
from greenroom.errors import Cancelled, GreenroomError, SoundError
from greenroom.hearing.port import RATE_HZ
from greenroom.practice.asking import ask
from greenroom.practice.listening import Spoken, count_down, kept_note, record
from greenroom.practice.second_opinion import with_second_opinion
from greenroom.practice.services import Services
from greenroom.practice.stage import Stage
from greenroom.sound import read_audio

__all__ = ["hear", "judge_recording", "keep_judged", "keep_typed", "rehearse"]


def rehearse(
    services: Services,
    stage: Stage,
    prompt: Prompt,
    asked: str,
    *,
    about: str = "",
    hints: Hint = Hint.NONE,
    note: Callable[[AttemptRef], None] | None = None,
) -> Attempt:
    """One attempt at *prompt*, from the question spoken to the attempt kept.

    *about* is the id of the one point that is asked for alone (see `Prompt.only`), *hints* how much of the points is on
    the screen when the answer begins. *note* is told the attempt's number before anything is recorded under it. The
    sound is on disk from the first moment; whatever fails afterwards, it stays, and `recover` offers it.
    Raises Cancelled on Ctrl-C, and whatever the rooms raise.
    """
    slot = services.attempts.reserve(prompt.id, about)
    try:
        if note is not None:
            note(slot.ref)
        _ask_and_load(services, stage, prompt, asked)
        spoken = record(services, stage, prompt, slot.sound_path, hints)
        recording = spoken.recording
        for warning in recording.warnings:
            stage.tell(warning)
        if not spoken.listening:
            stage.tell("Hearing you while you spoke did not work; your answer is heard from the file now, all of it.")
        if not recording.frames:
            recording.path.unlink()
            raise SoundError("Nothing was recorded.", hint="Try again; see what the microphone does: greenroom doctor")
        try:
            return judge_recording(services, stage, prompt, asked, slot.ref, spoken)
        except GreenroomError as error:
            error.kept = kept_note(recording)
            raise
        except KeyboardInterrupt as error:
            raise Cancelled("Stopped before the report.", kept=kept_note(recording)) from error
    finally:
        slot.release()


def _ask_and_load(services: Services, stage: Stage, prompt: Prompt, asked: str) -> None:
    """Ask and count down, and meanwhile load what hears and what judges."""
    _loading("load-weights", services.transcriber.load)
    ask(services, stage, prompt, asked)
    # The judge loads in this process, and keeps it busy meanwhile: neither while the question plays nor while the
    # answer is recorded.
    judge = _loading("load-judge", lambda: services.judge.load(prompt))
    count_down(services, stage)
    judge.join()


def judge_recording(
    services: Services, stage: Stage, prompt: Prompt, asked: str, ref: AttemptRef, spoken: Spoken
) -> Attempt:
    """Hear and judge a closed recording that lies in the library, and keep it as attempt *ref*."""
    recording = spoken.recording
    if spoken.listening:
        stage.working("Hearing your last words")
        transcript = spoken.listening.finish()
    else:
        stage.working("Hearing your answer from the file")
        transcript = hear(services, prompt, recording.path)
    heard = Attempt(ref, asked, recording.started_at, recording, transcript, None, hints=spoken.hints)
    return keep_judged(services, stage, prompt, heard, transcript)


def keep_typed(services: Services, stage: Stage, prompt: Prompt, asked: str, ref: AttemptRef, answer: str) -> Attempt:
    """The *answer* that was typed to *asked*, kept as attempt *ref* and judged.

    Raises WeightsError, LibraryError; where only the report is missing, `kept` says that the words are there.
    """
    words = Transcript.typed(answer)
    about = services.attempts.point_asked(ref)
    heard = Attempt(ref, asked, services.clock.now(), None, words, None, about=about)
    services.attempts.keep(heard)
    try:
        return keep_judged(services, stage, prompt, heard, words)
    except GreenroomError as error:
        error.kept = f"Your words are kept as {ref}. Judge them with: greenroom rejudge {ref}."
        raise


def keep_judged(services: Services, stage: Stage, prompt: Prompt, heard: Attempt, words: Transcript) -> Attempt:
    """*heard* with the report on its *words*, kept."""
    stage.working("Judging")
    report = services.judge.judge(prompt, words)
    attempt = replace(
        heard,
        report=with_second_opinion(services, prompt, words, report, stage),
        judged_at=services.clock.now(),
        about=services.attempts.point_asked(heard.ref),
    )
    services.attempts.keep(attempt)
    return attempt


def hear(services: Services, prompt: Prompt, path: Path) -> Transcript:
    """The words in a sound file. Raises AudioFileError, WeightsError, HearingError."""
    return services.transcriber.transcribe(read_audio(path, RATE_HZ), terms=prompt.names)


def _loading(name: str, load: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=_load_quietly, args=(load,), name=name, daemon=True)
    thread.start()
    return thread


def _load_quietly(load: Callable[[], None]) -> None:
    """Load weights ahead of time; what goes wrong here is raised again, and told, when they are needed."""
    with suppress(Exception):
        load()
