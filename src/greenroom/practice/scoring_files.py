"""Answers made elsewhere: a sound file, or a typed answer, judged against a prompt."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from greenroom.domain import Attempt, AttemptRef, Prompt, Recording, Transcript
from greenroom.errors import AudioFileError, DiskFullError, LibraryError
from greenroom.hearing.port import RATE_HZ
from greenroom.practice.second_opinion import with_second_opinion
from greenroom.practice.services import Services
from greenroom.sound import measure_levels, read_audio, read_wav_info, write_wav
from greenroom.sound.wav import NO_ROOM

__all__ = ["keep_scored", "score_file"]

TYPED = {".txt", ".md"}
KEPT_RATE_HZ = 48_000


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
        transcript = services.transcriber.transcribe(samples, terms=prompt.names)
    report = services.judge.judge(prompt, transcript)
    return Attempt(
        ref=AttemptRef(prompt.id, 0),
        asked=prompt.question,
        created_at=services.clock.now(),
        recording=recording,
        transcript=transcript,
        report=with_second_opinion(services, prompt, transcript, report),
        judged_at=services.clock.now(),
    )


def keep_scored(services: Services, attempt: Attempt) -> Attempt:
    """Keep a scored file as a new attempt: a mono 16-bit WAV is copied as it is, anything else becomes one."""
    slot = services.attempts.reserve(attempt.ref.prompt_id)
    try:
        recording = _copy_sound(attempt.recording, slot.sound_path) if attempt.recording else None
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


def _copy_sound(recording: Recording, target: Path) -> Recording:
    """The sound in *target*, which must not exist yet; *recording* as it then is."""
    source = recording.path
    try:
        info = read_wav_info(source)
    except AudioFileError:  # no WAV file
        info = None
    if info is None or (info.channels, info.sample_bytes) != (1, 2):
        samples = read_audio(source, KEPT_RATE_HZ)
        write_wav(target, samples, KEPT_RATE_HZ)
        return replace(recording, path=target, rate_hz=KEPT_RATE_HZ, frames=len(samples))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    except OSError as error:
        target.unlink(missing_ok=True)
        kind = DiskFullError if error.errno in NO_ROOM else LibraryError
        raise kind(f"The sound could not be kept: {error.strerror}.", hint=f"{source} is untouched.") from error
    return replace(recording, path=target, rate_hz=info.rate_hz, frames=info.frames)
