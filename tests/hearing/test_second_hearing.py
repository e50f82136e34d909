"""When what was heard through a cropped window is heard again through a whole one, and what is not relied on."""

from __future__ import annotations

from typing import Any

from greenroom.hearing.whisper_engine import model

SURE = {"text": "We built the storage layer in the spring.", "avg_logprob": -0.3, "compression_ratio": 1.2}


def result(*segments: dict[str, Any]) -> dict[str, Any]:
    return {"segments": list(segments), "text": " ".join(segment["text"] for segment in segments)}


def test_what_is_sure_is_not_heard_again() -> None:
    assert not model._fails(result(SURE))


def test_nothing_at_all_is_heard_again() -> None:
    assert model._fails(result())


def test_an_unsure_sentence_is() -> None:
    assert model._fails(result(SURE, {**SURE, "text": "But it was the cold that did it", "avg_logprob": -1.2}))


def test_an_unsure_word_or_two_at_the_end_are_not_and_are_not_relied_on() -> None:
    scrap = {**SURE, "text": "Thank you.", "avg_logprob": -1.2}
    assert not model._fails(result(SURE, scrap))
    assert model._fails(result(scrap))  # when it is all there is
    assert model._scrap(scrap)
    assert not model._scrap({**scrap, "avg_logprob": -0.3})


def test_circles_are_heard_again_however_sure() -> None:
    assert model._fails(result({**SURE, "compression_ratio": 2.6}))
    assert model._fails(result({**SURE, "text": "the team the team the team the team the team"}))
