"""doctor, models, voices, devices: the machine."""

from __future__ import annotations

import argparse
import sys

from greenroom.cli.session import Commands, print_json, services_of, settings_of
from greenroom.config import cache_dir
from greenroom.errors import ExitStatus

__all__ = ["add_commands"]


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    doctor = commands.add_parser("doctor", parents=[common], help="check every part and say how to mend it")
    doctor.add_argument("--json", action="store_true", help="print as JSON")
    doctor.set_defaults(run=run_doctor)

    models = commands.add_parser("models", help="the speech weights: list, get, check")
    inner = models.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = inner.add_parser("list", parents=[common], help="models and where they are")
    listing.add_argument("--json", action="store_true", help="print as JSON")
    listing.set_defaults(run=run_models_list)
    get = inner.add_parser("get", parents=[common], help="download a model (the only command that uses the network)")
    get.add_argument("name", help="base, tiny.en, ...")
    get.set_defaults(run=run_models_get)
    check = inner.add_parser("check", parents=[common], help="check that a model is whole")
    check.add_argument("name", nargs="?", help="default: the one in use")
    check.set_defaults(run=run_models_check)

    voices = commands.add_parser("voices", parents=[common], help="the voices that can ask")
    voices.add_argument("--json", action="store_true", help="print as JSON")
    voices.set_defaults(run=run_voices)

    devices = commands.add_parser("devices", parents=[common], help="microphones and loudspeakers")
    devices.add_argument("--json", action="store_true", help="print as JSON")
    devices.set_defaults(run=run_devices)


def run_doctor(options: argparse.Namespace) -> int:
    from greenroom.practice.checkup import check_up

    checks = check_up(services_of(options))
    if options.json:
        from greenroom.domain.plain import to_plain

        print_json(to_plain(checks))
    else:
        for check in checks:
            mark = "ok  " if check.ok else "FAIL" if check.needed else "note"
            print(f"{mark}  {check.name:<15} {check.found}")
            if not check.ok and check.fix:
                print(f"{'':22}{check.fix}")
    return ExitStatus.OK if all(check.ok or not check.needed for check in checks) else ExitStatus.ERROR


def run_models_list(options: argparse.Namespace) -> int:
    from greenroom.hearing import models_available

    models = models_available(cache_dir() / "weights")
    if options.json:
        from greenroom.domain.plain import to_plain

        print_json(to_plain(models))
    else:
        for model in models:
            mark = "✓" if model.ready else "-"
            where = model.source or f"not here; get it: greenroom models get {model.name}"
            print(f"{mark} {model.name:<10} {model.size_bytes / 1e6:>6.0f} MB  {where}")
    return ExitStatus.OK


def run_models_get(options: argparse.Namespace) -> int:
    from greenroom.hearing import download_model

    path = download_model(options.name, _show_progress)
    print(file=sys.stderr)
    print(f"{options.name} is ready: {path}")
    return ExitStatus.OK


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done / 1e6:.0f} of {total / 1e6:.0f} MB", end="", file=sys.stderr, flush=True)


def run_models_check(options: argparse.Namespace) -> int:
    from greenroom.hearing import check_model

    name = options.name or settings_of(options).model
    print(f"{name} is whole: {check_model(name, cache_dir() / 'weights')}")
    return ExitStatus.OK


def run_voices(options: argparse.Namespace) -> int:
    voices = services_of(options).voice.voices()
    if options.json:
        from greenroom.domain.plain import to_plain

        print_json(to_plain(voices))
    else:
        for voice in voices:
            print(f"{voice.id:<30} {voice.language:<8} {voice.name}")
    return ExitStatus.OK


def run_devices(options: argparse.Namespace) -> int:
    devices = services_of(options).card.devices()
    if options.json:
        from greenroom.domain.plain import to_plain

        print_json(to_plain(devices))
        return ExitStatus.OK
    if not devices:
        print("No sound devices. What to do: greenroom doctor", file=sys.stderr)
        return ExitStatus.SOUND
    for device in devices:
        kinds = [name for name, channels in (("in", device.inputs), ("out", device.outputs)) if channels]
        default = " (default)" if device.default_input or device.default_output else ""
        print(f"{device.index:>3}  {'+'.join(kinds):<7} {device.rate_hz} Hz  {device.name}{default}")
    return ExitStatus.OK
