"""practice, demo, recover, score: what makes attempts."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from greenroom.cli.replay_view import replay_on
from greenroom.cli.report_view import print_report
from greenroom.cli.session import Commands, print_json, services_of, settings_of
from greenroom.cli.terminal import Terminal
from greenroom.config import Home
from greenroom.domain import Attempt, Prompt
from greenroom.errors import ExitStatus, GreenroomError, PromptError, SoundError, UsageError

if TYPE_CHECKING:
    from greenroom.practice.services import Services

__all__ = ["add_commands"]


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    one = commands.add_parser("practice", parents=[common], help="answer a question out loud and see the report")
    one.add_argument("prompt", nargs="?", help="id of a prompt or path of its file (default: you choose)")
    one.add_argument("--from-file", type=Path, metavar="SOUND", help="take the answer from a sound file")
    one.add_argument("--any-wording", action="store_true", help="ask in any of the prompt's wordings")
    one.add_argument("--no-check", action="store_true", help="leave out the sound check")
    one.add_argument("--once", action="store_true", help="one attempt, then end")
    one.add_argument("--json", action="store_true", help="print the report as JSON (implies --once)")
    _add_sound_options(one)
    one.set_defaults(run=run_practice)

    demo = commands.add_parser("demo", parents=[common], help="see it work without a microphone")
    demo.add_argument("--json", action="store_true", help="print the report as JSON")
    _add_sound_options(demo)
    demo.set_defaults(run=run_demo)

    score = commands.add_parser("score", parents=[common], help="judge recordings made elsewhere, or a typed .txt")
    score.add_argument("files", nargs="+", type=Path, metavar="FILE", help="WAV, FLAC, MP3, M4A, WebM or .txt")
    score.add_argument("--prompt", "-p", required=True, help="id of a prompt or path of its file")
    score.add_argument("--keep", action="store_true", help="keep each as an attempt")
    score.add_argument("--json", action="store_true", help="one line of JSON for each file")
    score.add_argument("--model", help="Whisper model, or path of a .pt file")
    score.set_defaults(run=run_score)

    recover = commands.add_parser("recover", parents=[common], help="judge sound that was left without a report")
    recover.add_argument("--list", action="store_true", dest="only_list", help="only say what there is")
    recover.add_argument("--json", action="store_true", help="print as JSON")
    recover.set_defaults(run=run_recover)


def _add_sound_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--microphone", metavar="NAME", help="part of a device's name, or its number")
    parser.add_argument("--speaker", metavar="NAME", help="likewise")
    parser.add_argument("--voice", help="voice of the interviewer (see: greenroom voices)")
    parser.add_argument("--rate", type=int, dest="rate_wpm", metavar="WPM", help="words a minute of that voice")
    parser.add_argument("--model", help="Whisper model (base, tiny.en for slow machines), or path of a .pt file")
    parser.add_argument("--countdown", type=int, dest="countdown_s", metavar="S", help="seconds before the answer")
    parser.add_argument("--auto-stop", action="store_true", default=None, help="silence of 5 s ends the answer")


def run_practice(options: argparse.Namespace) -> int:
    services = services_of(options)
    if options.from_file is not None:
        services = _with_file_as_microphone(services, options.from_file)
    settings = services.settings
    with Terminal(settings.color) as terminal:
        _offer_recovery(services, terminal)
        prompt = services.prompts.load(options.prompt) if options.prompt else _choose_prompt(services, terminal)
        if not options.no_check and options.from_file is None:
            _check_sound(services, terminal)
        while True:
            attempt = _one_attempt(services, terminal, prompt, any_wording=options.any_wording)
            terminal.settle()
            print_report(attempt, settings.color, as_json=options.json)
            if options.once or options.json:
                return ExitStatus.OK
            following = _what_now(services, terminal, attempt, prompt)
            if following is None:
                return ExitStatus.OK
            prompt = following


def run_demo(options: argparse.Namespace) -> int:
    from greenroom.practice.demonstrating import demonstrate
    from greenroom.wiring import build

    settings = settings_of(options)
    with tempfile.TemporaryDirectory(prefix="greenroom-demo-") as folder, Terminal(settings.color) as terminal:
        attempt = demonstrate(build(settings, Home(Path(folder))), terminal)
        terminal.settle()
        print_report(attempt, settings.color, as_json=options.json)
        terminal.tell("\nThat was the demo; nothing of it was kept. Your turn: greenroom practice")
    return ExitStatus.OK


def run_score(options: argparse.Namespace) -> int:
    from greenroom.practice.document import attempt_document
    from greenroom.practice.scoring_files import keep_scored, score_file

    services = services_of(options)
    prompt = services.prompts.load(options.prompt)
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


def run_recover(options: argparse.Namespace) -> int:
    services = services_of(options)
    found = services.attempts.orphans()
    if options.json or options.only_list:
        rows = [
            {"ref": str(ref), "file": str(recording.path), "duration_s": recording.duration_s}
            for ref, recording in found
        ]
        if options.json:
            print_json(rows)
        for row in () if options.json else rows:
            print(f"{row['ref']}  {row['duration_s']:.0f} s  {row['file']}")
        return ExitStatus.OK
    with Terminal(services.settings.color) as terminal:
        if not found:
            terminal.tell("Nothing to recover: every recording has its report.")
        _recover_all(services, terminal)
    return ExitStatus.OK


def _with_file_as_microphone(services: Services, path: Path) -> Services:
    from greenroom.practice.from_file import card_playing

    return replace(services, card=card_playing(path, services.card))


def _one_attempt(services: Services, terminal: Terminal, prompt: Prompt, *, any_wording: bool) -> Attempt:
    from greenroom.practice.rehearsing import rehearse

    wordings = (prompt.question, *prompt.alternates) if any_wording else (prompt.question,)
    return rehearse(services, terminal, prompt, random.choice(wordings))  # noqa: S311 - no secret


def _choose_prompt(services: Services, terminal: Terminal) -> Prompt:
    """Let the user pick from the list; with nobody at the keyboard the words of the command were not enough."""
    listing = services.prompts.listing()
    for problem in listing.problems:
        terminal.tell(str(problem))
    if not listing.prompts:
        raise PromptError(f"There are no prompts in {services.home.prompts}.", hint="Get starters: greenroom init")
    if not sys.stdin.isatty():
        raise UsageError("Which prompt?", hint=f"One of: {', '.join(prompt.id for prompt in listing.prompts)}.")
    letters = "abcdefghijklmnoprstuvwxyz"  # no q: it quits
    shown = listing.prompts[: len(letters)]
    for letter, prompt in zip(letters, shown, strict=False):
        terminal.tell(f"  {letter}  {prompt.question}  ({prompt.id})")
    terminal.tell("Press a letter, or q to quit.")
    key = terminal.choose({*letters[: len(shown)], "q"})
    if key not in letters:
        raise KeyboardInterrupt
    return shown[letters.index(key)]


def _check_sound(services: Services, terminal: Terminal) -> None:
    from greenroom.practice.listening import check_sound

    while True:
        try:
            findings = check_sound(services, terminal)
        except SoundError as error:
            raise type(error)(
                error.message, hint=f"{error.hint} Without a microphone: greenroom practice --from-file SOUND."
            ) from error
        if not findings:
            terminal.tell("The microphone is fine.")
            return
        for finding in findings:
            terminal.tell(finding)
        terminal.tell("r: check again   Enter: go on all the same")
        if terminal.choose({"r", "enter"}) != "r":
            return


def _what_now(services: Services, terminal: Terminal, attempt: Attempt, prompt: Prompt) -> Prompt | None:
    """After the report: the prompt to go on with, or None to end."""
    while True:
        terminal.tell("\nr: retake   l: listen   n: next question   q: quit")
        key = terminal.choose({"r", "l", "n", "q"})
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


def _offer_recovery(services: Services, terminal: Terminal) -> None:
    found = services.attempts.orphans()
    if not found:
        return
    for ref, recording in found:
        terminal.tell(f"Found {ref}: {recording.duration_s:.0f} s of an answer whose session ended before the report.")
    if not sys.stdin.isatty():
        terminal.tell("It is kept. See the report with: greenroom recover")
        return
    terminal.tell("y: see the report now   Enter: later")
    if terminal.choose({"y", "enter"}) == "y":
        _recover_all(services, terminal)


def _recover_all(services: Services, terminal: Terminal) -> None:
    from greenroom.practice.recovering import recover

    for ref, recording in services.attempts.orphans():
        attempt = recover(services, terminal, ref, recording)
        terminal.settle()
        print_report(attempt, services.settings.color)


def _report_failure(path: Path, error: GreenroomError, *, as_json: bool) -> None:
    """One bad file among several does not stop the others."""
    if as_json:
        failure = {"message": error.message, "hint": error.hint, "exit_status": int(error.exit_status)}
        print_json({"file": str(path), "error": failure}, one_line=True)
    else:
        print(f"greenroom: {error.message}\n  {error.hint}", file=sys.stderr)
