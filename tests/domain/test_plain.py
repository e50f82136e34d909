"""Every value of the domain survives the way to plain data and back, through real JSON."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greenroom.domain import (
    Attempt,
    AttemptRef,
    Comparison,
    EndReason,
    Engine,
    Prompt,
    Recording,
    Report,
    SpokenLength,
    Transcript,
    Word,
)
from greenroom.domain.plain import from_plain, to_plain

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)  # lone surrogates are no text
st.register_type_strategy(str, TEXT)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(Path, st.from_regex(r"[a-z0-9 ]{1,8}(/[a-z0-9.]{1,8})?", fullmatch=True).map(Path))


@pytest.mark.parametrize("kind", [Prompt, Recording, Transcript, Report, Attempt, Comparison])
def test_a_value_survives_json(kind: type) -> None:
    @settings(max_examples=40)
    @given(st.from_type(kind))
    def survives(value: object) -> None:
        assert from_plain(kind, json.loads(json.dumps(to_plain(value)))) == value

    survives()


def test_the_plain_form_is_readable() -> None:
    recording = Recording(
        path=Path("recordings") / "why-meta" / "0003.wav",
        rate_hz=48_000,
        frames=96_000,
        started_at=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
        end=EndReason.LIMIT,
    )

    assert to_plain(recording) == {
        "path": str(PurePosixPath("recordings/why-meta/0003.wav")),
        "rate_hz": 48_000,
        "frames": 96_000,
        "started_at": "2026-11-20T09:30:00+00:00",
        "end": "limit",
        "levels": None,
        "warnings": [],
    }


def test_unknown_keys_are_ignored_and_absent_ones_default() -> None:
    assert from_plain(Word, {"text": "TAO", "said_by": "me"}) == Word("TAO")


def test_a_whole_number_stands_for_a_float() -> None:
    length = from_plain(SpokenLength, {"low_s": 30, "high_s": 60})

    assert isinstance(length.low_s, float)
    assert length == SpokenLength(30.0, 60.0)


def test_settings_of_an_engine_keep_their_types() -> None:
    engine = Engine("openai-whisper", settings={"model": "base", "beam": 5, "int8": True, "crop_s": 16.0})

    back = from_plain(Engine, json.loads(json.dumps(to_plain(engine))))

    assert back.settings["int8"] is True
    assert back == engine


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Word, {}),  # a required field is absent
        (Word, "TAO"),
        (SpokenLength, "60-120 s"),
        (SpokenLength, {"low_s": "60"}),
        (SpokenLength, {"low_s": True}),
        (Word, {"text": 3}),
        (Word, {"text": None}),
        (Transcript, {"words": "hello", "duration_s": None}),  # would else become five words of a letter
        (Transcript, {"words": [], "duration_s": None, "engine": ["typed"]}),
        (AttemptRef, {"prompt_id": "why-meta", "number": "3"}),
        (Recording, {"path": "a.wav", "rate_hz": 1, "frames": 0, "started_at": 5}),
        (Recording, {"path": "a.wav", "rate_hz": 1, "frames": 0, "started_at": "yesterday"}),
        (Recording, {"path": "a.wav", "rate_hz": 1, "frames": 0, "started_at": "2026-11-20", "end": "bored"}),
    ],
)
def test_data_that_does_not_fit_is_refused(kind: type, data: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        from_plain(kind, data)


def test_a_date_stays_a_date() -> None:
    prompt = from_plain(Prompt, {"id": "x", "question": "Why?", "feedback": [{"on": "2026-11-20", "note": "Louder."}]})

    assert prompt.feedback[0].on == date(2026, 11, 20)
    assert not isinstance(prompt.feedback[0].on, datetime)
