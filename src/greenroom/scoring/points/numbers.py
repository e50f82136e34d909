"""Amounts as people say them: "eight hundred milliseconds", "one in seven", "half a billion", "an hour and a half"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.scoring.points.numerals import ORDINALS, SPOKEN_SCALES, Reader, ordinal_places, plain_number
from greenroom.scoring.points.units import Unit, unit_of
from greenroom.scoring.text import Token
from greenroom.scoring.wordlists import word_set

__all__ = ["Quantity", "quantities"]

FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fifth": 1 / 5,
             "fifths": 1 / 5, "sixth": 1 / 6, "eighth": 1 / 8, "tenth": 1 / 10, "tenths": 1 / 10}  # fmt: skip
MULTIPLES = {"double": 2.0, "doubled": 2.0, "triple": 3.0, "tripled": 3.0, "halved": 0.5, "quadrupled": 4.0}
GROUPS = {**SPOKEN_SCALES, "hundred": 100.0, "dozen": 12.0}
HEDGES = word_set("about almost approximately around circa maybe nearly roughly")
BEFORE_A_WHILE = HEDGES | word_set("after by every for full half in last least than then took within whole")
AFTER_A_PART = word_set("of a an the our my as")
MONEY = frozenset("£$€")
HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a run of tokens: its `value` in the base unit of its `kind`, and the tokens `first`..`last` - 1.

    `kind` is what is measured ("time", "share", "money", "percentile", "ordinal", "times" ...) or "" for a bare count;
    of a count `noun` is the stem of the next word. `vague` says that a hedge ("about", "nearly") stood before it;
    `core` is the number without its unit.
    """

    value: float
    kind: str
    noun: str
    first: int
    last: int
    core: float
    vague: bool = False


@dataclass(frozen=True, slots=True)
class _Amount:
    value: float
    kind: str
    core: float


def quantities(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """All numbers in *tokens*, in order. A lone "one" counts only with a unit or in "one in seven"."""
    texts = [token.text for token in tokens]
    found: list[Quantity] = []
    at = 0
    while at < len(texts):
        quantity = _quantity(tokens, texts, at)
        if quantity is not None:
            found.append(quantity)
        at = quantity.last if quantity is not None else at + 1
    return tuple(found)


def _quantity(tokens: Sequence[Token], texts: Sequence[str], first: int) -> Quantity | None:
    in_money = texts[first] in MONEY
    reader = Reader(texts, first + in_money)
    amount = _percentile(reader) or _multiple(reader) or _share(reader)
    noun = ""
    if amount is None and not in_money:
        amount = _ordinal(reader) or _a_while(reader)
    if amount is None:
        amount = _measured(reader, in_money)
        if amount is not None and not amount.kind and reader.at < len(tokens):
            noun = tokens[reader.at].stem
    if amount is None:
        return None
    vague = any(text in HEDGES for text in texts[max(0, first - 2) : first])
    return Quantity(amount.value, amount.kind, noun, first, reader.at, amount.core, vague)


def _measured(reader: Reader, in_money: bool) -> _Amount | None:
    """A number with its unit, if there is one."""
    lone_one = reader.peek() == "one"
    start = reader.at
    core = plain_number(reader)
    if core is None or (reader.texts[start] in {"a", "an"} and reader.at == start + 1):
        return None
    unit = unit_of(reader.peek(), [reader.peek(1)])
    if in_money:
        grand = unit.size if unit is not None and unit.kind == "money" else 1.0
        return _Amount(core * grand, "money", core)
    if unit is None:
        return None if lone_one and core == 1 else _Amount(core, "", core)
    reader.take(unit.tokens)
    value = core * unit.size
    if unit.kind == "time":
        value += _more_time(reader, unit)
    return _Amount(value, unit.kind, core)


def _percentile(reader: Reader) -> _Amount | None:
    """The 99 of "p99", "p ninety nine" and "ninety ninth percentile"."""
    start = reader.at
    if reader.peek() == "p":
        reader.take()
        value = plain_number(reader)
        if value is not None and 1 <= value < 100:
            return _Amount(value, "percentile", value)
    reader.at = start
    value = plain_number(reader)
    if value is not None:
        reader.at += ordinal_places(reader)
        if value >= 20 and reader.peek() in ORDINALS:
            value += ORDINALS[reader.take()]
        if reader.peek() == "percentile":
            reader.take()
            return _Amount(value, "percentile", value)
    reader.at = start
    return None


def _ordinal(reader: Reader) -> _Amount | None:
    """The 3 of "third" and "3rd". "First" and "second" in words mean too much else."""
    if ORDINALS.get(reader.peek(), 0) >= 3:
        value = float(ORDINALS[reader.take()])
        return _Amount(value, "ordinal", value)
    start = reader.at
    number = plain_number(reader)
    if number is not None and ordinal_places(reader):
        reader.take()
        return _Amount(number, "ordinal", number)
    reader.at = start
    return None


def _multiple(reader: Reader) -> _Amount | None:
    if reader.peek() not in MULTIPLES:
        return None
    value = MULTIPLES[reader.take()]
    return _Amount(value, "times", value)


def _share(reader: Reader) -> _Amount | None:
    """The share in "one in seven", "1 in 40", "three out of four", "two thirds of", "half of", "a quarter of"."""
    start = reader.at
    top = plain_number(reader)
    if top is not None:
        after = reader.peek()
        if after in FRACTIONS and after != "half" and top < 20 and reader.peek(1) != "time":
            return _part_of(reader, top * FRACTIONS[reader.take()])
        share = _ratio(reader, top)
        if share is not None:
            return share
    reader.at = start
    if reader.peek() in {"a", "one"} and reader.peek(1) in FRACTIONS:
        reader.take()
    if reader.peek() in {"half", "quarter", "third"} and reader.peek(1) in AFTER_A_PART:
        return _part_of(reader, FRACTIONS[reader.take()])
    reader.at = start
    return None


def _ratio(reader: Reader, top: float) -> _Amount | None:
    """The rest of "one in seven", "three out of four", "one person in every hundred", "three parts in ten"."""
    if reader.peek(1) == "in" and reader.peek() not in {"percent", "and"} and unit_of(reader.peek(), ()) is None:
        reader.take()
    if (reader.peek(), reader.peek(1)) == ("out", "of"):
        reader.take(2)
    elif reader.peek() == "in":
        reader.take()
    else:
        return None
    if reader.peek() == "every":
        reader.take()
    bottom = plain_number(reader)
    if not bottom or not max(top, 1) < bottom <= 1e6 or 1900 <= bottom <= 2100:  # "two in 2019" is a year
        return None
    return _Amount(100 * top / bottom, "share", bottom)


def _part_of(reader: Reader, part: float) -> _Amount:
    """A part and what it is of: "half a billion" is a count, "three quarters of an hour" a time, else a share."""
    ahead = int(reader.peek() == "of")
    ahead += int(reader.peek(ahead) in {"a", "an"})
    word = reader.peek(ahead)
    if word in GROUPS:
        reader.take(ahead + 1)
        return _Amount(part * GROUPS[word], "", part * GROUPS[word])
    unit = unit_of(word, ())
    if ahead and unit is not None and unit.kind == "time":
        reader.take(ahead + 1)
        return _Amount(part * unit.size, "time", part)
    return _Amount(100 * part, "share", 100 * part)


def _a_while(reader: Reader) -> _Amount | None:
    """The length of time in "took an hour", "within a week"; "40 requests a second" and "once a month" have none."""
    start = reader.at
    unit = unit_of(reader.peek(1), ())
    if reader.peek() not in {"a", "an"} or len(reader.peek(1)) < 2 or unit is None or unit.kind != "time":
        return None
    reader.take(2)
    rest = _more_time(reader, unit)
    if not rest and (not start or reader.texts[start - 1] not in BEFORE_A_WHILE):
        reader.at = start
        return None
    value = unit.size + rest
    return _Amount(value, "time", value / unit.size)


def _more_time(reader: Reader, unit: Unit) -> float:
    """The rest of "5 h 20", "an hour and a half", "two minutes thirty seconds", in seconds; the last was *unit*."""
    start = reader.at
    if (reader.peek(), reader.peek(1)) == ("and", "a") and reader.peek(2) in {"half", "quarter"}:
        return unit.size * FRACTIONS[reader.take(3)]
    if reader.peek() == "and":
        reader.take()
    together = reader.at == start
    value = plain_number(reader)
    if value is not None:
        smaller = unit_of(reader.peek(), ())
        if smaller is not None and smaller.kind == "time" and smaller.size < unit.size:
            reader.take()
            return value * smaller.size
        if smaller is None and together and unit.size == HOUR_S and value < 60:
            return value * 60
    reader.at = start
    return 0.0
