"""The words by which people mark what a line of their notes is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from greenroom.domain import SpokenLength
from greenroom.library.lengths import LengthError, parse_span

__all__ = [
    "STAR",
    "Labelled",
    "Role",
    "dated_label",
    "dated_remark",
    "is_label",
    "is_question",
    "label_of",
    "spoken_length",
]


class Role(StrEnum):
    """What a line is used as; the text is what the screen calls it."""

    QUESTION = "question"
    ALTERNATE = "other wording"
    TARGET = "length"
    TERM = "name"
    POINT = "point"
    CUE = "other phrasing of a point"
    FOLLOW_UP = "follow-up"
    AVOID = "thing to avoid"
    FEEDBACK = "remark"
    IDEAL = "ideal answer"
    HEADING = "heading"
    UNCLEAR = "not understood"
    MARKS = "only marks"


STAR = ("Situation", "Task", "Action", "Result")
_INTERVIEWER = r"(?:the )?(?:interviewer|recruiter|panel|coach|mentor|peer|mock|hiring manager|manager|hr)"
_WHOLE = {
    Role.ALTERNATE: r"(?:alternates?|alternatives?|(?:alternates?|alternative|other|similar) (?:prompt|question|"
    r"wording)s?|also asked(?: as)?|variants?|rephrased)",
    Role.POINT: r"(?:(?:key |main |my |talking |strong )?points?(?: to (?:bring up|make|mention|cover|hit))?|"
    r"what to say|(?:things )?to (?:mention|bring up|cover|say)|must[- ]mention|bullets)",
    Role.AVOID: r"(?:(?:things |words |what )?(?:to )?avoid|don['’]?ts|(?:what |things )?not to (?:say|mention)|"
    r"(?:do not|don['’]?t|never) (?:say|mention)|red flags|pitfalls)",
    Role.FEEDBACK: rf"(?:(?:{_INTERVIEWER}(?:['’]?s)? )?(?:feedback|remarks?|comments?)(?: (?:from|by) [\w ]+)?|"
    rf"{_INTERVIEWER} (?:said|told me|noted|thought))",
    Role.IDEAL: r"(?:(?:ideal|sample|full|model|draft|my|best|final) )?(?:answer|ans|script)(?: draft)?",
    Role.TERM: r"(?:terms?|names|key ?words|glossary|jargon|names? to (?:mention|know))",
    Role.TARGET: r"(?:target|(?:target |spoken )?(?:length|time|duration)|aim(?: for)?)",
    Role.QUESTION: r"(?:q|question|prompt)\s*\d{0,2}",
    Role.FOLLOW_UP: r"(?:follow[- ]?ups?(?: questions?)?|they (?:may|might|could|will) ask|probes?)",
    Role.UNCLEAR: r"(?:(?:my )?questions? (?:to|for)\b.*|(?:to )?ask them|to ?do)",
}
_ONLY_WITH_COLON = {
    Role.QUESTION: r"(?:interviewer|int|asked|they asked|them)",
    Role.IDEAL: r"(?:a|me|i|candidate|i said)",
    Role.AVOID: r"(?:not|no|don['’]?t)",
    Role.ALTERNATE: r"(?:or|alt|aka)",
}
_WITHOUT_COLON = {
    Role.AVOID: r"(?:avoid|(?:do not|don['’]?t|never) (?:say|mention|talk about|bring up|complain about))",
    Role.FEEDBACK: rf"{_INTERVIEWER}s? (?:said|says|told me|noted|remarked|thought|liked|suggested|felt)(?: that\b)?",
    Role.TARGET: r"(?:target|aim for|aim at|keep (?:it|this) (?:to|under|below|within|at)|no longer than)",
}
_STAR_LABEL = re.compile(
    r"(?P<name>situation|task|action|result|[star])s?\s*(?:[:=]|[-–—]\s)\s*(?P<rest>.*)", re.IGNORECASE
)
_UNIT = r"(?:s|secs?|seconds?|m|mins?|minutes?)"
_SPAN = rf"\d+(?:\.\d+)?\s*{_UNIT}?(?:\s*(?:-|–|to)\s*\d+(?:\.\d+)?\s*)?{_UNIT}"
_LENGTH = re.compile(
    rf"(?:(?P<most>under|below|within|max(?:imum)?|at most|up to|<)|about|around|~|for)?\s*(?P<span>{_SPAN})\b[.!]?",
    re.IGNORECASE,
)
_REMARK = re.compile(rf"{_WHOLE[Role.FEEDBACK]}[ ,(]+(?:on )?(?=\w)", re.IGNORECASE)
_EMPHASISED = re.compile(r"^(\*\*|__|\*|_)([^*_]+)\1")
_LONGEST_S = 3600.0
_OPENER = re.compile(
    r"(?:why|how (?:do|does|did|would|will|are|is|can|have)|what(?:['’]?s| is| are| was| were| do| does| did| would|"
    r" makes)|tell (?:me|us)|describe (?:a|your|the)|walk (?:me|us)|who (?:is|are)|where do|can you|could you|"
    r"do you|are you|have you|give (?:me|us))\b",
    re.IGNORECASE,
)  # fmt: skip
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<{{}}>{'|'.join(_MONTHS)})[a-z]*\.?"
_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\w)",
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.? {_MONTH.format('name')},?(?: (?P<y>\d{{4}}))?(?!\w)",
        rf"{_MONTH.format('name')} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y>\d{{4}}))?(?!\w)",
        r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?!\w)",
    )
]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line that says what it is: its role (for STAR, a point of the group), what stands behind the label."""

    role: Role
    rest: str
    group: str = ""


def label_of(text: str) -> Labelled | None:
    """What the label at the beginning of *text* says, if there is one; `rest` is empty where the label is all."""
    text = _EMPHASISED.sub(r"\2", text.strip(), count=1)
    bare = text.removesuffix(":").strip()
    for role, pattern in _WHOLE.items():
        if re.fullmatch(pattern, bare, re.IGNORECASE):
            return Labelled(role, "")
    if bare.casefold() in {name.casefold() for name in STAR}:
        return Labelled(Role.POINT, "", bare.capitalize())
    if match := _STAR_LABEL.fullmatch(text):
        group = next(name for name in STAR if name[0] == match["name"][0].upper())
        return Labelled(Role.POINT, match["rest"], group)
    for patterns, behind in (
        (_WHOLE, r"\s*(?:\(.*?\))?\s*:\s*"),
        (_ONLY_WITH_COLON, r"\s*:\s*"),
        (_WITHOUT_COLON, r"\s*[:,]?\s+"),
    ):
        for role, pattern in patterns.items():
            match = re.match(rf"{pattern}{behind}(?=\S)", text, re.IGNORECASE)
            if match and (role is not Role.TARGET or spoken_length(text[match.end() :])):
                return Labelled(role, text[match.end() :])
    return None


def is_label(text: str) -> bool:
    """Whether *text* begins something of its own, and does not go on with what stands before it."""
    return label_of(text) is not None or text.endswith(":")


def is_question(text: str, *, strict: bool = False) -> bool:
    """Whether *text* is asked; *strict* wants it marked or very short, since a bullet "Why ..." may be a point."""
    bare = text.rstrip("\"'”’*_) ")
    words = len(bare.split())
    if words > 40:
        return False
    if bare.endswith("?"):
        return True
    return bool(_OPENER.match(text)) and words <= (6 if strict else 14) and not re.search(r"[:;,]|[.!] ", text)


def spoken_length(text: str) -> tuple[float, float] | None:
    """The seconds that *text* says to speak for (and nothing else), from and to: "90 s", "1-2 min", "under 2 min"."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        return None
    try:
        span = parse_span(match["span"].casefold())
    except LengthError:
        return None
    if match["most"]:  # parse_span means about that long by it
        span = SpokenLength(span.high_s / 2.4, span.high_s / 1.2)
    return (span.low_s, min(span.high_s, _LONGEST_S)) if span.low_s >= 1 else None


def dated_label(text: str, year: int) -> tuple[Labelled | None, date | None]:
    """The label that a heading is, and the day that it names before or behind that: "Feedback (2026-11-20)"."""
    if (found := _date_at(text, 0, year)) and (label := label_of(text[found[1] :])):
        return label, found[0]
    for start in _starts_of_words(text):
        if (found := _date_at(text, start, year)) and not any(map(str.isalnum, text[found[1] :])):
            return label_of(text[:start].rstrip(" (,-–—")), found[0]
    return label_of(text), None


def dated_remark(text: str, year: int) -> tuple[date, str] | None:
    """The day and the words of a remark that names its day: "2026-11-20: too fast", "feedback 20 Nov: too fast".

    *year* is taken where none is named. None where there is no day or nothing is said.
    """
    label = _REMARK.match(text)
    start = label.end() if label else 0
    found = _date_at(text, start, year)
    if found is None:
        return None
    rest = text[found[1] :]
    if not label and (labelled := label_of(rest)) and labelled.role is Role.FEEDBACK:
        rest = labelled.rest
    return (found[0], rest) if any(map(str.isalnum, rest)) else None


def _starts_of_words(text: str) -> list[int]:
    return [match.start() for match in re.finditer(r"(?<!\S)\S", text)][:12]


def _date_at(text: str, start: int, year: int) -> tuple[date, int] | None:
    """The day that stands at *start* of *text*, and where what it is about begins."""
    start += len(text[start:]) - len(text[start:].lstrip("([ "))
    for pattern in _DATES:
        match = pattern.match(text, start)
        if not match:
            continue
        parts = match.groupdict()
        month = int(parts["m"]) if "m" in parts else _MONTHS.index(parts["name"][:3].casefold()) + 1
        try:
            day = date(int(parts["y"] or year), month, int(parts["d"]))
        except ValueError:
            continue
        end = re.compile(r"[\s:;,)\]–—-]*").match(text, match.end())
        return day, end.end() if end else match.end()
    return None
