"""Tables as text: aligned columns for the screen, Markdown for docs/benchmarks.md."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["NONE", "Table", "machine", "number", "points", "share", "versions"]

NONE = "–"
PACKAGES = ("greenroom", "openai-whisper", "torch", "faster-whisper", "ctranslate2", "onnxruntime", "numpy")


@dataclass(frozen=True, slots=True)
class Table:
    """A title, column names, rows of as many cells, and notes in plain sentences."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def text(self) -> str:
        """Columns as wide as their widest cell; the first ones to the left, figures to the right."""
        lines = [self.header, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.header))]
        drawn = ["  ".join(_placed(cell, width) for cell, width in zip(line, widths, strict=True)) for line in lines]
        return "\n".join([self.title, *(line.rstrip() for line in drawn), *self.notes])

    def markdown(self) -> str:
        """The same for a page."""
        rule = "|" + "---|" * len(self.header)
        rows = ["| " + " | ".join(line) + " |" for line in (self.header, *self.rows)]
        return "\n".join([f"### {self.title}", "", rows[0], rule, *rows[1:], "", *(f"- {note}" for note in self.notes)])


def _placed(cell: str, width: int) -> str:
    return cell.rjust(width) if cell[:1] in "0123456789+-–" else cell.ljust(width)


def number(value: float, digits: int = 2) -> str:
    return f"{value:,.{digits}f}"


def share(value: float, bounds: tuple[float, float]) -> str:
    """A share and its interval: 0.91 [0.85, 0.96]; – where there is none."""
    if math.isnan(value):
        return NONE
    return f"{value:.2f} [{bounds[0]:.2f}, {bounds[1]:.2f}]"


def points(value: float, bounds: tuple[float, float]) -> str:
    """A difference and its interval, with their signs; – where there is none."""
    if math.isnan(value):
        return NONE
    return f"{value:+.2f} [{bounds[0]:+.2f}, {bounds[1]:+.2f}]"


def machine() -> str:
    """The processor, how many cores of it, the system, and how busy it was in the last minute."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores of {model}, {platform.system()}, Python {platform.python_version()}"


def versions(packages: Sequence[str] = PACKAGES) -> str:
    """Names and versions of those that are installed here."""
    found = []
    for package in packages:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)
