"""Numbers of attempts that are being recorded, each held by a lock that dies with its process."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.config import Home
from greenroom.domain import AttemptRef
from greenroom.errors import LibraryError
from greenroom.library.failures import refusals_explained

if TYPE_CHECKING:
    from filelock import BaseFileLock

__all__ = ["LockedSlot", "closed_path", "hold", "is_any_held", "is_held", "lock_path", "sound_path"]

_WAIT_S = 5.0


def sound_path(home: Home, ref: AttemptRef) -> Path:
    """Where the sound of *ref* is recorded: `recordings/why-meta/0003.wav`."""
    return home.recordings / ref.prompt_id / f"{ref.number:04d}.wav"


def closed_path(home: Home, ref: AttemptRef) -> Path:
    """Where it lies once the attempt is closed, in less room."""
    return sound_path(home, ref).with_suffix(".flac")


def lock_path(home: Home, ref: AttemptRef) -> Path:
    """The file whose lock says that *ref* is being recorded."""
    return home.recordings / ".locks" / f"{ref.prompt_id}-{ref.number}.lock"


class LockedSlot:
    """A reserved number; implements `Slot`."""

    def __init__(self, home: Home, ref: AttemptRef, lock: BaseFileLock) -> None:
        self._home = home
        self._ref = ref
        self._lock = lock

    @property
    def ref(self) -> AttemptRef:
        return self._ref

    @property
    def sound_path(self) -> Path:
        return sound_path(self._home, self._ref)

    def release(self) -> None:
        """Let go; a second call does nothing. Raises LibraryError."""
        if not self._lock.is_locked:
            return
        with refusals_explained(self._home):
            _let_go(self._lock, lock_path(self._home, self._ref))


def hold(home: Home, ref: AttemptRef) -> LockedSlot:
    """Lock *ref* for this process. Raises LibraryError."""
    lock = _lock(lock_path(home, ref))
    _acquire(lock, home, ref)
    return LockedSlot(home, ref, lock)


def is_held(home: Home, ref: AttemptRef) -> bool:
    """Whether a living process records *ref*. A lock that may not be looked at counts as held."""
    return _is_locked(lock_path(home, ref))


def is_any_held(home: Home) -> bool:
    """Whether a living process records anything."""
    return any(_is_locked(path) for path in lock_path(home, AttemptRef("any", 1)).parent.glob("*-*.lock"))


def _is_locked(path: Path) -> bool:
    if not path.exists():
        return False
    from filelock import Timeout

    lock = _lock(path)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return True
    _let_go(lock, path)
    return False


def _acquire(lock: BaseFileLock, home: Home, ref: AttemptRef) -> None:
    from filelock import Timeout

    with refusals_explained(home):
        try:
            lock_path(home, ref).parent.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=_WAIT_S)
        except Timeout as error:
            raise LibraryError(
                f"{ref} could not be locked for recording: another program holds {lock_path(home, ref)}.",
                hint="Close the other greenroom, then try again.",
            ) from error


def _let_go(lock: BaseFileLock, path: Path) -> None:
    """Release and remove the file: a number is given out once, so that no later session will want it.

    It goes first, so that nobody can lock it in between; where the system keeps open files, it goes with the release.
    """
    with suppress(OSError):
        path.unlink()
    lock.release()


def _lock(path: Path) -> BaseFileLock:
    from filelock import FileLock

    # Not by thread: the one that stops a recording need not be the one that began it.
    return FileLock(path, thread_local=False)
