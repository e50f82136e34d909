"""The user's editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from greenroom.errors import UsageError

__all__ = ["open_in_editor"]

_SET_EDITOR = "Set EDITOR to yours, or open the file by hand."


def open_in_editor(paths: Sequence[Path]) -> None:
    """Open *paths* in `$VISUAL`, `$EDITOR` or what is there, and wait. Raises UsageError when none could be started."""
    command = [*_editor(), *map(str, paths)]
    try:
        subprocess.run(command, check=False)
    except OSError as error:
        raise UsageError(f"'{command[0]}' could not be started: {error.strerror}.", hint=_SET_EDITOR) from error


def _editor() -> list[str]:
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        try:
            return shlex.split(named, posix=os.name == "posix")
        except ValueError as error:
            raise UsageError(f"EDITOR is {named!r}, which is no command.", hint=_SET_EDITOR) from error
    for program in ("sensible-editor", "nano", "vim", "vi", "notepad"):
        if found := shutil.which(program):
            return [found]
    raise UsageError("No editor was found.", hint=_SET_EDITOR)
