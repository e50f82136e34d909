from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from greenroom.voice.worker import main


def test_an_engine_without_voices_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = SimpleNamespace(getProperty=lambda name: [])
    monkeypatch.setitem(sys.modules, "pyttsx3", SimpleNamespace(init=lambda: engine))
    assert main(["voices"])["error"] == "no_engine"
    assert main(["speak", "out.wav", "", "165", "1"])["error"] == "no_engine"
