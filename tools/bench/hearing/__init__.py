"""Hearing, measured: ours against openai-whisper, faster-whisper and erm, on the same weights and the same sounds.

`./run bench hearing --help` says what can be chosen. Nothing heavy is imported here: `worker` also runs in an
environment in which greenroom is not installed.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str]) -> int:
    """Run the benchmark with the words of its command line; its exit status."""
    from tools.bench.hearing.command import main as run

    return run(argv)
