"""An interviewer's remark: what it asks for, and whether an answer took it up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from greenroom.domain import Evidence, Feedback, FeedbackTaken, Prompt, Verdict
from greenroom.scoring.wordlists import word_set

__all__ = ["Ask", "Wish", "left_out", "newest_feedback", "taken_up", "wish_of", "words_cannot_show"]

STYLE = word_set(
    """
    body breath breathe calm calmer camera clearer concise confidence confident crisp energetic energy enthusiasm
    enthusiastic eye eyes face faster fillers fluent friendlier hands hesitate louder loud monotone nervous pace pause
    pauses pausing polite posture practice practise prepare quicker quieter ramble rambling relax relaxed rush rushed
    shorter sit slow slower smile smiling smiled speak speed structure structured succinct tone ums upright voice
    """
)
LEAVE_OUT = re.compile(r"(?:please )?(?:don['’]?t|do not|never|avoid|stop|leave out|skip|drop)\b\s*", re.IGNORECASE)
LESS = re.compile(r"\b(?:less|fewer|not so (?:much|many)|too (?:much|many|long))\b", re.IGNORECASE)
ASKS = re.compile(
    r"(?:please |next time,? |you (?:should|could|need to) |make sure (?:to |that you )?|(?:try|remember|be sure) to )*"
    r"(?:(?:also|always|clearly|briefly|first|start by|begin with) )?"
    r"(?:say(?:ing)?|mention(?:ing)?|talk(?:ing)?|tell|explain(?:ing)?|describe|name|state|add|include|give|show|cover|"
    r"speak|stress|bring up|point out|emphasi[sz]e)?\s*"
    r"(?:(?:me|us|them) )?(?:more )?(?:about |on |of )?(?:that |how |why |what )?",
    re.IGNORECASE,
)
MINE = {"you": "i", "your": "my", "yours": "mine", "yourself": "myself", "you're": "i am", "you’re": "i am"}


REASONS = {
    Verdict.COVERED: "Taken up.",
    Verdict.PARTIAL: "Taken up in part.",
    Verdict.MISSED: "Nothing was said about it.",
    Verdict.UNSURE: "Not sure whether this answers the remark.",
}


class Ask(Enum):
    """What kind of remark it is."""

    SAY = "say"
    LEAVE_OUT = "leave out"
    STYLE = "style"  # how, or how much: words alone cannot show it


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked, and `text`: what the answer would say if it took the remark up (or should not say)."""

    ask: Ask
    text: str


def newest_feedback(prompt: Prompt) -> tuple[Feedback, ...]:
    """The remarks of the last day on which there were any."""
    last = max((item.on for item in prompt.feedback), default=None)
    return tuple(item for item in prompt.feedback if item.on == last)


def wish_of(note: str) -> Wish:
    """Read a remark: "Say how you are aligned with the vision" asks for "i am aligned with the vision"."""
    plain = note.strip().rstrip(".!")
    words = re.findall(r"[a-z’']+", plain.casefold())
    if not words or LESS.search(plain) or any(word in STYLE for word in words):
        return Wish(Ask.STYLE, plain)
    refused = LEAVE_OUT.match(plain)
    wanted = plain[refused.end() :] if refused else plain
    asked = ASKS.match(wanted)
    wanted = wanted[asked.end() :] if asked else wanted
    text = " ".join(MINE.get(word.casefold(), word) for word in wanted.split())
    return Wish(Ask.LEAVE_OUT if refused else Ask.SAY, text) if text else Wish(Ask.STYLE, plain)


def words_cannot_show(remark: Feedback) -> FeedbackTaken:
    """The honest verdict on a remark about how something was said."""
    return FeedbackTaken(remark.note, remark.on, Verdict.UNSURE, 0.0, reason="The words of an answer cannot show this.")


def left_out(remark: Feedback, said: float, evidence: Evidence | None) -> FeedbackTaken:
    """The verdict on a remark that asks to leave something out: *said* with that chance, at *evidence* (None: not)."""
    if evidence is None:
        confidence, reason = round(1 - said, 3), "Nothing like it was said."
        return FeedbackTaken(remark.note, remark.on, Verdict.COVERED, confidence, reason=reason)
    return FeedbackTaken(remark.note, remark.on, Verdict.CONTRADICTED, round(said, 3), evidence, "Said all the same.")


def taken_up(remark: Feedback, verdict: Verdict, confidence: float, evidence: Evidence) -> FeedbackTaken:
    """The verdict on a remark that asks to say something. It claims nothing, so nothing can contradict it."""
    if verdict is Verdict.CONTRADICTED:
        verdict = Verdict.UNSURE
    quote = None if verdict is Verdict.MISSED else evidence
    return FeedbackTaken(remark.note, remark.on, verdict, round(confidence, 3), quote, REASONS[verdict])
