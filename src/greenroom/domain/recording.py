"""Sound that was kept: where it lies, how it ended, how it is levelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

__all__ = ["EndReason", "Levels", "Recording"]


class EndReason(StrEnum):
    """Why a recording ended."""

    STOPPED = "stopped"  # the user pressed Enter, or the file came from elsewhere
    LIMIT = "limit"  # the prompt's limit was reached
    AUTO_STOP = "auto_stop"  # --auto-stop heard a long silence
    INTERRUPTED = "interrupted"  # Ctrl-C or a signal
    DEVICE_LOST = "device_lost"
    STALLED = "stalled"  # the sound server froze
    DISK_FULL = "disk_full"
    WRITE_ERROR = "write_error"
    RECOVERED = "recovered"  # the program died; the file was found at a later start


@dataclass(frozen=True, slots=True)
class Levels:
    """Level figures of a recording, RMS over 30 ms frames without DC, in dBFS (floor -140).

    `noise_dbfs` is the 10th and `speech_dbfs` the 95th percentile of the frames that are not all zero;
    `silent` says that (nearly) every frame was exactly zero: a muted or refused microphone.
    """

    peak_dbfs: float
    speech_dbfs: float
    noise_dbfs: float
    clipped: bool = False
    silent: bool = False

    @property
    def snr_db(self) -> float:
        return self.speech_dbfs - self.noise_dbfs


@dataclass(frozen=True, slots=True)
class Recording:
    """A closed sound file. `warnings` are plain sentences about what happened while it was made."""

    path: Path
    rate_hz: int
    frames: int
    started_at: datetime
    end: EndReason = EndReason.STOPPED
    levels: Levels | None = None
    warnings: tuple[str, ...] = ()

    @property
    def duration_s(self) -> float:
        return self.frames / self.rate_hz
