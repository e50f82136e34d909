"""One engine in a process of its own: `python -m tools.bench.hearing.worker JOB.json`.

Hears the sounds that are not in its results yet, and adds a line for each as soon as it is heard, so that a run can be
stopped at any moment and carried on.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.bench.hearing.engines import ENGINES
from tools.bench.hearing.usage import cpu_s, peak_mb

__all__ = ["main", "read_results"]


def main(job_file: str) -> None:
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    results = Path(job["results"])
    done = {line["name"] for line in read_results(results)}
    waiting = [item for item in job["items"] if item["name"] not in done]
    if not waiting:
        return
    if job["part"] == "latency":
        from tools.bench.hearing.live import answer_once

        # one in each process, for that is how practice starts
        lines = iter([answer_once(waiting[0], job["engine"], job["model"])])
    else:
        lines = _measured(job, waiting)
    torn = results.is_file() and not results.read_bytes().endswith(b"\n")
    with results.open("a", encoding="utf-8") as file:
        if torn:  # killed inside a line
            file.write("\n")
        for line in lines:
            file.write(json.dumps(line) + "\n")
            file.flush()


def _measured(job: dict[str, Any], waiting: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    hear = ENGINES[job["engine"]].make(job["weights"], job["threads"], job["part"])
    hear(Path(waiting[0]["sound"]))  # what is done once is not counted
    for item in waiting:
        begun_cpu, begun = cpu_s(), time.perf_counter()
        heard = hear(Path(item["sound"]))
        wall_s, used_s = time.perf_counter() - begun, cpu_s() - begun_cpu
        yield {
            "name": item["name"],
            "text": heard.text,
            "fillers": list(heard.fillers),
            "cpu_s": used_s,
            "wall_s": wall_s,
            "peak_mb": peak_mb(),
        }


def read_results(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a results file; the one at which a run was killed is left out."""
    if not path.is_file():
        return []
    lines = []
    for text in path.read_text(encoding="utf-8").splitlines():
        try:
            lines.append(json.loads(text))
        except ValueError:
            continue
    return lines


if __name__ == "__main__":
    main(sys.argv[1])
