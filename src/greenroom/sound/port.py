"""What every sound card can do: list devices, record to a file, play samples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from greenroom.domain import EndReason, Recording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Device", "Playback", "SoundCard", "Take", "TakeState"]


@dataclass(frozen=True, slots=True)
class Device:
    """A sound device: `inputs` and `outputs` are channel counts, `rate_hz` its own rate."""

    index: int
    name: str
    inputs: int
    outputs: int
    rate_hz: int
    default_input: bool = False
    default_output: bool = False


@dataclass(frozen=True, slots=True)
class TakeState:
    """A take as it stands: `elapsed_s` of sound on disk, the last block's level, what is wrong, whether it ended."""

    elapsed_s: float
    level_dbfs: float
    paused: bool
    warning: str = ""
    ended: EndReason | None = None


class Take(Protocol):
    """A recording under way. No call blocks for longer than about five seconds, whatever the sound server does."""

    def state(self) -> TakeState: ...

    def read(self) -> NDArray[np.int16]:
        """The samples that came since the last call, shape (n,), at `rate_hz`; empty when there are none.

        Reading is for listeners (level, speech detection, hearing while they speak); the file never waits for it.
        """
        ...

    @property
    def rate_hz(self) -> int: ...

    def pause(self) -> None:
        """Leave out what is heard until `resume`."""
        ...

    def resume(self) -> None: ...

    def stop(self, reason: EndReason = EndReason.STOPPED) -> Recording:
        """Close device and file. An end that came earlier by itself (device lost, disk full) keeps its reason.

        A second call returns the same recording.
        """
        ...


class Playback(Protocol):
    """Sound being played."""

    def position_s(self) -> float:
        """Seconds into the sound, as heard (not as queued)."""
        ...

    def seek(self, position_s: float) -> None: ...

    def set_speed(self, speed: float) -> None:
        """Go on *speed* times as fast (0.5 to 4) at the same pitch; positions stay seconds of the sound at speed 1."""
        ...

    def hold_at(self, position_s: float | None) -> None:
        """Be silent from there on, without an end, until a jump back or another call; None: play to the end."""
        ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def wait(self, timeout_s: float) -> bool:
        """Wait for the end at most *timeout_s*; True once the last sample was heard. Raises SoundError if it broke."""
        ...

    def stop(self) -> None:
        """Fall silent within about 50 ms and close the device."""
        ...


class SoundCard(Protocol):
    """The sound card, or what stands in for it."""

    def devices(self) -> tuple[Device, ...]:
        """All devices, read afresh. Empty when there are none. Raises SoundError: no PortAudio."""
        ...

    def record(self, path: Path, *, microphone: str = "") -> Take:
        """Start recording mono 16-bit WAV into the new file *path*, at the device's own rate.

        *microphone* is a part of a device's name or its index; empty means the default.
        Raises DeviceNotFoundError, SoundError, LibraryError (folder not writable, or *path* exists).
        """
        ...

    def play(self, samples: NDArray[np.float32], rate_hz: int, *, speaker: str = "", paused: bool = False) -> Playback:
        """Start playing mono samples in [-1, 1], shape (n,); *paused*: only at `resume`.

        Raises DeviceNotFoundError, SoundError.
        """
        ...
