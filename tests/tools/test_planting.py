"""Hesitations planted in read speech: they are where they are said to be, and nothing else is changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from tools.planting import READERS, Planted, planted_set

from greenroom.sound import write_wav

RATE_HZ = 16_000


def bursts(seconds: float, hz: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """A tone of half a second, a quarter of a second of room noise, and so on."""
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    tone = 0.2 * np.sin(2 * np.pi * hz * time_s) * (time_s % 0.75 < 0.5)
    return (tone + 0.001 * np.random.default_rng(5).standard_normal(len(time_s))).astype(np.float32)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two clips of each reader, at 300 Hz, and one man whose hesitations are at 1000 (talking) and 2000 Hz (acting)."""
    folder = tmp_path_factory.mktemp("data") / "speech"
    folder.mkdir()
    lines = []
    for speaker in (speaker for split in READERS.values() for speaker in split):
        for index in range(2):
            name = f"ls_{speaker}-1-{index}.wav"
            write_wav(folder / name, bursts(14, 300), RATE_HZ)
            lines.append({"file": name, "seconds": 14.0, "style": "read", "transcript": name, "fillers": None})
    for style, hz in (("spontaneous", 1000), ("read", 2000)):
        write_wav(folder / f"mfa_{style}.wav", bursts(3, hz), RATE_HZ)
        marked = [[0.0, 0.5, "um"], [0.75, 1.25, "uh"], [1.5, 2.0, "hm"]]
        lines.append({"file": f"mfa_{style}.wav", "seconds": 3.0, "style": style, "transcript": "", "fillers": marked})
    (folder / "manifest.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return folder.parent


def strongest_hz(answer: Planted, start_s: float, end_s: float) -> float:
    part = answer.samples[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]
    return float(np.argmax(np.abs(np.fft.rfft(part))) * RATE_HZ / len(part))


@pytest.mark.parametrize(("split", "hz"), [("test", 1000), ("tuning", 2000)])
def test_each_lies_where_it_is_said_to_be(data: Path, split: Literal["test", "tuning"], hz: float) -> None:
    answers = planted_set(data, split)
    assert {answer.speaker for answer in answers} == set(READERS[split])
    for answer in answers:
        assert 3 <= len(answer.fillers) <= 5
        for start_s, end_s, label in answer.fillers:
            assert strongest_hz(answer, start_s, end_s) == pytest.approx(hz, rel=0.02)
            assert label in {"um", "uh"}
        outside = [(a[1] + 0.02, b[0] - 0.02) for a, b in zip(answer.fillers, answer.fillers[1:], strict=False)]
        assert all(strongest_hz(answer, *gap) == pytest.approx(300, rel=0.02) for gap in outside)


def test_nothing_is_lost_of_what_was_read(data: Path) -> None:
    for answer in planted_set(data, "test"):
        inserted = sum(end_s - start_s for start_s, end_s, _ in answer.fillers)
        around = len(answer.samples) / RATE_HZ - 28.0 - inserted
        assert 0.2 * len(answer.fillers) <= around <= 0.6 * len(answer.fillers)
        assert sorted(answer.transcript.split()) == [f"ls_{answer.speaker}-1-{index}.wav" for index in range(2)]


def test_no_digital_silence_and_no_click_at_the_seams(data: Path) -> None:
    for answer in planted_set(data, "test"):
        assert np.all(np.abs(np.convolve(np.abs(answer.samples), np.ones(160), "valid")) > 1e-4)
        for start_s, end_s, _ in answer.fillers:
            for seam_s in (start_s, end_s):
                seam = answer.samples[round(seam_s * RATE_HZ) - 8 : round(seam_s * RATE_HZ) + 8]
                assert np.abs(np.diff(seam)).max() < 0.03


def test_the_same_seed_gives_the_same_and_another_gives_others(data: Path) -> None:
    first, again, other = planted_set(data, "test"), planted_set(data, "test"), planted_set(data, "test", seed=1)
    assert [answer.fillers for answer in first] == [answer.fillers for answer in again]
    assert [answer.fillers for answer in first] != [answer.fillers for answer in other]
