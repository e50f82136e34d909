"""Words into tokens that case, punctuation, contractions and hesitations leave alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from greenroom.scoring.stems import stem
from greenroom.scoring.wordlists import word_set

__all__ = ["FILLED_PAUSE", "NOT_FORMS", "STOP", "Token", "is_content", "point_words", "tokenise"]

FILLED_PAUSE = re.compile(r"u+h*m+|u+h+|e+r+m*|a+h+m*|h+m+|m{2,}|e+h+")
"""A whole token that is a hesitation: um, umm, uhm, uh, er, erm, ah, hmm, mm, in lower case."""

STOP = word_set(
    """
    a about after again ago all also although am an and another any anybody anyone anything are around as at away
    back be became because been before being both but by came can could did do does doing done down during each
    either else even ever every for from gave get gets getting give go goes going gone got had has have having he
    her here hers herself him himself his how i id if im in into is it its itself ive just kind let lets like look
    lot made make makes many may me might mine more most much must my myself of off okay on once one ones only
    onto or other our ours out over own per put quite rather really right said same say says she should so some
    somebody someone something sort still such take than that thats the their theirs them themselves then there
    theres these they theyre thing things think this those though through to told too took up us use used using
    very via want was way we well went were weve what when where whether which while who whole whose why will with
    would yeah yes yet you your youre yours
    """
)

NOT_FORMS = {
    "aint": "is", "arent": "are", "cannot": "can", "cant": "can", "couldnt": "could", "didnt": "did",
    "doesnt": "does", "dont": "do", "hadnt": "had", "hasnt": "has", "havent": "have", "isnt": "is",
    "mustnt": "must", "neednt": "need", "shouldnt": "should", "wasnt": "was", "werent": "were", "wont": "will",
    "wouldnt": "would",
}  # fmt: skip
"""Contracted negations without their apostrophe, and the verb in each."""

SYMBOLS = {"→": "to", "->": "to", "=>": "to", "%": "percent", "&": "and", "+": "and", "~": "about", "≈": "about",
           ">": "over", "<": "under", "=": "is", "@": "at"}  # fmt: skip
SHORT = {"w/": "with", "w/o": "without", "b/c": "because", "yrs": "years", "yr": "year", "hrs": "hours", "hr": "hour",
         "mins": "minutes", "min": "minutes", "secs": "seconds", "sec": "seconds", "wk": "week", "wks": "weeks",
         "mo": "months", "approx": "about", "vs": "versus", "re": "about", "req": "requests"}  # fmt: skip
PIECE = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|->|=>|[%£$€&+~≈→<>=@]")
SUFFIXES = ("'s", "'re", "'ve", "'ll", "'d", "'m")
PHRASES = (("you", "know"), ("i", "mean"))  # said to win time: no verdict may hang on them


@dataclass(frozen=True, slots=True)
class Token:
    """One token: lower-case `text`, its `stem`, and the index of the `word` that it came from."""

    text: str
    stem: str
    word: int


@lru_cache(maxsize=50_000)
def _pieces(word: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKC", word).casefold().replace("’", "'")
    if folded.strip(".,;:!?()") in SHORT:
        return (SHORT[folded.strip(".,;:!?()")],)
    pieces: list[str] = []
    for piece in PIECE.findall(folded):
        text = SYMBOLS.get(piece, piece)
        for suffix in SUFFIXES:
            text = text.removesuffix(suffix) or text
        text = text.replace("'", "")
        pieces.append(SHORT.get(text, text) if pieces else text)
    return tuple(pieces)


def tokenise(words: Sequence[str]) -> tuple[Token, ...]:
    """The tokens of *words*, hesitations and "you know"/"I mean" left out."""
    tokens = [
        Token(piece, stem(piece), index)
        for index, word in enumerate(words)
        for piece in _pieces(word)
        if not FILLED_PAUSE.fullmatch(piece)
    ]
    dropped: set[int] = set()
    for index in range(len(tokens) - 1):
        if (tokens[index].text, tokens[index + 1].text) in PHRASES:
            dropped |= {index, index + 1}
    return tuple(token for index, token in enumerate(tokens) if index not in dropped)


def point_words(text: str) -> list[str]:
    """The words of a point as its author wrote it; notes such as "800→250 ms" are taken apart by `tokenise`."""
    return text.replace("/", " / ").split() if "w/" not in text else text.split()


def is_content(token: Token) -> bool:
    """Whether a token carries meaning of its own."""
    return token.text not in STOP and token.text not in NOT_FORMS and (len(token.text) > 1 or token.text.isdigit())
