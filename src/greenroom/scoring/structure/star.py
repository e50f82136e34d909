"""Which part of an answer tells the situation, the task, the action, the result: by cues that anybody can read.

Each clause goes to the part whose cues it holds; one without a cue goes on with the part before it. Where too few
clauses hold a cue, the shares are a guess, and the answer says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from greenroom.domain import Bands, Part, PartShare, Star, Word
from greenroom.scoring.delivery.advice import figure
from greenroom.scoring.sentences import bare_word, quote, sentences
from greenroom.scoring.wordlists import word_set

__all__ = ["holds_result", "measure_star", "sets_scene"]

TOLERANCE = 10.0  # percent: cues tell the parts apart no better
FEWEST_CUED = 4  # clauses
FEWEST_WORDS = 50
SURE_SHARE = 0.6  # of the answer in clauses that hold a cue
SHORTEST_CLAUSE = 4  # words
CONNECTING = word_set("after and because but so then when which")
PERSONS = word_set("he i it she that the they this we")

_WHEN = (
    r"when i (was|joined|started|worked|came|led)|at the time|at that time|back (in|then|when|at)|in (19|20)\d\d"
    r"|(last|that) (year|summer|winter|spring|autumn|fall|quarter|month|week)|(years?|months?|weeks?) ago"
    r"|(at|in|with|during) (my|our) (previous|last|former|first|old) (job|company|team|role|employer)"
    r"|there (was|were) (an?|once|this)|i was (working|part of|at|leading|running)"
)
_SET = (
    rf"{_WHEN}|i was (on|with|an?|new)|(we|they) were (all )?(\w+ing|an?|on|in|about)"
    r"|there (was|were)|(previous|last|former|first|old) (job|company|team|role|employer)"
    r"|(team|company|system|service|site|job|build|pipeline|customers?|users?|colleague|manager|tester|designer)"
    r" (\w+ )?(was|were|had|wanted|kept|could not|couldn't|would|thought|did not|didn't)"
    r"|used to|had been|every (day|night|week|time|month)|(problem|situation|background|context|story) (is|was)"
)
_TASK = (
    r"my (own )?(job|task|role|goal|responsibility|part|aim|assignment) was|i was (responsible|asked|tasked|in charge"
    r"|supposed|told|given|the one|the owner)|(i|we) (had|needed|have|need) to|i wanted to"
    r"|(goal|aim|task|challenge|question|target|deadline|stake|risk|mission) was|up to me|on me|my job|i owned"
    r"|(asked|told|wanted|needed) me to|we needed|had to decide|was at stake|it was mine"
)
_DID = (
    r"(i|we|i've|i also|i then|i first) ((also|then|first|just|even|really|quickly|finally|\w+ly) )?"
    r"(built|wrote|led|ran|made|took|cut|set|began|met|sat|spoke|told|drew|gave|brought|chose|split"
    r"|put|held|sent|taught"
    r"|went|kept|rewrote|dug|showed|said|drove|broke|did|read|threw|bought|fought|let|laid|sold|asked"
    r"|(?!wanted|needed|learned|joined|worked|used|ended|reached|launched|shipped|saved|finished|disagreed)\w+ed)"
    r"|instead of|so i|step was|first thing i"
)
_CAME = (
    r"as a result|in the end|the result|result was|the outcome|turned out|(it|that) worked|paid off"
    r"|(i|we) (shipped|launched"
    r"|won|saved|hit|reached|finished|ended up|delivered)|(went|dropped|fell|rose|grew|increased|decreased|improved"
    r"|reduced|shrank|sank|cut|came down)( \S+){0,8} (by|from|to) (about |around |under |over "
    r"|less than |more than )?\S*"
    r"(\d|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|zero|hundred|one|two|three|four|five|six|seven"
    r"|eight|nine)|times (faster|as)|(doubled|halved|tripled)|since then|to this day"
    r"|ever since|still (use|run)"
    r"|(today|now),? (it|the|we|they|every)|i (\w+ )?learned|what i take|looking back|thanked|was (adopted|promoted)"
    r"|saved (us|the|them)|proud of|next time"
)
CUES = {
    Part.SITUATION: re.compile(rf"\b(?:{_SET})\b"),
    Part.TASK: re.compile(rf"\b(?:{_TASK})\b"),
    Part.ACTION: re.compile(rf"\b(?:{_DID})\b"),
    Part.RESULT: re.compile(rf"(?:^|\b)(?:{_CAME})"),
}
SCENE = re.compile(rf"\b(?:{_WHEN})\b")
SOON = 12  # words
STRENGTH = {Part.SITUATION: 1.0, Part.TASK: 1.5, Part.ACTION: 1.2, Part.RESULT: 1.6}  # the rarer the surer
BANDS = {part: f"{part.value}_percent" for part in Part}


def sets_scene(words: Sequence[Word]) -> bool:
    """Whether *words* soon say when or where something was."""
    return SCENE.search(_plain(words[:SOON])) is not None


def holds_result(words: Sequence[Word]) -> bool:
    """Whether *words* say what came of something."""
    return CUES[Part.RESULT].search(_plain(words)) is not None


def measure_star(words: Sequence[Word], bands: Bands) -> Star:
    """The share of each part in *words*, of which there is at least one."""
    clauses = _clauses(words)
    timed = all(word.start_s is not None and word.end_s is not None for word in (words[0], words[-1]))
    sizes = _sizes(words, clauses, timed=timed)
    total = sum(sizes) or 1.0
    shares = dict.fromkeys(Part, 0.0)
    firsts: dict[Part, tuple[int, int]] = {}
    cued, cued_share = 0, 0.0
    part = Part.SITUATION
    for (first, last), size in zip(clauses, sizes, strict=True):
        named = _named(words[first:last])
        if named is not None:
            part = named
            cued, cued_share = cued + 1, cued_share + size / total
            firsts.setdefault(part, (first, last))
        shares[part] += 100 * size / total
    parts = tuple(
        PartShare(
            part,
            figure(BANDS[part], shares[part], getattr(bands, BANDS[part]), TOLERANCE if part in firsts else 0.0),
            quote(words[slice(*firsts[part])]) if part in firsts else None,
        )
        for part in Part
    )
    sure = cued >= FEWEST_CUED and cued_share >= SURE_SHARE and len(words) >= FEWEST_WORDS
    return Star(parts, "time" if timed else "words", sure)


def _named(words: Sequence[Word]) -> Part | None:
    """The part whose cues are strongest in *words*; of two that are equal the later one."""
    text = _plain(words)
    strength = {part: len(cue.findall(text)) * STRENGTH[part] for part, cue in CUES.items()}
    best = max(reversed(Part), key=lambda part: strength[part])
    return best if strength[best] else None


def _clauses(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Sentences, cut where "and I", "so we" or the like begins another clause."""
    found = []
    for first, last in sentences(words):
        start = first
        for at in range(first + 1, last):
            joins = bare_word(words[at].text) in CONNECTING
            person = at + 1 < last and bare_word(words[at + 1].text) in PERSONS
            paused = words[at - 1].text.endswith((",", ";", ":"))
            if joins and (person or paused) and at - start >= SHORTEST_CLAUSE and last - at >= SHORTEST_CLAUSE:
                found.append((start, at))
                start = at
        found.append((start, last))
    return found


def _sizes(words: Sequence[Word], clauses: Sequence[tuple[int, int]], *, timed: bool) -> list[float]:
    """How much each of *clauses* takes: seconds up to where the next begins, or words."""
    if not timed:
        return [float(last - first) for first, last in clauses]
    starts = [words[first].start_s or 0.0 for first, _ in clauses]
    ends = [*starts[1:], words[-1].end_s or 0.0]
    return [max(0.0, end - start) for start, end in zip(starts, ends, strict=True)]


def _plain(words: Sequence[Word]) -> str:
    return " ".join(bare_word(word.text) for word in words)
