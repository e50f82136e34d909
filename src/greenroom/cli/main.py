"""The one error boundary: parse, run, and turn our errors into two plain lines and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from greenroom.errors import ExitStatus, GreenroomError

__all__ = ["entry", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status. *arguments* defaults to those of the process."""
    show_traceback = "--traceback" in (sys.argv if arguments is None else arguments)
    try:
        from greenroom.cli.parser import make_parser

        options = make_parser().parse_args(arguments)
        status = int(options.run(options))
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except GreenroomError as error:
        if show_traceback:
            raise
        return _explain(error.exit_status, error.message, error.kept, error.hint)
    except KeyboardInterrupt:
        return _explain(ExitStatus.INTERRUPTED, "Stopped.")
    except BrokenPipeError:  # `greenroom attempts | head`: who read has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitStatus.OK
    except Exception as error:
        if show_traceback:
            raise
        return _explain(
            ExitStatus.ERROR,
            f"Something went wrong that should not have: {type(error).__name__}: {error}.",
            "What was recorded is kept. Run it again with --traceback to see where.",
        )


def entry() -> None:
    """The console script.

    It leaves with `os._exit`: a sound server that hangs can keep PortAudio's threads, and with them the
    interpreter's own farewell, waiting for ever.
    """
    try:
        status = main()
    except SystemExit as farewell:  # argparse
        status = farewell.code if isinstance(farewell.code, int) else ExitStatus.ERROR
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, AttributeError):  # the reader is gone, or there never was one
            stream.flush()
    os._exit(status)


def _explain(status: ExitStatus, message: str, *more: str) -> int:
    print(f"\ngreenroom: {message}", file=sys.stderr)
    for line in filter(None, more):
        print(f"  {line}", file=sys.stderr)
    return status
