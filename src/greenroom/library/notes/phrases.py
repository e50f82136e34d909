"""What a phrase of the notes holds: sentences, figures, names, words that carry its meaning."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Sequence

__all__ = ["content_words", "facts_in", "pieces", "sentence", "slug", "without_marks"]

_URL = re.compile(r"[(<]?https?://\S+|(?<!\S)www\.\S+")
_LINK = re.compile(r"!?\[([^\[\]]{1,300})\]\([^)\s]{0,2000}\)")
_EMPHASIS = re.compile(
    r"(\*\*|__|~~|`)(?=\S)(.{1,300}?)(?<=\S)\1|(?<![\w*])\*(?=[^\s*])([^*]{1,300}?)(?<=\S)\*(?![\w*])"
)
_MARKED = re.compile(r"\*\*([^*]{1,80})\*\*|[“\"]([^”\"]{1,80})[”\"]|(?<!\w)[‘'’]([^‘’']{1,80})['’](?!\w)")
_ARROW = re.compile(r"(?<![-=])[-=]+>|→|⇒|➔|➜")
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|(?<=;)\s+")
_SCALES = {"k": "thousand", "m": "million", "b": "billion", "bn": "billion"}
_TIMES = r"ms|milliseconds?|secs?|seconds?|mins?|minutes?|hours?|hrs?|days?|weeks?|months?|years?|yrs?"
_FIGURE = re.compile(
    rf"(?<![\w./-])(?<!\d,)(?P<sign>[$£€]\s?)?(?P<number>\d[\d,]*(?:\.\d+)?)"
    rf"(?:\s?(?P<percent>%|percent\b)|\s?(?P<scale>k|m|bn?|thousand|million|billion)\b|\s?(?P<unit>{_TIMES})\b|(?P<times>x)\b)?"
    rf"(?![\w]|[.,/]\d)",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{3,6})?\.?"
_DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,?)(?: \d{{4}})?\b", re.IGNORECASE
)
_FIRST_FIGURE = 10  # a bare number below it ("2 teams") is seldom what an answer stands or falls with
_FEWEST_WORDS = 4  # of a sentence that stands for itself
_LONG_WORDS = 30
_MOST_FACTS = 10
_LONGEST_FACT = 80
_FUNCTION_WORDS = """
a about after all also am an and any are as at be been before being but by can could did do does doing for from get gets
got had has have having he her his how i if in into is it its it's i'm i've just like me more most my no not of off on
one or our out over own s so some such t than that the their them then there these they this those to too up very was
we were what when where which while who whom why will with would you your
"""
_STOP = frozenset(_FUNCTION_WORDS.split())
_NO_NAME = _STOP | {"ive", "im", "theyre", "theyve", "weve", "were", "id", "ill", "dont", "didnt"}


def without_marks(text: str) -> str:
    """*text* as it would be spoken: no emphasis, no addresses, a colon for an arrow."""
    text = _LINK.sub(r"\1", text)
    text = _URL.sub(" ", text)
    text = _EMPHASIS.sub(lambda match: match[2] or match[3], text)
    return " ".join(_ARROW.sub(" : ", text).split()).replace(" : ", ": ").strip(' :;,-–—|"“”').strip()


def sentence(text: str) -> str:
    """*text* with a capital at its beginning, if that is a word like any other."""
    first = text.partition(" ")[0].rstrip(":,;")
    return text[:1].upper() + text[1:] if first.isalpha() and first.islower() else text


def pieces(text: str, longest: int) -> list[str]:
    """*text* cut into its sentences where it is long, none of them over *longest* characters."""
    parts = _SENTENCE.split(text) if len(text.split()) > _LONG_WORDS else [text]
    whole: list[str] = []
    for part in filter(None, parts):
        if whole and (len(part.split()) < _FEWEST_WORDS or len(whole[-1].split()) < _FEWEST_WORDS):
            whole[-1] += f" {part}"
        else:
            whole.append(part)
    return [piece for part in whole for piece in textwrap.wrap(part, longest, break_on_hyphens=False)]


def facts_in(text: str) -> tuple[str, ...]:
    """The figures in *text*, as one would say them, and the names that it sets in bold or in quotation marks."""
    bare = _URL.sub(" ", text)
    said = without_marks(bare)
    found = [match[0] for match in _DAY.finditer(said)]
    figures = [_figure(match) for match in _FIGURE.finditer(_DAY.sub(" ", said))]
    found += [figure for figure in figures if not figure.isdecimal() or int(figure) >= _FIRST_FIGURE]
    for match in _MARKED.finditer(bare):
        name = next(filter(None, match.groups())).strip(" .,:;")
        if 0 < len(name.split()) <= 3 and all(map(_capital, name.split())):
            found.append(name)
    return tuple(fact for fact in dict.fromkeys(found) if len(fact) <= _LONGEST_FACT)[:_MOST_FACTS]


def _capital(word: str) -> bool:
    return any(map(str.isupper, word))


def _figure(match: re.Match[str]) -> str:
    number = (match["sign"] or "").strip() + match["number"].rstrip(",")
    if match["percent"]:
        return number + "%"
    if match["times"]:
        return number + "x"
    unit = (match["scale"] or match["unit"] or "").casefold()
    return f"{number} {_SCALES.get(unit, unit)}".rstrip()


def content_words(text: str) -> set[str]:
    """The words of *text* that carry its meaning, roughly without their endings."""
    words = re.findall(r"\w[\w.+#%]*\w|\w", text.casefold().replace("’", "'"))
    return {re.sub(r"(?:ing|ed|es|s)$", "", word) if len(word) > 4 else word for word in words if word not in _STOP}


def slug(text: str, taken: Sequence[str] = (), *, words: int = 3, longest: int = 40, bare: bool = True) -> str:
    """A name out of the first words of *text*, lower-case letters, digits and hyphens, that is not in *taken*; empty if
    *text* holds no such letter. With *bare*, words like "the" are passed over where others are left.
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()
    found = re.findall(r"[a-z0-9]+", plain.casefold())
    kept = [word for word in found if word not in _NO_NAME] if bare else found
    name = "-".join((kept or found)[:words])[: longest - 3].strip("-")
    if not name:
        return ""
    number = 2
    result = name
    while result in taken:
        result = f"{name}-{number}"
        number += 1
    return result
