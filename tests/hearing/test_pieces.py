from __future__ import annotations

from greenroom.domain import Word
from greenroom.hearing.recogniser import join_pieces


def a_piece(word: str, start: float, end: float, probability: float = 0.9) -> dict[str, object]:
    return {"word": word, "start": start, "end": end, "probability": probability}


def test_a_hyphenated_word_is_one_word() -> None:
    pieces = [a_piece(" a", 0.0, 0.2), a_piece(" large", 0.2, 0.5), a_piece("-scale", 0.5, 0.8, 0.4)]
    assert join_pieces(pieces) == (Word("a", 0.0, 0.2, 0.9), Word("large-scale", 0.2, 0.8, 0.4))


def test_the_first_piece_needs_no_space_and_blank_pieces_are_none() -> None:
    pieces = [a_piece("Well,", 0.0, 0.2), a_piece(" ", 0.2, 0.3), a_piece(" yes.", 0.3, 0.5)]
    assert [word.text for word in join_pieces(pieces)] == ["Well,", "yes."]
