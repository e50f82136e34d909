"""`./run bench [SUBJECT] [options]`: the figures behind docs/benchmarks.md. Without a subject, all of them."""

from __future__ import annotations

import sys
from importlib import import_module

SUBJECTS = ("hearing", "judging", "compare", "startup", "library")


def main(arguments: list[str]) -> int:
    """Run one subject with its options, or every subject with its defaults; the worst exit status."""
    if arguments and arguments[0] in {"-h", "--help"}:
        print(f"{__doc__}\nsubjects: {', '.join(SUBJECTS)}")
        return 0
    if arguments and arguments[0] not in SUBJECTS:
        print(f"There is no benchmark '{arguments[0]}'. Subjects: {', '.join(SUBJECTS)}.", file=sys.stderr)
        return 2
    chosen, options = ((arguments[0],), arguments[1:]) if arguments else (SUBJECTS, [])
    return max(int(import_module(f"tools.bench.{subject}").main(options)) for subject in chosen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
