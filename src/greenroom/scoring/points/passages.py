"""Points and answers, and for each point the passage of the answer that fits it best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from greenroom.scoring.numbers.checking import Change, changes, same_number, wanted_numbers
from greenroom.scoring.numbers.quantities import Quantity
from greenroom.scoring.points.alignment import Alignment, align, name_stems
from greenroom.scoring.points.reading import Reading, read, read_note
from greenroom.scoring.points.vectors import product, unit
from greenroom.scoring.points.windows import Windows
from greenroom.scoring.port import Embedder
from greenroom.scoring.text import point_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "PASSAGE_SIGNALS",
    "Answer",
    "Passage",
    "Statement",
    "all_signals",
    "likely_passages",
    "pick",
    "read_answer",
    "read_statement",
]

PASSAGE_SIGNALS = ("cosine", "turned", "margin", "meaning", "letters", "numbers", "cue", "size")
"""What is computed for every passage; the weights that pick the best one are learned."""

CANDIDATES = 2  # passages that are read for each statement
UNRELATED = 0.15  # cosine that a point of another topic reaches: what a point that stands alone is held against
CLEAR = 0.25  # a lead over the other points that says all that a lead can say


@dataclass(frozen=True, slots=True)
class Statement:
    """A point (or a thing to avoid) as read once: its words, and what was read in them, its cues and its facts.

    `names` are the stems of its words that are names, `wanted` the numbers that it asks for; of these `required` must
    be said right, because the point's author listed them as facts; `changes` are the pairs that tell a change.
    """

    words: tuple[str, ...]
    note: Reading
    cues: tuple[Reading, ...]
    names: frozenset[str]
    facts: tuple[Reading, ...]
    fact_words: tuple[tuple[str, ...], ...]
    wanted: tuple[Quantity, ...]
    required: tuple[Quantity, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as read once: its passages, shape (n, 2), and their vectors, shape (n, d)."""

    reading: Reading
    windows: Windows
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that may make a statement: tokens `first`..`last` - 1 of the answer.

    `signals` are its PASSAGE_SIGNALS, `fit` their weighted sum, `highest` the highest value of each signal over all
    passages.
    """

    first: int
    last: int
    signals: NDArray[np.float32]
    highest: NDArray[np.float32]
    alignment: Alignment
    fit: float


def read_statement(
    text: str, embedder: Embedder, *, cues: Sequence[str] = (), facts: Sequence[str] = (), terms: Sequence[str] = ()
) -> Statement:
    """Read a point with its cues and facts; *terms* are the prompt's names."""
    words = tuple(point_words(text))
    note = read(words, embedder)
    known = frozenset(word for term in terms for word in term.casefold().split())
    fact_words = tuple(tuple(point_words(fact)) for fact in facts)
    checked = tuple(read(fact, embedder) for fact in fact_words)
    required = tuple(number for fact in checked for number in fact.quantities)
    return Statement(
        words=words,
        note=note,
        cues=tuple(read_note(cue, embedder) for cue in cues),
        names=name_stems(words, note.tokens, known),
        facts=checked,
        fact_words=fact_words,
        wanted=wanted_numbers(note.quantities, required),
        required=required,
        changes=changes(note.quantities),
    )


def read_answer(words: Sequence[str], embedder: Embedder) -> Answer:
    """Read the words of an answer."""
    reading = read(words, embedder)
    windows = Windows(len(reading.tokens))
    return Answer(reading, windows, unit(windows.total(reading.sums)))


def likely_passages(
    statements: Sequence[Statement], question: Reading, answer: Answer, weights: NDArray[np.float32]
) -> tuple[tuple[Passage, ...], ...]:
    """For each statement the passages that may make it, by *weights* over PASSAGE_SIGNALS, the likeliest first.

    The answer must hold a token.
    """
    return pick(answer, *all_signals(statements, question, answer), weights)


def pick(
    answer: Answer,
    alignments: Sequence[Alignment],
    signals: Sequence[NDArray[np.float32]],
    weights: NDArray[np.float32],
) -> tuple[tuple[Passage, ...], ...]:
    """For each statement the CANDIDATES passages with the highest weighted sums of signals that lie apart."""
    import numpy as np

    found = []
    for alignment, rows in zip(alignments, signals, strict=True):
        sums, highest = product(weights, rows), rows.max(axis=1)
        passages: list[Passage] = []
        for place in np.argsort(-sums, kind="stable"):
            first, last = (int(end) for end in answer.windows.spans[place])
            if all(_apart(first, last, other) for other in passages):
                passages.append(Passage(first, last, rows[:, place], highest, alignment, float(sums[place])))
            if len(passages) == CANDIDATES:
                break
        found.append(tuple(passages))
    return tuple(found)


def _apart(first: int, last: int, other: Passage) -> bool:
    """Whether tokens *first*..*last* - 1 and *other* share at most a third of the shorter of the two."""
    shared = min(last, other.last) - max(first, other.first)
    return 3 * shared <= min(last - first, other.last - other.first)


def all_signals(
    statements: Sequence[Statement], question: Reading, answer: Answer
) -> tuple[list[Alignment], list[NDArray[np.float32]]]:
    """For each statement its alignment and the PASSAGE_SIGNALS of every passage, shape (signals, n)."""
    import numpy as np

    points = np.stack([statement.note.vector() for statement in statements])
    topic = question.vector()
    cosines = product(points, answer.vectors.T)
    turned = product(_turned(points, topic), _turned(answer.vectors, topic).T)
    alignments, signals = [], []
    for index, statement in enumerate(statements):
        alignment = align(statement.note, answer.reading, statement.names)
        others = np.delete(cosines, index, axis=0).max(axis=0, initial=UNRELATED)
        margin = np.minimum(cosines[index] - others, CLEAR)
        alignments.append(alignment)
        signals.append(_signals(statement, alignment, answer, (cosines[index], turned[index], margin)))
    return alignments, signals


def _turned(vectors: NDArray[np.float32], topic: NDArray[np.float32]) -> NDArray[np.float32]:
    """*vectors* without their share of the question's direction: what they say about the topic, not which it is."""
    return unit(vectors - product(vectors, topic)[:, None] * topic)


def _signals(
    statement: Statement,
    alignment: Alignment,
    answer: Answer,
    whole: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]],
) -> NDArray[np.float32]:
    """PASSAGE_SIGNALS of every passage, shape (signals, n)."""
    import numpy as np

    windows, share = answer.windows, alignment.weights / max(float(alignment.weights.sum()), 1e-9)
    numbers = np.zeros((1, len(answer.reading.tokens)), np.float32)
    for quantity in answer.reading.quantities:
        if any(same_number(want, quantity) == 1.0 for want in statement.wanted):
            numbers[0, quantity.first] = 1.0
    cues = [cue.vector() for cue in statement.cues if cue.tokens]
    cue = product(np.stack(cues), answer.vectors.T).max(axis=0) if cues else np.zeros(len(answer.vectors))
    sizes = np.log(answer.windows.spans[:, 1] - answer.windows.spans[:, 0])
    return np.stack(
        [
            *whole,
            product(share, windows.highest(alignment.meaning)),
            product(share, windows.highest(alignment.letters)),
            windows.highest(numbers)[0],
            cue,
            sizes,
        ]
    ).astype(np.float32)
