"""What a language model replied, held against the answer: what it does not quote word for word does not count."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from greenroom.domain import Avoid, Evidence, Point, Prompt, SecondSlip, SecondVerdict, Transcript, Verdict
from greenroom.errors import LanguageModelError
from greenroom.scoring.second_opinion.question import AVOID, POINTS, QUOTE, SAID, VERDICT, VERDICTS
from greenroom.scoring.second_opinion.quotes import Quotable

__all__ = ["Reply", "read_reply"]

SAME_QUOTE_MOST = 2
"""For so many points the same words may be evidence. One who marks everything as covered quotes one thing for all."""

_CLAIMS = frozenset({Verdict.COVERED, Verdict.PARTIAL, Verdict.CONTRADICTED})
_NO_QUOTE = "it quoted nothing that you said"
_TOO_SHORT = "its quote is too short to show anything"
_NOT_SAID = "it quoted words that you did not say"
_SAME = "it quoted the same words for {} points"


@dataclass(frozen=True, slots=True)
class Reply:
    """A verdict for every point, in order, and the things to avoid that were said."""

    points: tuple[SecondVerdict, ...]
    avoid_said: tuple[SecondSlip, ...]


def read_reply(content: str, prompt: Prompt, transcript: Transcript) -> Reply:
    """The reply in *content*. Raises LanguageModelError when it has not the form that was asked for."""
    try:
        reply = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise LanguageModelError("The language model did not reply in the form that it was asked for.") from error
    _check(isinstance(reply, dict) and set(reply) == {POINTS, AVOID})
    points = _numbered(reply[POINTS], len(prompt.points), VERDICT)
    avoid = _numbered(reply[AVOID], len(prompt.avoid), SAID)
    _check(all(entry[VERDICT] in VERDICTS for entry in points))
    _check(all(isinstance(entry[SAID], bool) for entry in avoid))
    answer = Quotable(transcript.words)
    verdicts = [_verdict(point, entry, answer) for point, entry in zip(prompt.points, points, strict=True)]
    slips = [_slip(item, entry, answer) for item, entry in zip(prompt.avoid, avoid, strict=True) if entry[SAID]]
    return Reply(_without_repeats(verdicts), tuple(slips))


def _numbered(entries: Any, count: int, second: str) -> list[Mapping[str, Any]]:
    """The entries "1", "2", ... in order, each with a quote and *second*, and nothing else."""
    _check(isinstance(entries, dict) and set(entries) == {str(number) for number in range(1, count + 1)})
    ordered = [entries[str(number)] for number in range(1, count + 1)]
    _check(all(isinstance(entry, dict) and set(entry) == {QUOTE, second} for entry in ordered))
    _check(all(isinstance(entry[QUOTE], str) for entry in ordered))
    return ordered


def _check(fits: bool) -> None:
    if not fits:
        raise LanguageModelError("The language model did not reply in the form that it was asked for.")


def _verdict(point: Point, entry: Mapping[str, Any], answer: Quotable) -> SecondVerdict:
    verdict = Verdict(entry[VERDICT])
    if verdict not in _CLAIMS:  # nothing is claimed, so nothing has to be shown
        return SecondVerdict(point.id, point.say, verdict)
    evidence, refused = _shown(entry[QUOTE], answer)
    return SecondVerdict(point.id, point.say, None if refused else verdict, evidence, refused)


def _slip(avoid: Avoid, entry: Mapping[str, Any], answer: Quotable) -> SecondSlip:
    return SecondSlip(avoid.say, *_shown(entry[QUOTE], answer))


def _shown(quote: str, answer: Quotable) -> tuple[Evidence | None, str]:
    """The evidence, or why it is none."""
    if not quote.strip():
        return None, _NO_QUOTE
    evidence = answer.find(quote)
    if evidence is None:
        return None, _NOT_SAID
    return (evidence, "") if answer.is_long_enough(quote) else (None, _TOO_SHORT)


def _without_repeats(verdicts: list[SecondVerdict]) -> tuple[SecondVerdict, ...]:
    times = Counter(given.evidence for given in verdicts if given.evidence is not None)
    return tuple(
        SecondVerdict(given.id, given.say, None, refused=_SAME.format(times[given.evidence]))
        if given.evidence is not None and times[given.evidence] > SAME_QUOTE_MOST
        else given
        for given in verdicts
    )
