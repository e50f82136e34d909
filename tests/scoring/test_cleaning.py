"""What was said, as it would be written down."""

from __future__ import annotations

import pytest

from greenroom.domain import Filler, FillerKind, Source, Transcript, Word
from greenroom.scoring import cleaned_text


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Um, so, I, I led the, uh, billing team.", "I led the billing team."),
        ("You know, we, we moved it, um, in May. And it held, um.", "We moved it in May. And it held."),
        ("I was go- I went home.", "I went home."),
        ("I was, um, I went there. The the result was good.", "I went there. The result was good."),
        ("We had a, we built a parser. Scratch that, it was a lexer.", "We built a parser. It was a lexer."),
        ("iPhone users, uh, liked it more and more.", "iPhone users liked it more and more."),
        ("Uh, 40 percent. Uh, e-mail too.", "40 percent. E-mail too."),
        ("we, we, we moved", "We moved"),
        ("um, uh", ""),
        ("", ""),
    ],
)
def test_fillers_and_what_was_taken_back_are_left_out(said: str, written: str) -> None:
    assert cleaned_text(Transcript.typed(said)) == written


SAID = "You know, it was kinda fast."


def test_what_the_user_says_of_a_filler_counts() -> None:
    words = tuple(Word(text, float(at), at + 0.8) for at, text in enumerate(SAID.split()))
    transcript = Transcript(words, 6.0)
    assert cleaned_text(transcript) == "It was kinda fast."
    denied = Filler("you know", FillerKind.DISCOURSE_MARKER, 0.0, 1.8, Source.TEXT, 0.9, yours=False)
    own = Filler("kinda", FillerKind.DISCOURSE_MARKER, 4.0, 4.8, Source.USER, 1.0, yours=True)
    assert cleaned_text(transcript, (denied, own)) == "You know, it was fast."
