"""How long lists take, and how much memory, in a library of ten thousand attempts: each command from the shell."""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.large_library import build

COMMANDS = (
    ["attempts"],
    ["progress"],
    ["progress", "prompt-3"],
    ["next"],
    ["search", "rocksdb"],
    ["diff"],
)
BAR_S = 0.5
BAR_MB = 150.0
_WITH_PEAK = """\
import sys
from pathlib import Path
from greenroom.cli.main import main
status = main(sys.argv[2:])
lines = Path("/proc/self/status").read_text().splitlines()
Path(sys.argv[1]).write_text(next(line.split()[1] for line in lines if line.startswith("VmHWM:")))
sys.exit(status)
"""


def main(arguments: list[str]) -> int:
    """Print the table of docs/benchmarks.md: wall and CPU seconds, peak memory. 1 if a bar is missed."""
    parser = argparse.ArgumentParser(prog="./run bench library", description=__doc__)
    parser.add_argument("--attempts", type=int, default=10_000, help="how many (default 10000, a minute to build)")
    parser.add_argument("--runs", type=int, default=5, help="how often each command runs (default 5)")
    parser.add_argument("--library", type=Path, help="a home that tools.large_library has built already")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="greenroom-bench-") as folder:
        home = options.library or build(Path(folder) / "home", options.attempts, prompts=20).root
        # As on a user's machine: modules were compiled when they were first used.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        load = os.getloadavg()[0]
        print(
            f"\nlists of {options.attempts} attempts, {options.runs} runs each, {os.cpu_count()} cores, load {load:.1f}"
        )
        print("| command | median | slowest | CPU | peak memory |\n|---|---|---|---|---|")
        bare, cpu_s = _times([sys.executable, "-c", "pass"], environment, options.runs)
        print(f"| `python -c pass` | {statistics.median(bare):.2f} s | {max(bare):.2f} s | {cpu_s:.2f} s | |")
        missed = False
        for command in COMMANDS:
            words = [*command, "--home", str(home)]
            peak_mb = _peak_mb(words, environment, Path(folder) / "peak")  # the first run, which compiles
            times, cpu_s = _times([sys.executable, "-m", "greenroom", *words], environment, options.runs)
            missed |= statistics.median(times) > BAR_S or peak_mb > BAR_MB
            row = f"{statistics.median(times):.2f} s | {max(times):.2f} s | {cpu_s:.2f} s | {peak_mb:.0f} MB"
            print(f"| `greenroom {' '.join(command)}` | {row} |", flush=True)
    return int(missed)


def _times(command: list[str], environment: dict[str, str], runs: int) -> tuple[list[float], float]:
    """Wall seconds of each run, and the median of their CPU seconds: what a busy machine changes less."""
    times, cpu = [], []
    for _ in range(runs):
        start_s, cpu_s = time.perf_counter(), _cpu_of_children_s()
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - start_s)
        cpu.append(_cpu_of_children_s() - cpu_s)
    return times, statistics.median(cpu)


def _cpu_of_children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _peak_mb(words: list[str], environment: dict[str, str], note: Path) -> float:
    """The most memory that the command had (VmHWM, Linux), in MB."""
    command = [sys.executable, "-c", _WITH_PEAK, str(note), *words]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return int(note.read_text()) * 1024 / 1e6
