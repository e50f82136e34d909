"""Programs that ours is compared with and that are no part of its own environment: one of their own, made on demand."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

__all__ = ["PINS", "python_for"]

PINS = ("erm==0.4.0", "faster-whisper==1.2.1")
"""erm is MIT; it brings librosa, scipy and numba: 900 MB on disk."""


def python_for(module: str, cache: Path) -> Path:
    """A Python that can import *module*: our own if it can, else that of the environment with `PINS`.

    That environment lies in *cache*, or where `$GREENROOM_BENCH_PEERS` says; it is made if it is not there.
    Raises SystemExit when it cannot be made.
    """
    if importlib.util.find_spec(module):
        return Path(sys.executable)
    chosen = os.environ.get("GREENROOM_BENCH_PEERS")
    named = hashlib.sha256(" ".join((*PINS, sys.version)).encode()).hexdigest()[:8]
    folder = Path(chosen or cache / f"bench-peers-{named}")
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    finished = folder / "finished"
    if chosen and not python.is_file():
        raise SystemExit(f"hearing: there is no {python}; GREENROOM_BENCH_PEERS is to name an environment.")
    if chosen or finished.is_file():
        return python
    print(f"Making an environment for {', '.join(PINS)} in {folder} (about 900 MB, once).", flush=True)
    for command in (
        (sys.executable, "-m", "venv", "--clear", str(folder)),
        (str(python), "-m", "pip", "install", "--quiet", *PINS),
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print("\n".join(done.stderr.splitlines()[-12:]), file=sys.stderr)
            raise SystemExit(f"hearing: {PINS[0]} could not be installed; leave it out with --engines.")
    finished.touch()
    return python
