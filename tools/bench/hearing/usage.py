"""What a process costs, with those that it started: our recogniser computes in a process of its own."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

__all__ = ["cpu_s", "peak_mb", "peak_mb_of"]

PROC = Path("/proc")


def cpu_s() -> float:
    """CPU seconds of this process and of its living descendants, all threads; without descendants outside Linux."""
    return time.process_time() + sum(_cpu_of(pid) for pid in _descendants())


def peak_mb() -> float:
    """The most memory that this process and its living descendants have had, each at its own moment, in MB.

    Of this process it is what it had itself, without what its parent had before it started.
    """
    if PROC.is_dir():
        return sum(_peak_of(pid) for pid in (os.getpid(), *_descendants()))
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1.0 if sys.platform == "darwin" else 1024.0) / 1e6


def peak_mb_of(pid: int) -> float:
    """The same of another process; 0 when it has ended, or where there is no /proc."""
    return sum(_peak_of(one) for one in (pid, *_descendants(pid)))


def _cpu_of(pid: int) -> float:
    """Linux's clock of another process (CPUCLOCK_SCHED; clock_getcpuclockid of the C library), to the nanosecond."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0  # it has just ended


def _peak_of(pid: int) -> float:
    try:
        status = (PROC / str(pid) / "status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) * 1024 / 1e6


def _descendants(of: int | None = None) -> list[int]:
    """Ids of the processes that process *of* (this one) started, and so on."""
    parents: dict[int, int] = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
    found = [of or os.getpid()]
    for pid in found:  # grows while we go through it
        found += [child for child, parent in parents.items() if parent == pid]
    return found[1:]
