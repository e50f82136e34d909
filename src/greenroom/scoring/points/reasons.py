"""Why a verdict was given, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from greenroom.domain import Verdict, Word
from greenroom.scoring.numbers.quantities import Quantity
from greenroom.scoring.points.features import Observation
from greenroom.scoring.points.passages import Statement

__all__ = ["hard_to_hear", "reason_for"]

ON_TOPIC = 0.35  # cosine from which a passage at least speaks of the same thing
STRIP = " ,.;:!?"


def reason_for(
    verdict: Verdict, likeliest: str, statement: Statement, observation: Observation, words: Sequence[Word]
) -> str:
    """One short sentence. *likeliest* is what an unsure verdict leans to."""
    if verdict is Verdict.UNSURE:
        detail = _detail(likeliest, statement, observation, words)
        return f"Not sure; perhaps {likeliest}. {detail}"
    return _detail(verdict.value, statement, observation, words)


def hard_to_hear(likeliest: Verdict) -> str:
    """Why a verdict is unsure that doubtful words alone would have made *likeliest*."""
    return f"Not sure; perhaps {likeliest.value}. This hangs on words that were hard to hear."


def _detail(label: str, statement: Statement, observation: Observation, words: Sequence[Word]) -> str:
    numbers = observation.numbers
    if label == "missed":
        return "Names the topic, not the claim." if observation.cosine >= ON_TOPIC else "Not mentioned."
    if label == "covered":
        right = numbers.wants and numbers.right == numbers.wants
        return "Said, with its figures right." if right else "Said in your own words."
    if numbers.wrong:
        want, said = numbers.wrong[0]
        quote = " ".join(word.text for word in words[slice(*observation.words_of(said))]).strip(STRIP)
        return f"Said {quote}, the point says {_wanted(want, statement)}."
    return _other_sense(observation) if label == "contradicted" else _only_a_part(statement, observation)


def _other_sense(observation: Observation) -> str:
    if observation.numbers.swapped:
        return "The two figures are the wrong way round."
    if observation.opposed:
        return f"“{observation.opposed[0]}” was said with the opposite sense."
    return "Seems to say something else than the point."


def _only_a_part(statement: Statement, observation: Observation) -> str:
    if observation.numbers.vague:
        return f"The figure {_wanted(observation.numbers.vague[0], statement)} was not said exactly."
    if observation.numbers.missing:
        return f"The figure {_wanted(observation.numbers.missing[0], statement)} was not said."
    if observation.unfound:
        return f"Only a part: nothing heard about “{observation.unfound[0]}”."
    return "Only a part of it was said."


def _wanted(want: Quantity, statement: Statement) -> str:
    """The number in the words of the point, or of the fact that asks for it."""
    readings = [(statement.words, statement.note), *zip(statement.fact_words, statement.facts, strict=True)]
    for words, reading in readings:
        if any(number is want for number in reading.quantities):
            span = slice(reading.tokens[want.first].word, reading.tokens[want.last - 1].word + 1)
            return " ".join(words[span]).strip(STRIP)
    return f"{want.core:g}"
