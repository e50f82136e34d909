"""How long a user waits for the quick commands, and what practice costs in memory."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.bench.hearing.usage import peak_mb_of

ROOT = Path(__file__).resolve().parents[2]
_LOOK_S = 0.02
QUICK = (["--help"], ["attempts"], ["prompts", "list"])


def main(arguments: list[str]) -> int:
    """Print a table: median and range of wall seconds of the quick commands, and the peak memory of an attempt."""
    parser = argparse.ArgumentParser(prog="./run bench startup", description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="how often each command runs (default 9)")
    options = parser.parse_args(arguments)
    print(f"\nstart-up, {options.runs} runs each on {os.cpu_count()} cores")
    print(f"{'command':<24}{'median s':>10}{'fastest':>10}{'slowest':>10}")
    for command in QUICK:
        times = sorted(_seconds(command) for _ in range(options.runs))
        print(f"{' '.join(command):<24}{statistics.median(times):>10.3f}{times[0]:>10.3f}{times[-1]:>10.3f}")
    print(f"{'demo (base), peak memory':<24}{_peak_mb(['demo', '--json']):>10.0f} MB")
    return 0


def _greenroom(command: list[str]) -> list[str]:
    return [sys.executable, "-m", "greenroom", *command]


def _seconds(command: list[str]) -> float:
    start_s = time.perf_counter()
    subprocess.run(_greenroom(command), cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start_s


def _peak_mb(command: list[str]) -> float:
    """Peak resident memory of one run with its recogniser's process, in MB: what those had that lived to its end."""
    with tempfile.TemporaryDirectory() as folder:
        child = subprocess.Popen(
            _greenroom(command),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        latest = 0.0
        while child.poll() is None:
            latest = peak_mb_of(child.pid) or latest
            time.sleep(_LOOK_S)
    if child.returncode != 0:
        raise SystemExit(f"'{' '.join(command)}' failed; try it by hand.")
    return latest
