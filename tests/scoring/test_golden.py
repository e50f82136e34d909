"""Golden reports: a change of judgement shows as a diff of these files.

To accept a change: `GREENROOM_UPDATE_GOLDEN=1 pytest tests/scoring/test_golden.py`, read the diff, commit it. That run
writes the files and fails on purpose, so that nobody takes it for a pass.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.scoring.builders import a_judge, spoken

from greenroom.domain import Prompt, Report, Transcript
from greenroom.domain.plain import from_plain, to_plain

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.stem for path in (GOLDEN / "answers").glob("*.txt"))


def judged(case: str) -> Report:
    """`why-meta.well.txt` is an answer to `why-meta.json`; `….typed.txt` was typed, all others were spoken evenly."""
    prompt = from_plain(Prompt, json.loads((GOLDEN / f"{case.partition('.')[0]}.json").read_text(encoding="utf-8")))
    text = (GOLDEN / "answers" / f"{case}.txt").read_text(encoding="utf-8")
    return a_judge().judge(prompt, Transcript.typed(text) if case.endswith(".typed") else spoken(text))


def rounded(value: Any) -> Any:
    """Figures to two digits: the last ones differ between processors."""
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list) else value


def test_there_are_cases() -> None:
    assert len(CASES) >= 5


@pytest.mark.parametrize("case", CASES)
def test_the_report_is_the_golden_one(case: str) -> None:
    path = GOLDEN / "reports" / f"{case}.json"
    report = rounded(to_plain(judged(case)))
    if os.environ.get("GREENROOM_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        pytest.fail(f"{path.name} was written; read the diff and run again without GREENROOM_UPDATE_GOLDEN")
    golden = json.loads(path.read_text(encoding="utf-8"))
    assert verdict_lines(report) == verdict_lines(golden)  # the short diff first
    assert without_confidence(report) == without_confidence(golden)
    for point, before in zip(report["points"], golden["points"], strict=True):
        assert point["confidence"] == pytest.approx(before["confidence"], abs=0.05)


def verdict_lines(report: dict[str, Any]) -> list[str]:
    return [f"{point['id']}: {point['verdict']} ({point['reason']})" for point in report["points"]]


def without_confidence(report: dict[str, Any]) -> dict[str, Any]:
    """Confidences are compared with a tolerance: int8 arithmetic differs a little between processors."""
    points = [{**point, "confidence": None} for point in report["points"]]
    avoided = [{**item, "confidence": None} for item in report["avoid_said"]]
    return {**report, "points": points, "avoid_said": avoided}
