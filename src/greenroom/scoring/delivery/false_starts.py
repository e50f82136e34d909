"""What a speaker took back: by saying it again ("we, we moved"), or by beginning anew ("I was go- I went").

The rules for new beginnings ask for a sign that nobody would say on purpose: a word cut off, words such as "scratch
that", or a clause that stops where it cannot stop ("we had a, we built"). "I came, I saw" is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from greenroom.domain import FalseStart, FalseStartKind, Word
from greenroom.scoring.numbers.numerals import SPOKEN_SCALES, TENS, UNITS
from greenroom.scoring.sentences import SENTENCE_END, bare_word, quote
from greenroom.scoring.text import FILLED_PAUSE, STOP, Token
from greenroom.scoring.wordlists import word_set

__all__ = ["find_false_starts", "without_false_starts"]

LONGEST = 5  # tokens that are said again
LONGEST_CLAUSE = 6  # words of a clause that is given up
CUT = re.compile(r"[^\W\d_][-–—]+$")
PAUSE = re.compile(r"[,;…–—-]+$")
EMPHATIC = word_set("bye far had long many more much never no okay really right so still that very way well yes yeah")
OBJECTS = word_set("her here him it there this those you")
QUESTIONS = word_set("how what where who why")  # "you know how it is, you ..." is whole
CONDITIONS = word_set("if when")
STARTERS = word_set("and because but so then that")
BEGINNINGS = word_set("he he's i i'd i'm i've it it's she she's the there they they're this we we're we've you")
UNFINISHED = word_set(
    """
    a am an and are at be because been but could from going had have he's i'd i'm i've if into is it's
    my of or our she's should so that's the their they're to trying very wanted was we're we've were will with would
    your
    """
)
NUMBERS = frozenset({*UNITS, *TENS, *SPOKEN_SCALES})
ANSWERING = word_set("no sure yes yeah")
CORRECTIONS = frozenset(
    {
        "scratch that", "no wait", "wait no", "no sorry", "or rather", "let me rephrase", "let me start over",
        "let me start again", "let me try again", "i meant", "i mean to say", "sorry no", "what i meant was",
    }
)  # fmt: skip
LINKED = word_set("and or to")  # "pre- and post-launch" is no cut word


def find_false_starts(words: Sequence[Word]) -> tuple[FalseStart, ...]:
    """The false starts among *words*, in order, each quoted with what came in its place; none overlaps another."""
    told: list[Word] = []
    raw: list[str] = []
    for word in words:
        if not FILLED_PAUSE.fullmatch(bare_word(word.text)):
            told.append(word)
            raw.append(word.text)
        elif raw and not (PAUSE.search(raw[-1]) or SENTENCE_END.search(raw[-1])):
            raw[-1] += ","  # a hesitation is a break
    bare = [bare_word(text) for text in raw]
    found = []
    at = 0
    while at < len(told):
        length, kind = _repeat(bare, raw, at), FalseStartKind.REPEAT
        if not length:
            length, kind = _restart(bare, raw, at), FalseStartKind.RESTART
        if length:
            said = quote(told[at : at + length])
            found.append(FalseStart(said.text, kind, said.start_s, said.end_s))
        at += length - 1 if length > 1 else 1  # the last word may begin the next: "we, we, we"
    return tuple(found)


def _repeat(bare: Sequence[str], raw: Sequence[str], at: int) -> int:
    """How many words at *at* are a phrase and the same phrase again; 0 if none."""
    for length in range(min(LONGEST, (len(bare) - at) // 2), 0, -1):
        once, again = bare[at : at + length], bare[at + length : at + 2 * length]
        if once != again or any(word in NUMBERS or any(map(str.isdigit, word)) for word in once):
            continue
        slip = _is_slip(bare, raw, at) if length == 1 else _is_phrase_slip(bare, raw, at, length)
        if slip and all(once):
            return 2 * length
    return 0


def _is_phrase_slip(bare: Sequence[str], raw: Sequence[str], at: int, length: int) -> bool:
    """Whether the *length* words at *at*, which come again, were not doubled on purpose.

    On purpose are "more and more", "if it breaks, it breaks" and "too late, too late,"; and "that is the problem the
    problem is" has only lost its full stop.
    """
    middle, last = at + length - 1, at + 2 * length - 1
    if {"and", "or"} & {bare[at], bare[middle]} or (at and bare[at - 1] in CONDITIONS):
        return False
    if any(map(SENTENCE_END.search, raw[at:last])):
        return False
    open_end = bare[middle] in UNFINISHED
    stressed = bool(PAUSE.search(raw[last]) or SENTENCE_END.search(raw[last])) and bare[middle] not in STOP
    return open_end or (bool(PAUSE.search(raw[middle])) and not stressed)


def _is_slip(bare: Sequence[str], raw: Sequence[str], at: int) -> bool:
    """Whether the word at *at*, which comes again, was not doubled on purpose: little words are not, save a few.

    "It" may end one clause and begin the next ("we like it, it helps"); so may others that can be objects.
    """
    word = bare[at]
    begins = at == 0 or bool(PAUSE.search(raw[at - 1]) or SENTENCE_END.search(raw[at - 1])) or bare[at - 1] in STARTERS
    if word in EMPHATIC or word.partition("'")[0] not in STOP:
        return False
    whole = at == 0 or SENTENCE_END.search(raw[at - 1])
    if SENTENCE_END.search(raw[at]) and not whole:
        return False
    return begins or word not in OBJECTS


def _restart(bare: Sequence[str], raw: Sequence[str], at: int) -> int:
    """How many words at *at* are a new beginning, with what was given up; 0 if none."""
    if any(" ".join(bare[at : at + size]) in CORRECTIONS for size in (2, 3, 4)) and _stands_alone(bare, raw, at):
        return next(size for size in (2, 3, 4) if " ".join(bare[at : at + size]) in CORRECTIONS)
    begins = at == 0 or bool(SENTENCE_END.search(raw[at - 1])) or bool(PAUSE.search(raw[at - 1]))
    if CUT.search(raw[at]) and raw[at].endswith("-") and at + 1 < len(bare) and bare[at + 1] not in LINKED:
        return 2
    if bare[at] not in BEGINNINGS or not (begins or (at and bare[at - 1] in STARTERS)):
        return 0
    return _given_up(bare, raw, at)


def _given_up(bare: Sequence[str], raw: Sequence[str], at: int) -> int:
    """How many words a clause has that begins at *at*, stops where none can, and is begun again with its first word."""
    if at and bare[at - 1] in ANSWERING:  # "yes, I was, I led it"
        return 0
    for end in range(at, min(at + LONGEST_CLAUSE, len(bare) - 1)):
        if bare[end] in QUESTIONS or (SENTENCE_END.search(raw[end]) and not raw[end].endswith("…")):
            return 0
        cut = CUT.search(raw[end]) is not None
        if PAUSE.search(raw[end]):
            again = bare[end + 1].partition("'")[0] == bare[at].partition("'")[0]
            return end + 2 - at if again and (cut or bare[end] in UNFINISHED) else 0
    return 0


def _stands_alone(bare: Sequence[str], raw: Sequence[str], at: int) -> bool:
    """Whether the words at *at* come after a pause, as a correction does ("I meant it" does not)."""
    return at > 0 and bool(PAUSE.search(raw[at - 1]) or SENTENCE_END.search(raw[at - 1])) and bare[at] != ""


def without_false_starts(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """*tokens* with only the last telling of what was said twice in a row. Numbers stay: twenty twenty is a year."""
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        for length in range(min(LONGEST, len(kept) // 2), 0, -1):
            again, before = kept[-length:], kept[-2 * length : -length]
            if [one.text for one in again] == [one.text for one in before] and not any(map(_is_number, again)):
                del kept[-2 * length : -length]
                break
    return tuple(kept)


def _is_number(token: Token) -> bool:
    return token.text in NUMBERS or any(map(str.isdigit, token.text))
