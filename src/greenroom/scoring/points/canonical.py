"""Points and passages as the cross-encoder reads them: plain tokens, numbers as figures with their unit written out.

Two ways to say the same number ("a quarter of an hour", "15 min") come out alike, and case, punctuation and
hesitations are gone, so that no verdict can hang on them.
"""

from __future__ import annotations

from collections.abc import Sequence

from greenroom.scoring.numbers.quantities import Quantity
from greenroom.scoring.points.passages import Answer, Statement
from greenroom.scoring.text import NOT_FORMS, Token

__all__ = ["WIDE", "canonical", "canonical_passage", "canonical_point", "canonical_statement"]

Text = tuple[Sequence[Token], Sequence[Quantity]]  # as `canonical` takes it

WIDE = 44  # tokens that are read, a passage with what stands around it: two or three sentences
UNITS = {
    "date": "",
    "length": "metres",
    "money": "money",
    "ordinal": "th",
    "percentile": "percentile",
    "share": "percent",
    "time": "seconds",
    "times": "times",
}
TIMES_S = (("years", 31_557_600.0), ("days", 86_400.0), ("hours", 3_600.0), ("minutes", 60.0), ("seconds", 1.0))


def canonical(tokens: Sequence[Token], numbers: Sequence[Quantity], first: int = 0, last: int | None = None) -> str:
    """Tokens *first*..*last* - 1 in plain writing; a number that begins among them is written whole."""
    starts = {number.first: number for number in numbers}
    end = len(tokens) if last is None else last
    parts, place = [], 0
    while place < end:
        number = starts.get(place)
        text = tokens[place].text
        if number is not None:
            part, after = _written(number), number.last
        else:
            part, after = f"{NOT_FORMS[text]} not" if text in NOT_FORMS else text, place + 1
        if place >= first:
            parts.append(part)
        place = after
    return " ".join(parts)


def canonical_statement(statement: Statement) -> str:
    """A point, and behind it those of its facts whose words are not in it."""
    note, *facts = ((part.tokens, part.quantities) for part in (statement.note, *statement.facts))
    return canonical_point(note, facts)


def canonical_point(note: Text, facts: Sequence[Text]) -> str:
    """The same from the tokens and numbers of a point and of its facts."""
    known = {token.stem for token in note[0]}
    beside = [fact for fact in facts if any(token.stem not in known for token in fact[0])]
    return " ; ".join(canonical(*part) for part in (note, *beside))


def canonical_passage(answer: Answer, first: int, last: int) -> str:
    """Tokens *first*..*last* - 1 of *answer* and what stands around them, WIDE tokens or more in all."""
    length = len(answer.reading.tokens)
    wide = max(WIDE, last - first)
    begin = max(0, min(first - (wide - (last - first)) // 2, length - wide))
    return canonical(answer.reading.tokens, answer.reading.quantities, begin, min(length, begin + wide))


def _written(number: Quantity) -> str:
    value, unit = number.value, UNITS.get(number.kind, number.kind)
    if number.kind == "time":
        value, unit = _time(value)
    figure = f"{value:.4g}" if value < 10_000 else f"{value:.0f}"
    return f"{figure} {unit}".rstrip()


def _time(seconds: float) -> tuple[float, str]:
    """A time in the largest unit that it fills; years from two on."""
    for unit, size_s in TIMES_S:
        if seconds >= (2 * size_s if unit == "years" else size_s):
            return seconds / size_s, unit
    return seconds * 1000.0, "milliseconds"
