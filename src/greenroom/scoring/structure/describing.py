"""In which order the points came, and what the first and the last sentence did."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence

from greenroom.domain import (
    Bands,
    Beginning,
    Ending,
    Order,
    PointVerdict,
    Prompt,
    Structure,
    Verdict,
    Word,
)
from greenroom.scoring.delivery.fillers import find_fillers
from greenroom.scoring.sentences import bare_word, quote, sentences
from greenroom.scoring.structure.star import holds_result, measure_star, sets_scene
from greenroom.scoring.text import FILLED_PAUSE, is_content, tokenise

__all__ = ["describe_structure", "order_of"]

MADE = frozenset({Verdict.COVERED, Verdict.PARTIAL})
WRONG = frozenset({Verdict.CONTRADICTED})
LONGEST_SENTENCE = 30  # words: what goes on longer was heard without its full stops
FEWEST_WORDS = 3  # that say something
STALLS = 3  # fillers before the first word that says something
STALLING = re.compile(
    r"(good|great|interesting|tough|hard) question|let me (think|see)|where (do|should) i (start|begin)"
    r"|how (do|should|can) i (put|say|start)|i (do not|don't) (really )?know (what|where|how)|what can i say"
)
DIRECT = re.compile(
    r"(yes|no|because|i (really |would |do )?(want|love|enjoy|care|am|work|lead|build|believe|chose|like)|i'm|i'd|my"
    r"|the (main|first|biggest|short|best|most|one|simple) |what (draws|drives|excites|i)|for (two|three|four) reasons"
    r"|there are (two|three|four)|(two|three|four) (things|reasons))\b"
)
TRAILING = re.compile(
    r"(\b(so|and|but|or),? )?\byeah$|\b(or something|and stuff|or whatever)( like that)?$|\bi guess$|\b(and )?so on$"
    r"|\bthat('s| is| was)( about| pretty much| basically| kind of| really)? (it|all)$|\b(and|but|so"
    r"|because|or|the)$"
)
CLOSING = re.compile(
    r"\b(that('s| is) (exactly )?(why|what|how)|to sum up|in short|in summary|overall|all in all|in conclusion"
    r"|look(ing)? forward|i('d| would) (really )?(love|like|be glad|be happy) to"
    r"|for all (of )?these reasons|so for me)\b"
)


def describe_structure(
    prompt: Prompt, words: Sequence[Word], points: Sequence[PointVerdict], bands: Bands
) -> Structure:
    """The structure of *words*, of which there is at least one, as an answer to *prompt*; *points* in its order."""
    spans = sentences(words)
    telling = next((end for start, end in spans if _after_fillers(words[start:end])[1]), spans[0][1])
    first = words[: min(telling, LONGEST_SENTENCE)]
    last = words[max(spans[-1][0], len(words) - LONGEST_SENTENCE) :]
    story = prompt.structure == "star"
    begins = len(words) - len(last)
    made, wrong = _places(words, points, MADE).values(), _places(words, points, WRONG).values()
    return Structure(
        beginning=_beginning(
            first,
            prompt.question,
            answered=any(start < len(first) for start, _ in made),
            story=story,
            settled=all(start >= len(first) for start, _ in wrong),
        ),
        first=quote(first),
        ending=_ending(
            last,
            made=any(end > begins for _, end in made),
            story=story,
            settled=len(spans) > 1 and all(end <= begins for _, end in wrong),
        ),
        last=quote(last),
        order=order_of(points, words),
        star=measure_star(words, bands) if story else None,
    )


def order_of(points: Sequence[PointVerdict], words: Sequence[Word]) -> Order | None:
    """The points that were made as they came in *words*; None when fewer than two were. *points* are as planned."""
    places = _places(words, points, MADE)
    planned = list(places)
    if len(planned) < 2:
        return None
    kept = _longest_run([places[point_id] for point_id in planned])
    moved = tuple(point_id for at, point_id in enumerate(planned) if at not in kept)
    return Order(tuple(sorted(planned, key=lambda point_id: sum(places[point_id]))), moved)


def _places(
    words: Sequence[Word], points: Sequence[PointVerdict], verdicts: Container[Verdict]
) -> dict[str, tuple[int, int]]:
    """Which words each point of *verdicts* rests on: the first, and the one after the last. In the order planned."""
    text = " ".join(word.text for word in words)
    begins = [0]
    for word in words:
        begins.append(begins[-1] + len(word.text) + 1)
    places = {}
    for point in points:
        if point.verdict not in verdicts or point.evidence is None:
            continue
        at = _found(text, point.evidence.text, begins, words, point.evidence.start_s)
        if at is not None:
            places[point.id] = (at, at + len(point.evidence.text.split(" ")))
    return places


def _found(text: str, quoted: str, begins: Sequence[int], words: Sequence[Word], start_s: float | None) -> int | None:
    """The index of the word at which *quoted* begins; where it was said twice, its time decides."""
    at = text.find(quoted)
    while at >= 0:
        index = bisect_right(begins, at) - 1
        if start_s is None or words[index].start_s == start_s:
            return index
        at = text.find(quoted, at + 1)
    return None


def _longest_run(spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """The places of as many of *spans* as can be, so that none ends before one in front of it begins.

    A verdict may rest on more words than the point needs, so spans that overlap are taken to be in order.
    """
    runs: dict[int, tuple[int, ...]] = {-1: ()}  # by the latest beginning in it, the longest run so far
    for at, (start, end) in enumerate(spans):
        for latest, run in list(runs.items()):
            then = max(latest, start)
            if end > latest and len(run) >= len(runs.get(then, ())):
                runs[then] = (*run, at)
    return max(runs.values(), key=len)


def _beginning(first: Sequence[Word], question: str, *, answered: bool, story: bool, settled: bool) -> Beginning:
    """What *first*, the first sentence, did; it is not *settled* when it contradicts a point."""
    text = _plain(first)
    fillers, telling = _after_fillers(first)
    if STALLING.search(text) or not telling or fillers >= STALLS:
        return Beginning.FILLER
    if sets_scene(first) and (story or not answered):
        return Beginning.SCENE
    if not settled or len(telling) < FEWEST_WORDS:
        return Beginning.OTHER
    asked = {token.stem for token in tokenise(question.split()) if is_content(token)}
    named = any(token.stem in asked for token in tokenise([word.text for word in telling]))
    return Beginning.ANSWERS if answered or named or DIRECT.match(_plain(telling)) else Beginning.OTHER


def _after_fillers(words: Sequence[Word]) -> tuple[int, Sequence[Word]]:
    """How many fillers *words* begin with, and the words from the first that is none."""
    at = count = 0
    for filler in find_fillers(words):
        said = filler.text.split()
        if [bare_word(word.text) for word in words[at : at + len(said)]] != said:
            break
        at, count = at + len(said), count + 1
    return count, words[at:]


def _ending(last: Sequence[Word], *, made: bool, story: bool, settled: bool) -> Ending:
    """What *last*, the last sentence, did; it is not *settled* when it is the only one, or contradicts a point."""
    text = _plain([word for word in last if not FILLED_PAUSE.fullmatch(bare_word(word.text))])
    if TRAILING.search(text) or last[-1].text.endswith(("…", "...")):
        return Ending.TRAILS_OFF
    if not settled:
        return Ending.OTHER
    if CLOSING.search(text):
        return Ending.CLOSING
    if holds_result(last) and (story or not made):
        return Ending.RESULT
    return Ending.POINT if made else Ending.OTHER


def _plain(words: Sequence[Word]) -> str:
    return " ".join(bare_word(word.text) for word in words)
