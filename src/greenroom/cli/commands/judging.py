"""rejudge: what was kept, judged as the judge and the prompts are now."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from greenroom.cli.session import Commands, print_json, services_of
from greenroom.cli.views.changes_view import changes_between
from greenroom.domain import Report
from greenroom.errors import ExitStatus, GreenroomError, UsageError

if TYPE_CHECKING:
    from greenroom.domain import AttemptRef
    from greenroom.practice.reviewing.rejudging import Rejudged

__all__ = ["add_commands"]


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    rejudge = commands.add_parser(
        "rejudge",
        parents=[common],
        help="judge kept answers again, by the prompt and judge of now",
        description="Judge kept answers again by the prompt, the judge and the bands as they are now, without hearing"
        " them again. Earlier reports stay; your corrections hold. Says what changed, and nothing where nothing did.",
    )
    rejudge.add_argument("name", nargs="?", metavar="REF|PROMPT", help="why-meta/3, last, best; why-meta: all of it")
    rejudge.add_argument("--all", action="store_true", help="every attempt of every prompt")
    rejudge.add_argument("--json", action="store_true", help="one line of JSON for each attempt")
    rejudge.set_defaults(run=run_rejudge)


def run_rejudge(options: argparse.Namespace) -> int:
    if bool(options.name) == options.all:
        raise UsageError("Which attempts?", hint="Name one (why-meta/3), a prompt (why-meta), or --all; not both.")
    from greenroom.practice.reviewing.rejudging import attempts_named, rejudge

    services = services_of(options)
    refs = attempts_named(services, options.name or "")
    judge, done, changed, status = "", 0, 0, int(ExitStatus.OK)
    for ref, result in rejudge(services, refs):
        if isinstance(result, GreenroomError):
            if len(refs) == 1 and not options.json:
                raise result
            status = status or result.exit_status
            _report_failure(ref, result, as_json=options.json)
            continue
        lines = list(_changes(result))
        changed += bool(lines)
        judge, done = result.after.judge, done + 1
        if options.json:
            print_json(_document(result), one_line=True)
        elif lines:
            print(f"{ref}: {'; '.join(lines)}", flush=True)
    if not options.json:
        if done:
            many = f"{done} attempt{'' if done == 1 else 's'}"
            print(f"{many} judged again by {judge}, {changed or 'none'} changed.", file=sys.stderr)
        if not refs:
            print("No attempts yet. Make one: greenroom practice", file=sys.stderr)
    return status


def _report_failure(ref: AttemptRef, error: GreenroomError, *, as_json: bool) -> None:
    """One attempt that cannot be judged does not stop the others."""
    if as_json:
        failure = {"message": error.message, "hint": error.hint, "exit_status": int(error.exit_status)}
        print_json({"ref": str(ref), "error": failure}, one_line=True)
    else:
        print(f"{ref} stays as it is. {error.message} {error.hint}".rstrip(), file=sys.stderr)


def _changes(result: Rejudged) -> Iterator[str]:
    """What changed, in plain words, and which corrections have lost their point by it."""
    yield from changes_between(result.before, result.after, result.comparison)
    for lost in result.lost if result.added else ():
        yield f"the prompt has no point '{lost.point_id}' any more; your '{lost.verdict}' for it is kept"


def _document(result: Rejudged) -> dict[str, Any]:
    return {
        "ref": str(result.ref),
        "added": result.added,
        "before": _short(result.before),
        "after": _short(result.after),
        "changes": list(_changes(result)),
        "lost": [lost.point_id for lost in result.lost],
    }


def _short(report: Report | None) -> dict[str, Any] | None:
    if report is None:
        return None
    points = {
        point.id: {"verdict": point.verdict.value, "judged": point.judged and point.judged.value}
        for point in report.points
    }
    return {"judge": report.judge, "scored": report.scored, "coverage": report.coverage, "points": points}
