"""What came of a mock interview as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from greenroom.domain import Figure, Interview
from greenroom.domain.plain import to_plain
from greenroom.practice.interview.advice import actions_of, findings_of, strengths_of
from greenroom.practice.interview.interviewing import kept_answers
from greenroom.practice.interview.outcome import AskedQuestion, InterviewFigures, points_in_words
from greenroom.practice.services import Services

__all__ = ["InterviewReport", "interview_document", "report_of"]

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class InterviewReport:
    """`strengths` and `findings` are plain sentences, the findings about what came up across the questions; `actions`
    are one to three things to do next, none where nothing was scored.
    """

    interview: Interview
    questions: tuple[AskedQuestion, ...]
    figures: InterviewFigures
    strengths: tuple[str, ...]
    findings: tuple[str, ...]
    actions: tuple[str, ...]

    @property
    def summary(self) -> str:
        """The whole in a sentence or two."""
        asked, answered = len(self.questions), self.figures.answered
        told = f"{answered} of {asked} questions answered" if asked > 1 else "One question" * answered or "No answer"
        points = points_in_words([point for one in self.questions for point in one.points])
        return f"{told}; {points}." if points else f"{told}."


def report_of(services: Services, interview: Interview) -> InterviewReport:
    """The report on *interview* by what is kept today: corrections and later judgements count."""
    answered = {one.place: one for one in kept_answers(services, interview)}
    questions = tuple(
        AskedQuestion(question, answered[place].attempt, answered[place].follow_ups)
        if place in answered
        else AskedQuestion(question)
        for place, question in enumerate(interview.questions)
    )
    figures = _figures(questions)
    return InterviewReport(
        interview,
        questions,
        figures,
        tuple(strengths_of(questions)),
        tuple(findings_of(questions, figures)),
        tuple(actions_of(questions)),
    )


def interview_document(report: InterviewReport) -> dict[str, Any]:
    """*report* as plain data, the shape of `interview --json` (docs/interview.md)."""
    interview = report.interview
    return {
        "schema": SCHEMA_VERSION,
        "interview": interview.number,
        "begun_at": to_plain(interview.begun_at),
        **{name: getattr(interview, name) for name in ("real", "follow_ups", "seed")},
        "summary": report.summary,
        "strengths": list(report.strengths),
        "findings": list(report.findings),
        "actions": list(report.actions),
        "figures": to_plain(report.figures),
        "questions": [_question(one) for one in report.questions],
    }


def _question(one: AskedQuestion) -> dict[str, Any]:
    delivery = one.scored.delivery if one.scored else None
    return {
        "prompt": one.question.prompt_id,
        "asked": one.question.asked,
        "ref": str(one.attempt.ref) if one.attempt else None,
        "verdict": one.verdict,
        "scored": one.scored is not None,
        "coverage": one.scored.coverage if one.scored else None,
        "length_s": delivery.length_s.value if delivery else None,
        "pace_wpm": delivery.pace_wpm.value if delivery else None,
        "filled_pauses_per_min": delivery.filled_pauses_per_min.value if delivery else None,
        "points": [
            {
                "id": point.first.id,
                "say": point.first.say,
                "verdict": point.first.verdict.value,
                "after_follow_up": point.followed.verdict.value if point.followed else None,
            }
            for point in one.points
        ],
        "follow_ups": [
            {"ref": str(attempt.ref), "point": attempt.about, "asked": attempt.asked} for attempt in one.follow_ups
        ],
    }


def _figures(questions: Sequence[AskedQuestion]) -> InterviewFigures:
    points = [point for one in questions for point in one.points]
    deliveries = [one.scored.delivery for one in questions if one.scored and one.scored.delivery]
    timed = [one for one in deliveries if one.length_s.value]
    length_s = sum(_values(one.length_s for one in timed))
    words = sum((one.pace_wpm.value or 0.0) * (one.length_s.value or 0.0) / 60 for one in timed)
    filled = sum(one.filled_pauses for one in deliveries)
    return InterviewFigures(
        answered=sum(one.answered for one in questions),
        points=len(points),
        made=sum(point.made for point in points),
        made_after_follow_up=sum(point.made_after for point in points),
        length_s=length_s or None,
        pace_wpm=words * 60 / length_s if length_s and words else None,
        filled_pauses=filled,
        filled_pauses_per_min=sum(one.filled_pauses for one in timed) * 60 / length_s if length_s else None,
    )


def _values(figures: Iterator[Figure]) -> Iterator[float]:
    return (figure.value for figure in figures if figure.value is not None)
