"""The recogniser in a process of its own.

So that loading and computing never hold up what this process does at the same time: importing torch alone keeps
Python busy for 0.1 s and more at a stretch, in which the question would stutter and the recorder fall behind. And
whatever becomes of that process, killed for its memory or crashed, the recording goes on.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import weakref
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import greenroom.errors
from greenroom.errors import GreenroomError, HearingError
from greenroom.hearing.recogniser import Heard

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Choice", "RecogniserProcess"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which recogniser: *engine* "openai-whisper" or "faster-whisper"; *model* a name or the path of a .pt file;
    *weights* the folder for weights that have to be converted; *threads* 0 for what suits it;
    *exact* without the shortcuts that make openai-whisper quick.
    """

    engine: str
    model: str
    weights: Path
    threads: int = 0
    exact: bool = False


class RecogniserProcess:
    """A `Recogniser` whose work is done elsewhere. One call at a time; a process that ended is started anew."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self._process: subprocess.Popen[bytes] | None = None
        self._settings: dict[str, str | float | bool] = {}
        self._lock = threading.Lock()

    def load(self) -> None:
        """Start the process, if it is not running, and wait until the weights are in memory. Raises WeightsError."""
        with self._lock:
            self._started()

    @property
    def settings(self) -> dict[str, str | float | bool]:
        return self._settings

    @property
    def pid(self) -> int | None:
        """Of the process, while there is one."""
        return self._process.pid if self._process else None

    def hear(
        self, samples: NDArray[np.float32], prompt: str = "", *, before: str = "", waited_for: bool = False
    ) -> Heard:
        with self._lock:
            heard: Heard = self._ask(self._started(), (samples, prompt, before, waited_for))
            return heard

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            process = _start()
            self._process = process
            weakref.finalize(self, _end, process)
            self._settings = self._ask(process, self._choice)
        return self._process

    def _ask(self, process: subprocess.Popen[bytes], question: object) -> Any:
        assert process.stdin is not None and process.stdout is not None
        try:
            pickle.dump(question, process.stdin)
            process.stdin.flush()
            answer = pickle.load(process.stdout)  # noqa: S301 - from a process of ours
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self._drop(process)
            raise HearingError(
                "The recogniser stopped by itself.",
                hint="If memory is short, close other programs or take a smaller model: --model tiny.en.",
            ) from error
        except BaseException:
            self._drop(process)  # an answer that nobody took would be taken for the next one's
            raise
        if isinstance(answer, Failure):
            if not self._settings:
                self._drop(process)
            raise answer.as_error()
        return answer

    def _drop(self, process: subprocess.Popen[bytes]) -> None:
        self._process = None
        self._settings = {}
        _end(process)


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of ours on its way between processes."""

    kind: str
    message: str
    hint: str

    @classmethod
    def of(cls, error: GreenroomError) -> Failure:
        return cls(type(error).__name__, error.message, error.hint)

    def as_error(self) -> GreenroomError:
        error: GreenroomError = getattr(greenroom.errors, self.kind)(self.message, hint=self.hint)
        return error


def _start() -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches only us, and we end it.
    command = [sys.executable, "-P", "-m", "greenroom.hearing.worker"]
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, start_new_session=True)
    except OSError as error:
        raise HearingError(f"The recogniser could not be started: {error}.", hint="Check the installation.") from error


def _end(process: subprocess.Popen[bytes]) -> None:
    """It has nothing to lose."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        with suppress(OSError):  # of what was not sent any more
            pipe.close()
    process.wait()
