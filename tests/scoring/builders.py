"""One-line builders of answers and prompts, and the real models, loaded once."""

from __future__ import annotations

from functools import cache

from greenroom.domain import Point, Prompt, Span, Transcript, Word
from greenroom.scoring import AnswerJudge, HashEmbedder, MiniLmCrossEncoder, MiniLmEmbedder, SharedWordsEncoder
from greenroom.scoring.text import Token, tokenise


@cache
def the_embedder() -> MiniLmEmbedder:
    return MiniLmEmbedder()


@cache
def the_cross_encoder() -> MiniLmCrossEncoder:
    return MiniLmCrossEncoder()


@cache
def a_judge() -> AnswerJudge:
    return AnswerJudge(the_embedder(), the_cross_encoder())


@cache
def a_quick_judge() -> AnswerJudge:
    """The same judge on the stand-ins: bounds and shapes, not meaning."""
    return AnswerJudge(HashEmbedder(), SharedWordsEncoder())


def words(text: str, wpm: float = 140.0, start_s: float = 0.5) -> tuple[Word, ...]:
    """The words of *text*, spoken evenly."""
    step = 60.0 / wpm
    return tuple(
        Word(token, round(start_s + index * step, 3), round(start_s + (index + 0.8) * step, 3))
        for index, token in enumerate(text.split())
    )


def spoken(text: str, wpm: float = 140.0) -> Transcript:
    """An answer spoken evenly, in one stretch of speech."""
    said = words(text, wpm)
    speech = (Span(said[0].start_s or 0.0, said[-1].end_s or 0.0),) if said else ()
    return Transcript(said, duration_s=(speech[0].end_s + 0.5 if speech else 3.0), speech=speech)


def tokens(text: str) -> tuple[Token, ...]:
    return tokenise(text.split())


def a_prompt(*points: str | Point, question: str = "Why Meta?", **fields: object) -> Prompt:
    made = tuple(
        point if isinstance(point, Point) else Point(f"p{number}", point) for number, point in enumerate(points, 1)
    )
    return Prompt(id="why-meta", question=question, points=made, **fields)  # type: ignore[arg-type]
