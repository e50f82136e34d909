from __future__ import annotations

import pytest

from greenroom.library.lengths import LengthError, parse_span, parse_time_s


@pytest.mark.parametrize(
    ("text", "low_s", "high_s"),
    [
        ("60-120 s", 60, 120),
        ("60–120 s", 60, 120),
        ("60 — 120 sec", 60, 120),
        ("60 to 120 seconds", 60, 120),
        ("1-2 min", 60, 120),
        ("90 s - 2 min", 90, 120),
        ("1.5-2m", 90, 120),
        (" 60 s-120 s ", 60, 120),
        ("60-60 s", 60, 60),
        ("90 s", 72, 108),
        ("1 min", 48, 72),
    ],
)
def test_spans(text: str, low_s: float, high_s: float) -> None:
    span = parse_span(text)

    assert (span.low_s, span.high_s) == pytest.approx((low_s, high_s))


@pytest.mark.parametrize(("text", "time_s"), [("180 s", 180), ("3 min", 180), ("2.5 minutes", 150)])
def test_times(text: str, time_s: float) -> None:
    assert parse_time_s(text) == time_s


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no length"),
        ("soon", "no length"),
        ("-5 s", "no length"),
        ("90", "unit is missing"),
        ("60-120", "unit is missing"),
        ("2 hours", "unit is not known"),
        ("120-60 s", "longer than its second"),
        ("0 s", "between"),
        ("90 min", "between"),
    ],
)
def test_what_is_no_length(text: str, fault: str) -> None:
    with pytest.raises(LengthError, match=fault):
        parse_span(text)


def test_a_limit_is_no_span() -> None:
    with pytest.raises(LengthError, match="span"):
        parse_time_s("60-120 s")
