from __future__ import annotations

from pathlib import Path

import numpy as np
from tests.practice.builders import services_with
from tests.practice.test_checkup import NoDevices

from greenroom.domain import Verdict
from greenroom.hearing import ScriptedTranscriber
from greenroom.practice.demonstrating import demonstrate
from greenroom.practice.standin import ScriptedStage

ANSWER = (Path(__file__).parents[2] / "src/greenroom/practice/data/demo-answer.txt").read_text(encoding="utf-8")


def test_the_demo_answers_itself_and_says_what_is_simulated(tmp_path: Path) -> None:
    services = services_with(
        tmp_path,
        card=NoDevices(np.zeros(480, np.float32), 48_000),
        transcriber=ScriptedTranscriber(ANSWER),
    )
    stage = ScriptedStage()
    attempt = demonstrate(services, stage)
    assert any(line.startswith("Demo. Simulated: the candidate") for line in stage.lines)
    assert stage.questions == [attempt.asked]
    assert attempt.report is not None
    verdicts = {point.id: point.verdict for point in attempt.report.points}
    assert verdicts["customers"] is Verdict.MISSED
    assert attempt.recording is not None
    assert attempt.recording.duration_s > 1
