"""Parts of a whole as people say them: "one in seven", "eighteen per thousand", "two thirds of", "a fifth less"."""

from __future__ import annotations

from greenroom.scoring.numbers.numerals import HEDGES, SPOKEN_SCALES, Amount, Reader, plain_number
from greenroom.scoring.numbers.ordinals import MONTHS
from greenroom.scoring.numbers.units import unit_of
from greenroom.scoring.wordlists import word_list, word_set

__all__ = ["FRACTIONS", "share"]

PARTS = word_list("half third quarter fifth sixth seventh eighth ninth tenth")
FRACTIONS = {word: 1 / size for size, part in enumerate(PARTS, start=2) for word in (part, f"{part}s")}
GROUPS = {**SPOKEN_SCALES, "hundred": 100.0, "dozen": 12.0}
AFTER_A_PART = word_set("of a an the our my as")
AFTER_A_SMALL_PART = word_set("of less more fewer lower higher off")  # "a fifth one" is no share
WITHOUT_ARTICLE = word_set("half quarter third")


def share(reader: Reader) -> Amount | None:
    """The share in "one in seven", "three out of four", "two thirds of", "half of", "a quarter of", "about a fifth"."""
    start = reader.at
    top = plain_number(reader)
    if top is not None:
        after = reader.peek()
        if after in FRACTIONS and after != "half" and top < 20 and reader.peek(1) != "time":
            return _part_of(reader, top * FRACTIONS[reader.take()])
        ratio = _ratio(reader, top)
        if ratio is not None:
            return ratio
    reader.at = start
    article = reader.peek() in {"a", "one"} and reader.peek(1) in FRACTIONS
    reader.take(int(article))
    part, after = reader.peek(), reader.peek(1)
    hedged = start > 0 and reader.texts[start - 1] in HEDGES
    small = article and part in FRACTIONS and (after in AFTER_A_SMALL_PART or hedged)
    if small or (part in WITHOUT_ARTICLE and after in AFTER_A_PART and reader.peek(2) not in MONTHS):
        return _part_of(reader, FRACTIONS[reader.take()])
    reader.at = start
    return None


def _ratio(reader: Reader, top: float) -> Amount | None:
    """The rest of "one in seven", "three out of four", "one person in every hundred", "eighteen per thousand"."""
    if reader.peek(1) == "in" and reader.peek() not in {"percent", "and"} and unit_of(reader.peek(), ()) is None:
        reader.take()
    if (reader.peek(), reader.peek(1)) == ("out", "of"):
        reader.take(2)
    elif reader.peek() in {"in", "outta"} or (reader.peek() == "per" and reader.peek(1) in GROUPS):
        reader.take()
    else:
        return None
    if reader.peek() in {"every", "each", "a"}:
        reader.take()
    bottom = GROUPS[reader.take()] if reader.peek() in GROUPS else plain_number(reader)
    if not bottom or not max(top, 1) < bottom <= 1e6 or 1900 <= bottom <= 2100:  # "two in 2019" is a year
        return None
    return Amount(100 * top / bottom, "share", bottom)


def _part_of(reader: Reader, part: float) -> Amount:
    """A part and what it is of: "half a billion" is a count, "three quarters of an hour" a time, else a share."""
    ahead = int(reader.peek() == "of")
    ahead += int(reader.peek(ahead) in {"a", "an"})
    word = reader.peek(ahead)
    if word in GROUPS:
        reader.take(ahead + 1)
        return Amount(part * GROUPS[word], "", part * GROUPS[word])
    unit = unit_of(word, ())
    if ahead and unit is not None and unit.kind == "time":
        reader.take(ahead + 1)
        return Amount(part * unit.size, "time", part)
    return Amount(100 * part, "share", 100 * part)
