"""Every command with its options. Nothing heavy is imported here: `greenroom --help` must be quick."""

from __future__ import annotations

import argparse
from pathlib import Path

from greenroom import __version__
from greenroom.cli.commands import (
    attempts,
    carrying,
    closing,
    comparing,
    correcting,
    drilling,
    feedback,
    interviewing,
    judging,
    learning,
    planning,
    practice,
    progress,
    prompts,
    recovering,
    replaying,
    system,
)

__all__ = ["make_parser"]

_EPILOG = """\
exit status: 0 fine, 1 unforeseen, 2 usage, 3 prompt, 4 no such attempt, 5 sound card, 6 sound file,
             7 weights, 8 recogniser, 9 voice, 10 library or disk, 130 Ctrl-C
Nothing leaves this machine; only `models get` uses the network.
"""


def make_parser() -> argparse.ArgumentParser:
    """The whole command line. Each command sets `run`, a function from options to exit status."""
    common = _common_options()
    parser = argparse.ArgumentParser(
        prog="greenroom",
        description="Voice mock interviews on your own machine.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"greenroom {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for room in (
        practice,
        recovering,
        interviewing,
        prompts,
        feedback,
        attempts,
        replaying,
        carrying,
        closing,
        comparing,
        progress,
        planning,
        drilling,
        learning,
        judging,
        correcting,
        system,
    ):
        room.add_commands(commands, common)
    return parser


def _common_options() -> argparse.ArgumentParser:
    """What every command takes."""
    common = argparse.ArgumentParser(add_help=False)
    group = common.add_argument_group("everywhere")
    group.add_argument("--home", type=Path, help="folder with prompts/ and recordings/ (default: here, or yours)")
    group.add_argument("--color", choices=["auto", "always", "never"], help="colour on the terminal")
    group.add_argument("--traceback", action="store_true", help="show where an error came from")
    return common
