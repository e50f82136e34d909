"""Single keys from a terminal (POSIX or Windows), or lines from a pipe."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType
from typing import IO, Any

__all__ = ["Keys"]

_POSIX_NAMES = {
    b"\r": "enter",
    b"\n": "enter",
    b" ": "space",
    b"\x1b": "escape",
    b"\x1b[A": "up",
    b"\x1b[B": "down",
    b"\x1b[C": "right",
    b"\x1b[D": "left",
    b"\x04": "eof",
    b"\x7f": "backspace",
    b"\x08": "backspace",
}
_WINDOWS_NAMES = {"\r": "enter", " ": "space", "\x1b": "escape", "\x08": "backspace"}
_WINDOWS_ARROWS = {"H": "up", "P": "down", "M": "right", "K": "left"}


class Keys:
    """A context in which single keys can be read; the terminal is given back as it was.

    Ctrl-C stays what it is (SIGINT). A pipe gives its characters as keys, and "eof" at its end.
    """

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream or sys.stdin  # None when the program was started with it closed
        self._saved: Any = None
        self._at_end = False

    def __enter__(self) -> Keys:
        if os.name == "posix" and self.at_terminal():
            import termios
            import tty

            self._saved = termios.tcgetattr(self._stream.fileno())
            tty.setcbreak(self._stream.fileno(), termios.TCSADRAIN)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._saved is not None:
            import termios

            termios.tcsetattr(self._stream.fileno(), termios.TCSADRAIN, self._saved)
            self._saved = None

    def forget(self) -> None:
        """Drop what was typed at the terminal and not yet read. A pipe's characters are meant, and stay."""
        if not self.at_terminal():
            return
        if os.name == "nt":
            import msvcrt

            while msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]  # Windows only
                msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
            return
        import termios

        termios.tcflush(self._stream.fileno(), termios.TCIFLUSH)

    def get(self, timeout_s: float) -> str | None:
        """The next key, or None after *timeout_s*; "eof" (after the time-out) once nothing can come any more."""
        if self._at_end:
            time.sleep(timeout_s)
            return "eof"
        if os.name == "nt" and self.at_terminal():
            return _windows_key(timeout_s)
        return self._posix_key(timeout_s)

    def _posix_key(self, timeout_s: float) -> str | None:
        import select

        try:
            descriptor = self._stream.fileno()
            ready, _, _ = select.select([descriptor], [], [], timeout_s)
            if not ready:
                return None
            data = os.read(descriptor, 1)
            if data == b"\x1b" and select.select([descriptor], [], [], 0)[0]:
                data += _rest_of_sequence(descriptor)
            elif data >= b"\xc0":
                data += _rest_of_character(descriptor, data[0])
        except (OSError, ValueError, AttributeError):  # standard input is closed, or no pipe that can be waited for
            data = b""
        if not data:
            self._at_end = True
            return self.get(timeout_s)
        return _POSIX_NAMES.get(data) or data.decode("utf-8", "replace").lower()

    def at_terminal(self) -> bool:
        """Whether a person may sit there."""
        try:
            return self._stream is not None and self._stream.isatty()
        except ValueError:  # closed
            return False


def _rest_of_sequence(descriptor: int) -> bytes:
    """What follows an escape: a control sequence ends with its first letter (ECMA-48, 5.4)."""
    data = os.read(descriptor, 1)
    while data[:1] in {b"[", b"O"} and (len(data) == 1 or not 0x40 <= data[-1] <= 0x7E):
        more = os.read(descriptor, 1)
        if not more:
            break
        data += more
    return data


def _rest_of_character(descriptor: int, lead: int) -> bytes:
    """What follows the first byte of a character in UTF-8, as far as it is there."""
    import select

    data = b""
    for _ in range(1 + (lead >= 0xE0) + (lead >= 0xF0)):
        if select.select([descriptor], [], [], 0)[0]:
            data += os.read(descriptor, 1)
    return data


def _windows_key(timeout_s: float) -> str | None:
    import msvcrt

    end_s = time.monotonic() + timeout_s
    while time.monotonic() < end_s:
        if msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]  # Windows only
            character = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
            if character in "\x00\xe0":
                return _WINDOWS_ARROWS.get(msvcrt.getwch(), "escape")  # type: ignore[attr-defined,unused-ignore]
            return _WINDOWS_NAMES.get(character, str(character).lower())
        time.sleep(0.02)
    return None
