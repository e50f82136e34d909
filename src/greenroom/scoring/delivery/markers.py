"""Discourse markers in filler position: "like", "you know", "so" where they carry nothing.

A marker is also an ordinary word; it counts only where its neighbours show that it says nothing. The rules are few and
on the careful side: what they miss is less harm than scolding somebody for "I like your products".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from greenroom.scoring.sentences import SENTENCE_END
from greenroom.scoring.text import FILLED_PAUSE
from greenroom.scoring.wordlists import word_set

__all__ = ["LIKELY", "PAUSE", "POSSIBLE", "SURE", "marker_at"]

SURE = 0.95
LIKELY = 0.8
POSSIBLE = 0.6

BE = word_set("am are be been he's hes i'm im is it's its she's shes that's thats theyre they're was were youre you're")
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
    stuff systems that's thats they're theyre things tools was were we're work worked works you're
    """
)
LIKE_TAKERS = word_set("built did get got had has have made need needed started took used wanted with")
STRESSED = word_set(
    """
    absolutely actually basically completely crazy extremely honestly literally maybe nobody pretty probably really so
    super totally very
    """
)
JOINING = word_set("and as because but for in so then")
SPEECH = word_set("did do does mention mentioned said say")
PERSONS = word_set("he i it she they we you")
OBJECTS = word_set("her him it me that them these this those to us")
SO_MUCH = word_set("big far few hard little long many much that")
NUMBER = re.compile(r"\d[\d.,%]*|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|hundreds?|half")
KIND_BEFORE = word_set(
    """
    a all an another any bad best big certain different each every exact first good great her his interesting many
    my new no of one only other our particular rare right same similar some special specific strange that the their
    these this those two unusual weird what whatever which worst wrong your
    """
)
KNOW_BEFORE = word_set(
    """
    all anyone as because before could did do don't dont everyone everything how if less let letting may might more
    must one once people person should since somebody someone stuff than that thing things what when where who will
    would
    """
)
KNOW_AFTER = word_set("a about an best her him how if me my our that the them this what well when where who why your")
NO_TAG = BE | DETERMINERS | word_set("got exactly everything feel feels get left not quite seem seems sounds turn")
PAUSE = re.compile(r"[,.?!;:…–-]$")
LOOK_BACK = 5  # words


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
        return self.opens or bool(PAUSE.search(self.raw[self.first - 1]))

    @property
    def set_off_after(self) -> bool:
        """Whether a comma or a hesitation follows, or nothing at all."""
        if self.last >= len(self.words) or FILLED_PAUSE.fullmatch(self.after()):
            return True
        return bool(PAUSE.search(self.raw[self.last - 1]))

    @property
    def ends(self) -> bool:
        """Whether a sentence ends with it."""
        return self.last >= len(self.words) or bool(SENTENCE_END.search(self.raw[self.last - 1]))

    def lately(self, *wanted: str) -> bool:
        """Whether one of *wanted* was said a few words before, in the same sentence."""
        for at in range(self.first - 1, max(-1, self.first - 1 - LOOK_BACK), -1):
            if SENTENCE_END.search(self.raw[at]):
                return False
            if self.words[at] in wanted:
                return True
        return False


def marker_at(words: Sequence[str], raw: Sequence[str], at: int) -> tuple[int, float]:
    """How many words the marker at *at* has, and how sure it is filler; (0, 0.0) where there is none.

    *words* are lower case without punctuation, *raw* the same words with it.
    """
    for length in LENGTHS:
        rule = RULES.get(" ".join(words[at : at + length]))
        if rule is None or at + length > len(words):
            continue
        confidence = rule(_Place(words, raw, at, at + length))
        if confidence:
            return length, confidence
    return 0, 0.0


def _like(place: _Place) -> float:
    before, after = place.before(), place.after()
    if place.set_off_before and place.set_off_after:
        return SURE
    if after in PERSONS and place.after(2) in SPEECH:  # "like I said"
        return 0.0
    if place.set_off_after and not place.set_off_before and (place.ends or place.lately("what", "what's", "how")):
        return 0.0  # "what the team was like, ..."
    if after in STRESSED and (before in BE or before in JOINING):
        return LIKELY
    if before in LIKE_AS_BEFORE or (before in LIKE_VERB_BEFORE and not place.set_off_before):
        # "it was like, really slow" is filler all the same
        return LIKELY if before in BE and (place.set_off_after or NUMBER.fullmatch(after)) else 0.0
    if after in OBJECTS:
        return 0.0
    taken = before in LIKE_TAKERS and after in {"a", "an", "the", "some"}
    return LIKELY if taken or place.set_off_after or before in JOINING or NUMBER.fullmatch(after) else 0.0


def _you_know(place: _Place) -> float:
    if place.before() in KNOW_BEFORE and not place.set_off_before:
        return 0.0
    if place.before() == "so" and place.before(2) == "just":
        return 0.0
    if place.set_off_before and place.set_off_after:
        return SURE
    if place.after() in KNOW_AFTER and not place.set_off_after:
        return 0.0
    return LIKELY


def _i_mean(place: _Place) -> float:
    if place.before() in {"what", "that", "do", "how", "which"} and not place.set_off_before:
        return 0.0
    if not place.set_off_after and (place.after() == "to" or place.lately("by", "say")):
        return 0.0  # "I mean to stay"; "by fast I mean ten a day"
    if place.after() in {"it", "that"} and SENTENCE_END.search(place.raw[place.last]):
        return 0.0
    return SURE if place.set_off_before else LIKELY


def _so(place: _Place) -> float:
    """Many good sentences open with "so"; it is filler before a pause or another filler, and as the very first word."""
    if (place.opens and place.set_off_after) or (place.set_off_before and place.ends):
        return SURE
    if place.after() in {"um", "uh", "yeah", "basically", "like"} and place.set_off_before:
        return LIKELY
    return POSSIBLE if place.first == 0 and place.after() not in SO_MUCH else 0.0


def _sort_of(place: _Place) -> float:
    if place.after() in {"you", "him", "her", "them"}:  # "that was kind of you"
        return 0.0
    return 0.0 if place.before() in KIND_BEFORE and not place.set_off_before else LIKELY


def _adverb(place: _Place) -> float:
    """Filler when set off or opening; elsewhere it waters down the verb."""
    return _opinion(place) or POSSIBLE


def _opinion(place: _Place) -> float:
    """Filler when set off or opening; inside a clause ("what actually happened") it means something."""
    if place.set_off_before and place.set_off_after:
        return SURE
    return LIKELY if place.opens or place.before() in {"so", "and", "but", "just", "like"} else 0.0


def _right(place: _Place) -> float:
    """As a tag ("right?") and as an opening ("right, so"); never "the right team" or "right now"."""
    if not place.set_off_after:
        return 0.0
    tagged = place.raw[place.last - 1].endswith("?") or place.set_off_before
    return LIKELY if place.opens or (tagged and place.before() not in NO_TAG) else 0.0


def _opening(place: _Place) -> float:
    return LIKELY if place.opens and (place.set_off_after or place.after() == "so") else 0.0


def _yeah(place: _Place) -> float:
    return LIKELY if place.set_off_after and (place.opens or place.before() in {"so", "and", "but"}) else 0.0


def _aside(place: _Place) -> float:
    return LIKELY if place.set_off_before and place.set_off_after else 0.0


def _always(_: _Place) -> float:
    return SURE


RULES: dict[str, Callable[[_Place], float]] = {
    "like": _like,
    "you know what i mean": _always,
    "you know": _you_know,
    "i mean": _i_mean,
    "so": _so,
    "sort of": _sort_of,
    "kind of": _sort_of,
    "basically": _adverb,
    "essentially": _adverb,
    "literally": _adverb,
    "actually": _opinion,
    "honestly": _opinion,
    "obviously": _opinion,
    "to be honest": _aside,
    "you see": _aside,
    "right": _right,
    "well": _opening,
    "okay": _opening,
    "ok": _opening,
    "alright": _opening,
    "all right": _opening,
    "anyway": _opening,
    "look": _opening,
    "yeah": _yeah,
}
LENGTHS = sorted({len(phrase.split()) for phrase in RULES}, reverse=True)
