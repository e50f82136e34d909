"""Files that a command writes where the user says."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from greenroom.errors import DiskFullError, UsageError

__all__ = ["check_new", "write_new"]


def check_new(path: Path) -> None:
    """Raises UsageError where `write_new` could not write: for commands that have much to do before."""
    if path.exists():
        raise _is_there(path)
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}.", hint="Make it, or name another file.")
    if not os.access(path.parent, os.W_OK):
        raise UsageError(f"{path.parent} is a folder that you may not write into.", hint="Name another file.")


def write_new(path: Path, text: str) -> None:
    """*text* in a file that must not exist yet. Raises UsageError, DiskFullError."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise _is_there(path) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            path.unlink(missing_ok=True)
            raise DiskFullError(f"No room for {path}.", hint="Make room and run it again.") from error
        raise UsageError(f"{path} could not be written: {error.strerror}.", hint="Name another file.") from error


def _is_there(path: Path) -> UsageError:
    return UsageError(
        f"{path} is there already and stays as it is.", hint="Name another file, or delete that one first."
    )
