"""What the judge looks at: one row of numbers for a point and the passage that fits it best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from greenroom.scoring.numbers.checking import NumberCheck, check_numbers
from greenroom.scoring.numbers.quantities import Quantity
from greenroom.scoring.points.alignment import align
from greenroom.scoring.points.fact_checks import FactSeen, see_facts
from greenroom.scoring.points.negation import NEGATORS, antonyms, hedged, hypothetical
from greenroom.scoring.points.passages import PASSAGE_SIGNALS, Answer, Passage, Statement
from greenroom.scoring.points.reading import Reading
from greenroom.scoring.text import NOT_FORMS, Token
from greenroom.scoring.wordlists import word_set

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FEATURES", "READS", "Observation", "observe"]

FIRST_PERSON = word_set("i id ill im ive me mine my myself our us we were weve")
OTHERS = word_set("colleague everyone friend he her him his people she somebody someone their them they")
CORRECTIONS = word_set("actually correction rather sorry wait")
AROUND = 15  # tokens on each side of the passage that still belong to it
BEFORE = 4  # tokens before the passage from which a negation reaches into it
SHORTEST = 3  # tokens of a point that can be said word for word
NEAR = 0.45  # cosine from which a token means the same as a term

READS = ("read_covered", "read_partial", "read_missed", "read_contradicted")
"""What the cross-encoder reads in the passage and what stands around it (log chances)."""

FEATURES = (
    *PASSAGE_SIGNALS,
    "best_cosine", "best_turned", "best_meaning", "best_letters",
    "around_meaning", "around_letters", "weakest", "weak_share", "precision",
    "names", "names_found", "names_around",
    "numbers_wanted", "numbers_right", "numbers_vague", "numbers_wrong", "numbers_missing", "numbers_swapped",
    "numbers_right_anywhere", "facts", "facts_letters", "facts_meaning",
    "negations_wanted", "negations_said", "negations_before", "opposed", "antonyms",
    "hypothetical", "hypothetical_more", "hedged_more", "corrections", "first_person", "others", "terms",
    *READS,
)  # fmt: skip
"""The features of a point and its passage, in the order of the learned weights."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen for one statement at its best passage, tokens `first`..`last` - 1 of `tokens`.

    `features` follow FEATURES; `numbers` holds what was wanted and said; `unfound` are words of the point for which
    nothing near was said; `opposed` are those that stand under a negation on one side only; `facts` follow those of
    the statement; `word_for_word` says that the statement itself was said somewhere, and not denied.
    """

    tokens: tuple[Token, ...]
    first: int
    last: int
    features: NDArray[np.float32]
    numbers: NumberCheck
    unfound: tuple[str, ...]
    opposed: tuple[str, ...]
    facts: tuple[FactSeen, ...]
    word_for_word: bool

    @property
    def word_span(self) -> tuple[int, int]:
        """The passage in words of the answer: the first and the one after the last."""
        return self.tokens[self.first].word, self.tokens[self.last - 1].word + 1

    @property
    def cosine(self) -> float:
        return float(self.features[FEATURES.index("best_cosine")])

    def words_of(self, number: Quantity) -> tuple[int, int]:
        """Where a number of the answer was said, in words."""
        return self.tokens[number.first].word, self.tokens[number.last - 1].word + 1


def observe(statement: Statement, answer: Answer, passage: Passage, reads: NDArray[np.float32]) -> Observation:
    """Describe *passage* as an answer to *statement*; *reads*, shape (4,), is its row of READS."""
    import numpy as np

    around = slice(max(0, passage.first - AROUND), passage.last + AROUND)
    within = slice(passage.first, passage.last)
    said = answer.reading.tokens[within]
    numbers = _check(statement, answer, around)
    opposed, share_opposed = _opposed(statement, answer, passage)
    values = {name: float(value) for name, value in zip(PASSAGE_SIGNALS, passage.signals, strict=True)}
    for name in ("cosine", "turned", "meaning", "letters"):
        values[f"best_{name}"] = float(passage.highest[PASSAGE_SIGNALS.index(name)])
    values |= _term_values(statement, answer, passage, around)
    values |= _number_values(statement, answer, numbers)
    values |= _fact_values(statement, answer, around)
    values |= _wording(statement.note.tokens, said, answer.reading.tokens[around])
    values |= dict(zip(READS, map(float, reads), strict=True))
    values |= {
        "negations_before": float(_negations(answer.reading.tokens[max(0, passage.first - BEFORE) : passage.first])),
        "opposed": share_opposed,
        "terms": float(np.log1p(len(passage.alignment.terms))),
    }
    return Observation(
        tokens=answer.reading.tokens,
        first=passage.first,
        last=passage.last,
        features=np.array([values[name] for name in FEATURES], np.float32),
        numbers=numbers,
        unfound=_unfound(statement, passage, around),
        opposed=opposed,
        facts=see_facts(
            statement.facts,
            statement.fact_words,
            statement.names,
            (_part(answer.reading, around), around.start),
            numbers,
        ),
        word_for_word=_word_for_word(statement.note.tokens, answer.reading.tokens),
    )


def _word_for_word(note: Sequence[Token], said: Sequence[Token]) -> bool:
    """Whether *note* stands in *said* as it is, without a negation right before or behind it."""
    wanted, stems = [token.stem for token in note], [token.stem for token in said]
    size = len(wanted)
    return size >= SHORTEST and any(
        stems[at : at + size] == wanted
        and not _negations((*said[max(0, at - BEFORE) : at], *said[at + size : at + size + BEFORE]))
        for at in range(len(stems) - size + 1)
    )


def _check(statement: Statement, answer: Answer, around: slice) -> NumberCheck:
    stop = min(around.stop, len(answer.reading.tokens))
    said = [number for number in answer.reading.quantities if around.start <= number.first < stop]
    return check_numbers(statement.wanted, said, statement.changes)


def _term_values(statement: Statement, answer: Answer, passage: Passage, around: slice) -> dict[str, float]:
    import numpy as np

    alignment = passage.alignment
    share = alignment.weights / max(float(alignment.weights.sum()), 1e-9)
    inside = alignment.meaning[:, passage.first : passage.last]
    near = inside.max(axis=1)
    content = np.flatnonzero(answer.reading.content[passage.first : passage.last])
    is_name = np.array([statement.note.tokens[term].stem in statement.names for term in alignment.terms], bool)
    letters = alignment.letters[:, passage.first : passage.last].max(axis=1)
    letters_around = alignment.letters[:, around].max(axis=1)
    return {
        "around_meaning": float(share @ alignment.meaning[:, around].max(axis=1)),
        "around_letters": float(share @ letters_around),
        "weakest": float(near.min()),
        "weak_share": float(share @ (np.maximum(near, letters) < NEAR)),
        "precision": float(inside[:, content].max(axis=0).mean()) if len(content) else 0.0,
        "names": float(is_name.any()),
        "names_found": float(letters[is_name].mean()) if is_name.any() else 0.0,
        "names_around": float(letters_around[is_name].mean()) if is_name.any() else 0.0,
    }


def _number_values(statement: Statement, answer: Answer, numbers: NumberCheck) -> dict[str, float]:
    wants = max(numbers.wants, 1)
    anywhere = check_numbers(statement.wanted, answer.reading.quantities)
    return {
        "numbers_wanted": float(numbers.wants > 0),
        "numbers_right": numbers.right / wants,
        "numbers_vague": len(numbers.vague) / wants,
        "numbers_wrong": len(numbers.wrong) / wants,
        "numbers_missing": len(numbers.missing) / wants,
        "numbers_swapped": float(numbers.swapped),
        "numbers_right_anywhere": anywhere.right / wants,
    }


def _fact_values(statement: Statement, answer: Answer, around: slice) -> dict[str, float]:
    """How well the worst of the facts in words was said around the passage."""
    import numpy as np

    worded = [fact for fact in statement.facts if not fact.quantities and fact.tokens]
    letters, meaning = [], []
    for fact in worded:
        alignment = align(fact, _part(answer.reading, around), statement.names)
        letters.append(float(alignment.letters.max(axis=1).mean()))
        meaning.append(float(alignment.meaning.max(axis=1).mean()))
    return {
        "facts": float(bool(worded)),
        "facts_letters": float(np.min(letters)) if letters else 0.0,
        "facts_meaning": float(np.min(meaning)) if meaning else 0.0,
    }


def _part(reading: Reading, part: slice) -> Reading:
    return Reading(reading.tokens[part], reading.sums[part], reading.negated[part], reading.content[part], ())


def _wording(note: Sequence[Token], said: Sequence[Token], around: Sequence[Token]) -> dict[str, float]:
    """Signs in the wording: negations, opposites, conditions, hedges, who it is about."""
    count = max(len(around), 1)
    return {
        "negations_wanted": float(_negations(note)),
        "negations_said": float(_negations(said)),
        "antonyms": float(antonyms(note, said)),
        "hypothetical": float(hypothetical(said)),
        "hypothetical_more": float(hypothetical(said) > 0 and hypothetical(note) == 0),
        "hedged_more": float(hedged(said) > hedged(note)),
        "corrections": float(any(token.text in CORRECTIONS for token in around)),
        "first_person": sum(token.text in FIRST_PERSON for token in around) / count,
        "others": sum(token.text in OTHERS for token in around) / count,
    }


def _negations(tokens: Sequence[Token]) -> int:
    return sum(token.text in NEGATORS or token.text in NOT_FORMS for token in tokens)


def _opposed(statement: Statement, answer: Answer, passage: Passage) -> tuple[tuple[str, ...], float]:
    """The terms whose nearest token stands under a negation while they do not, or the other way round; their share."""
    import numpy as np

    alignment = passage.alignment
    near = np.maximum(alignment.meaning, alignment.letters)[:, passage.first : passage.last]
    words, weight, total = [], 0.0, 0.0
    for row, term in enumerate(alignment.terms):
        place = int(near[row].argmax())
        if near[row, place] < NEAR:
            continue
        counts = float(alignment.weights[row] * near[row, place])
        total += counts
        if statement.note.negated[term] != answer.reading.negated[passage.first + place]:
            words.append(statement.note.tokens[term].text)
            weight += counts
    return tuple(words), weight / total if total else 0.0


def _unfound(statement: Statement, passage: Passage, around: slice) -> tuple[str, ...]:
    import numpy as np

    near = np.maximum(passage.alignment.meaning, passage.alignment.letters)[:, around].max(axis=1)
    terms = zip(passage.alignment.terms, near, strict=True)
    return tuple(statement.note.tokens[term].text for term, value in terms if value < NEAR)
