"""practice, demo, score: what makes attempts."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.cli.commands.recovering import offer_recovery
from greenroom.cli.session import Commands, print_json, services_of, settings_of
from greenroom.cli.terminal import Terminal
from greenroom.cli.views.replay_view import replay_on
from greenroom.cli.views.report_view import print_report
from greenroom.config import Home
from greenroom.domain import Attempt, Hint, Prompt
from greenroom.errors import ExitStatus, GreenroomError, PromptError, SoundError, UsageError

if TYPE_CHECKING:
    from greenroom.practice.services import Services

__all__ = [
    "add_commands",
    "add_microphone_options",
    "add_voice_options",
    "check_microphone",
    "with_file_as_microphone",
]

_MENU_LETTERS = "abcdefghijklmnoprstuvwxyz"  # no q: it quits


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    one = commands.add_parser("practice", parents=[common], help="answer a question out loud and see the report")
    one.add_argument("prompt", nargs="?", help="id of a prompt or path of its file (default: you choose)")
    one.add_argument("--from-file", type=Path, metavar="SOUND", help="take the answer from a sound file")
    one.add_argument("--any-wording", action="store_true", help="ask in any of the prompt's wordings")
    one.add_argument(
        "--hints",
        choices=["points", "words", "letters", "none"],
        default="none",
        help="what is on the screen while you answer; up shows more, down less (default none)",
    )
    one.add_argument("--no-check", action="store_true", help="leave out the sound check")
    one.add_argument("--once", action="store_true", help="one attempt, then end")
    one.add_argument("--json", action="store_true", help="print the report as JSON (implies --once)")
    add_microphone_options(one)
    add_voice_options(one)
    _add_judge_option(one)
    one.set_defaults(run=run_practice)

    demo = commands.add_parser("demo", parents=[common], help="see it work without a microphone")
    demo.add_argument("--json", action="store_true", help="print the report as JSON")
    add_voice_options(demo)
    demo.set_defaults(run=run_demo)

    score = commands.add_parser("score", parents=[common], help="judge recordings made elsewhere, or a typed .txt")
    score.add_argument("files", nargs="+", type=Path, metavar="FILE", help="WAV, FLAC, MP3, M4A, WebM or .txt")
    score.add_argument("--prompt", "-p", required=True, help="id of a prompt or path of its file")
    score.add_argument("--keep", action="store_true", help="keep each as an attempt")
    score.add_argument("--json", action="store_true", help="one line of JSON for each file")
    score.add_argument("--engine", help="recogniser: openai-whisper, or faster-whisper if it is installed")
    score.add_argument("--model", help="Whisper model, or path of a .pt file")
    _add_judge_option(score)
    score.set_defaults(run=run_score)


def add_voice_options(parser: argparse.ArgumentParser) -> None:
    """Who asks and who hears."""
    parser.add_argument("--speaker", metavar="NAME", help="part of a loudspeaker's name, or its number")
    parser.add_argument("--voice", help="voice of the interviewer (see: greenroom voices)")
    parser.add_argument("--rate", type=int, dest="rate_wpm", metavar="WPM", help="words a minute of that voice")
    parser.add_argument("--engine", help="recogniser: openai-whisper, or faster-whisper if it is installed")
    parser.add_argument("--model", help="Whisper model (base, tiny.en for slow machines), or path of a .pt file")


def _add_judge_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--judge", choices=["built-in", "llm"], help="llm: with a second opinion by a language model of yours"
    )


def add_microphone_options(parser: argparse.ArgumentParser) -> None:
    """How an answer is recorded."""
    parser.add_argument("--microphone", metavar="NAME", help="part of a microphone's name, or its number")
    parser.add_argument("--countdown", type=int, dest="countdown_s", metavar="S", help="seconds before the answer")
    parser.add_argument("--auto-stop", action="store_true", default=None, help="silence of 5 s ends the answer")


def run_practice(options: argparse.Namespace) -> int:
    from greenroom.practice.carrying.closing import close_a_few
    from greenroom.practice.naming import load_to_keep

    services = services_of(options)
    if options.from_file is not None:
        services = with_file_as_microphone(services, options.from_file)
    settings = services.settings
    with Terminal(settings.color) as terminal:
        offer_recovery(services, terminal, may_show=not options.json)
        prompt = load_to_keep(services, options.prompt) if options.prompt else _choose_prompt(services, terminal)
        if prompt is None:
            return ExitStatus.OK
        if not options.no_check and options.from_file is None:
            check_microphone(services, terminal)
        while True:
            attempt = _one_attempt(
                services, terminal, prompt, any_wording=options.any_wording, hints=Hint(options.hints)
            )
            terminal.settle()
            print_report(attempt, settings.color, as_json=options.json)
            alone = options.once or options.json
            following = None if alone else _what_now(services, terminal, attempt, prompt)
            if following is None:
                break
            prompt = following
        if note := close_a_few(services):
            terminal.tell(note)
    return ExitStatus.OK


def run_demo(options: argparse.Namespace) -> int:
    from greenroom.practice.demonstrating import demonstrate
    from greenroom.wiring import build

    settings = settings_of(options)
    with tempfile.TemporaryDirectory(prefix="greenroom-demo-") as folder, Terminal(settings.color) as terminal:
        try:
            attempt = demonstrate(build(settings, Home(Path(folder))), terminal)
        except GreenroomError as error:
            error.kept = ""  # a demo keeps nothing
            raise
        terminal.settle()
        print_report(attempt, settings.color, as_json=options.json)
        terminal.tell("\nThat was the demo; nothing of it was kept. Your turn: greenroom practice")
    return ExitStatus.OK


def run_score(options: argparse.Namespace) -> int:
    from greenroom.practice.document import attempt_document
    from greenroom.practice.naming import load_to_keep
    from greenroom.practice.scoring_files import keep_scored, score_file
    from greenroom.practice.second_opinion import elsewhere_note

    services = services_of(options)
    if elsewhere_note(services):
        print(elsewhere_note(services), file=sys.stderr)
    prompt = load_to_keep(services, options.prompt) if options.keep else services.prompts.load(options.prompt)
    status: int = ExitStatus.OK
    for path in options.files:
        try:
            attempt = score_file(services, prompt, path)
            if options.keep:
                attempt = keep_scored(services, attempt)
        except GreenroomError as error:
            if len(options.files) == 1 and not options.json:
                raise
            status = status or error.exit_status
            _report_failure(path, error, as_json=options.json)
            continue
        if options.json:
            print_json(attempt_document(attempt, file=str(path)), one_line=True)
        else:
            print_report(attempt, services.settings.color)
    return status


def with_file_as_microphone(services: Services, path: Path) -> Services:
    """*services* whose microphone plays the sound file *path*. Raises AudioFileError."""
    from greenroom.practice.from_file import card_playing

    return replace(services, card=card_playing(path, services.card))


def _one_attempt(services: Services, terminal: Terminal, prompt: Prompt, *, any_wording: bool, hints: Hint) -> Attempt:
    from greenroom.practice.rehearsing import rehearse

    if hints is not Hint.NONE and terminal.somebody:
        terminal.tell("While you answer: up shows more hints, down fewer.")
    wordings = (prompt.question, *prompt.alternates) if any_wording else (prompt.question,)
    asked = random.choice(wordings)  # noqa: S311 - no secret
    return rehearse(services, terminal, prompt, asked, hints=hints)


def _choose_prompt(services: Services, terminal: Terminal) -> Prompt | None:
    """Let the user pick from the list, None to quit; with nobody at the keyboard the command said too little."""
    listing = services.prompts.listing()
    for problem in listing.problems:
        terminal.tell(str(problem))
    if not listing.prompts:
        hint = "Mend the file above." if listing.problems else "Get starters: greenroom init"
        raise PromptError(f"There is no prompt to use in {services.home.prompts}.", hint=hint)
    if not terminal.somebody:
        raise UsageError("Which prompt?", hint=f"One of: {', '.join(prompt.id for prompt in listing.prompts)}.")
    shown = dict(zip(_MENU_LETTERS, listing.prompts, strict=False))
    for letter, prompt in shown.items():
        terminal.tell(f"  {letter}  {prompt.question}  ({prompt.id})")
    more = len(listing.prompts) - len(shown)
    if more > 0:
        terminal.tell(f"  ... and {more} more: greenroom practice ID")
    key = terminal.choose("Press a letter, or q to quit.", {*shown, "q"})
    return shown.get(key)


def check_microphone(services: Services, terminal: Terminal) -> None:
    """Sound check, again and again until it is fine or the user goes on all the same. Raises SoundError."""
    from greenroom.practice.listening import check_sound

    while True:
        try:
            findings = check_sound(services, terminal)
        except SoundError as error:
            raise type(error)(
                error.message, hint=f"{error.hint} Without a microphone: greenroom practice --from-file SOUND."
            ) from error
        if findings is None:
            return
        if not findings:
            terminal.tell("The microphone is fine.")
            return
        for finding in findings:
            terminal.tell(finding)
        if terminal.choose("r: check again   Enter: go on all the same", {"r", "enter"}) != "r":
            return


def _what_now(services: Services, terminal: Terminal, attempt: Attempt, prompt: Prompt) -> Prompt | None:
    """After the report: the prompt to go on with, or None to end."""
    while True:
        key = terminal.choose("\nr: retake   l: listen   n: next question   q: quit", {"r", "l", "n", "q"})
        if key == "r":
            return prompt
        if key == "n":
            prompts = services.prompts.listing().prompts
            ids = [other.id for other in prompts]
            following = (ids.index(prompt.id) + 1) % len(ids) if prompt.id in ids else 0
            return prompts[following] if prompts else None
        if key != "l":
            return None
        replay_on(services, terminal, attempt)


def _report_failure(path: Path, error: GreenroomError, *, as_json: bool) -> None:
    """One bad file among several does not stop the others."""
    if as_json:
        failure = {"message": error.message, "hint": error.hint, "exit_status": int(error.exit_status)}
        print_json({"file": str(path), "error": failure}, one_line=True)
    else:
        print(f"greenroom: {error.message}\n  {error.hint}", file=sys.stderr)
