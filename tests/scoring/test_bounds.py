"""What judging costs grows with the answer and the points, and no faster: counted, not timed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.scoring.builders import a_prompt, spoken

from greenroom.domain import Prompt, Report, Verdict
from greenroom.scoring import AnswerJudge, HashEmbedder, SharedWordsEncoder
from greenroom.scoring.points.reading import CHUNK, STRIDE
from greenroom.scoring.points.windows import SIZES, Windows
from greenroom.scoring.port import Embedded


class CountingEmbedder:
    """Counts the texts that it is asked for, and their words."""

    def __init__(self) -> None:
        self._inner = HashEmbedder()
        self.texts = 0
        self.longest = 0

    def embed(self, texts: Sequence[str]) -> tuple[Embedded, ...]:
        self.texts += len(texts)
        self.longest = max([self.longest, *(len(text.split()) for text in texts)])
        return self._inner.embed(texts)


def judged(prompt: Prompt, text: str) -> tuple[Report, CountingEmbedder]:
    embedder = CountingEmbedder()
    return AnswerJudge(embedder, SharedWordsEncoder()).judge(prompt, spoken(text)), embedder


def test_a_longer_answer_is_embedded_in_as_many_more_chunks() -> None:
    prompt = a_prompt("we moved the services")
    counts = [judged(prompt, " ".join(f"word{n}x" for n in range(length)))[1].texts for length in (200, 400, 800)]
    assert counts[2] - counts[1] == 2 * (counts[1] - counts[0]) == 3 * 400 // STRIDE


def test_no_text_is_longer_than_the_embedder_reads() -> None:
    report, embedder = judged(a_prompt("word " * 200), "alpha beta gamma " * 300)
    assert embedder.longest <= CHUNK
    assert len(report.points) == 1


def test_sixty_points_cost_sixty_texts_more_than_none() -> None:
    said = "we moved service after service to the new platform " * 5
    _, none = judged(a_prompt(), said)
    _, many = judged(a_prompt(*(f"point {number} about a mission" for number in range(60))), said)
    assert many.texts - none.texts == 60


def test_ten_thousand_words_have_some_passages_a_word_and_no_more() -> None:
    windows = Windows(10_000)
    assert len(windows.spans) <= 10_000 * sum(3 / size for size in SIZES) * 1.4


@pytest.mark.parametrize("text", ["Yes.", "um uh er", "日本語 です", "Ich war gestern bei meiner Tante.", "a " * 300])
def test_odd_answers_claim_nothing(text: str) -> None:
    report, _ = judged(a_prompt("a", "Mission", "we took the diffs from 4% to 14%"), text)
    assert {point.verdict for point in report.points[1:]} <= {Verdict.MISSED, Verdict.UNSURE}
