"""Fillers in an answer: hesitations, in its text and in its sound, and discourse markers in filler position.

A hesitation is a whole token (um, uhh, erm, hmm), never a part of a word; which markers are filler say the rules in
`markers.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from greenroom.domain import Filler, FillerKind, Hesitation, Source, Transcript, Word
from greenroom.scoring.delivery.markers import LIKELY, POSSIBLE, SURE, marker_at
from greenroom.scoring.delivery.places import with_places
from greenroom.scoring.sentences import SENTENCE_END, bare_word
from greenroom.scoring.text import FILLED_PAUSE

__all__ = ["filler_words", "fillers_of", "find_fillers"]

_SAME_S = 0.5
ANSWERS = frozenset({"uh huh", "uh uh", "mm hmm", "mm hm", "ah ha"})  # yes and no, not hesitations


def fillers_of(transcript: Transcript) -> tuple[Filler, ...]:
    """All fillers of an answer, in order and with their places: those in its words, and those in its sound alone.

    One that is in both is one filler, with the word's text and the sound's times.
    """
    in_text = find_fillers(transcript.words)
    in_sound = list(transcript.hesitations)
    found = []
    for filler in in_text:
        twin = next((one for one in in_sound if _same(filler, one)), None)
        if twin is None:
            found.append(filler)
            continue
        in_sound.remove(twin)
        confidence = max(filler.confidence, twin.confidence)
        found.append(Filler(filler.text, filler.kind, twin.start_s, twin.end_s, Source.BOTH, confidence))
    found += [
        Filler(one.label, FillerKind.FILLED_PAUSE, one.start_s, one.end_s, Source.SOUND, one.confidence)
        for one in in_sound
    ]
    if in_sound:
        found.sort(key=lambda filler: filler.start_s or 0.0)
    return with_places(found, transcript.words)


def _same(filler: Filler, hesitation: Hesitation) -> bool:
    """Whether both are one event: their middles lie closer together than two hesitations can follow each other."""
    if filler.kind is not FillerKind.FILLED_PAUSE or filler.start_s is None or filler.end_s is None:
        return False
    apart_s = abs((filler.start_s + filler.end_s) / 2 - (hesitation.start_s + hesitation.end_s) / 2)
    return apart_s <= _SAME_S


def find_fillers(words: Sequence[Word]) -> tuple[Filler, ...]:
    """The fillers in *words*, in order, with the times of the words that they span."""
    raw = [word.text for word in words]
    bare = [bare_word(text) for text in raw]
    found = []
    at = 0
    while at < len(words):
        length, kind, confidence = _filler_at(bare, raw, at)
        if confidence:
            found.append(_filler(words[at : at + length], kind, confidence))
        at += max(length, 1)
    return tuple(found)


def filler_words(words: Sequence[Word]) -> int:
    """How many words are hesitations: these are not counted for the pace."""
    return sum(bool(FILLED_PAUSE.fullmatch(bare_word(word.text))) for word in words)


def _filler(words: Sequence[Word], kind: FillerKind, confidence: float) -> Filler:
    text = " ".join(bare_word(word.text) for word in words)
    return Filler(text, kind, words[0].start_s, words[-1].end_s, Source.TEXT, confidence)


def _filler_at(bare: Sequence[str], raw: Sequence[str], at: int) -> tuple[int, FillerKind, float]:
    """How many words to take at *at* (0: an ordinary word), which kind of filler they are, how sure (0: none)."""
    if " ".join(bare[at : at + 2]) in ANSWERS:
        return 2, FillerKind.FILLED_PAUSE, 0.0
    if FILLED_PAUSE.fullmatch(bare[at]):
        return 1, FillerKind.FILLED_PAUSE, _hesitation(bare, raw, at)
    length, confidence = marker_at(bare, raw, at)
    return length, FillerKind.DISCOURSE_MARKER, confidence


def _hesitation(bare: Sequence[str], raw: Sequence[str], at: int) -> float:
    """How sure it is: "ah" and "eh" can be exclamations ("ah, I see"); the others are what they are."""
    if bare[at] in {"ah", "ahh", "eh"}:
        return POSSIBLE if at == 0 or SENTENCE_END.search(raw[at - 1]) else LIKELY
    return SURE
