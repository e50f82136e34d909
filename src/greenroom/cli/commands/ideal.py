"""prompts ideal: a telling that went well becomes the ideal answer."""

from __future__ import annotations

import argparse
import sys

from greenroom.cli.commands.attempts import REF_HELP
from greenroom.cli.editor import open_in_editor
from greenroom.cli.session import Commands, services_of
from greenroom.cli.terminal import Terminal
from greenroom.errors import ExitStatus, UsageError

__all__ = ["add_ideal"]


def add_ideal(inner: Commands, common: argparse.ArgumentParser) -> None:
    ideal = inner.add_parser("ideal", parents=[common], help="make what you said the ideal answer of a prompt")
    ideal.add_argument("prompt", metavar="PROMPT", help="id, or path of a file")
    ideal.add_argument("--from", dest="source", metavar="REF", default="best", help=f"{REF_HELP} (default: best)")
    ideal.add_argument("--yes", action="store_true", help="replace an ideal answer without asking")
    ideal.add_argument("--edit", action="store_true", help="then open the prompt in your editor, and check it")
    ideal.set_defaults(run=run_ideal)


def run_ideal(options: argparse.Namespace) -> int:
    from greenroom.practice.learning.ideal_writing import ideal_from
    from greenroom.practice.naming import load_to_keep

    services = services_of(options)
    prompt = load_to_keep(services, options.prompt)
    ref, text = ideal_from(services, prompt, options.source)
    path = services.prompts.path(options.prompt)
    print(text)
    if prompt.ideal.split() == text.split():
        print(f"{path} has that ideal answer already; nothing changed.", file=sys.stderr)
    elif prompt.ideal and not options.yes and not _may_replace(services.settings.color, prompt.ideal, prompt.id):
        print("The old one stays.", file=sys.stderr)
        return ExitStatus.OK
    else:
        services.prompts.set_ideal(options.prompt, text)
        print(f"Written into {path}, from {ref}. Hear it: greenroom listen {options.prompt}", file=sys.stderr)
    if not options.edit:
        return ExitStatus.OK
    open_in_editor([path])
    problems = services.prompts.check(path)
    for problem in problems:
        print(problem, file=sys.stderr)
    return ExitStatus.PROMPT if problems else ExitStatus.OK


def _may_replace(color: str, old: str, prompt_id: str) -> bool:
    with Terminal(color) as terminal:
        if not terminal.somebody:
            raise UsageError(
                f"{prompt_id} has an ideal answer already, and nobody can be asked whether to replace it.",
                hint="Add --yes if you mean it.",
            )
        terminal.tell(f"\nIn its place now:\n{' '.join(old.split())}\n")
        return terminal.choose("Replace it? y: yes   Enter: no", {"y", "enter", "n"}) == "y"
