"""What the user knows better than the machine: a verdict, a word, a filler. Kept beside it, and it wins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from greenroom.domain.report import Filler, FillerKind, PointVerdict, Report, Source, Verdict
from greenroom.domain.transcript import Transcript, Word

__all__ = [
    "Correction",
    "Corrections",
    "FillerCorrection",
    "PointCorrection",
    "WordCorrection",
    "correct_report",
    "correct_words",
    "nearest_filler",
]

NEAR_S = 0.5
"""Two fillers cannot follow each other more closely: one that the judge now hears this near is the one meant."""


@dataclass(frozen=True, slots=True)
class PointCorrection:
    """The point `point_id` was `verdict`, whatever the judge says."""

    made_at: datetime
    point_id: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class WordCorrection:
    """What was heard as `heard`, from word `first` of the transcript on, was `text` (one word or several)."""

    made_at: datetime
    first: int
    heard: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class FillerCorrection:
    """At `at_s` the filler `text` was said, or (`said` false) was none.

    Where `at_s` is None, no filler `text` of the answer is one: typed answers have no times.
    """

    made_at: datetime
    at_s: float | None
    text: str
    kind: FillerKind
    said: bool


Correction: TypeAlias = PointCorrection | WordCorrection | FillerCorrection


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of one attempt, each kind in the order of making."""

    points: tuple[PointCorrection, ...] = ()
    words: tuple[WordCorrection, ...] = ()
    fillers: tuple[FillerCorrection, ...] = ()

    @property
    def in_order(self) -> tuple[Correction, ...]:
        """All of them, the oldest first."""
        return tuple(sorted((*self.points, *self.words, *self.fillers), key=lambda one: one.made_at))

    def adding(self, new: Correction) -> Corrections:
        """These and *new*, which takes the place of earlier ones of the same thing."""
        return _sorted_out((*(old for old in self.in_order if not _same_thing(old, new)), new))

    def without(self, old: Correction) -> Corrections:
        """These but *old*."""
        return _sorted_out(tuple(one for one in self.in_order if one != old))

    def lost(self, report: Report) -> tuple[PointCorrection, ...]:
        """Those of points that *report* does not have: renamed or taken out of the prompt since."""
        ids = {point.id for point in report.points}
        return tuple(one for one in self.points if one.point_id not in ids)


def correct_words(transcript: Transcript, corrections: Corrections) -> Transcript:
    """*transcript*, as the recogniser gave it, with the user's words in the place of what was heard.

    A corrected word is `yours`, keeps what was `heard`, and spans the time of all that it replaces.
    """
    words: list[Word] = list(transcript.words)
    for one in sorted(corrections.words, key=lambda one: -one.first):  # from the end, so that numbers stay right
        span = words[one.first : one.first + len(one.heard)]
        if tuple(word.text for word in span) != one.heard:
            continue
        heard = " ".join(one.heard)
        words[one.first : one.first + len(one.heard)] = [
            Word(one.text, span[0].start_s, span[-1].end_s, 1.0, heard, yours=True)
        ]
    return replace(transcript, words=tuple(words))


def correct_report(report: Report, corrections: Corrections) -> Report:
    """*report*, as the judge gave it, with the user's verdicts and fillers; the judge's stay beside them.

    What follows from them (rates, strengths, actions) is the judge's to work out again: `Judge.revise`.
    """
    verdicts = {one.point_id: one.verdict for one in corrections.points}
    fillers = list(report.fillers)
    for one in corrections.fillers:
        fillers = _with_filler(fillers, one)
    if any(one.said for one in corrections.fillers):
        fillers.sort(key=lambda filler: filler.start_s or 0.0)
    return replace(
        report,
        points=tuple(_with_verdict(point, verdicts.get(point.id)) for point in report.points),
        fillers=tuple(fillers),
    )


def nearest_filler(fillers: tuple[Filler, ...] | list[Filler], at_s: float, within_s: float) -> Filler | None:
    """The filler whose middle lies nearest to *at_s*, if it lies within *within_s* seconds of it."""
    timed = [(abs(middle - at_s), filler) for filler in fillers if (middle := filler.middle_s) is not None]
    apart_s, filler = min(timed, key=lambda item: item[0], default=(within_s + 1, None))
    return filler if apart_s <= within_s else None


def _with_verdict(point: PointVerdict, verdict: Verdict | None) -> PointVerdict:
    return point if verdict is None else replace(point, verdict=verdict, judged=point.verdict)


def _with_filler(fillers: list[Filler], correction: FillerCorrection) -> list[Filler]:
    if correction.at_s is None:
        return [replace(one, yours=False) if one.text == correction.text else one for one in fillers]
    meant = nearest_filler(fillers, correction.at_s, NEAR_S)
    if meant is None:
        if not correction.said:
            return fillers  # the judge no longer hears one there
        at_s = correction.at_s
        return [*fillers, Filler(correction.text, correction.kind, at_s, at_s, Source.USER, 1.0, yours=True)]
    yours = replace(meant, yours=False)
    if correction.said:
        yours = replace(meant, text=correction.text, kind=correction.kind, yours=True)
    return [yours if one is meant else one for one in fillers]


def _same_thing(old: Correction, new: Correction) -> bool:
    """Whether both are about the same point, words, or filler."""
    if isinstance(old, PointCorrection) and isinstance(new, PointCorrection):
        return old.point_id == new.point_id
    if isinstance(old, WordCorrection) and isinstance(new, WordCorrection):
        return old.first < new.first + len(new.heard) and new.first < old.first + len(old.heard)
    if isinstance(old, FillerCorrection) and isinstance(new, FillerCorrection):
        if old.at_s is None or new.at_s is None:
            return old.at_s == new.at_s and old.text == new.text
        return abs(old.at_s - new.at_s) <= NEAR_S
    return False


def _sorted_out(all_of_them: tuple[Correction, ...]) -> Corrections:
    return Corrections(
        points=tuple(one for one in all_of_them if isinstance(one, PointCorrection)),
        words=tuple(one for one in all_of_them if isinstance(one, WordCorrection)),
        fillers=tuple(one for one in all_of_them if isinstance(one, FillerCorrection)),
    )
