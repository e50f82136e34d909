"""Names that were misheard, put right: "fabricator" where the prompt expects Phabricator, "rocks DB" for RocksDB.

A wrong correction is worse than a name left misspelled, so ordinary words stay unless they sound the same as a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from greenroom.domain import Word
from greenroom.hearing.ordinary import ORDINARY
from greenroom.hearing.phonemes import sound_distance

__all__ = ["repair_names"]

_MOST_JOINED = 3
_SHORT = 4
"""Letters up to which a name is easily another word: it must sound the same, and have been hard to hear or be written
as a name ("Tau").
"""
_LONG, _VERY_LONG = 7, 9
"""Letters from which a name that was hard to hear, or that is written as one, may sound a little different; and from
which any may, and several words together.
"""
_UNSURE = 0.5
"""Word probability below which the recogniser itself was in doubt."""
_CLOSE, _NEAR = 0.08, 0.15
"""How different, when the words were clear, and when they were doubtful."""
_ENDS = (".", "?", "!", ":")
_SHAPE = re.compile(r"^(?P<before>\W*)(?P<core>.*?)(?P<after>(?:['’]s)?\W*)$", re.DOTALL)
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly", "y", "al", "ally")
_FORMS = ("s", "ed", "ing", "ly")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word taken apart: the signs before it, its letters in lower case, the signs (and a possessive 's) after it."""

    before: str
    letters: str
    after: str


@dataclass(frozen=True, slots=True)
class _Window:
    """Words `first`..`last` - 1, which may be one name: their letters together.

    `unsure` says that one of them was hard to hear, `capital` that the first is written as a name inside a sentence,
    `spelled` that they are single letters, `ordinary` that one of them is too common to be what became of a name, and
    `common` that all of them are, or that one is a little word ("met a" is not Meta).
    """

    first: int
    last: int
    letters: str
    unsure: bool
    capital: bool
    spelled: bool
    ordinary: bool
    common: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A window that is *term*, by its distance in sound."""

    distance: float
    window: _Window
    term: str


def repair_names(words: Sequence[Word], terms: Sequence[str]) -> tuple[Word, ...]:
    """*words* with what was misheard of *terms* put right.

    A corrected word holds what the recogniser wrote in `heard`; a change of case alone does not. Several words may
    become one: from the start of the first to the end of the last, with the lowest probability of them.
    """
    names = [term for term in dict.fromkeys(" ".join(term.split()) for term in terms) if _is_spoken(term)]
    if not names:
        return tuple(words)
    pieces = [_piece(word.text) for word in words]
    chosen = _best(_found(list(_windows(words, pieces)), names))
    repaired: list[Word] = []
    at = 0
    while at < len(words):
        hit = chosen.get(at)
        last = hit.window.last if hit else at + 1
        repaired += _corrected(words[at:last], pieces[at:last], hit.term) if hit else words[at:last]
        at = last
    return tuple(repaired)


def _windows(words: Sequence[Word], pieces: Sequence[_Piece]) -> Iterator[_Window]:
    """Every run of words that may be one name: up to three, or any number of single letters, no sign between them."""
    for first in range(len(words)):
        letters, unsure, spelled, ordinary, common, little = "", False, True, False, True, False
        inside = first > 0 and pieces[first - 1].letters and not words[first - 1].text.rstrip("”\"'").endswith(_ENDS)
        capital = bool(inside) and words[first].text[len(pieces[first].before) :][:1].isupper()
        for last in range(first + 1, len(words) + 1):
            piece = pieces[last - 1]
            spelled = spelled and len(piece.letters) == 1
            apart = last - first > 1 and (pieces[last - 2].after.strip("-") or piece.before.strip("-"))
            if not piece.letters or apart or (last - first > _MOST_JOINED and not spelled):
                break
            letters += piece.letters
            unsure = unsure or words[last - 1].probability < _UNSURE
            known = piece.letters in ORDINARY
            ordinary, common, little = ordinary or known, common and known, little or (known and len(piece.letters) < 4)
            joined = last - first > 1
            yield _Window(
                first, last, letters, unsure, capital, spelled and joined, ordinary, common or (little and joined)
            )


def _found(windows: Sequence[_Window], names: Sequence[str]) -> Iterator[_Found]:
    """Every window that may be one of *names*."""
    known = {_letters(name) for name in names}
    for name in names:
        wanted, parts = _letters(name), len(name.split())
        for window in windows:
            if abs(len(window.letters) - len(wanted)) > len(wanted) // 2:
                continue
            if parts > 1 and window.last - window.first != parts:
                continue  # a name of several words is repaired word by word
            if _too_common(window, wanted, parts):
                continue
            distance = _distance(window, wanted, known)
            if distance <= _allowed(window, wanted) and (not distance or not window.ordinary or parts > 1):
                yield _Found(distance, window, name)


def _too_common(window: _Window, wanted: str, parts: int) -> bool:
    """Whether its words are such as are said for themselves. One common word may be part of a long name."""
    if window.letters == wanted:
        return window.common and parts == 1  # "Machine Learning" is a name too
    return window.common if parts > 1 or len(wanted) >= _LONG else window.ordinary


def _distance(window: _Window, wanted: str, known: set[str]) -> float:
    """How far in sound *window* is from the name with the letters *wanted*; 1 where it is surely another word."""
    if window.letters == wanted:
        return 0.0
    if window.spelled or window.letters in known or not (wanted + window.letters).isalpha():
        return 1.0
    return 1.0 if _inflected(window.letters, wanted) else sound_distance(wanted, window.letters)


def _best(found: Iterable[_Found]) -> dict[int, _Found]:
    """Of those that share a word the nearest in sound, by the word that they begin with."""
    taken: set[int] = set()
    chosen = {}
    for hit in sorted(found, key=lambda hit: (hit.distance, hit.window.first - hit.window.last, hit.window.first)):
        span = set(range(hit.window.first, hit.window.last))
        if not span & taken:
            taken |= span
            chosen[hit.window.first] = hit
    return chosen


def _allowed(window: _Window, wanted: str) -> float:
    """How far in sound *window* may be from the name with the letters *wanted*; negative for not at all."""
    letters = len(wanted)
    if window.letters == wanted:
        return 0.0
    if letters <= _SHORT:
        return 0.0 if window.unsure or window.capital else -1.0
    if letters < _LONG:
        return 0.0
    joined = window.last - window.first > 1
    if window.unsure and (letters >= _VERY_LONG or not joined):
        return _NEAR
    return _CLOSE if window.capital or letters >= _VERY_LONG else 0.0


def _inflected(heard: str, wanted: str) -> bool:
    """Whether an ending tells that another word was meant: "sparks" is not Spark misheard, nor "fabricated" a name."""
    longer, shorter = sorted((heard, wanted), key=len, reverse=True)
    ending = longer[len(shorter) :]
    if longer.startswith(shorter) and ending in _ENDINGS:
        return not shorter.endswith(ending[0])
    return any(heard.endswith(ending) and not wanted.endswith(ending) for ending in _FORMS)


def _corrected(words: Sequence[Word], pieces: Sequence[_Piece], term: str) -> list[Word]:
    parts = term.split()
    if len(parts) == len(words):
        return [_rewritten(word, piece, part) for word, piece, part in zip(words, pieces, parts, strict=True)]
    whole = replace(
        words[0],
        text=pieces[0].before + term + pieces[-1].after,
        end_s=words[-1].end_s,
        probability=min(word.probability for word in words),
        heard=" ".join(word.text for word in words).strip(" .,;:!?"),
    )
    return [whole]


def _rewritten(word: Word, piece: _Piece, name: str) -> Word:
    heard = word.text[len(piece.before) : len(word.text) - len(piece.after)]
    if name.islower() and heard == name.capitalize():
        return word  # at the beginning of a sentence
    text = piece.before + name + piece.after
    return replace(word, text=text, heard="" if heard.casefold() == name.casefold() else heard)


def _piece(text: str) -> _Piece:
    match = _SHAPE.match(text)
    assert match is not None  # it matches anything
    return _Piece(match["before"], _letters(match["core"]), match["after"])


def _is_spoken(term: str) -> bool:
    """Whether its letters tell how it is said: not for C++, and not for a single letter."""
    return len(_letters(term)) > 1 and not set(term) & set("+#&@")


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
