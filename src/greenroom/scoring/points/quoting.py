"""What is quoted of an answer: the words behind a verdict, and those behind each fact."""

from __future__ import annotations

from collections.abc import Sequence

from greenroom.domain import Evidence, FactCheck, FactState, Point, Verdict, Word
from greenroom.scoring.points.features import Observation

__all__ = ["evidence_of", "facts_said", "quoted_words"]

SNAP = 6  # words by which a passage may grow or shrink to begin and end where a sentence does
QUOTE_ENDS = " ,.;:!?"


def quoted_words(observation: Observation, words: Sequence[Word]) -> Sequence[Word]:
    """The words to quote for a passage: from where a sentence begins to where one ends, if that is near."""
    first, last = observation.word_span
    starts = [at for at in range(max(0, first - SNAP), min(last, first + SNAP + 1)) if _begins(words, at)]
    ends = [at for at in range(max(first + 1, last - SNAP), min(len(words), last + SNAP) + 1) if _begins(words, at)]
    first = min(starts, key=lambda at: abs(at - first), default=first)
    last = min((at for at in ends if at > first), key=lambda at: abs(at - last), default=last)
    return words[first:last]


def evidence_of(quoted: Sequence[Word]) -> Evidence:
    return Evidence(" ".join(word.text for word in quoted), quoted[0].start_s, quoted[-1].end_s)


def facts_said(
    point: Point, observation: Observation, verdict: Verdict, words: Sequence[Word]
) -> tuple[FactCheck, ...]:
    """The facts of the point one by one; none was said where the point was missed."""
    found = []
    for fact, seen in zip(point.facts, observation.facts, strict=True):
        if verdict is Verdict.MISSED or seen.said is None:
            found.append(FactCheck(fact, FactState.MISSING))
            continue
        first, last = (observation.tokens[place].word for place in (seen.said[0], seen.said[1] - 1))
        heard = " ".join(word.text for word in words[first : last + 1]).strip(QUOTE_ENDS)
        found.append(FactCheck(fact, seen.state, heard))
    return tuple(found)


def _begins(words: Sequence[Word], at: int) -> bool:
    """Whether a sentence begins at that word (or the answer ends before it)."""
    return at == 0 or at == len(words) or words[at - 1].text[-1:] in {".", "?", "!"}
