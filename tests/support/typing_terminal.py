"""A program on a terminal of its own, typed at and read as a person would."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType


class TypingTerminal:
    """Runs `greenroom` with a pseudo-terminal for all three streams."""

    def __init__(self, arguments: list[str], *, cwd: Path, env: Mapping[str, str]) -> None:
        self._raw = ""
        self._seen = 0  # up to here wait_for has looked
        self._master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "greenroom", *arguments],
            cwd=cwd,
            env={**env, "TERM": "xterm", "COLUMNS": "110", "LINES": "50"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509 - no threads run when tests start a program
        )
        os.close(slave)

    @property
    def screen(self) -> str:
        """Everything that was written, without colours."""
        return re.sub("\x1b\\[[0-9;]*m", "", self._raw)

    def __enter__(self) -> TypingTerminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)

    def wait_for(self, pattern: str, limit_s: float = 30.0) -> str:
        """Read until *pattern* appears behind the last match; what it matched. Fails with the screen otherwise."""
        deadline_s = time.monotonic() + limit_s
        while not (match := re.search(pattern, self.screen[self._seen :])):
            left_s = deadline_s - time.monotonic()
            if left_s <= 0 or not self._read(left_s):
                raise AssertionError(f"'{pattern}' did not appear. The screen:\n{self.screen[-3000:]}")
        self._seen += match.end()
        return match.group()

    def type(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def status(self, limit_s: float = 30.0) -> int:
        """Read to the end; the exit status."""
        deadline_s = time.monotonic() + limit_s
        while self._read(max(0.0, deadline_s - time.monotonic())):
            pass
        return self.process.wait(timeout=max(0.1, deadline_s - time.monotonic()))

    def _read(self, timeout_s: float) -> bool:
        if not select.select([self._master], [], [], timeout_s)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux: the other end is closed
            return False
        self._raw += data.decode("utf-8", "replace")
        return bool(data)


def _take_terminal() -> None:
    """In the child: make the pseudo-terminal the controlling one, so that Ctrl-C in it is SIGINT."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
