"""The user knows better: what they say of a point, a word or a filler becomes a correction, and counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from greenroom.domain import (
    Attempt,
    AttemptRef,
    Correction,
    Corrections,
    Filler,
    FillerCorrection,
    FillerKind,
    PointCorrection,
    Report,
    Source,
    Transcript,
    Verdict,
    WordCorrection,
    correct_words,
)
from greenroom.domain.correction import NEAR_S, nearest_filler
from greenroom.errors import UsageError
from greenroom.practice.reviewing.rejudging import keep_judgement, transcript_of
from greenroom.practice.services import Services
from greenroom.scoring.text import FILLED_PAUSE

__all__ = ["filler_correction", "keep_corrections", "point_correction", "to_undo", "word_corrections"]

NO = "no"
"""Written in the place of a filler: it was none."""
AIM_S = 1.0
"""How far from a word or filler a time may lie that means it: people read times off a screen in whole seconds."""
_SIGNS = ".,;:!?"
_TIME = re.compile(r"(?:(\d+):(?=[0-5]\d))?(\d+(?:\.\d+)?)\s*s?")


def point_correction(attempt: Attempt, point_id: str, verdict: str, at: datetime) -> PointCorrection:
    """The user's *verdict* on a point. Raises UsageError when there is no such point or verdict."""
    ids = [point.id for point in report_of(attempt).points]
    if point_id not in ids:
        raise UsageError(
            f"{attempt.ref} has no point '{point_id}'.",
            hint=f"Its points are {', '.join(ids)}." if ids else "It was judged without any points.",
        )
    choices = [choice.value for choice in Verdict if choice is not Verdict.UNSURE]
    if verdict not in choices:
        raise UsageError(f"'{verdict}' is no verdict.", hint=f"It takes {', '.join(choices[:-1])} or {choices[-1]}.")
    return PointCorrection(at, point_id, Verdict(verdict))


def word_corrections(attempt: Attempt, where: str, text: str, at: datetime) -> tuple[WordCorrection, ...]:
    """*text* in the place of the word at the time *where*, or of every word (or run of words) that reads *where*.

    A bare number that was heard as a word means that word. Raises UsageError when nothing is found there.
    """
    transcript = transcript_of(attempt)
    if not text.split():
        raise UsageError("The new word is empty.", hint="Write what you said there.")
    spans = _spans_reading(transcript, where)
    time_s = _time_s(where)
    if not spans and time_s is not None:
        spans = [_span_at(transcript, time_s, where)]
    if not spans:
        raise UsageError(
            f"“{where}” was not heard in {attempt.ref}.", hint=f"Read it: greenroom show {attempt.ref} --words"
        )
    return tuple(_correction_of(attempt, span, text, at) for span in spans)


def filler_correction(attempt: Attempt, where: str, what: str, at: datetime) -> FillerCorrection:
    """What the user says of the filler at the time *where*: which it was, or `no` for none; a text for all of it.

    Raises UsageError when nothing is there to be denied, or when no time is given for what was said.
    """
    fillers = report_of(attempt).fillers
    time_s, what = _time_s(where), what.casefold().strip()
    if time_s is None:
        return _never_filler(attempt, fillers, where.casefold(), what, at)
    duration_s = transcript_of(attempt).duration_s
    if duration_s is None:
        raise UsageError(f"{attempt.ref} was typed and has no times.", hint="Name the filler instead: --filler so no.")
    if what == NO:
        meant = nearest_filler(fillers, time_s, AIM_S)
        if meant is None or meant.middle_s is None:
            raise UsageError(f"No filler was heard at {where}.", hint=_heard(fillers))
        if meant.source is Source.USER:
            raise UsageError(
                f"The {meant.text} at {where} is one that you added.", hint=f"Take it back: --undo {meant.middle_s:.1f}"
            )
        return FillerCorrection(at, round(meant.middle_s, 3), meant.text, meant.kind, said=False)
    if time_s > duration_s:
        raise UsageError(f"{attempt.ref} ends at {duration_s:.1f} s, before {where}.", hint="Check the time.")
    kind = FillerKind.FILLED_PAUSE if FILLED_PAUSE.fullmatch(what) else FillerKind.DISCOURSE_MARKER
    meant = nearest_filler(fillers, time_s, NEAR_S)
    middle_s = meant.middle_s if meant else None
    return FillerCorrection(at, time_s if middle_s is None else round(middle_s, 3), what, kind, said=True)


def to_undo(corrections: Corrections, what: str) -> tuple[Correction, ...]:
    """The corrections that *what* names: a point, a word (old or new), a filler or its time; the latest if empty.

    Raises UsageError when there is none.
    """
    if not corrections.in_order:
        raise UsageError("There is no correction to undo.")
    if not what:
        return corrections.in_order[-1:]
    found = tuple(one for one in corrections.in_order if _is_named(one, what))
    if not found:
        names = ", ".join(dict.fromkeys(map(_name, corrections.in_order)))
        raise UsageError(f"No correction is about '{what}'.", hint=f"Those that can be undone are about {names}.")
    return found


def keep_corrections(services: Services, ref: AttemptRef, corrections: Corrections) -> Attempt:
    """Keep *corrections* in place of the former ones of *ref*, and work out what follows; the attempt as it is then.

    Other words are judged anew. Raises PromptError (then the prompt is gone, and nothing was changed), WeightsError,
    LibraryError.
    """
    heard = services.attempts.load(ref, corrected=False)
    judged, transcript = report_of(heard), correct_words(transcript_of(heard), corrections)
    if corrections.words != heard.corrections.words:
        judged = services.judge.judge(services.prompts.load(ref.prompt_id), transcript)
    keep_judgement(services, replace(heard, transcript=transcript, corrections=corrections), judged)
    return services.attempts.load(ref)


def report_of(attempt: Attempt) -> Report:
    """Its report. Raises UsageError when it has none."""
    if attempt.report is None:
        raise UsageError(f"{attempt.ref} has no report yet.", hint=f"Judge it: greenroom rejudge {attempt.ref}")
    return attempt.report


def _correction_of(attempt: Attempt, span: tuple[int, int], text: str, at: datetime) -> WordCorrection:
    """*text* for words span[0]..span[1] - 1 of the attempt as corrected, in places of the words as they were heard."""
    words = transcript_of(attempt).words
    former = {one.first: one for one in attempt.corrections.words}
    place, first, heard = 0, 0, list[str]()
    for number, word in enumerate(words[: span[1]]):
        if number == span[0]:
            first = place
        texts = former[place].heard if word.yours else (word.text,)
        heard += texts if number >= span[0] else ()
        place += len(texts)
    ending = words[span[1] - 1].text[-1:]
    keeps_sign = ending in _SIGNS and text[-1] not in _SIGNS
    return WordCorrection(at, first, tuple(heard), " ".join(text.split()) + (ending if keeps_sign else ""))


def _spans_reading(transcript: Transcript, text: str) -> list[tuple[int, int]]:
    """Where *text* was heard, in words: case and punctuation around words do not matter."""
    wanted = [_bare(word) for word in text.split()]
    spans, start = list[tuple[int, int]](), 0
    while wanted and start < len(transcript.words):
        read, end = list[str](), start
        while end < len(transcript.words) and len(read) < len(wanted):
            read += map(_bare, transcript.words[end].text.split())
            end += 1
        if read == wanted:
            spans.append((start, end))
            start = end
        else:
            start += 1
    return spans


def _span_at(transcript: Transcript, time_s: float, where: str) -> tuple[int, int]:
    """The word spoken at *time_s*, or the nearest to it."""
    apart = [
        (max(word.start_s - time_s, time_s - word.end_s, 0.0), number)
        for number, word in enumerate(transcript.words)
        if word.start_s is not None and word.end_s is not None
    ]
    if not transcript.timed:
        raise UsageError("A typed answer has no times.", hint="Name the wrong word instead.")
    apart_s, number = min(apart, default=(AIM_S + 1, 0))
    if apart_s > AIM_S:
        raise UsageError(f"No word was heard at {where}.", hint="Name the wrong word instead of its time.")
    return number, number + 1


def _never_filler(attempt: Attempt, fillers: Sequence[Filler], text: str, what: str, at: datetime) -> FillerCorrection:
    if what != NO:
        raise UsageError(f"When was “{what}” said?", hint=f"Give its time, in seconds: --filler 31.2 {what}.")
    named = next((filler for filler in fillers if filler.text == text), None)
    if named is None:
        raise UsageError(f"No filler “{text}” was heard in {attempt.ref}.", hint=_heard(fillers))
    return FillerCorrection(at, None, text, named.kind, said=False)


def _heard(fillers: Sequence[Filler]) -> str:
    found = [
        filler.text if filler.middle_s is None else f"{filler.text} at {filler.middle_s:.1f}"
        for filler in fillers
        if filler.yours is not False
    ]
    return f"Heard were {', '.join(found)}." if found else "None was heard at all."


def _is_named(one: Correction, what: str) -> bool:
    if isinstance(one, PointCorrection):
        return one.point_id == what
    if isinstance(one, WordCorrection):
        return " ".join(map(_bare, what.split())) in {_joined(one.text.split()), _joined(one.heard)}
    time_s = _time_s(what)
    if one.at_s is not None and time_s is not None:
        return abs(one.at_s - time_s) <= AIM_S
    return one.text == what.casefold()


def _name(one: Correction) -> str:
    if isinstance(one, PointCorrection):
        return one.point_id
    if isinstance(one, WordCorrection):
        return _joined(one.text.split())
    return one.text if one.at_s is None else f"{one.at_s:.1f}"


def _joined(words: Sequence[str]) -> str:
    return " ".join(_bare(word) for text in words for word in text.split())


def _bare(word: str) -> str:
    return word.casefold().replace("’", "'").strip("\"“”‘'.,;:!?…()[]–—-")


def _time_s(text: str) -> float | None:
    """``12.4``, ``12.4s`` and ``0:12.4`` as seconds; None for what is no time."""
    match = _TIME.fullmatch(text.strip())
    return 60 * float(match[1] or 0) + float(match[2]) if match else None
