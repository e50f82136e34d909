"""Keeping off the terminal what PortAudio and ALSA print there from C, past sys.stderr."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

__all__ = ["StderrFilter", "quiet_stderr"]

_NOISE = (b"Expression '", b"ALSA lib ", b"||PaMacCore", b"PaAlsa", b"Cannot connect to server", b"jack server")


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Send everything on file descriptor 2 nowhere: for the moment of a call into PortAudio."""
    sys.stderr.flush()
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)


class StderrFilter:
    """While it is held, lines of PortAudio and ALSA on file descriptor 2 are dropped and all others pass.

    For as long as a stream is open: PortAudio's own thread prints when a device goes away. What Python prints goes
    straight to where it always went, a terminal if it is one. Holds are counted.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._holds = 0
        self._kept = -1
        self._replaced: TextIO | None = None

    def hold(self) -> None:
        with self._guard:
            self._holds += 1
            if self._holds > 1:
                return
            sys.stderr.flush()
            self._kept = os.dup(2)
            source, sink = os.pipe()
            os.dup2(sink, 2)
            os.close(sink)
            # The thread has a descriptor of its own, for a program started meanwhile may keep the pipe open.
            arguments = (source, os.dup(self._kept))
            self._thread = threading.Thread(target=_pass_on, args=arguments, name="stderr-filter", daemon=True)
            self._thread.start()
            if _writes_to_descriptor_2(sys.stderr):
                self._replaced = sys.stderr
                sys.stderr = open(self._kept, "w", buffering=1, encoding=sys.stderr.encoding, closefd=False)  # noqa: SIM115 - until `release`

    def release(self) -> None:
        with self._guard:
            self._holds -= 1
            if self._holds:
                return
            sys.stderr.flush()
            if self._replaced is not None:
                sys.stderr, self._replaced = self._replaced, None
            os.dup2(self._kept, 2)
            os.close(self._kept)
        self._thread.join(0.2)


def _writes_to_descriptor_2(stream: TextIO) -> bool:
    try:
        return stream.fileno() == 2
    except (AttributeError, OSError, ValueError):  # something else stands in for it: a test's capture, a window
        return False


def _pass_on(source: int, target: int) -> None:
    """Copy lines from *source* to *target*, but for those of the sound libraries, until nobody can write any more."""
    with os.fdopen(source, "rb") as lines, os.fdopen(target, "wb", buffering=0) as terminal:
        for line in lines:
            if not line.startswith(_NOISE):
                terminal.write(line)
