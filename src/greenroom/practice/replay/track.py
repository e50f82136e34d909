"""An attempt as a track to listen to: its words in time, and the places that one may want to jump to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from greenroom.domain import Attempt, Filler, PointVerdict, Span, Transcript, Verdict
from greenroom.errors import NotFoundError, UsageError
from greenroom.library.search import find_moments, terms_of
from greenroom.scoring.comparing.tellings import telling_of
from greenroom.scoring.delivery.pauses import LONG_PAUSE_S
from greenroom.scoring.sentences import SENTENCE_END

__all__ = ["Passage", "SpokenWord", "Track", "filler_passages", "place_named", "places_of", "point_passage", "track_of"]

POINT_ROOM_S = 0.5
"""Room around the words of a point: recognisers begin a word late and end it early, by up to that."""

FILLER_BEFORE_S = 1.5
FILLER_AFTER_S = 1.0
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d+)?)|(\d+(?:\.\d+)?) ?s?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the recording in seconds; `title` says what it is, `words` what is said in it.

    `point` is the verdict on the point that is made there, if it is that.
    """

    start_s: float
    end_s: float
    title: str = ""
    words: str = ""
    point: PointVerdict | None = None

    def holds(self, position_s: float) -> bool:
        return self.start_s <= position_s < self.end_s


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word, or a hesitation that has no word, with its times in seconds."""

    text: str
    start_s: float
    end_s: float
    filler: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """What is in a recording of `duration_s` seconds, each in order of time. Empty where nothing was heard or judged.

    `points` are those that were made, at the words that show it.
    """

    duration_s: float
    words: tuple[SpokenWord, ...] = ()
    sentences: tuple[Passage, ...] = ()
    points: tuple[Passage, ...] = ()
    fillers: tuple[Passage, ...] = ()
    pauses: tuple[Passage, ...] = ()

    def sentence_at(self, position_s: float) -> int | None:
        """The number of the sentence that is heard, or was heard last; None before the first."""
        begun = sum(sentence.start_s <= position_s for sentence in self.sentences)
        return begun - 1 if begun else None

    def point_at(self, position_s: float) -> Passage | None:
        """The point that is made there: of several, the one whose passage is the shortest."""
        here = [point for point in self.points if point.holds(position_s)]
        return min(here, key=lambda point: point.end_s - point.start_s, default=None)

    def with_room(self, passage: Passage, before_s: float, after_s: float) -> Passage:
        """*passage* with more around it, within the recording."""
        end_s = min(self.duration_s, passage.end_s + after_s)
        return replace(passage, start_s=max(0.0, passage.start_s - before_s), end_s=end_s)


def track_of(attempt: Attempt, duration_s: float) -> Track:
    """The track of *attempt*, whose sound lasts *duration_s*; the user's corrections are in it."""
    words = tuple(_words(attempt))
    transcript, report = attempt.transcript, attempt.report
    heard = [filler for filler in report.fillers if filler.heard] if report else []
    return Track(
        duration_s=duration_s,
        words=words,
        sentences=tuple(_sentences(words)),
        points=_in_order(_made(point) for point in report.points) if report else (),
        fillers=_in_order(map(_filler, heard)),
        pauses=tuple(_long_pauses(transcript.speech)) if transcript else (),
    )


def point_passage(attempt: Attempt, track: Track, point_id: str) -> Passage:
    """Where the point *point_id* was made, with a little room.

    Raises UsageError (no such point), NotFoundError (no words of the answer show it).
    """
    verdicts = attempt.report.points if attempt.report else ()
    verdict = next((point for point in verdicts if point.id == point_id), None)
    if verdict is None:
        ids = ", ".join(point.id for point in verdicts)
        if attempt.report is None:
            there = f"It has no verdicts yet: greenroom rejudge {attempt.ref}"
        else:
            there = f"Its points are {ids}." if ids else attempt.report.not_scored or "Its prompt has none."
        raise UsageError(f"{attempt.ref} has no point '{point_id}'.", hint=there)
    passage = _made(verdict)
    if passage is None:
        raise NotFoundError(
            f"There is nothing to hear of '{verdict.say}' in {attempt.ref}: it was not found there.",
            hint=f"What lies behind that: greenroom show {attempt.ref} --why {point_id}",
        )
    return track.with_room(passage, POINT_ROOM_S, POINT_ROOM_S)


def filler_passages(track: Track) -> tuple[Passage, ...]:
    """Each filler with what is around it; those so close that they would be heard twice are one passage."""
    passages: list[Passage] = []
    for filler in track.fillers:
        roomy = track.with_room(filler, FILLER_BEFORE_S, FILLER_AFTER_S)
        if passages and roomy.start_s < passages[-1].end_s:
            last = passages.pop()
            roomy = replace(roomy, start_s=last.start_s, title=f"{last.title}; {roomy.title}")
        passages.append(replace(roomy, words=_said_in(track.words, roomy)))
    return tuple(passages)


def places_of(transcript: Transcript | None, said: str) -> tuple[float, ...]:
    """When *said* was said, in seconds: as a phrase, or what begins so, or else any of its words where all occur."""
    phrase = said.replace('"', " ").strip()
    for asked in (f'"{phrase}"', f'"{phrase}*"', said):
        moments = find_moments(transcript, terms_of(asked)) if transcript else ()
        if times := tuple(moment.at_s for moment in moments if moment.at_s is not None):
            return times
    return ()


def place_named(attempt: Attempt, track: Track, name: str) -> float:
    """The second that *name* means: a time (0:42, 42, 42.5 s), or the first place where these words were said.

    Raises UsageError (after the end), NotFoundError (not said).
    """
    if match := _CLOCK.fullmatch(name.strip()):
        hours, minutes, seconds, plain = match.groups()
        at_s = float(plain) if plain else int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
        if at_s >= track.duration_s:
            raise UsageError(f"{attempt.ref} ends at {track.duration_s:.0f} s, before {name}.")
        return at_s
    if times := places_of(attempt.transcript, name):
        return times[0]
    raise NotFoundError(
        f"“{name}” was not said in {attempt.ref}.", hint=f"What was said: greenroom show {attempt.ref} --words"
    )


def _words(attempt: Attempt) -> Iterator[SpokenWord]:
    """The parts of a word are one word again."""
    word: SpokenWord | None = None
    for piece in telling_of(attempt).pieces:
        if piece.start_s is None or piece.end_s is None:
            continue
        if piece.glued and word is not None:
            word = replace(word, text=word.text + piece.text, end_s=piece.end_s)
            continue
        if word is not None:
            yield word
        word = SpokenWord(piece.text, piece.start_s, piece.end_s, piece.filler)
    if word is not None:
        yield word


def _sentences(words: Sequence[SpokenWord]) -> Iterator[Passage]:
    first = 0
    for at, word in enumerate(words):
        if SENTENCE_END.search(word.text) or at == len(words) - 1:
            said = words[first : at + 1]
            yield Passage(said[0].start_s, said[-1].end_s, words=" ".join(one.text for one in said))
            first = at + 1


def _made(point: PointVerdict) -> Passage | None:
    evidence = point.evidence
    if point.verdict is Verdict.MISSED or evidence is None or evidence.start_s is None or evidence.end_s is None:
        return None
    return Passage(evidence.start_s, evidence.end_s, point.say, evidence.text, point)


def _filler(filler: Filler) -> Passage | None:
    if filler.start_s is None or filler.end_s is None:
        return None
    place = f", {filler.place.in_words}" if filler.place else ""
    return Passage(filler.start_s, filler.end_s, f"“{filler.text}”{place}")


def _long_pauses(speech: Sequence[Span]) -> Iterator[Passage]:
    for before, after in pairwise(speech):
        if after.start_s - before.end_s >= LONG_PAUSE_S:
            yield Passage(before.end_s, after.start_s, f"a pause of {after.start_s - before.end_s:.1f} s")


def _said_in(words: Iterable[SpokenWord], passage: Passage) -> str:
    return " ".join(word.text for word in words if passage.holds((word.start_s + word.end_s) / 2))


def _in_order(passages: Iterable[Passage | None]) -> tuple[Passage, ...]:
    return tuple(sorted((one for one in passages if one is not None), key=lambda one: (one.start_s, one.end_s)))
