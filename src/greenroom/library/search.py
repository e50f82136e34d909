"""Where something was said: the words of a search, the places where they stand in an answer, and the index over all.

Words are compared without case and accents. The index (FTS5, see `migrations`) only tells which answers hold the words;
where in them is found here, so that a library without an index finds the same.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from greenroom.domain import Attempt, AttemptRef, Corrections, Transcript, Word, WordCorrection, correct_words
from greenroom.domain.plain import from_plain
from greenroom.library.values import Found, Moment, SearchResult

__all__ = ["Term", "find_moments", "found_in", "read_found", "terms_of"]

AROUND = 6
"""How many words are shown on each side of what was found."""

_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow one another; with `prefix` the last one may go on."""

    words: tuple[str, ...]
    prefix: bool = False


def terms_of(query: str) -> tuple[Term, ...]:
    """What *query* asks for: each word, each phrase in quotes, `word*` for what begins so. What is no word is left out.

    All of them must occur. There are no operators: AND, OR and NOT are words like others.
    """
    terms = []
    for quoted, bare in _TERM.findall(unicodedata.normalize("NFC", query)):
        words = tuple(_TOKEN.findall(quoted or bare))
        terms += [Term(words, prefix=(quoted or bare).rstrip().endswith("*"))] if words else []
    return tuple(terms)


def find_moments(transcript: Transcript, terms: tuple[Term, ...]) -> tuple[Moment, ...]:
    """Every place in *transcript* where one of *terms* was said, in order; none unless all of them occur."""
    tokens = [
        (_folded(token), number) for number, word in enumerate(transcript.words) for token in _TOKEN.findall(word.text)
    ]
    places: set[tuple[int, int]] = set()
    for term in terms:
        found = _places(tokens, term)
        if not found:
            return ()
        places |= found
    # Two terms may begin at one word: the longer place says it all.
    longest = [max(same) for _, same in groupby(sorted(places), key=lambda place: place[0])]
    return tuple(_moment(transcript, first, last) for first, last in longest)


def found_in(attempt: Attempt, terms: tuple[Term, ...]) -> Found | None:
    """Where *terms* were said in *attempt*, or None."""
    moments = find_moments(attempt.transcript, terms) if attempt.transcript and terms else ()
    return Found(attempt.ref, attempt.created_at, attempt.recording is not None, moments) if moments else None


def read_found(db: sqlite3.Connection, terms: tuple[Term, ...], limit: int) -> SearchResult:
    """How many attempts hold all *terms*, and the newest *limit* of them."""
    if not terms:
        return SearchResult(0, ())
    asked = " AND ".join(f'"{" ".join(term.words)}"' + " *" * term.prefix for term in terms)
    total = db.execute("SELECT count(*) FROM said WHERE said MATCH ?", (asked,)).fetchone()[0]
    # The words are read afterwards, and only of those that are shown: they are long.
    rows = db.execute(
        "SELECT attempts.id, prompt_id, number, created_at, recording IS NOT NULL"
        " FROM said JOIN attempts ON attempts.id = said.rowid WHERE said MATCH ?"
        " ORDER BY created_at DESC, attempts.id DESC LIMIT ?",
        (asked, limit),
    ).fetchall()
    found = [
        Found(AttemptRef(prompt_id, number), datetime.fromisoformat(created), bool(sound), moments)
        for row_id, prompt_id, number, created, sound in rows
        if (moments := find_moments(_read_words(db, row_id), terms))
    ]
    return SearchResult(total, tuple(found))


def _read_words(db: sqlite3.Connection, row_id: int) -> Transcript:
    """The words of one attempt with their times, as the user corrected them, and nothing else: it must be quick."""
    text = db.execute("SELECT transcript FROM transcripts WHERE attempt_id = ?", (row_id,)).fetchone()[0]
    words = tuple(Word(word["text"], word["start_s"], word["end_s"]) for word in json.loads(text)["words"])
    made = db.execute(
        "SELECT correction FROM corrections WHERE attempt_id = ? AND kind = 'words' ORDER BY id", (row_id,)
    )
    corrections = tuple(from_plain(WordCorrection, json.loads(row[0])) for row in made)
    return correct_words(Transcript(words, duration_s=None), Corrections(words=corrections))


def _places(tokens: list[tuple[str, int]], term: Term) -> set[tuple[int, int]]:
    """First and last word of each place where *term* stands in *tokens*, pairs of a word and its number."""
    *before, last = (_folded(word) for word in term.words)
    found = set()
    for start in range(len(tokens) - len(before)):
        end = start + len(before)
        same = tokens[end][0].startswith(last) if term.prefix else tokens[end][0] == last
        if same and all(tokens[start + offset][0] == word for offset, word in enumerate(before)):
            found.add((tokens[start][1], tokens[end][1]))
    return found


def _moment(transcript: Transcript, first: int, last: int) -> Moment:
    texts = [word.text for word in transcript.words]
    return Moment(
        at_s=transcript.words[first].start_s,
        before=" ".join(texts[max(0, first - AROUND) : first]),
        said=" ".join(texts[first : last + 1]),
        after=" ".join(texts[last + 1 : last + 1 + AROUND]),
    )


def _folded(text: str) -> str:
    """*text* without case and accents."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))
