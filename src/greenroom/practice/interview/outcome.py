"""What came of each question of a mock interview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.domain import Attempt, InterviewQuestion, PointVerdict, Report, Verdict

__all__ = ["AskedPoint", "AskedQuestion", "InterviewFigures", "points_in_words"]


@dataclass(frozen=True, slots=True)
class AskedPoint:
    """A point as the answer was judged, and, where a follow-up asked for it, as that one was."""

    first: PointVerdict
    followed: PointVerdict | None = None

    @property
    def made(self) -> bool:
        return self.first.verdict is Verdict.COVERED

    @property
    def made_after(self) -> bool:
        """Made, but only when asked for it."""
        return not self.made and self.followed is not None and self.followed.verdict is Verdict.COVERED

    @property
    def missed(self) -> bool:
        """Missed or said otherwise, and not made up for."""
        return self.first.verdict in {Verdict.MISSED, Verdict.CONTRADICTED} and not self.made_after


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of the interview. `attempt` is None where there is no answer (any more)."""

    question: InterviewQuestion
    attempt: Attempt | None = None
    follow_ups: tuple[Attempt, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether there is an answer in which something was said, as far as is known."""
        report = self.attempt.report if self.attempt else None
        return self.attempt is not None and (report is None or report.scored)

    @property
    def scored(self) -> Report | None:
        """The report on the answer, where there was something to score."""
        report = self.attempt.report if self.attempt else None
        return report if report and report.scored else None

    @property
    def points(self) -> tuple[AskedPoint, ...]:
        followed = {point.id: point for attempt in self.follow_ups if attempt.report for point in attempt.report.points}
        report = self.scored
        return tuple(AskedPoint(point, followed.get(point.id)) for point in report.points) if report else ()

    @property
    def verdict(self) -> str:
        """How it went, in a line."""
        if self.attempt is None:
            return "not answered"
        if self.scored is None:
            report = self.attempt.report
            return f"not scored: {report.not_scored}" if report else "not judged yet"
        return points_in_words(self.points) or "answered; it has no points to make"


@dataclass(frozen=True, slots=True)
class InterviewFigures:
    """Over all answers in which something was said, follow-ups apart. None where no answer has the figure."""

    answered: int
    points: int
    made: int
    made_after_follow_up: int
    length_s: float | None
    pace_wpm: float | None
    filled_pauses: int
    filled_pauses_per_min: float | None


def points_in_words(points: Sequence[AskedPoint]) -> str:
    """As “3 of 5 points made, 1 more after a follow-up”; empty without points."""
    if not points:
        return ""
    made, after = sum(point.made for point in points), sum(point.made_after for point in points)
    later = f", {after} more after a follow-up" if after else ""
    return f"{made} of {len(points)} point{'s' * (len(points) > 1)} made{later}"
