"""Amounts as people say them: "eight hundred milliseconds", "one in seven", "half a billion", "an hour and a half"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from greenroom.scoring.numbers.numerals import HEDGES, UNITS, Amount, Reader, decimals, plain_number
from greenroom.scoring.numbers.ordinals import ordinal, place_or_date
from greenroom.scoring.numbers.shares import FRACTIONS, share
from greenroom.scoring.numbers.units import Unit, unit_of
from greenroom.scoring.text import STOP, Token
from greenroom.scoring.wordlists import word_set

__all__ = ["Quantity", "quantities"]

MULTIPLES = {"double": 2.0, "doubled": 2.0, "triple": 3.0, "tripled": 3.0, "halved": 0.5, "quadrupled": 4.0}
BEFORE_A_WHILE = HEDGES | word_set("after by every for full half in last least than then took within whole")
AFTER_A_WHILE = word_set("after ago ahead before beyond beforehand early earlier late later notice")
ALWAYS_A_WHILE = word_set("decade fortnight")
BEFORE_A_DECIMAL = HEDGES | word_set("by from over than to under")
MONEY = frozenset("£$€")
EACH = word_set("a an each every per")
CENTURY = 1900
HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a run of tokens: its `value` in the base unit of its `kind`, and the tokens `first`..`last` - 1.

    `kind` is what is measured ("time", "share", "money", "percentile", "ordinal", "times" ...) or "" for a bare count;
    of a count `noun` is the stem of the next word. `vague` says that a hedge ("about", "nearly") stood before it;
    `core` is the number without its unit (of a year its two digits, where no more were said), `before` the token before
    it that is no hedge.
    """

    value: float
    kind: str
    noun: str
    first: int
    last: int
    core: float
    vague: bool = False
    before: str = ""


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
    amount = _percentile(reader) or _multiple(reader) or share(reader)
    if amount is None and not in_money:
        amount = place_or_date(reader) or _a_while(reader) or _an_amount(reader) or _bare_decimal(reader)
    if amount is None:
        amount = _measured(reader, in_money)
    if amount is None:
        return None
    noun = tokens[reader.at].stem if not amount.kind and reader.at < len(tokens) else ""
    vague = any(text in HEDGES for text in texts[max(0, first - 2) : first])
    before = next((text for text in reversed(texts[:first]) if text not in HEDGES), "")
    return Quantity(amount.value, amount.kind, noun, first, reader.at, amount.core, vague, before)


def _measured(reader: Reader, in_money: bool) -> Amount | None:
    """A number with its unit, if there is one."""
    lone_one = reader.peek() == "one"
    start = reader.at
    core = plain_number(reader)
    if core is None or (reader.texts[start] in {"a", "an"} and reader.at == start + 1):
        return None
    unit = unit_of(reader.peek(), [reader.peek(1)])
    if in_money:
        grand = unit.size if unit is not None and unit.kind == "money" else 1.0
        return Amount(core * grand, "money", core)
    if unit is None:
        if lone_one and core == 1:
            return None
        return Amount(core + CENTURY if _is_short_year(reader, start, core) else core, "", core)
    reader.take(unit.tokens)
    value = core * unit.size
    if unit.kind == "time":
        value += _more_time(reader, unit)
    return Amount(value, unit.kind, core)


def _is_short_year(reader: Reader, start: int, core: float) -> bool:
    """Whether the number from *start* is a year of the last century: "since ninety four", not "in 94 of 100 cases"."""
    in_or_since = start > 0 and reader.texts[start - 1] in {"in", "since"}
    ends_there = reader.peek() in STOP - {"of", "out", "per"} or not reader.peek()
    return in_or_since and ends_there and 50 < core < 100 and core % 10 != 0


def _percentile(reader: Reader) -> Amount | None:
    """The 99 of "p99", "p ninety nine" and "ninety ninth percentile"."""
    start = reader.at
    if reader.peek() == "p":
        reader.take()
        value = plain_number(reader)
        if value is not None and 1 <= value < 100:
            return Amount(value, "percentile", value)
    reader.at = start
    value = ordinal(reader) or plain_number(reader)
    if value is not None and reader.peek() == "percentile":
        reader.take()
        return Amount(value, "percentile", value)
    reader.at = start
    return None


def _multiple(reader: Reader) -> Amount | None:
    """The 3 of "tripled" and "threefold", the 2 of "both times"."""
    word = reader.peek()
    value = MULTIPLES.get(word) or UNITS.get(word.removesuffix("fold"), 0) * word.endswith("fold")
    if (word, reader.peek(1)) == ("both", "times"):
        reader.take()
        value = 2.0
    if not value:
        return None
    reader.take()
    return Amount(float(value), "times", float(value))


def _bare_decimal(reader: Reader) -> Amount | None:
    """The .4 of "down to point four" and "point eight of a second"; "my point two" is none."""
    start = reader.at
    before = reader.texts[start - 1] if start else ""
    value = decimals(reader)
    fraction_of = (reader.peek(), reader.peek(1)) == ("of", "a")
    unit = unit_of(reader.peek(2 * fraction_of), [reader.peek(1)])
    if not value or (unit is None and before not in BEFORE_A_DECIMAL):
        reader.at = start
        return None
    if unit is None:
        return Amount(value, "", value)
    reader.take(2 * fraction_of + unit.tokens)
    return Amount(value * unit.size, unit.kind, value)


def _a_while(reader: Reader) -> Amount | None:
    """The length of time in "took an hour", "a week later"; "40 requests a second" and "once a month" have none."""
    start = reader.at
    unit = unit_of(reader.peek(1), ())
    if reader.peek() not in {"a", "an"} or len(reader.peek(1)) < 2 or unit is None or unit.kind != "time":
        return None
    before = reader.texts[start - 1] if start else ""
    always = reader.take(2) in ALWAYS_A_WHILE
    rest = _more_time(reader, unit)
    if not rest and not always and before not in BEFORE_A_WHILE and reader.peek() not in AFTER_A_WHILE:
        reader.at = start
        return None
    value = unit.size + rest
    return Amount(value, "time", value / unit.size)


def _an_amount(reader: Reader) -> Amount | None:
    """The one euro of "a euro an hour", "a pound each"; "he hasn't a pound" names none."""
    unit = unit_of(reader.peek(1), ())
    if reader.peek() not in {"a", "an"} or unit is None or unit.kind != "money" or reader.peek(2) not in EACH:
        return None
    reader.take(2)
    return Amount(unit.size, "money", 1.0)


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
