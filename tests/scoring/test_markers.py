"""Discourse markers: the same words as filler and as what they mean."""

from __future__ import annotations

import pytest
from tests.scoring.builders import words

from greenroom.scoring.delivery.fillers import find_fillers


def found(text: str) -> list[str]:
    return [filler.text for filler in find_fillers(words(text))]


@pytest.mark.parametrize(
    ("text", "fillers"),
    [
        ("I was like really tired", ["like"]),
        ("it was like, super hard", ["like"]),
        ("there were like ten of us", ["like"]),
        ("we worked on it for like three years", ["like"]),
        ("it took like five minutes", ["like"]),
        ("we had like a meeting every day", ["like"]),
        ("And like, nobody knew", ["like"]),
        ("as like a lead you plan", ["like"]),
        ("he was like, what are you doing", ["like"]),
        ("it broke because like the team was new", ["like"]),
        ("I'm like completely new to this", ["like"]),
        ("we just fixed it, so.", ["so"]),
        ("So yeah, that was it.", ["so", "yeah"]),
        ("we shipped it. So, we grew", ["so"]),
        ("And yeah, it worked.", ["yeah"]),
        ("it's a big company, right, and we all know it", ["right"]),
        ("Right, so we began", ["right"]),
        ("you know what I mean?", ["you know what i mean"]),
        ("And you know we moved fast", ["you know"]),
        ("You know, we moved", ["you know"]),
        ("it was hard, you know?", ["you know"]),
        ("I mean we moved", ["i mean"]),
        ("but I mean, it was late", ["i mean"]),
        ("it's kind of a problem", ["kind of"]),
        ("the team kind of fell apart", ["kind of"]),
        ("we, sort of, guessed", ["sort of"]),
        ("Okay so we moved", ["okay"]),
        ("Well, I joined", ["well"]),
        ("Honestly, I had no plan", ["honestly"]),
        ("it was, to be honest, late", ["to be honest"]),
        ("we basically rebuilt it", ["basically"]),
        ("Actually, no", ["actually"]),
        ("so basically we won", ["so", "basically"]),
        ("I literally ran", ["literally"]),
        ("Uh, yeah.", ["uh", "yeah"]),
        ("Look, it was late", ["look"]),
        ("And, like, I said no", ["like"]),
    ],
)
def test_a_marker_that_says_nothing_is_filler(text: str, fillers: list[str]) -> None:
    assert found(text) == fillers


@pytest.mark.parametrize(
    "text",
    [
        "What was it like, and who was there?",
        "I told them what the team was like.",
        "That is the feature our users like.",
        "if you like, we can",
        "I like to lead",
        "It was late, and like I said we moved",
        "I really like, above all, the culture",
        "companies like Google and tools like Git",
        "they were like family",
        "it's like Uber for dogs",
        "just like a startup",
        "someone like you",
        "nothing like it",
        "she looks like ten people I know",
        "I think so.",
        "Even more so.",
        "so many people and so much work",
        "We did so because it was right",
        "It took an hour or so, no more",
        "do it right, and then ship",
        "turn left, right, and left again",
        "That is not right?",
        "right after the launch we went right back",
        "Everything was all right.",
        "the right direction",
        "the people you know, help",
        "Use what you know.",
        "just so you know, we won",
        "would you know how to",
        "the more you know the better",
        "letting you know early",
        "I will let you know, of course",
        "by fast I mean ten a day",
        "when I say team I mean all six of us",
        "I said it and I mean it.",
        "I mean to stay",
        "that is kind of you",
        "a very specific kind of work",
        "some sort of index",
        "what kind of team",
        "what actually happened was odd",
        "I actually wrote it",
        "it was done as well, and tested well",
        "we did well, and grew",
        "it is okay, we said",
        "to be honest with people matters",
        "you see the problem",
        "Look at the data",
        "I would like that",
        "we feel like a team",
        "acts like a cache",
        "things like that",
        "He likes it",
        "We wanted to make it so.",
        "speak honestly and openly",
        "the database you know best",
    ],
)
def test_a_marker_that_means_something_is_none(text: str) -> None:
    assert found(text) == []
