"""The command line of the benchmark, and the processes that it starts: one for each engine, model and part."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from tools.bench.hearing.engines import ENGINES, PEERS
from tools.bench.hearing.items import PARTS, Item, prepare
from tools.bench.hearing.lines import Results
from tools.bench.hearing.report import tables
from tools.bench.hearing.tables import Table, machine, versions
from tools.bench.hearing.worker import read_results
from tools.bench.peers import PINS, python_for

__all__ = ["main"]

ROOT = Path(__file__).resolve().parents[3]
ABOUT = """\
Measure the recogniser and its peers, each in a process of its own, on the same sounds and weights.

parts    words: error rates and speed    fillers: um and uh found, missed, invented
         silence: words where nobody speaks    latency: from the last word to the report, in true real time
engines  ours: as the tool ships    ours-exact: without its shortcuts    ours-faster-whisper: on that engine
         stock: openai-whisper with its defaults    prompted: the same with a prompt full of fillers
         faster-whisper: int8, greedy; -times: with times of words    erm: its dry run; erm-text: without its ear"""


def main(argv: Sequence[str]) -> int:
    """Measure what is not in the results folder yet, then print the tables; 1 if an engine failed."""
    options = _parser().parse_args(argv)
    if not (options.data / "speech" / "manifest.jsonl").is_file():
        print(f"hearing: no speech data in {options.data}, nothing measured")
        return 0
    folder = _results_folder(options)
    shown: list[Table] = []
    whole = True
    for part in options.parts:
        items = prepare(part, options.data, folder, options.clips, options.repeats)
        found: Results = {}
        for model in options.models:
            for engine in (name for name in options.engines if part in ENGINES[name].parts):
                job = _Job(part, engine, model, options.threads, folder)
                whole = job.run(_of_engine(items, part, engine)) and whole
                found[model, engine] = {line["name"]: line for line in read_results(job.results)}
        shown += tables(part, items, found)
    for table in shown:
        print(f"\n{table.text()}")
    if options.markdown:
        options.markdown.write_text(_page(shown, options), encoding="utf-8")
    return 0 if whole else 1


def _of_engine(items: Sequence[Item], part: str, engine: str) -> list[Item]:
    """openai-whisper's wait is measured at one length: it grows with the answer."""
    return [item for item in items if part != "latency" or engine == "ours" or item.group == "180"]


class _Job:
    """One engine with one model at one part, and the file of its results."""

    def __init__(self, part: str, engine: str, model: str, threads: int, folder: Path) -> None:
        self._words = {"part": part, "engine": engine, "model": model, "threads": threads}
        self._name = f"{part}.{model}.{engine}".replace("/", "_")
        self._folder = folder
        self.results = folder / f"{self._name}.jsonl"

    def run(self, items: Sequence[Item]) -> bool:
        """Have the items heard that were not heard yet; False, and a line about it, if the engine fails."""
        while missing := self._missing(items):
            print(f"{self._name}: {missing} of {len(items)} sounds to hear", file=sys.stderr, flush=True)
            if not self._work(items) or self._missing(items) == missing:
                log = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
                print(f"{self._name}: failed: {log[-1] if log else 'no word why'} ({self._log})", file=sys.stderr)
                return False
        return True

    @property
    def _log(self) -> Path:
        return self._folder / f"{self._name}.log"

    def _missing(self, items: Sequence[Item]) -> int:
        done = {line["name"] for line in read_results(self.results)}
        return sum(item.name not in done for item in items)

    def _work(self, items: Sequence[Item]) -> bool:
        """One run of the worker: all that is missing, or one answer in the latency part."""
        python, weights = self._means()
        job = self._folder / f"{self._name}.job.json"
        job.write_text(
            json.dumps(
                {
                    **self._words,
                    "weights": weights,
                    "results": str(self.results),
                    "items": [asdict(item) for item in items],
                }
            ),
            encoding="utf-8",
        )
        environment = dict(os.environ)
        if self._words["threads"] and self._words["part"] != "latency":
            environment["OMP_NUM_THREADS"] = str(self._words["threads"])
        command = [str(python), "-m", "tools.bench.hearing.worker", str(job)]
        with self._log.open("w", encoding="utf-8") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the worker is ended too
            try:
                return process.wait() == 0
            finally:
                signal.signal(signal.SIGTERM, before)
                process.kill()
                process.wait()

    def _means(self) -> tuple[Path, str]:
        """The Python to run the engine with, and the weights in the form that it reads."""
        from greenroom.config import cache_dir

        engine, model = str(self._words["engine"]), str(self._words["model"])
        if engine not in PEERS:
            return Path(sys.executable), model
        from greenroom.hearing.ct2_folder import ct2_folder

        return python_for(PEERS[engine], cache_dir()), str(ct2_folder(model, cache_dir() / "weights"))


def _results_folder(options: argparse.Namespace) -> Path:
    """The folder of this run; one of a run with other options is refused, for its sounds are others."""
    folder = Path(options.results or tempfile.mkdtemp(prefix="bench-hearing-"))
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "run.json"
    asked = {
        "data": str(options.data.resolve()),
        "clips": options.clips,
        "repeats": options.repeats,
        "threads": options.threads,
    }
    if not kept.is_file():
        kept.write_text(json.dumps(asked), encoding="utf-8")
    elif json.loads(kept.read_text(encoding="utf-8")) != asked:
        raise SystemExit(f"hearing: {folder} holds a run with other options: {kept.read_text(encoding='utf-8')}")
    print(f"hearing: carry this run on with --results {folder}", file=sys.stderr)
    if not options.clips:
        print("hearing: all of it takes hours; for a look: --clips 3 --repeats 1", file=sys.stderr)
    return folder


def _page(shown: Sequence[Table], options: argparse.Namespace) -> str:
    """The tables as Markdown, with what they depend on."""
    head = (
        f"## Hearing ({datetime.now().astimezone():%Y-%m-%d})\n\n"
        f"{machine()}. {versions()}; peers' own environment: {', '.join(PINS)}. "
        f"Threads of each engine: {options.threads or 'its own choice'}; for latency always its own choice. "
        "Intervals: 95 %, the clips drawn anew 2,000 times."
    )
    return "\n\n".join([head, *(table.markdown() for table in shown)]) + "\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run bench hearing", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder that holds speech/")
    parser.add_argument("--models", type=_names(), default=["base", "tiny.en"], help="default base,tiny.en")
    parser.add_argument("--parts", type=_names(PARTS), default=list(PARTS), help=f"of {','.join(PARTS)}; default all")
    parser.add_argument(
        "--engines", type=_names(ENGINES), default=list(ENGINES), help=f"of {','.join(ENGINES)}; default all"
    )
    parser.add_argument("--clips", type=int, default=0, help="only so many sounds of each set (lengths, for latency)")
    parser.add_argument("--repeats", type=int, default=3, help="answers of each length in the latency part (default 3)")
    parser.add_argument("--threads", type=int, default=1, help="for each engine (default 1; 0: its own choice)")
    parser.add_argument("--results", type=Path, help="folder for what was measured; the same one carries a run on")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file too")
    return parser


def _names(known: Collection[str] = ()) -> Callable[[str], list[str]]:
    """A type for argparse: names with commas between, each of *known* if there are any."""

    def split(text: str) -> list[str]:
        names = [name.strip() for name in text.split(",") if name.strip()]
        for name in names:
            if known and name not in known:
                raise argparse.ArgumentTypeError(f"'{name}' is none of {', '.join(known)}")
        return names

    return split
