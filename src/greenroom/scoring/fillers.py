"""Fillers in an answer: hesitations, in its text and in its sound, and discourse markers in filler position.

A hesitation is a whole token (um, uhh, erm, hmm), never a part of a word. A discourse marker ("like", "you know") is
also an ordinary word; it counts only where its neighbours show that it carries nothing. The rules below are few and on
the careful side: what they miss is less harm than scolding somebody for "I like your products".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from greenroom.domain import Filler, FillerKind, Hesitation, Source, Transcript, Word
from greenroom.scoring.text import FILLED_PAUSE
from greenroom.scoring.wordlists import word_set

__all__ = ["filler_words", "fillers_of", "find_fillers"]

SURE = 0.95
LIKELY = 0.8
POSSIBLE = 0.6
_SAME_S = 0.5

BE = word_set("am are be been he's hes i'm im is it's its she's shes that's thats theyre was were youre")
DETERMINERS = word_set("a all an any each her his my our some that the their these this those what which your")
LIKE_VERB_BEFORE = word_set(
    """
    also always can could did didn't didnt do don't dont i i'd id just might never not people really should still
    they they'd theyd to we we'd wed will would you you'd youd
    """
)
LIKE_AS_BEFORE = word_set(
    """
    a act acted acts anything are be been companies feel feeling feels felt is it's its just look looked looking
    looks more much nothing people products seem seemed seems somebody someone something sound sounded sounds
    stuff systems that's thats things tools was were work worked works
    """
)
KIND_BEFORE = word_set(
    """
    a all an another any best certain different each every first her his many my new of one only other our right
    same some that the their these this those two what which worst your
    """
)
KNOW_BEFORE = word_set("as because before did do don't dont how if let once since than that what when who")
KNOW_AFTER = word_set("a about an her him how if me my our that the them this what when where who why your")
ANSWERS = frozenset({"uh huh", "uh uh", "mm hmm", "mm hm", "ah ha"})  # yes and no, not hesitations
SENTENCE_END = re.compile(r"[.?!]$")
PAUSE_BEFORE = re.compile(r"[,.?!;:…–-]$")


@dataclass(frozen=True, slots=True)
class _Place:
    """The words around a marker: lower case and bare, with the punctuation kept beside them."""

    words: Sequence[str]
    raw: Sequence[str]
    first: int
    last: int

    def before(self, steps: int = 1) -> str:
        return self.words[self.first - steps] if self.first >= steps else ""

    def after(self, steps: int = 1) -> str:
        index = self.last + steps - 1
        return self.words[index] if index < len(self.words) else ""

    @property
    def opens(self) -> bool:
        """Whether it starts a sentence or follows a hesitation."""
        if not self.first:
            return True
        return bool(SENTENCE_END.search(self.raw[self.first - 1])) or bool(FILLED_PAUSE.fullmatch(self.before()))

    @property
    def set_off_before(self) -> bool:
        return self.opens or bool(PAUSE_BEFORE.search(self.raw[self.first - 1]))

    @property
    def set_off_after(self) -> bool:
        """Whether a comma or a hesitation follows, or nothing at all."""
        if self.last >= len(self.words) or FILLED_PAUSE.fullmatch(self.after()):
            return True
        return bool(PAUSE_BEFORE.search(self.raw[self.last - 1]))


def fillers_of(transcript: Transcript) -> tuple[Filler, ...]:
    """All fillers of an answer, in order: those in its words, and those in its sound that have no word.

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
    return tuple(sorted(found, key=lambda filler: filler.start_s or 0.0)) if in_sound else tuple(found)


def _same(filler: Filler, hesitation: Hesitation) -> bool:
    """Whether both are one event: their middles lie closer together than two hesitations can follow each other."""
    if filler.kind is not FillerKind.FILLED_PAUSE or filler.start_s is None or filler.end_s is None:
        return False
    apart_s = abs((filler.start_s + filler.end_s) / 2 - (hesitation.start_s + hesitation.end_s) / 2)
    return apart_s <= _SAME_S


def find_fillers(words: Sequence[Word]) -> tuple[Filler, ...]:
    """The fillers in *words*, in order, with the times of the words that they span."""
    raw = [word.text for word in words]
    bare = [_bare(text) for text in raw]
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
    return sum(bool(FILLED_PAUSE.fullmatch(_bare(word.text))) for word in words)


def _bare(text: str) -> str:
    return text.casefold().replace("’", "'").strip(" \t\"“”‘'.,;:!?…()[]–—-")


def _filler(words: Sequence[Word], kind: FillerKind, confidence: float) -> Filler:
    text = " ".join(_bare(word.text) for word in words)
    return Filler(text, kind, words[0].start_s, words[-1].end_s, Source.TEXT, confidence)


def _filler_at(bare: Sequence[str], raw: Sequence[str], at: int) -> tuple[int, FillerKind, float]:
    """How many words to take at *at* (0: an ordinary word), which kind of filler they are, how sure (0: none)."""
    if " ".join(bare[at : at + 2]) in ANSWERS:
        return 2, FillerKind.FILLED_PAUSE, 0.0
    if FILLED_PAUSE.fullmatch(bare[at]):
        return 1, FillerKind.FILLED_PAUSE, _hesitation(bare, raw, at)
    for length in (2, 1):
        phrase = " ".join(bare[at : at + length])
        rule = RULES.get(phrase)
        if rule is None or len(bare[at : at + length]) < length:
            continue
        confidence = rule(_Place(bare, raw, at, at + length))
        if confidence:
            return length, FillerKind.DISCOURSE_MARKER, confidence
    return 0, FillerKind.DISCOURSE_MARKER, 0.0


def _hesitation(bare: Sequence[str], raw: Sequence[str], at: int) -> float:
    """How sure it is: "ah" and "eh" can be exclamations ("ah, I see"); the others are what they are."""
    if bare[at] in {"ah", "ahh", "eh"}:
        return POSSIBLE if at == 0 or SENTENCE_END.search(raw[at - 1]) else LIKELY
    return SURE


def _like(place: _Place) -> float:
    before, after = place.before(), place.after()
    if place.set_off_before and place.set_off_after:
        return SURE
    if before in LIKE_AS_BEFORE or (before in LIKE_VERB_BEFORE and not place.set_off_before):
        # "it was like, really slow" is filler all the same
        return LIKELY if before in BE and place.set_off_after else 0.0
    if after in {"to", "it", "him", "her", "them", "me", "us", "this", "that", "these", "those"}:
        return 0.0
    if place.set_off_after or before in {"so", "and", "but", "because", "then"}:
        return LIKELY
    return 0.0


def _you_know(place: _Place) -> float:
    if place.before() in KNOW_BEFORE and not place.set_off_before:
        return 0.0
    if place.set_off_before and place.set_off_after:
        return SURE
    if place.after() in KNOW_AFTER and not place.set_off_after:
        return 0.0
    return LIKELY


def _i_mean(place: _Place) -> float:
    if place.before() in {"what", "that", "do", "how", "which"} and not place.set_off_before:
        return 0.0
    return SURE if place.set_off_before else LIKELY


def _so(place: _Place) -> float:
    """Many good sentences open with "so"; it is filler before a pause or another filler, and as the very first word."""
    if place.opens and place.set_off_after:
        return SURE
    if place.after() in {"um", "uh", "yeah", "basically", "like"} and place.set_off_before:
        return LIKELY
    return POSSIBLE if place.first == 0 else 0.0


def _sort_of(place: _Place) -> float:
    return 0.0 if place.before() in KIND_BEFORE and not place.set_off_before else LIKELY


def _adverb(place: _Place) -> float:
    """Filler when set off or opening; inside a clause "actually" may mean something."""
    if place.set_off_before and place.set_off_after:
        return SURE
    return LIKELY if place.opens or place.before() in {"so", "and", "but", "just"} else POSSIBLE


def _right(place: _Place) -> float:
    """As a tag ("right?") and as an opening ("right, so"); never "the right team" or "right now"."""
    if place.last and place.raw[place.last - 1].endswith("?") and place.before() not in BE | DETERMINERS:
        return LIKELY
    return LIKELY if place.opens and place.set_off_after else 0.0


def _opening(place: _Place) -> float:
    return LIKELY if place.opens and place.set_off_after else 0.0


RULES: dict[str, Callable[[_Place], float]] = {
    "like": _like,
    "you know": _you_know,
    "i mean": _i_mean,
    "so": _so,
    "sort of": _sort_of,
    "kind of": _sort_of,
    "basically": _adverb,
    "actually": _adverb,
    "literally": _adverb,
    "right": _right,
    "well": _opening,
    "okay": _opening,
    "ok": _opening,
    "anyway": _opening,
}
