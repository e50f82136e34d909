"""Plain numbers in digits and words: "two fifty", "nineteen ninety four", "2.1 billion", "a dozen"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.scoring.points.units import unit_of
from greenroom.scoring.wordlists import word_list

__all__ = ["ORDINALS", "SPOKEN_SCALES", "Reader", "ordinal_places", "plain_number"]

UNITS = {
    word: value
    for value, word in enumerate(
        word_list(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
SPOKEN_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
WRITTEN_SCALES = {**SPOKEN_SCALES, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9}
AFTER_WORDS = {**SPOKEN_SCALES, "k": 1e3}  # "m" and "b" after a word are too often something else
COLLECTIVES = {"dozen": 12.0, "couple": 2.0, "pair": 2.0}
OFTEN = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
ORDINALS = {
    word: value
    for value, word in enumerate(
        word_list(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        start=1,
    )
}
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
LONGEST = 24  # tokens in one number


@dataclass(slots=True)
class Reader:
    """A place in the tokens of a text; `at` moves on as tokens are taken."""

    texts: Sequence[str]
    at: int

    def peek(self, ahead: int = 0) -> str:
        """The token at the place, or so many after it; empty past the end."""
        index = self.at + ahead
        return self.texts[index] if index < len(self.texts) else ""

    def take(self, count: int = 1) -> str:
        """Move on; returns the last token taken."""
        self.at += count
        return self.texts[self.at - 1]


def ordinal_places(reader: Reader) -> int:
    """How many tokens of an ordinal's ending stand here: 1 for the "rd" of "3rd", else 0."""
    return int(reader.peek() in ORDINAL_ENDINGS)


def plain_number(reader: Reader) -> float | None:
    """A number in digits or words; None, with the place unmoved, where there is none."""
    start = reader.at
    digits = reader.peek()[:1].isdigit()
    value = _digits(reader) if digits else _words(reader)
    if value is None:
        reader.at = start
        return None
    if (reader.peek(), reader.peek(1), reader.peek(2)) == ("and", "a", "half") and value < 1000:
        reader.take(3)
        value += 0.5
    return _scaled(reader, value, WRITTEN_SCALES if digits else AFTER_WORDS)


def _scaled(reader: Reader, value: float, scales: dict[str, float]) -> float:
    while reader.peek() in scales:
        value *= scales[reader.take()]
    return value


def _digits(reader: Reader) -> float | None:
    text = reader.peek()
    if ":" in text:
        return None  # a time of day
    whole, _, tail = text.rpartition(",")
    grouped = not whole or len(tail.split(".")[0]) == 3
    try:
        value = float(text.replace(",", "") if grouped else text.replace(",", "."))
    except ValueError:  # 1.2.3: a version, not a number
        return None
    reader.take()
    if reader.peek() == "hundred":
        reader.take()
        value *= 100
    return value


def _words(reader: Reader) -> float | None:
    if reader.peek() in {"a", "an"}:
        return _after_article(reader)
    if reader.peek() in OFTEN:
        return OFTEN[reader.take()]
    start = reader.at
    total = 0.0
    seen = False
    while reader.at - start < LONGEST:
        part = _below_thousand(reader)
        if part is None:
            break
        seen = True
        scale = reader.peek()
        if scale in SPOKEN_SCALES and _number_follows(reader):
            total += part * SPOKEN_SCALES[reader.take()]
            if reader.peek() == "and":
                reader.take()
            continue
        return total + _scaled(reader, part, AFTER_WORDS)
    return total if seen else None


def _number_follows(reader: Reader) -> bool:
    """Whether the number goes on after the scale that stands here: "two thousand AND NINETEEN"."""
    after = reader.peek(2) if reader.peek(1) == "and" else reader.peek(1)
    return after in UNITS or after in TENS


def _after_article(reader: Reader) -> float | None:
    """What follows an article: "a hundred and five", "a dozen", "a couple of", "a million", "an hour"."""
    noun = reader.peek(1)
    if noun == "hundred":
        reader.take(2)
        return _scaled(reader, _tail(reader, 100.0), AFTER_WORDS)
    if noun in COLLECTIVES:
        value = COLLECTIVES[reader.take(2)]
        if reader.peek() == "of":
            reader.take()
        return value
    unit = unit_of(noun, ())
    if noun in SPOKEN_SCALES or (len(noun) > 1 and unit is not None and unit.kind == "time"):
        reader.take()
        return 1.0  # the scale or the unit itself follows
    return None


def _below_thousand(reader: Reader) -> float | None:
    part = _below_hundred(reader)
    if part is None:
        return None
    part = _grown(reader, part)
    if reader.peek() == "hundred":
        reader.take()
        part = _tail(reader, part * 100)
    if reader.peek() == "point":
        part += _decimals(reader)
    return part


def _below_hundred(reader: Reader) -> float | None:
    if reader.peek() in TENS:
        tens = TENS[reader.take()]
        if 1 <= UNITS.get(reader.peek(), 0) <= 9:
            return float(tens + UNITS[reader.take()])
        return float(tens)
    if reader.peek() in UNITS:
        return float(UNITS[reader.take()])
    return None


def _tail(reader: Reader, hundreds: float) -> float:
    """What follows "eight hundred": "and twelve", "fifty"."""
    start = reader.at
    if reader.peek() == "and":
        reader.take()
    rest = _below_hundred(reader)
    if rest is None:
        reader.at = start
        return hundreds
    return hundreds + rest


def _grown(reader: Reader, first: float) -> float:
    """The first number is hundreds in "two fifty" and "twenty twenty two"; digits said one by one are not."""
    start = reader.at
    if not 1 <= first <= 20:
        return first
    rest = _below_hundred(reader)
    if rest is None or rest < 10 or reader.peek() in {"hundred", "point"}:
        reader.at = start
        return first
    return first * 100 + rest


def _decimals(reader: Reader) -> float:
    digits = ""
    ahead = 1
    while UNITS.get(reader.peek(ahead), 10) < 10 and ahead < LONGEST:
        digits += str(UNITS[reader.peek(ahead)])
        ahead += 1
    if not digits:
        return 0.0
    reader.take(ahead)
    return float(f"0.{digits}")
