"""doctor, models, voices, devices: the machine."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from greenroom.cli.session import Commands, emit, services_of, settings_of
from greenroom.config import cache_dir
from greenroom.errors import ExitStatus

if TYPE_CHECKING:
    from greenroom.hearing import ModelInfo
    from greenroom.practice.checkup import Check
    from greenroom.sound import Device

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
    emit(options, checks, [line for check in checks for line in _check_lines(check)])
    return ExitStatus.OK if all(check.ok or not check.needed for check in checks) else ExitStatus.ERROR


def _check_lines(check: Check) -> list[str]:
    mark = "ok  " if check.ok else "FAIL" if check.needed else "note"
    found = f"{mark}  {check.name:<15} {check.found}"
    return [found] if check.ok or not check.fix else [found, f"{'':22}{check.fix}"]


def run_models_list(options: argparse.Namespace) -> int:
    from greenroom.hearing import models_available

    models = models_available(cache_dir() / "weights")
    emit(options, models, [_model_line(model) for model in models])
    return ExitStatus.OK


def _model_line(model: ModelInfo) -> str:
    where = f"not here; get it: greenroom models get {model.name}"
    if model.source:
        where = model.source if model.ready else f"{model.source}, converted at the first use"
    size = f"{model.size_bytes / 1e6:.0f} MB" if model.size_bytes else ""
    return f"{'✓' if model.ready else '-'} {model.name:<15} {size:>7}  {where}"


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
    emit(options, voices, [f"{voice.id:<30} {voice.language:<8} {voice.name}" for voice in voices])
    return ExitStatus.OK


def run_devices(options: argparse.Namespace) -> int:
    devices = services_of(options).card.devices()
    emit(options, devices, [_device_line(device) for device in devices])
    if not devices:
        print("No sound devices. What to do: greenroom doctor", file=sys.stderr)
        return ExitStatus.SOUND
    return ExitStatus.OK


def _device_line(device: Device) -> str:
    kinds = [name for name, channels in (("in", device.inputs), ("out", device.outputs)) if channels]
    default = " (default)" if device.default_input or device.default_output else ""
    return f"{device.index:>3}  {'+'.join(kinds):<7} {device.rate_hz} Hz  {device.name}{default}"
