"""Finding the device that a user means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from greenroom.errors import DeviceNotFoundError
from greenroom.sound.port import Device

__all__ = ["Kind", "find_device"]

Kind = Literal["microphone", "loudspeaker"]

_CUT_NAME = 31  # Windows' oldest interface cuts names here, so that one device seems to have two


def find_device(devices: Sequence[Device], kind: Kind, wanted: str = "") -> Device:
    """The device of that *kind* which *wanted* names: its index, its name, or a part of it, in any case of letters.

    Empty means the system's default, or the first one. Raises DeviceNotFoundError, whose hint lists what there is.
    """
    usable = [device for device in devices if _channels(device, kind)]
    if not usable:
        raise DeviceNotFoundError(f"There is no {kind}.", hint=_NONE[kind])
    if not wanted:
        return next((device for device in usable if _is_default(device, kind)), usable[0])
    found = _matching(usable, wanted.strip())
    if not found:
        raise DeviceNotFoundError(f"There is no {kind} called '{wanted}'.", hint=_listing(usable, kind))
    if len({device.name[:_CUT_NAME] for device in found}) > 1:
        raise DeviceNotFoundError(f"More than one {kind} is called '{wanted}'.", hint=_listing(found, kind))
    return found[0]


def _matching(devices: Sequence[Device], wanted: str) -> list[Device]:
    if wanted.isdecimal():
        return [device for device in devices if device.index == int(wanted)]
    name = wanted.casefold()
    exact = [device for device in devices if device.name.casefold() == name]
    return exact or [device for device in devices if name in device.name.casefold()]


def _channels(device: Device, kind: Kind) -> int:
    return device.inputs if kind == "microphone" else device.outputs


def _is_default(device: Device, kind: Kind) -> bool:
    return device.default_input if kind == "microphone" else device.default_output


def _listing(devices: Sequence[Device], kind: Kind) -> str:
    lines = [
        f"  {device.index}  {device.name}" + (" (default)" if _is_default(device, kind) else "") for device in devices
    ]
    return "\n".join(["Give the number or a part of the name of one of these:", *lines])


_NONE: dict[Kind, str] = {
    "microphone": "Plug one in, or check that the sound system runs.",
    "loudspeaker": "Plug one in, or check that the sound system runs. Questions are shown on the screen all the same.",
}
