"""Plain numbers in digits and words: "two fifty", "nineteen ninety four", "2.1 billion", "a dozen"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.scoring.numbers.units import unit_of
from greenroom.scoring.wordlists import word_list, word_set

__all__ = ["HEDGES", "SPOKEN_SCALES", "UNITS", "Amount", "Reader", "decimals", "plain_number"]

UNITS = {
    word: value
    for value, word in enumerate(
        word_list(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
UNITS |= {"nought": 0, "naught": 0}
DIGITS = {word: str(value) for word, value in UNITS.items() if value < 10} | {"oh": "0"}
TENS = {
    word: 10 * value
    for value, word in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
SPOKEN_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
WRITTEN_SCALES = {**SPOKEN_SCALES, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9}
AFTER_WORDS = {**SPOKEN_SCALES, "k": 1e3}  # "m" and "b" after a word are too often something else
COLLECTIVES = {"dozen": 12.0, "couple": 2.0, "pair": 2.0}
OFTEN = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
HEDGES = word_set("about almost approximately around circa maybe nearly roughly")
LONGEST = 24  # tokens in one number


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that was read: its `value` in the base unit of its `kind`, and the `core` without its unit."""

    value: float
    kind: str
    core: float


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


def plain_number(reader: Reader) -> float | None:
    """A number in digits or words; None, with the place unmoved, where there is none."""
    start = reader.at
    digits = reader.peek()[:1].isdigit()
    if digits:
        value = _digits(reader)
    else:
        value = _digit_by_digit(reader)
        value = _words(reader) if value is None else value
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


def _digit_by_digit(reader: Reader) -> float | None:
    """The 429 of "four two nine", the 62304 of "sixty two three oh four": three digits or more that do not count on.

    "One two three", "three three four" and "twenty five three two" are counting, stumbling and two lists.
    """
    start = reader.at
    tens = str(TENS[reader.take()])[0] if reader.peek() in TENS else ""
    digits = ""
    while (text := reader.peek()) in DIGITS and (digits or tens or text != "oh") and len(digits) < LONGEST:
        digits += DIGITS[reader.take()]
    steps = {int(right) - int(left) for left, right in itertools.pairwise(digits)}
    told = "0" in digits[1:] if tens else steps not in ({1}, {-1}) and (len(digits) > 3 or 0 not in steps)
    if len(digits) < 3 or not told or reader.peek() in {"hundred", "point", *SPOKEN_SCALES}:
        reader.at = start
        return None
    return float(tens + digits)


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
    return part + decimals(reader)


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
    """The first number is hundreds in "two fifty", "twenty twenty two", "nineteen oh five"; lone digits are not."""
    start = reader.at
    if 10 <= first <= 20 and reader.peek() == "oh" and 1 <= UNITS.get(reader.peek(1), 0) <= 9:
        return first * 100 + UNITS[reader.take(2)]
    if not 1 <= first <= 20:
        return first
    rest = _below_hundred(reader)
    stumbled = rest == first != 20  # "twelve twelve parts"; "twenty twenty" is a year
    if rest is None or rest < 10 or stumbled or reader.peek() in {"hundred", "point"}:
        reader.at = start
        return first
    return first * 100 + rest


def decimals(reader: Reader) -> float:
    """The .05 of "point oh five"; 0 where no digit follows a "point"."""
    digits = ""
    while reader.peek() == "point" and reader.peek(1 + len(digits)) in DIGITS and len(digits) < LONGEST:
        digits += DIGITS[reader.peek(1 + len(digits))]
    if not digits:
        return 0.0
    reader.take(1 + len(digits))
    return float(f"0.{digits}")
