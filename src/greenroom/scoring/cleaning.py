"""What was said, as it would be written down to be learned: without fillers, and without what was taken back."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from greenroom.domain import FalseStartKind, Filler, FillerKind, Transcript, Word
from greenroom.scoring.comparing.tellings import filler_kinds
from greenroom.scoring.delivery.false_starts import CORRECTIONS, find_false_starts
from greenroom.scoring.sentences import SENTENCE_END, bare_word

__all__ = ["cleaned_text"]

_LOOSE = re.compile(r"[,;…–—-]+$")  # what a recogniser sets before a filler
_MARK = re.compile(r"[.?!]")


def cleaned_text(transcript: Transcript, fillers: Sequence[Filler] = ()) -> str:
    """The words of *transcript* without fillers and false starts; *fillers* are the report's, as corrected.

    Of a repetition the last telling stays, of a clause that was begun anew the new one; "scratch that" goes, but what
    it takes back stays, since nobody says how much that is. Each sentence begins with a capital.
    """
    words = transcript.words
    kinds = filler_kinds(words, fillers)
    dropped = set(kinds) | _taken_back(words, kinds)
    kept: list[str] = []
    for at, word in enumerate(words):
        if at not in dropped:
            kept.append(word.text)
        elif kept and not SENTENCE_END.search(kept[-1]):
            mark = _MARK.search(word.text[-1:])
            kept[-1] = _LOOSE.sub("", kept[-1]) + (mark[0] if mark else "")
    return " ".join(_capital(text, first=not at or _ends(kept[at - 1])) for at, text in enumerate(kept) if text)


def _taken_back(words: Sequence[Word], kinds: dict[int, FillerKind]) -> set[int]:
    """The places of words that were said again or begun anew. Filled pauses stay in: there one begins anew."""
    places = [at for at in range(len(words)) if kinds.get(at) is not FillerKind.DISCOURSE_MARKER]
    numbered = [replace(words[at], start_s=float(at), end_s=at + 1.0) for at in places]  # places for times
    back: set[int] = set()
    for one in find_false_starts(numbered):
        span = [at for at in places if (one.start_s or 0.0) <= at < (one.end_s or 0.0) and at not in kinds]
        back.update(_first_telling(words, span, one.kind))
    return back


def _first_telling(words: Sequence[Word], span: Sequence[int], kind: FalseStartKind) -> Collection[int]:
    """Of the words of a false start those that were taken back."""
    if kind is FalseStartKind.REPEAT:
        return span[: len(span) // 2]
    if " ".join(bare_word(words[at].text) for at in span) in CORRECTIONS:
        return span
    return span[:-1]


def _ends(text: str) -> bool:
    return SENTENCE_END.search(text) is not None


def _capital(text: str, *, first: bool) -> str:
    """*text* with a capital where it begins a sentence; iPhone is written as it is."""
    if not first or any(map(str.isupper, text)):
        return text
    start = next((at for at, char in enumerate(text) if char.isalnum()), 0)
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]
