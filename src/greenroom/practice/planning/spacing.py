"""When an answer should come back: FSRS, by the `fsrs` package (MIT), which only this file knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from greenroom.library.values import Grade

__all__ = ["LONGEST_DAYS", "due_day"]

LONGEST_DAYS = 30
"""An answer is no vocabulary: it wears off in the telling, so that a month without it is enough."""


def due_day(reviews: Sequence[tuple[date, Grade]]) -> date:
    """The day on which the answer is due again after *reviews*, oldest first: at least one, on different days.

    With the package's own parameters, a 90 % chance to have it all still ready, whole days, and nothing random.
    """
    import fsrs

    scheduler = fsrs.Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False
    )
    ratings = {
        Grade.AGAIN: fsrs.Rating.Again,
        Grade.HARD: fsrs.Rating.Hard,
        Grade.GOOD: fsrs.Rating.Good,
        Grade.EASY: fsrs.Rating.Easy,
    }
    card = fsrs.Card(card_id=1)
    for on, grade in reviews:
        card, _ = scheduler.review_card(card, ratings[grade], datetime.combine(on, time(12), UTC))
    return max(card.due.date(), reviews[-1][0] + timedelta(days=1))
