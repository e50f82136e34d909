"""Places in an order and days of a month as people say them: "3rd", "twenty ninth", "the first of September"."""

from __future__ import annotations

from greenroom.scoring.numbers.numerals import Amount, Reader, plain_number
from greenroom.scoring.wordlists import word_list, word_set

__all__ = ["MONTHS", "ordinal", "place_or_date"]

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
ORDINALS |= {
    word: 10 * tens
    for tens, word in enumerate(word_list("thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"), 3)
}
ENDINGS = frozenset({"st", "nd", "rd", "th"})
MONTHS = word_set("january february march april may june july august september october november december")
SHORT_MONTHS = word_set("jan feb mar apr jun jul aug sep sept oct nov dec")
VERBS = word_set("march may")  # "they may first ask", "three may leave"
BEFORE_A_PLACE = word_set("came finished placed ranked")
AFTER_A_PLACE = word_set("place prize")
DAYS = 31


def ordinal(reader: Reader) -> float | None:
    """The 3 of "3rd" and "third", the 29 of "twenty ninth"; None, with the place unmoved, where there is none."""
    start = reader.at
    number = plain_number(reader) or 0.0
    if number and reader.peek() in ENDINGS:
        reader.take()
        return number
    last = ORDINALS.get(reader.peek(), 0)
    if last and (not number or (last < 10 and number >= 20 and number % 10 == 0)):
        reader.take()
        return number + last
    reader.at = start
    return None


def place_or_date(reader: Reader) -> Amount | None:
    """An ordinal as an amount, or a day of a month. "First" and "second" mean too much else: they need a month or a
    place beside them.
    """
    start = reader.at
    before = reader.texts[start - 1] if start else ""
    value = ordinal(reader)
    if value is None:
        value = plain_number(reader)
        if value is not None and 1 <= value <= DAYS and reader.peek() in (MONTHS | SHORT_MONTHS) - VERBS:
            return Amount(value, "date", value)
        reader.at = start
        return None
    month = reader.peek(int(reader.peek() == "of"))
    if value <= DAYS and (before in MONTHS - VERBS or month in MONTHS | SHORT_MONTHS):
        return Amount(value, "date", value)
    placed = before in BEFORE_A_PLACE or reader.peek() in AFTER_A_PLACE
    if placed or reader.texts[reader.at - 1] not in {"first", "second"} or (value > 20 and value % 10 == 1):
        return Amount(value, "ordinal", value)
    reader.at = start
    return None
