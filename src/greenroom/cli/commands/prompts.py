"""prompts: list, show, check, new, import, ideal, edit. init: a home to begin with."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.cli.commands.ideal import add_ideal
from greenroom.cli.commands.importing import add_import
from greenroom.cli.editor import open_in_editor
from greenroom.cli.session import Commands, home_of, print_json, services_of
from greenroom.config import Home
from greenroom.errors import ExitStatus, PromptError

if TYPE_CHECKING:
    from greenroom.domain import Prompt
    from greenroom.library.values import PromptProblem

__all__ = ["add_commands"]


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("prompts", help="list, show, check, write and edit prompts")
    inner = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    listing = inner.add_parser("list", parents=[common], help="all prompts")
    listing.add_argument("--json", action="store_true", help="print as JSON")
    listing.set_defaults(run=run_list)

    show = inner.add_parser("show", parents=[common], help="one prompt with its points")
    show.add_argument("prompt", help="id, or path of a file")
    show.add_argument("--json", action="store_true", help="print as JSON")
    show.set_defaults(run=run_show)

    check = inner.add_parser("check", parents=[common], help="find faults in prompt files")
    check.add_argument("prompts", nargs="*", metavar="PROMPT", help="ids or paths (default: all)")
    check.add_argument("--json", action="store_true", help="print as JSON")
    check.set_defaults(run=run_check)

    new = inner.add_parser("new", parents=[common], help="write a new prompt file to fill in")
    new.add_argument("prompt", metavar="ID", help="its name: lower-case letters, digits, hyphens")
    new.add_argument("question", help="the question, in quotes")
    new.set_defaults(run=run_new)

    add_import(inner, common)
    add_ideal(inner, common)

    edit = inner.add_parser("edit", parents=[common], help="open a prompt in your editor, then check it")
    edit.add_argument("prompt", help="id, or path of a file")
    edit.set_defaults(run=run_edit)

    init = commands.add_parser("init", parents=[common], help="make a home with starter prompts")
    init.add_argument("folder", nargs="?", type=Path, help="where (default: your home, see --home)")
    init.set_defaults(run=run_init)


def run_list(options: argparse.Namespace) -> int:
    services = services_of(options)
    listing = services.prompts.listing()
    if options.json:
        from greenroom.domain.plain import to_plain

        print_json({"prompts": to_plain(listing.prompts), "problems": to_plain(listing.problems)})
    else:
        width = max((len(prompt.id) for prompt in listing.prompts), default=0)
        for prompt in listing.prompts:
            print(f"{prompt.id:<{width}}  {len(prompt.points):>2} points  {prompt.question}")
        _print_problems(listing.problems)
        if not listing.prompts and not listing.problems:
            print(f"No prompts in {services.home.prompts}. Get starters: greenroom init", file=sys.stderr)
    return ExitStatus.PROMPT if listing.problems else ExitStatus.OK


def run_show(options: argparse.Namespace) -> int:
    prompt = services_of(options).prompts.load(options.prompt)
    if options.json:
        from greenroom.domain.plain import to_plain

        print_json(to_plain(prompt))
        return ExitStatus.OK
    for line in _described(prompt):
        print(line)
    return ExitStatus.OK


def run_check(options: argparse.Namespace) -> int:
    prompts = services_of(options).prompts
    if options.prompts:
        paths = [prompts.path(name) for name in options.prompts]
        problems = tuple(problem for path in paths for problem in prompts.check(path))
    else:
        listing = prompts.listing()
        problems = listing.problems
        if not listing.prompts and not problems:
            raise PromptError("There are no prompts to check.", hint="Get starters: greenroom init")
    if options.json:
        from greenroom.domain.plain import to_plain

        print_json(to_plain(problems))
    elif problems:
        _print_problems(problems)
    else:
        print("All prompts are in order.")
    return ExitStatus.PROMPT if problems else ExitStatus.OK


def run_new(options: argparse.Namespace) -> int:
    path = services_of(options).prompts.create(options.prompt, options.question)
    print(f"Wrote {path}. Fill in your points: greenroom prompts edit {options.prompt}")
    return ExitStatus.OK


def run_edit(options: argparse.Namespace) -> int:
    prompts = services_of(options).prompts
    path = prompts.path(options.prompt)
    open_in_editor([path])
    problems = prompts.check(path)
    _print_problems(problems)
    return ExitStatus.PROMPT if problems else ExitStatus.OK


def run_init(options: argparse.Namespace) -> int:
    from greenroom.library import PromptFiles

    home = Home(options.folder) if options.folder else home_of(options)
    for path in PromptFiles(home.prompts).add_starters():
        print(f"Wrote {path}")
    print(f"Your home is {home.root}. Begin: greenroom practice --home {home.root}")
    return ExitStatus.OK


def _print_problems(problems: tuple[PromptProblem, ...]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)


def _described(prompt: Prompt) -> list[str]:
    target = prompt.target
    lines = [prompt.question, *(f"  or: {other}" for other in prompt.alternates)]
    lines.append(f"  {target.low_s:.0f} to {target.high_s:.0f} s, at most {prompt.limit_s:.0f} s")
    lines.append("Points")
    group = ""
    for point in prompt.points:
        if point.group != group:
            group = point.group
            lines.append(f"  {group or 'Others'}:")
        facts = f"  [{', '.join(point.facts)}]" if point.facts else ""
        lines.append(f"  - {point.say}{facts}")
    for title, items in (
        ("Better left out", [item.say for item in prompt.avoid]),
        ("Feedback", [f"{item.on}: {item.note}" for item in prompt.feedback]),
        ("Terms", [", ".join(prompt.terms)] if prompt.terms else []),
        ("Ideal answer", [prompt.ideal.strip()] if prompt.ideal else []),
    ):
        if items:
            lines += [title, *(f"  - {item}" for item in items)]
    return lines
