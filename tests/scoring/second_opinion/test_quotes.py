from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scoring.builders import spoken

from greenroom.domain import Transcript
from greenroom.scoring.second_opinion.quotes import Quotable

ANSWER = "So, um, we didn't lose a single row: the forty-minute run moved 4% of it, and nobody noticed."


def found(quote: str) -> str | None:
    evidence = Quotable(Transcript.typed(ANSWER).words).find(quote)
    return None if evidence is None else evidence.text


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("we didn't lose a single row", "we didn't lose a single row:"),
        ("WE DIDN’T   lose\na single row.", "we didn't lose a single row:"),
        ("we didnt lose a single row", "we didn't lose a single row:"),
        ("the forty minute run", "the forty-minute run"),
        ("moved 4% of it", "moved 4% of it,"),
        ("and nobody noticed", "and nobody noticed."),
    ],
)
def test_a_quote_is_found_whatever_its_case_punctuation_and_white_space(quote: str, said: str) -> None:
    assert found(quote) == said


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "...",
        "we lost a single row",
        "we didn't lose ... row",
        "nobody noticed it",
        "row lose",
        "moved 40% of it",
        "ow: the forty",
        f"{ANSWER} and more",
    ],
)
def test_what_was_not_said_word_for_word_is_not_found(quote: str) -> None:
    assert found(quote) is None


def test_the_evidence_has_the_times_of_its_words() -> None:
    words = spoken(ANSWER).words
    evidence = Quotable(words).find("a single row")
    assert evidence is not None
    assert (evidence.start_s, evidence.end_s) == (words[5].start_s, words[7].end_s)


def test_two_words_show_nothing_but_in_an_answer_of_two_words() -> None:
    assert not Quotable(Transcript.typed(ANSWER).words).is_long_enough("a single")
    assert Quotable(Transcript.typed("Forty minutes.").words).is_long_enough("forty minutes")


@given(st.lists(st.text(min_size=1).filter(lambda text: not any(map(str.isspace, text))), min_size=1), st.data())
def test_every_stretch_of_an_answer_can_be_quoted(texts: list[str], data: st.DataObject) -> None:
    words = Transcript.typed(" ".join(texts)).words
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    quote = " ".join(word.text for word in words[first:last])
    evidence = Quotable(words).find(quote)
    assert evidence is not None or not any(char.isalnum() or char == "_" for char in quote)
