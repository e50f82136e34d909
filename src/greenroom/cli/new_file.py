"""Files that a command writes where the user says."""

from __future__ import annotations

import errno
from pathlib import Path

from greenroom.errors import DiskFullError, UsageError

__all__ = ["write_new"]


def write_new(path: Path, text: str) -> None:
    """*text* in a file that must not exist yet. Raises UsageError, DiskFullError."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise UsageError(
            f"{path} is there already and stays as it is.", hint="Name another file, or delete that one first."
        ) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            path.unlink(missing_ok=True)
            raise DiskFullError(f"No room for {path}.", hint="Make room and run it again.") from error
        raise UsageError(f"{path} could not be written: {error.strerror}.", hint="Name another file.") from error
