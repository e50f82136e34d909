"""What an interviewer asks when a point was not made: without saying what the point is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from greenroom.domain import Point, Prompt, Report, Verdict
from greenroom.scoring.text import is_content, point_words, tokenise

__all__ = ["follow_up_question", "gives_away", "point_to_follow"]

_STAR = {
    "situation": "How did things look when it began?",
    "task": "What exactly was expected of you?",
    "action": "What exactly did you do yourself?",
    "result": "And what came of it?",
}
"""What is asked where points stand under the headings of STAR."""

_KINDS = (
    (r"\d|%|\b(?:half|twice|double[sd]?|dozens?|hundreds?|thousands?|millions?)\b", "Can you put figures on that?"),
    (r"\b(?:learn\w*|lessons?|reali[sz]ed?|taught|differently)\b", "What do you take away from it?"),
    (
        r"\b(?:decid\w+|decision|chose|choice|instead|trade-?offs?|alternative\w*)\b",
        "Which other ways did you consider?",
    ),
    (
        r"\b(?:hard\w*|difficult\w*|problems?|challeng\w+|wrong|fail\w*|broke\w*|risks?|bugs?)\b",
        "Where did it get tricky?",
    ),
    (r"\b(?:because|why|reasons?|matter(?:s|ed)?|so that|in order to)\b", "What was behind that?"),
    (
        r"\b(?:teams?|colleagues?|together|managers?|engineers?|mentor\w*|led|lead\w*)\b",
        "Who else was part of it, and what was your own share?",
    ),
    (r"\b(?:customers?|users?|clients?|patients?|students?)\b", "Who noticed it, and how?"),
    (r"\b(?:days?|weeks?|months?|years?|quarters?|deadline|since)\b", "When was that, and how long did it take?"),
    (
        r"\b(?:mission|values?|culture|enjoy\w*|love\w*|admire\w*|excit\w+|proud|interest\w*)\b",
        "What draws you to it?",
    ),
    (r"\b(?:want\w*|hope|plans?|goals?|looking for|would like)\b", "Where should it take you?"),
    (
        r"\b(?:result\w*|shipped|launched|saved|reduced|increased|grew|improved|cut|built|moved)\b",
        "And what came of it?",
    ),
)
"""What a point talks about, and what brings a speaker there; the first that fits is asked."""

_QUESTION = re.compile(r"(?:how|what|when|where|which|who|why)\b", re.IGNORECASE)
_TO_THE_SPEAKER = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "they": "we", "them": "us",
    "their": "our",
}  # fmt: skip
"""Whoever notes "What is in it for me" and "for them" is asked by them."""

_ANYTHING = (
    "Could you go into more detail?",
    "What else belongs to your answer?",
    "Which side of it have you left out?",
    "And what else is there to it?",  # all of its words are everybody's: it gives no point away
)


def follow_up_question(prompt: Prompt, point: Point, used: Collection[str] = ()) -> str:
    """The point's own follow-up; else a question in plain words that names no more of it than its heading.

    What is among *used* is asked again only where nothing else is left.
    """
    if point.follow_up:
        return point.follow_up
    candidates = [one for one in _candidates(point) if not gives_away(one, prompt, point)]
    return next((one for one in candidates if one not in used), candidates[-1])


def gives_away(question: str, prompt: Prompt, point: Point) -> bool:
    """Whether *question* holds a word with meaning of *point* that the prompt's own question does not hold."""
    asked = _stems(" ".join((prompt.question, *prompt.alternates)))
    return bool(_stems(question) & _stems(" ".join((point.say, *point.cues, *point.facts))) - asked)


def point_to_follow(prompt: Prompt, report: Report, followed: Collection[str]) -> Point | None:
    """The weightiest point that was missed or said otherwise, in the prompt's order; not one of *followed* (ids)."""
    missed = {one.id for one in report.points if one.verdict in {Verdict.MISSED, Verdict.CONTRADICTED}}
    left = [point for point in prompt.points if point.id in missed and point.id not in followed]
    return max(left, key=lambda point: point.weight, default=None)


def _candidates(point: Point) -> Iterator[str]:
    told = " ".join((point.say, *point.facts)).casefold()
    yield from (question for pattern, question in _KINDS[:1] if re.search(pattern, told))
    if point.group.casefold() in _STAR:
        yield _STAR[point.group.casefold()]
    elif point.group.strip(" .:?"):
        yield _about_heading(point.group)
    yield from (question for pattern, question in _KINDS[1:] if re.search(pattern, told))
    yield from _ANYTHING


def _about_heading(heading: str) -> str:
    """A question about the notes that stand under *heading*; one that is a question itself is asked."""
    words = [_TO_THE_SPEAKER.get(word.casefold(), word) for word in heading.rstrip(" .:?").split()]
    asked = " ".join(words)
    if _QUESTION.match(asked):
        return f"{asked[0].upper()}{asked[1:]}?"
    return f"What can you tell me about {asked}?"


def _stems(text: str) -> set[str]:
    return {token.stem for token in tokenise(point_words(text)) if is_content(token)}
