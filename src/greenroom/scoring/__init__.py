"""Transcript -> Report, Report x Report -> Comparison: coverage, fillers, delivery."""

from greenroom.scoring.cleaning import cleaned_text
from greenroom.scoring.comparing.compare import compare_reports, compare_tellings
from greenroom.scoring.judge import AnswerJudge
from greenroom.scoring.points.cross_encoder import MiniLmCrossEncoder
from greenroom.scoring.points.embedder import MiniLmEmbedder
from greenroom.scoring.port import CrossEncoder, Embedded, Embedder, Judge, SecondJudge
from greenroom.scoring.standin import HashEmbedder, SharedWordsEncoder

__all__ = [
    "AnswerJudge",
    "CrossEncoder",
    "Embedded",
    "Embedder",
    "HashEmbedder",
    "Judge",
    "MiniLmCrossEncoder",
    "MiniLmEmbedder",
    "SecondJudge",
    "SharedWordsEncoder",
    "cleaned_text",
    "compare_reports",
    "compare_tellings",
]
