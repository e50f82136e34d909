"""Spoken lengths as people write them: "60-120 s", "1-2 min", "90 s"."""

from __future__ import annotations

import re

from greenroom.domain import SpokenLength

__all__ = ["LengthError", "parse_span", "parse_time_s"]

_NUMBER = r"(\d+(?:\.\d+)?)"
_SPAN = re.compile(rf"\s*{_NUMBER}\s*([a-z]+)?\s*(?:(?:-|–|—|to)\s*{_NUMBER}\s*([a-z]+)?\s*)?")
_SECONDS = dict.fromkeys(["s", "sec", "secs", "second", "seconds"], 1.0)
_MINUTES = dict.fromkeys(["m", "min", "mins", "minute", "minutes"], 60.0)
_UNITS = _SECONDS | _MINUTES
_ABOUT = 0.2
_LONGEST_S = 3600.0


class LengthError(ValueError):
    """Its text says what is wrong with the length."""


def parse_span(text: str) -> SpokenLength:
    """The span in *text*; a single length means about that long, a fifth less or more. Raises LengthError."""
    low_s, high_s = _parse(text)
    if high_s is None:
        return SpokenLength(low_s * (1 - _ABOUT), low_s * (1 + _ABOUT))
    if low_s > high_s:
        raise LengthError("its first length is longer than its second")
    return SpokenLength(low_s, high_s)


def parse_time_s(text: str) -> float:
    """The single length in *text*, in seconds. Raises LengthError."""
    time_s, further_s = _parse(text)
    if further_s is not None:
        raise LengthError("it is a span, not a single length")
    return time_s


def _parse(text: str) -> tuple[float, float | None]:
    """One or two lengths in seconds, each between 0 and an hour; a unit behind the second counts for both."""
    match = _SPAN.fullmatch(text)
    if not match:
        raise LengthError("it is no length")
    first, first_unit, second, second_unit = match.groups()
    units = [first_unit or second_unit, second_unit or first_unit]
    if any(unit not in _UNITS for unit in units):
        raise LengthError("its unit is missing" if None in units else "its unit is not known")
    times_s = [float(number) * _UNITS[unit] for number, unit in zip((first, second), units, strict=True) if number]
    if any(not 0 < time_s <= _LONGEST_S for time_s in times_s):
        raise LengthError("it is not between 1 s and 60 min")
    return times_s[0], times_s[1] if second else None
