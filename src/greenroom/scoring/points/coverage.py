"""Which points an answer made: a verdict with its confidence, its evidence and its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Generic, TypeVar

from greenroom.domain import (
    AvoidSaid,
    Evidence,
    FactCheck,
    FactState,
    FeedbackTaken,
    Point,
    PointVerdict,
    Prompt,
    Verdict,
    Word,
)
from greenroom.scoring.points.features import FEATURES, Observation
from greenroom.scoring.points.feedback import Ask, left_out, newest_feedback, taken_up, wish_of, words_cannot_show
from greenroom.scoring.points.model import LABELS, JudgeData
from greenroom.scoring.points.passages import Answer, Statement, likely_passages, read_answer, read_statement
from greenroom.scoring.points.quoting import evidence_of, facts_said, quoted_words
from greenroom.scoring.points.reading import Reading, read_note
from greenroom.scoring.points.reads import observe_all
from greenroom.scoring.points.reasons import hard_to_hear, reason_for
from greenroom.scoring.points.rules import gated
from greenroom.scoring.port import CrossEncoder, Embedder
from greenroom.scoring.text import STOP, tokenise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CoverageJudge", "Observed"]

ALIKE = 0.5  # cosine from which what was to be left out was said, and not only its topic named
COSINE = FEATURES.index("cosine")
CLAIMS = frozenset({Verdict.COVERED, Verdict.PARTIAL, Verdict.CONTRADICTED})
COVERED, PARTIAL = LABELS.index("covered"), LABELS.index("partial")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Observed:
    """What a verdict comes from: a row of FEATURES, the chance of each of LABELS after the rules, the passage."""

    row: NDArray[np.float32]
    chances: NDArray[np.float64]
    passage: Evidence


@dataclass(frozen=True, slots=True)
class _Judged:
    statement: Statement
    observation: Observation
    chances: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Given(Generic[T]):
    """A verdict or a slip, and the words that it rests on."""

    given: T
    quoted: Sequence[Word]


class CoverageJudge:
    """Holds the points of a prompt against the words of an answer."""

    def __init__(self, embedder: Embedder, encoder: CrossEncoder, data: JudgeData) -> None:
        self._embedder = embedder
        self._encoder = encoder
        self._data = data
        # points come back with every retake; reading one costs about 5 ms
        self._read = lru_cache(maxsize=512)(partial(read_statement, embedder=embedder))
        # the same answer is held against points and feedback, and again when a verdict is explained
        self._hear = lru_cache(maxsize=2)(partial(read_answer, embedder=embedder))

    def judge(self, prompt: Prompt, words: Sequence[Word]) -> tuple[tuple[PointVerdict, ...], tuple[AvoidSaid, ...]]:
        """A verdict for every point, in order, and the things to avoid that were said. *words* must not be empty.

        Where doubtful words were part of it, a verdict must also be reached without them; that costs a second reading.
        """
        points, avoided = self._judge_words(prompt, words)
        doubtful = _doubtful(words, prompt.names)
        rests_on_doubt = partial(_rests_on, doubtful)
        if any(map(rests_on_doubt, points)) or any(map(rests_on_doubt, avoided)):
            sure_points, sure_avoided = self._judge_words(prompt, [word for word in words if word not in doubtful])
            points = [
                replace(item, given=_unless_changed(item.given, sure.given)) if rests_on_doubt(item) else item
                for item, sure in zip(points, sure_points, strict=True)
            ]
            said = {item.given.say for item in sure_avoided}
            avoided = [item for item in avoided if item.given.say in said or not rests_on_doubt(item)]
        return tuple(item.given for item in points), tuple(item.given for item in avoided)

    def observed(self, prompt: Prompt, words: Sequence[Word]) -> list[Observed | None]:
        """What is behind the verdict on each point, None where there was nothing to look at.

        Words that were hard to hear count like all others here.
        """
        judged = self._judge_points(prompt, *self._read_both(prompt, words))
        return [
            None
            if item is None
            else Observed(item.observation.features, item.chances, evidence_of(quoted_words(item.observation, words)))
            for item in judged
        ]

    def feedback(self, prompt: Prompt, words: Sequence[Word]) -> tuple[FeedbackTaken, ...]:
        """Whether each of the interviewer's last remarks was taken up; unsure where words cannot show it."""
        question, answer = self._read_both(prompt, words)
        doubtful = _doubtful(words, prompt.names)
        taken = []
        for remark in newest_feedback(prompt):
            wish = wish_of(remark.note)
            judged = None
            if wish.ask is not Ask.STYLE:
                (judged,) = self._judge_all([self._read(wish.text, terms=prompt.terms)], question, answer)
            if judged is None:
                taken.append(words_cannot_show(remark))
                continue
            quoted = quoted_words(judged.observation, words)
            confidence, verdict = self._taken(judged)
            if any(word in doubtful for word in quoted):
                verdict = Verdict.UNSURE
            if wish.ask is Ask.LEAVE_OUT:
                said = float(judged.chances[COVERED] + judged.chances[PARTIAL])
                again = said >= self._data.thresholds["avoid"] and judged.observation.features[COSINE] >= ALIKE
                taken.append(left_out(remark, said, evidence_of(quoted) if again else None))
            else:
                taken.append(taken_up(remark, verdict, confidence, evidence_of(quoted)))
        return tuple(taken)

    def _decide(self, judged: _Judged) -> tuple[int, float, Verdict]:
        """The likeliest label, its chance, and the verdict: unsure below that label's threshold."""
        best = int(judged.chances.argmax())
        confidence = float(judged.chances[best])
        verdict = Verdict(LABELS[best])
        return best, confidence, verdict if confidence >= self._data.thresholds[verdict] else Verdict.UNSURE

    def _taken(self, judged: _Judged) -> tuple[float, Verdict]:
        """How sure, and how far a remark was taken up: it asks to speak of something, so a part of it counts too."""
        covered, partial = (float(judged.chances[label]) for label in (COVERED, PARTIAL))
        if covered + partial >= self._data.thresholds[Verdict.COVERED]:
            return covered + partial, Verdict.COVERED if covered >= partial else Verdict.PARTIAL
        _, confidence, verdict = self._decide(judged)
        return confidence, verdict

    def _judge_words(
        self, prompt: Prompt, words: Sequence[Word]
    ) -> tuple[list[_Given[PointVerdict]], list[_Given[AvoidSaid]]]:
        """Points and things to avoid by *words*, whatever they are worth."""
        question, answer = self._read_both(prompt, words)
        judged = self._judge_points(prompt, question, answer)
        points = [self._verdict(point, item, words) for point, item in zip(prompt.points, judged, strict=True)]
        return points, self._avoided(prompt, question, answer, words)

    def _read_both(self, prompt: Prompt, words: Sequence[Word]) -> tuple[Reading, Answer]:
        return read_note(prompt.question, self._embedder), self._hear(tuple(word.text for word in words))

    def _judge_points(self, prompt: Prompt, question: Reading, answer: Answer) -> list[_Judged | None]:
        return self._judge_all([self._statement(point, prompt) for point in prompt.points], question, answer)

    def _statement(self, point: Point, prompt: Prompt) -> Statement:
        return self._read(point.say, cues=point.cues, facts=point.facts, terms=prompt.terms)

    def _judge_all(self, statements: Sequence[Statement], question: Reading, answer: Answer) -> list[_Judged | None]:
        """None for a statement without words, and for all of them where the answer has none."""
        import numpy as np

        usable = [statement for statement in statements if statement.note.tokens]
        if not usable or not answer.reading.tokens:
            return [None] * len(statements)
        likely = likely_passages(usable, question, answer, self._data.passage_weights)
        seen = observe_all(self._encoder, usable, answer, likely)
        chances = self._data.probabilities(np.stack([item.features for item in seen]))
        judged = iter(
            _Judged(statement, observation, gated(statement, observation, row))
            for statement, observation, row in zip(usable, seen, chances, strict=True)
        )
        return [next(judged) if statement.note.tokens else None for statement in statements]

    def _verdict(self, point: Point, judged: _Judged | None, words: Sequence[Word]) -> _Given[PointVerdict]:
        if judged is None:
            reason = "Nothing was said that could make it."
            return _Given(
                PointVerdict(
                    point.id,
                    point.say,
                    Verdict.MISSED,
                    1.0,
                    reason=reason,
                    group=point.group,
                    weight=point.weight,
                    facts=tuple(FactCheck(fact, FactState.MISSING) for fact in point.facts),
                ),
                (),
            )
        best, confidence, verdict = self._decide(judged)
        quoted = quoted_words(judged.observation, words)
        given = PointVerdict(
            id=point.id,
            say=point.say,
            verdict=verdict,
            confidence=round(confidence, 3),
            evidence=None if verdict is Verdict.MISSED else evidence_of(quoted),
            reason=reason_for(verdict, LABELS[best], judged.statement, judged.observation, words),
            group=point.group,
            weight=point.weight,
            facts=facts_said(point, judged.observation, verdict, words),
        )
        return _Given(given, quoted)

    def _avoided(
        self, prompt: Prompt, question: Reading, answer: Answer, words: Sequence[Word]
    ) -> list[_Given[AvoidSaid]]:
        """Each thing to avoid whose wording, or one of its cues, was said with enough confidence; the best passage.

        A short statement has few words to be missed, so the passage must also mean much the same as a whole: to name
        the topic is no slip, and a false alarm is worse than a slip that went by.
        """
        found = []
        limit, alike = self._data.thresholds["avoid"], self._data.thresholds["avoid_cosine"]
        for avoid in prompt.avoid:
            phrasings = [self._read(text, terms=prompt.terms) for text in (avoid.say, *avoid.cues)]
            judged = [
                item
                for item in self._judge_all(phrasings, question, answer)
                if item is not None and item.observation.features[COSINE] >= alike
            ]
            best = max(judged, key=lambda item: float(item.chances[COVERED]), default=None)
            if best is not None and best.chances[COVERED] >= limit:
                confidence = round(float(best.chances[COVERED]), 3)
                quoted = quoted_words(best.observation, words)
                found.append(_Given(AvoidSaid(avoid.say, confidence, evidence_of(quoted)), quoted))
        return found


def _doubtful(words: Sequence[Word], names: Sequence[str]) -> frozenset[Word]:
    """Words that were too hard to hear to decide anything.

    Not so the little words that join the others. Nor the names that the prompt expects: a recogniser is never sure of
    a rare name, but does not make one up.
    """
    harmless = STOP | {token.text for token in tokenise(names) if not token.text.isdigit()}
    return frozenset(
        word for word in words if word.doubtful and any(one.text not in harmless for one in tokenise([word.text]))
    )


def _rests_on(doubtful: frozenset[Word], item: _Given[PointVerdict] | _Given[AvoidSaid]) -> bool:
    """Whether it claims something by words of which some are *doubtful*."""
    claims = isinstance(item.given, AvoidSaid) or item.given.verdict in CLAIMS
    return claims and any(word in doubtful for word in item.quoted)


def _unless_changed(given: PointVerdict, sure: PointVerdict) -> PointVerdict:
    """*given*, or unsure when the words that were well heard give another verdict, *sure*."""
    if sure.verdict is given.verdict:
        return given
    return replace(given, verdict=Verdict.UNSURE, reason=hard_to_hear(given.verdict))
