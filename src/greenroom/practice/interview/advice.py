"""What an interview as a whole says about its speaker: strengths, what came up across questions, what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from greenroom.domain import Band, Delivery, Figure, Verdict
from greenroom.practice.interview.outcome import AskedPoint, AskedQuestion, InterviewFigures

__all__ = ["actions_of", "findings_of", "strengths_of"]

MOST = 3
MOST_ABOUT_POINTS = 2
_MOST_NAMED = 4
_WRONG, _MISSED, _AFTER, _PARTLY, _SLIP = 1.5, 1.0, 0.6, 0.5, 1.0
"""What mending a point brings: said otherwise, missed, made only when asked, partly made; and leaving a slip out."""

_GOOD_COVERAGE = 0.5
_NOT_MADE = {Verdict.MISSED, Verdict.CONTRADICTED}


@dataclass(frozen=True, slots=True)
class _Habit:
    """A figure of delivery that is looked at across answers; `low` and `high` say what it is outside its band.

    `worth`: what mending it in every answer brings, in points.
    """

    figure: Callable[[Delivery], Figure]
    low: str
    high: str
    unit: str
    worth: float


_HABITS = (
    _Habit(lambda told: told.length_s, "shorter than planned", "longer than planned", "s", 1.5),
    _Habit(lambda told: told.pace_wpm, "slow", "quick", "words a minute", 1.3),
    _Habit(lambda told: told.filled_pauses_per_min, "", "rich in um and uh", "a minute", 1.2),
    _Habit(lambda told: told.markers_per_min, "", "rich in filler words", "a minute", 0.8),
    _Habit(lambda told: told.hedges_per_min, "", "hedged", "hedges a minute", 0.6),
    _Habit(lambda told: told.false_starts_per_min, "", "full of false starts", "a minute", 0.6),
    _Habit(lambda told: told.stuck_pauses_per_min, "", "stuck inside sentences", "times a minute", 0.8),
)


def strengths_of(questions: Sequence[AskedQuestion]) -> Iterator[str]:
    """Up to four things that went well; only what is true, so there may be none."""
    yield from list(_strengths(questions))[:4]


def _strengths(questions: Sequence[AskedQuestion]) -> Iterator[str]:
    scored = [one for one in questions if one.scored and one.scored.coverage]
    best = max(scored, key=lambda one: (one.scored.coverage or 0.0) if one.scored else 0.0, default=None)
    if best is not None and best.scored is not None:
        named = f"“{_short(best.question.asked)}”"
        made = sum(point.made for point in best.points)
        if made == len(best.points):
            yield f"{named}: you made all of your points."
        elif (best.scored.coverage or 0.0) >= _GOOD_COVERAGE and len(scored) > 1:
            yield f"{named} was your best answer: {made} of {len(best.points)} points."
    after = [point for one in questions for point in one.points if point.made_after]
    if after:
        count = "A point" if len(after) == 1 else f"{len(after)} points"
        yield f"{count} came as soon as you were asked: “{_short(after[0].first.say)}”."
    deliveries = _deliveries(questions)
    if len(deliveries) > 1:
        for habit, said in ((_HABITS[0], "as long as planned"), (_HABITS[1], "easy to follow in pace")):
            if all(habit.figure(one).band is Band.GOOD for one in deliveries):
                yield f"{_so_many(deliveries, deliveries)} were {said}."


def findings_of(questions: Sequence[AskedQuestion], figures: InterviewFigures) -> Iterator[str]:
    """What came up across the questions: figures outside their band in half of the answers and more, points missed."""
    deliveries = _deliveries(questions)
    for habit in _HABITS:
        for band, called in ((Band.LOW, habit.low), (Band.HIGH, habit.high)):
            values = _outside(habit, deliveries, band)
            if _often(values, deliveries):
                which = "Your answer was" if len(deliveries) == 1 else f"{_so_many(values, deliveries)} were"
                yield f"{which} {called}: {_listed(values)} {habit.unit}."
    words = _filler_words(questions)
    if words and figures.filled_pauses_per_min is not None:
        often = ", ".join(f"{text} {times}" for text, times in words)
        yield f"Fillers you say most: {often}."
    missed = [point.first for one in questions for point in one.points if point.missed]
    for verdict, heading in ((Verdict.CONTRADICTED, "Said otherwise"), (Verdict.MISSED, "Left out")):
        said = [f"“{_short(point.say)}”" for point in missed if point.verdict is verdict]
        if said:
            more = f" and {len(said) - _MOST_NAMED} more" if len(said) > _MOST_NAMED else ""
            yield f"{heading}: {'; '.join(said[:_MOST_NAMED])}{more}."


def actions_of(questions: Sequence[AskedQuestion]) -> Iterator[str]:
    """The one to three things that would help most; at most two about points where anything else needs mending."""
    if not any(one.scored for one in questions):
        return
    about_points = _best((*_point_offers(questions), *_slip_offers(questions)))
    others = _best(tuple(_habit_offers(questions)))
    kept = about_points[: MOST_ABOUT_POINTS if others else MOST]
    actions = [text for _, text in _best((*kept, *others))[:MOST]]
    yield from actions or ("Nothing stands out. Make it harder: greenroom interview --real --follow-ups 2",)


def _best(offers: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    return sorted(offers, key=lambda offer: -offer[0])


def _point_offers(questions: Sequence[AskedQuestion]) -> Iterator[tuple[float, str]]:
    """For each question the weightiest point that needs work."""
    for one in questions:
        offers = [offer for point in one.points if (offer := _point_offer(one, point))]
        yield from _best(offers)[:1]


def _point_offer(one: AskedQuestion, point: AskedPoint) -> tuple[float, str] | None:
    say, where = f"“{_short(point.first.say)}”", one.question.prompt_id
    if point.made_after:
        return _AFTER * point.first.weight, f"Say {say} without being asked: greenroom practice {where}"
    if point.missed and point.first.verdict is Verdict.CONTRADICTED:
        return _WRONG * point.first.weight, f"Check {say}; you said otherwise."
    if point.missed and point.followed is not None and point.followed.verdict in _NOT_MADE:
        return _MISSED * 1.2 * point.first.weight, f"Learn {say}; it did not come when you were asked for it either."
    if point.missed:
        return _MISSED * point.first.weight, f"Bring in {say}: greenroom practice {where}"
    if point.first.verdict is Verdict.PARTIAL:
        return _PARTLY * point.first.weight, f"Say all of {say}: greenroom practice {where}"
    return None


def _slip_offers(questions: Sequence[AskedQuestion]) -> Iterator[tuple[float, str]]:
    for one in questions:
        for slip in one.scored.avoid_said if one.scored else ():
            yield _SLIP, f"Leave out “{_short(slip.say)}”; you said “{_short(slip.evidence.text)}”."


def _habit_offers(questions: Sequence[AskedQuestion]) -> Iterator[tuple[float, str]]:
    deliveries = _deliveries(questions)
    for habit in _HABITS:
        figures = [habit.figure(one) for one in deliveries]
        for band, called in ((Band.LOW, habit.low), (Band.HIGH, habit.high)):
            values = _outside(habit, deliveries, band)
            if _often(values, deliveries):
                advice = next(figure.advice for figure in figures if figure.band is band)
                which = "Your answer was" if len(deliveries) == 1 else "Most answers were"
                which = "Half of the answers were" if len(values) * 2 == len(deliveries) else which
                yield habit.worth * len(values) / len(deliveries), f"{which} {called}. {advice}".strip()


def _outside(habit: _Habit, deliveries: Sequence[Delivery], band: Band) -> list[float]:
    figures = [habit.figure(one) for one in deliveries]
    return [figure.value for figure in figures if figure.band is band and figure.value is not None]


def _often(values: Sequence[float], deliveries: Sequence[Delivery]) -> bool:
    """Whether it is a habit: in half of the answers at least."""
    return bool(values) and 2 * len(values) >= len(deliveries)


def _deliveries(questions: Sequence[AskedQuestion]) -> list[Delivery]:
    return [one.scored.delivery for one in questions if one.scored and one.scored.delivery]


def _filler_words(questions: Sequence[AskedQuestion]) -> list[tuple[str, int]]:
    """The fillers that were heard twice or more, the commonest three."""
    heard = Counter(
        filler.text.casefold() for one in questions if one.scored for filler in one.scored.fillers if filler.heard
    )
    return [(text, times) for text, times in heard.most_common(3) if times > 1]


def _so_many(some: Sequence[object], deliveries: Sequence[Delivery]) -> str:
    if len(some) == len(deliveries):
        return "Both answers" if len(some) == 2 else f"All {len(some)} answers"
    return f"{len(some)} of {len(deliveries)} answers"


def _listed(values: Sequence[float]) -> str:
    *before, last = [f"{value:.0f}" for value in values]
    return f"{', '.join(before)} and {last}" if before else last


def _short(text: str, longest: int = 70) -> str:
    short = text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + " …"
    return short.rstrip(".")
