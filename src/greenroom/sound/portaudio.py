"""The sound card, through PortAudio. The only file that imports sounddevice."""

from __future__ import annotations

import atexit
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from greenroom.domain import EndReason
from greenroom.errors import SoundError
from greenroom.sound.bounded import BoundedCall
from greenroom.sound.devices import Kind, find_device
from greenroom.sound.noise import StderrFilter, quiet_stderr
from greenroom.sound.player import Player
from greenroom.sound.port import Device, Playback, Take
from greenroom.sound.recorder import Recorder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PortAudioCard"]

T = TypeVar("T")

_BLOCK_S = 0.02  # with the device's own buffer, sound is on disk within 50 ms of being heard
_CALL_LIMIT_S = 4.0  # to look for devices, or to open one, takes a second or two at most (Bluetooth)
_START_LIMIT_S = 1.0
_CLOSE_LIMIT_S = 2.0
_ALSA_RATE_HZ = 48_000.0  # PipeWire, PulseAudio and nearly every card of the last twenty years run at it
_BAD_RATE = -9997


class PortAudioCard:
    """The sound card of this computer: a `SoundCard`.

    Every call is bounded: a sound system that does not answer gives a SoundError within about five seconds.
    """

    def devices(self) -> tuple[Device, ...]:
        return _portaudio.call("list the devices", _list_devices)

    def record(self, path: Path, *, microphone: str = "") -> Take:
        return Recorder(path, _Microphone(microphone))

    def play(self, samples: NDArray[np.float32], rate_hz: int, *, speaker: str = "", paused: bool = False) -> Playback:
        return Player(samples, rate_hz, _Loudspeaker(speaker), paused=paused)


class _PortAudio:
    """The one PortAudio of this process: one call at a time, each within a limit, none heard on the terminal."""

    def __init__(self) -> None:
        # Held until closed: PortAudio calls into a stream also when nobody else holds it, or its close hangs.
        self.open_streams: set[_Stream] = set()
        self._turn = threading.Lock()
        self._hung: BoundedCall[Any] | None = None

    def call(self, doing: str, function: Callable[[Any], T], limit_s: float = _CALL_LIMIT_S) -> T:
        """What *function* makes of the sounddevice module. Raises SoundError: missing, refused, or no answer."""
        if not self._turn.acquire(timeout=limit_s):
            raise _no_answer(doing)
        try:
            if self._hung is not None and self._hung.running:
                raise _no_answer(doing)
            with quiet_stderr():
                call = BoundedCall(lambda: _translated(doing, function))
                try:
                    return call.result(limit_s)
                except TimeoutError as error:
                    self._hung = call
                    _leave_without_goodbye()
                    raise _no_answer(doing) from error
        finally:
            self._turn.release()


_portaudio = _PortAudio()
_stderr = StderrFilter()


class _Stream:
    """A PortAudio stream: opened when made, not started."""

    kind: Kind

    def __init__(self, wanted: str) -> None:
        self._closed = False
        _stderr.hold()
        try:
            self._stream, self.rate_hz = _portaudio.call(f"open the {self.kind}", lambda sd: self._open(sd, wanted))
        except BaseException:
            _stderr.release()
            raise

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        try:
            _portaudio.call(f"close the {self.kind}", self._close, _CLOSE_LIMIT_S)
        except SoundError:
            return  # it hangs, and is left behind; what it gave is with the recorder
        finally:
            _stderr.release()

    def _open(self, sd: Any, wanted: str) -> tuple[Any, int]:
        device = find_device(_list_devices(sd), self.kind, wanted)
        try:
            stream, rate_hz = self._make(sd, device.index, device.rate_hz), device.rate_hz
        except sd.PortAudioError as error:
            rate_hz = round(sd.query_devices(device.index)["default_samplerate"])
            if error.args[1:2] != (_BAD_RATE,) or rate_hz == device.rate_hz:
                raise
            stream = self._make(sd, device.index, rate_hz)
        _portaudio.open_streams.add(self)
        return stream, rate_hz

    def _close(self, _: Any) -> None:
        self._stream.abort()  # what came is delivered already, and nothing more is to be heard
        self._stream.close()
        _portaudio.open_streams.discard(self)

    def _make(self, sd: Any, index: int, rate_hz: int) -> Any:
        raise NotImplementedError


class _Microphone(_Stream):
    """An `InputStream`."""

    kind = "microphone"

    def start(self, on_block: Callable[[bytes, bool], None], on_end: Callable[[EndReason], None]) -> None:
        self._on_block, self._on_end = on_block, on_end
        _portaudio.call("start the microphone", lambda _: self._stream.start(), _START_LIMIT_S)

    def _make(self, sd: Any, index: int, rate_hz: int) -> Any:
        def callback(data: Any, _frames: int, _when: Any, status: Any) -> None:
            self._on_block(bytes(data), bool(status.input_overflow))

        return sd.RawInputStream(
            samplerate=rate_hz,
            device=index,
            channels=1,
            dtype="int16",
            blocksize=round(rate_hz * _BLOCK_S),
            latency="high",
            callback=callback,
            # Fires after `close`, too; the recorder then knows its reason already.
            finished_callback=lambda: self._on_end(EndReason.DEVICE_LOST),
        )


class _Loudspeaker(_Stream):
    """An `OutputStream`."""

    kind = "loudspeaker"

    def start(self, fill: Callable[[int, float], tuple[NDArray[np.float32], bool]], on_end: Callable[[], None]) -> None:
        self._fill, self._on_end = fill, on_end
        _portaudio.call("start the loudspeaker", lambda _: self._stream.start(), _START_LIMIT_S)

    def _make(self, sd: Any, index: int, rate_hz: int) -> Any:
        def callback(data: Any, frames: int, when: Any, _status: Any) -> None:
            delay_s = max(self._stream.latency, when.outputBufferDacTime - when.currentTime)
            samples, last = self._fill(frames, delay_s)
            data[:] = samples.tobytes()
            if last:
                raise sd.CallbackStop

        return sd.RawOutputStream(
            samplerate=rate_hz,
            device=index,
            channels=1,
            dtype="float32",
            blocksize=round(rate_hz * _BLOCK_S),
            latency="high",
            callback=callback,
            finished_callback=lambda: self._on_end(),  # noqa: PLW0108 - it is known only at the start
        )


def _translated(doing: str, function: Callable[[Any], T]) -> T:
    """Run *function* with sounddevice, its errors as ours."""
    try:
        import sounddevice as sd
    except OSError as error:  # its Linux wheels do not bring the library
        raise SoundError(
            "PortAudio, which greenroom hears and speaks through, is missing.", hint=_how_to_get()
        ) from error
    try:
        return function(sd)
    except sd.PortAudioError as error:
        reason = str(error.args[0]) if error.args else "no reason given"
        raise SoundError(f"The sound system would not {doing}: {reason}.", hint=_TRY_ANOTHER) from error


def _list_devices(sd: Any) -> tuple[Device, ...]:
    if not _portaudio.open_streams:
        # The list is made once, when PortAudio starts; a headset plugged in since then shows only after a new start.
        sd._terminate()
        sd._initialize()
    default_input, default_output = sd.default.device
    apis = [api["name"] for api in sd.query_hostapis()]
    return tuple(
        Device(
            index=index,
            name=info["name"],
            inputs=info["max_input_channels"],
            outputs=info["max_output_channels"],
            rate_hz=_own_rate(info, apis[info["hostapi"]]),
            default_input=index == default_input,
            default_output=index == default_output,
        )
        for index, info in enumerate(sd.query_devices())
    )


def _own_rate(info: dict[str, Any], api: str) -> int:
    """The device's own rate. Of ALSA's plugins PortAudio says 44100, whatever lies behind them."""
    plugin = api == "ALSA" and "(hw:" not in info["name"]
    return round(_ALSA_RATE_HZ if plugin else info["default_samplerate"])


def _leave_without_goodbye() -> None:
    """Keep sounddevice from closing PortAudio when Python ends: behind a call that hangs, that would hang as well."""
    handler = getattr(sys.modules.get("sounddevice"), "_exit_handler", None)
    if handler is not None:
        atexit.unregister(handler)


def _no_answer(doing: str) -> SoundError:
    return SoundError(f"The sound system does not answer: it did not {doing}.", hint="Restart it, or the computer.")


def _how_to_get() -> str:
    """The line that installs PortAudio here."""
    if not sys.platform.startswith("linux"):
        return "Run: python -m pip install --force-reinstall sounddevice"
    lines = {
        "apt-get": "sudo apt-get install libportaudio2",
        "dnf": "sudo dnf install portaudio",
        "pacman": "sudo pacman -S portaudio",
        "zypper": "sudo zypper install portaudio",
        "apk": "sudo apk add portaudio",
    }
    known = next((line for tool, line in lines.items() if shutil.which(tool)), "")
    return f"Run: {known}" if known else "Install the package of your system that has libportaudio.so.2."


_TRY_ANOTHER = "See the devices with `greenroom doctor`; choose one with --microphone or --speaker."
