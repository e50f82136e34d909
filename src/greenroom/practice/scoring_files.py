"""Answers made elsewhere: a sound file, or a typed answer, judged against a prompt."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from greenroom.domain import Attempt, AttemptRef, Prompt, Recording, Transcript
from greenroom.errors import AudioFileError, DiskFullError, LibraryError
from greenroom.hearing.port import RATE_HZ
from greenroom.practice.services import Services
from greenroom.sound import measure_levels, read_audio, write_wav

__all__ = ["keep_scored", "score_file"]

TYPED = {".txt", ".md"}


def score_file(services: Services, prompt: Prompt, path: Path) -> Attempt:
    """Judge one file. The attempt has number 0: it is not kept.

    Raises AudioFileError (missing, empty, not sound, not text), WeightsError, HearingError.
    """
    if path.suffix.lower() in TYPED:
        recording, transcript = None, Transcript.typed(_read_text(path))
    else:
        samples = read_audio(path, RATE_HZ)
        recording = Recording(
            path=path,
            rate_hz=RATE_HZ,
            frames=len(samples),
            started_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
            levels=measure_levels(samples, RATE_HZ),
        )
        transcript = services.transcriber.transcribe(samples, terms=prompt.terms)
    return Attempt(
        ref=AttemptRef(prompt.id, 0),
        asked=prompt.question,
        created_at=services.clock.now(),
        recording=recording,
        transcript=transcript,
        report=services.judge.judge(prompt, transcript),
    )


def keep_scored(services: Services, attempt: Attempt) -> Attempt:
    """Keep a scored file as a new attempt: our own WAV is copied as it is, anything else as 16 kHz WAV."""
    slot = services.attempts.reserve(attempt.ref.prompt_id)
    try:
        recording = attempt.recording
        if recording is not None:
            _copy_sound(recording.path, slot.sound_path)
            recording = replace(recording, path=slot.sound_path)
        kept = replace(attempt, ref=slot.ref, recording=recording)
        services.attempts.keep(kept)
        return kept
    finally:
        slot.release()


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise AudioFileError(f"There is no file {path}.", hint="Check the name.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise AudioFileError(f"{path} could not be read as text: {error}.", hint="Save it as UTF-8 text.") from error


def _copy_sound(source: Path, target: Path) -> None:
    try:
        if source.suffix.lower() == ".wav":
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        else:
            write_wav(target, read_audio(source, RATE_HZ), RATE_HZ)
    except OSError as error:
        target.unlink(missing_ok=True)
        kind = DiskFullError if error.errno == 28 else LibraryError
        raise kind(f"The sound could not be kept: {error.strerror}.", hint=f"{source} is untouched.") from error
