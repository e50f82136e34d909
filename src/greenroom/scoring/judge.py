"""The judge: an answer's transcript in, the whole report out."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

from greenroom.domain import Bands, Explanation, Prompt, Report, SpokenLength, Transcript
from greenroom.scoring.advising.actions import next_actions
from greenroom.scoring.advising.strengths import strengths
from greenroom.scoring.delivery.false_starts import find_false_starts
from greenroom.scoring.delivery.figures import measure_delivery
from greenroom.scoring.delivery.fillers import fillers_of
from greenroom.scoring.delivery.hedges import find_hedges
from greenroom.scoring.delivery.places import with_places
from greenroom.scoring.delivery.repeats import find_repeats
from greenroom.scoring.points.coverage import CoverageJudge
from greenroom.scoring.points.model import PATH, load_judge_data
from greenroom.scoring.port import CrossEncoder, Embedder
from greenroom.scoring.structure.describing import describe_structure, order_of

__all__ = ["REPORT_VERSION", "AnswerJudge"]

REPORT_VERSION = 1
NOTHING_SAID = "Nothing was said, so there is nothing to score."


class AnswerJudge:
    """Judge on an embedder, a cross-encoder and the data in `judge.json`; all are loaded at the first answer."""

    def __init__(
        self, embedder: Embedder, encoder: CrossEncoder, data: Path = PATH, bands: Bands | None = None
    ) -> None:
        self._embedder = embedder
        self._encoder = encoder
        self._bands = bands or Bands()
        self._data = data
        self._coverage: CoverageJudge | None = None

    def load(self, prompt: Prompt) -> None:
        self.judge(prompt, Transcript.typed("It took ten hours"))  # a first answer loads and reads all there is

    def judge(self, prompt: Prompt, transcript: Transcript) -> Report:
        """The report on *transcript*. Raises WeightsError when the judge's own files are missing; nothing else."""
        data = load_judge_data(self._data)
        name = f"greenroom {data.version}"
        if not any(char.isalnum() for word in transcript.words for char in word.text):
            return Report(REPORT_VERSION, name, prompt.id, scored=False, not_scored=NOTHING_SAID)
        self._coverage = self._coverage or CoverageJudge(self._embedder, self._encoder, data)
        points, avoided = self._coverage.judge(prompt, transcript.words)
        report = Report(
            version=REPORT_VERSION,
            judge=name,
            prompt_id=prompt.id,
            scored=True,
            points=points,
            avoid_said=avoided,
            fillers=fillers_of(transcript),
            repeated=find_repeats(transcript.words),
            hedges=find_hedges(transcript.words),
            false_starts=find_false_starts(transcript.words),
            structure=describe_structure(prompt, transcript.words, points, self._bands),
            feedback_taken=self._coverage.feedback(prompt, transcript.words),
        )
        return self._completed(report, transcript, prompt.target)

    def revise(self, report: Report, transcript: Transcript) -> Report:
        """*report* with all that follows from its verdicts and fillers worked out again. Raises WeightsError."""
        if report.delivery is None:
            return report
        length = report.delivery.length_s
        report = replace(report, fillers=with_places(report.fillers, transcript.words))
        return self._completed(report, transcript, SpokenLength(length.low or 0.0, length.high or math.inf))

    def explain(self, prompt: Prompt, transcript: Transcript, point_id: str) -> Explanation:
        """What is behind the verdict on a point. Raises LookupError when the answer gets none on it, WeightsError."""
        from greenroom.scoring.points.explaining import explain

        points = self.judge(prompt, transcript).points
        number = next((number for number, point in enumerate(points) if point.id == point_id), None)
        if number is None or self._coverage is None:
            raise LookupError(point_id)
        observed = self._coverage.observed(prompt, transcript.words)[number]
        return explain(points[number], observed, self._coverage, load_judge_data(self._data))

    def _completed(self, report: Report, transcript: Transcript, target: SpokenLength) -> Report:
        """*report* with its delivery, strengths and actions, from the verdicts and fillers that are in it."""
        delivery = measure_delivery(transcript, report.fillers, report.hedges, report.false_starts, target, self._bands)
        measured = replace(report, delivery=delivery)
        if report.structure is not None:
            order = order_of(report.points, transcript.words)
            measured = replace(measured, structure=replace(report.structure, order=order))
        return replace(measured, strengths=strengths(measured), actions=next_actions(measured, transcript))
