"""A question to rehearse, and what a good answer to it must hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

__all__ = ["Avoid", "Feedback", "Point", "Prompt", "SpokenLength"]

_MOST_NAMES = 20
"""A recogniser that expects more than a few names expects none of them."""
_LONGEST_NAME = 3  # words: more of them in capitals are a heading
_WORD = re.compile(r"[^\W_](?:[\w.+#-]*[\w+#])?")
_SENTENCE_END = re.compile(r"[.?!:;–—]\W*$|[–—(]\s*$")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the answer must say.

    `cues` are phrasings that hint at the point (none is required); every one of `facts` must be said right for the
    point to count as covered; `group` is a heading under which points are shown together.
    """

    id: str
    say: str
    cues: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    weight: float = 1.0
    group: str = ""
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class Avoid:
    """Something that should not be said; `cues` are further phrasings of it."""

    say: str
    cues: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a real interviewer remarked, and when."""

    on: date
    note: str


@dataclass(frozen=True, slots=True)
class SpokenLength:
    """How long the answer should be: from `low_s` to `high_s` seconds."""

    low_s: float = 60.0
    high_s: float = 120.0


_ALONE, _ALONE_LIMIT_S = SpokenLength(5.0, 40.0), 60.0
"""How long an answer about one point may be."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question with its points. `id` is the name of its file without the ending.

    `structure` is "star" where the answer should tell situation, task, action and result; else empty.
    """

    id: str
    question: str
    alternates: tuple[str, ...] = ()
    target: SpokenLength = SpokenLength()
    limit_s: float = 180.0
    terms: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    avoid: tuple[Avoid, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    ideal: str = ""
    structure: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Names that the answer may hold, the most important first: the terms, then up to some 20 out of the points."""
        unique: dict[str, str] = {}
        for name in (*self.terms, *(name for point in self.points for name in _names_in(point.say))):
            unique.setdefault(name.casefold(), name)
        return tuple(unique.values())[: max(_MOST_NAMES, len(self.terms))]

    def only(self, point_id: str) -> Prompt:
        """The prompt as it is when that point is asked for alone: a short answer, and nothing but the point to make.

        The whole prompt where *point_id* is empty; without any point where it is not there (any more).
        """
        if not point_id:
            return self
        points = tuple(point for point in self.points if point.id == point_id)
        return replace(self, target=_ALONE, limit_s=_ALONE_LIMIT_S, points=points, feedback=(), ideal="", structure="")


def _names_in(text: str) -> Iterator[str]:
    """Names in *text*: by a capital inside a sentence, or by capitals and figures inside a word (RocksDB, TAO, E6)."""
    run: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        word, between = match[0], text[end : match.start()]
        starts = not end or _SENTENCE_END.search(text[:end] + between) is not None
        end = match.end()
        odd = len(word) > 1 and word[0].isalpha() and any(char.isupper() or char.isdigit() for char in word[1:])
        odd = odd and any(map(str.isupper, word))
        named = odd or (len(word) > 1 and word[0].isupper() and not starts)
        if run and (starts or not named or between.strip()):
            yield from _whole(run)
            run = []
        if named and between.strip() not in {"'", "’"}:
            run.append(word)
    yield from _whole(run)


def _whole(run: list[str]) -> Iterator[str]:
    if 0 < len(run) <= _LONGEST_NAME:
        yield " ".join(run)
