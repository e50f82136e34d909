"""The one tree of errors. Each says what happened, what was kept, what to do next, and the exit status.

GreenroomError                  1   anything of ours that has no better name
├── UsageError                  2   the words of the command are off
├── PromptError                 3   a prompt file is broken, or there is no such prompt
├── NotFoundError               4   no such attempt
├── SoundError                  5   sound card, microphone, loudspeaker
│   └── DeviceNotFoundError     5   none, or none of that name
├── AudioFileError              6   a sound file that cannot be read
├── WeightsError                7   the speech weights are missing or damaged
├── HearingError                8   the recogniser failed
├── VoiceError                  9   the interviewer's voice failed
├── LanguageModelError          1   the language model that was asked for a second opinion gave none
├── LibraryError               10   the home or its database cannot be read or written
│   └── DiskFullError          10   no room left
└── Cancelled                 130   Ctrl-C
"""

from __future__ import annotations

from enum import IntEnum

__all__ = [
    "AudioFileError",
    "Cancelled",
    "DeviceNotFoundError",
    "DiskFullError",
    "ExitStatus",
    "GreenroomError",
    "HearingError",
    "LanguageModelError",
    "LibraryError",
    "NotFoundError",
    "PromptError",
    "SoundError",
    "UsageError",
    "VoiceError",
    "WeightsError",
]


class ExitStatus(IntEnum):
    """What the program tells the shell. Documented in `docs/exit-status.md`."""

    OK = 0
    ERROR = 1
    USAGE = 2
    PROMPT = 3
    NOT_FOUND = 4
    SOUND = 5
    AUDIO_FILE = 6
    WEIGHTS = 7
    HEARING = 8
    VOICE = 9
    LIBRARY = 10
    INTERRUPTED = 130


class GreenroomError(Exception):
    """Base of all our errors: `message` says what happened, `kept` what was not lost, `hint` what to do next."""

    exit_status = ExitStatus.ERROR

    def __init__(self, message: str, *, kept: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.kept = kept
        self.hint = hint


class UsageError(GreenroomError):
    exit_status = ExitStatus.USAGE


class PromptError(GreenroomError):
    exit_status = ExitStatus.PROMPT


class NotFoundError(GreenroomError):
    exit_status = ExitStatus.NOT_FOUND


class SoundError(GreenroomError):
    exit_status = ExitStatus.SOUND


class DeviceNotFoundError(SoundError):
    pass


class AudioFileError(GreenroomError):
    exit_status = ExitStatus.AUDIO_FILE


class WeightsError(GreenroomError):
    exit_status = ExitStatus.WEIGHTS


class HearingError(GreenroomError):
    exit_status = ExitStatus.HEARING


class VoiceError(GreenroomError):
    exit_status = ExitStatus.VOICE


class LanguageModelError(GreenroomError):
    pass


class LibraryError(GreenroomError):
    exit_status = ExitStatus.LIBRARY


class DiskFullError(LibraryError):
    pass


class Cancelled(GreenroomError):  # noqa: N818 - a wish of the user, not a fault
    exit_status = ExitStatus.INTERRUPTED
