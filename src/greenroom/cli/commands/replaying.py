"""replay: listen to an attempt again."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from greenroom.cli.commands.attempts import REF_HELP
from greenroom.cli.session import Commands, services_of
from greenroom.cli.terminal import Terminal
from greenroom.cli.views.replay_view import replay_in_turn_on, replay_tape
from greenroom.errors import ExitStatus, UsageError

if TYPE_CHECKING:
    from greenroom.practice.replay.track import Passage

__all__ = ["add_commands"]

_DESCRIPTION = """\
Listen to an attempt; its words move with the sound, and ? shows the keys.

  greenroom replay last
  greenroom replay why-meta/3 --from 0:42         or --from rocksdb: where you said it first
  greenroom replay why-meta/3 --point mission     only how you made that point
  greenroom replay why-meta/3 --fillers           only the fillers, one after the other
  greenroom replay why-meta/1 why-meta/3          point by point: how one said it, then the other
"""


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    replay = commands.add_parser(
        "replay",
        parents=[common],
        help="listen to an attempt again",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    replay.add_argument("ref", metavar="REF", help=REF_HELP)
    replay.add_argument("other", nargs="?", default="", metavar="REF2", help="a second one, in turn with the first")
    what = replay.add_mutually_exclusive_group()
    what.add_argument("--from", dest="place", metavar="TIME|WORD", help="begin at 0:42 (or 42: seconds), or at a word")
    what.add_argument("--point", metavar="ID", help="only where that point was made")
    what.add_argument("--fillers", action="store_true", help="only the fillers, each with what is around it")
    replay.add_argument("--speed", type=float, default=1.0, help="0.5 to 2, pitch kept (default 1)")
    replay.add_argument("--speaker", metavar="NAME", help="part of a device's name, or its number")
    replay.set_defaults(run=run_replay)


def run_replay(options: argparse.Namespace) -> int:
    if not 0.5 <= options.speed <= 2.0:
        raise UsageError(f"--speed {options.speed:g} is out of range.", hint="It takes 0.5 to 2.")
    if options.other and (options.place or options.point or options.fillers):
        raise UsageError("Two attempts are played point by point, all of them.", hint="Name one attempt for a part.")
    from greenroom.practice.replay.tape import tape_of
    from greenroom.practice.replay.track import filler_passages, place_named, point_passage

    services = services_of(options)
    names = [options.ref, options.other] if options.other else [options.ref]
    first, *second = [tape_of(services.attempts.load(services.attempts.resolve(name))) for name in names]
    passages: tuple[Passage, ...] = ()
    start_s = 0.0
    if options.place is not None:
        start_s = place_named(first.attempt, first.track, options.place)
    elif options.point is not None:
        passages = (point_passage(first.attempt, first.track, options.point),)
    elif options.fillers:
        passages = filler_passages(first.track)
        if not passages:
            print(f"No fillers were found in {first.attempt.ref}.")
            return ExitStatus.OK
    with Terminal(services.settings.color) as terminal:
        if second:
            replay_in_turn_on(services, terminal, (first, second[0]), speed=options.speed)
        else:
            replay_tape(services, terminal, first, start_s=start_s, passages=passages, speed=options.speed)
    return ExitStatus.OK
