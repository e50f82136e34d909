from __future__ import annotations

import pytest

from greenroom.errors import DeviceNotFoundError
from greenroom.sound.devices import find_device
from greenroom.sound.port import Device


def a_device(index: int, name: str, *, inputs: int = 1, outputs: int = 0, default: bool = False) -> Device:
    return Device(index, name, inputs, outputs, 48_000, default_input=default and inputs > 0)


HEADSET = a_device(0, "USB Headset")
WEBCAM = a_device(1, "Webcam Microphone", default=True)
BUILT_IN = a_device(2, "Built-in Microphone")
SPEAKER = a_device(3, "Built-in Speaker", inputs=0, outputs=2)
ALL = (HEADSET, WEBCAM, BUILT_IN, SPEAKER)


@pytest.mark.parametrize(
    ("wanted", "found"), [("", WEBCAM), ("2", BUILT_IN), ("headset", HEADSET), ("Built-In MICROPHONE", BUILT_IN)]
)
def test_a_microphone_by_default_index_or_name(wanted: str, found: Device) -> None:
    assert find_device(ALL, "microphone", wanted) == found


def test_the_other_kind_is_never_found() -> None:
    assert find_device(ALL, "loudspeaker", "built-in") == SPEAKER
    with pytest.raises(DeviceNotFoundError):
        find_device(ALL, "microphone", "3")


def test_without_a_default_it_is_the_first() -> None:
    assert find_device((HEADSET, BUILT_IN), "microphone") == HEADSET


def test_an_exact_name_goes_before_a_part_of_another() -> None:
    longer = a_device(7, "Webcam Microphone 2")
    assert find_device((longer, WEBCAM), "microphone", "webcam microphone") == WEBCAM


def test_one_device_under_two_interfaces_is_one_device() -> None:
    short = a_device(0, "Microphone (Realtek High Defini")
    long = a_device(5, "Microphone (Realtek High Definition Audio)")
    assert find_device((short, long), "microphone", "realtek") == short


@pytest.mark.parametrize("wanted", ["studio", "99", "microphone"])
def test_an_unknown_or_unclear_name_lists_what_there_is(wanted: str) -> None:
    with pytest.raises(DeviceNotFoundError) as caught:
        find_device(ALL, "microphone", wanted)
    assert f"'{wanted}'" in caught.value.message
    assert "1  Webcam Microphone (default)" in caught.value.hint
    assert "Speaker" not in caught.value.hint


def test_no_device_at_all_says_so() -> None:
    with pytest.raises(DeviceNotFoundError, match="no microphone"):
        find_device((SPEAKER,), "microphone")
