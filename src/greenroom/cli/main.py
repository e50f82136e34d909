"""The one error boundary: parse, run, and turn our errors into two plain lines and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from greenroom.errors import ExitStatus, GreenroomError

__all__ = ["entry", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status. *arguments* defaults to those of the process."""
    from greenroom.cli.parser import make_parser

    parser = make_parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except GreenroomError as error:
        if options.traceback:
            raise
        return _explain(error.message, error.hint, error.exit_status)
    except KeyboardInterrupt:
        return _explain("Stopped.", "", ExitStatus.INTERRUPTED)
    except BrokenPipeError:  # `greenroom attempts | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitStatus.OK
    except Exception as error:
        if options.traceback:
            raise
        return _explain(
            f"Something went wrong that should not have: {type(error).__name__}: {error}.",
            "What was recorded is kept. Run it again with --traceback to see where.",
            ExitStatus.ERROR,
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
        try:
            stream.flush()
        except OSError:  # the reader is gone
            status = status or ExitStatus.ERROR
    os._exit(status)


def _explain(message: str, hint: str, status: ExitStatus) -> int:
    print(f"\ngreenroom: {message}", file=sys.stderr)
    if hint:
        print(f"  {hint}", file=sys.stderr)
    return status
