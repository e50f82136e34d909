"""Which words stand under a "not", and which pairs of words turn a claim round."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from greenroom.scoring.stems import stem
from greenroom.scoring.text import NOT_FORMS, Token
from greenroom.scoring.wordlists import word_set

__all__ = ["antonyms", "hedged", "hypothetical", "negated"]

NEGATORS = word_set(
    """
    avoid avoided barely fail failed hardly instead lack lacked neither never no nobody none nor not nothing
    nowhere rarely refuse refused scarcely stop stopped unable without zero
    """
)
SCOPE = 6  # tokens that a negation reaches
ENDS = word_set("although because but except however so though until")  # where its reach ends
HYPOTHETICAL = word_set(
    """
    could eventually hope hopefully hoping ideally if imagine maybe might ought perhaps plan planned planning
    should someday suppose whether wish would
    """
)
HEDGED = word_set(
    """
    almost bit certain fairly few guess kind maybe mostly nearly partly perhaps possibly probably roughly several
    some somewhat sort suppose think various
    """
)
PAIRS = """
    up down|increase decrease|increase reduce|rise fall|rise drop|grow shrink|raise lower|more less|more fewer
    large small|big small|big little|fast slow|quick slow|faster slower|early late|before after|first last|always never
    agree disagree|accept refuse|accept reject|approve reject|like hate|like dislike|love hate|enjoy hate|happy unhappy
    win lose|gain lose|save lose|save cost|keep drop|keep lose|keep leave|stay leave|join leave|start stop|open close
    add remove|build scrap|pass fail|success failure|succeed fail|improve worsen|better worse|best worst|good bad
    strong weak|strength weakness|safe dangerous|high low|higher lower|long short|longer shorter|buy sell|hire fire
    teach learn|lead follow|alone together|alone team|alone with|public private|internal external|manual automatic
    cheap expensive|easy hard|simple complex|clear unclear|right wrong|true false|full empty|full part|all none
    everyone nobody|everything nothing|voluntary forced|day night|morning evening|morning night|remote office
    forget remember|admit hide|admit deny|own blame|calm panic|ahead behind|under over|inside outside|free paid
    temporary permanent|promote demote|merge split|central local|old new|young old|man woman|his her|alive dead
    ask tell|quiet loud|patient impatient|useful useless|possible impossible|cut raise|cut grow|double halve|top bottom
    credit blame|offer withdraw|confirm cancel|speed slow|support oppose|trust distrust|include exclude
    encourage discourage
    """


@cache
def _opposites() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in PAIRS.split("\n"):
        for pair in line.strip().split("|"):
            if not pair:
                continue
            one, other = (stem(word) for word in pair.split())
            table.setdefault(one, set()).add(other)
            table.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


def negated(tokens: Sequence[Token]) -> list[bool]:
    """For each token whether it stands under a negation: within six tokens after one, up to "but", "because" ..."""
    flags = [False] * len(tokens)
    for index, token in enumerate(tokens):
        if token.text not in NEGATORS and token.text not in NOT_FORMS:
            continue
        for after in range(index + 1, min(len(tokens), index + 1 + SCOPE)):
            if tokens[after].text in ENDS:
                break
            flags[after] = not flags[after]  # "never refused": two negations are none
    return flags


def antonyms(point: Sequence[Token], said: Sequence[Token]) -> int:
    """How many stems of *point* have an opposite among *said* without being there themselves."""
    heard = {token.stem for token in said}
    opposites = _opposites()
    return sum(
        1
        for name in {token.stem for token in point}
        if name not in heard and not heard.isdisjoint(opposites.get(name, frozenset()))
    )


def hypothetical(tokens: Sequence[Token]) -> int:
    """How many words put the claim into the future or into doubt ("if", "would", "hope")."""
    return sum(token.text in HYPOTHETICAL for token in tokens)


def hedged(tokens: Sequence[Token]) -> int:
    """How many words weaken the claim ("maybe", "sort of", "some")."""
    return sum(token.text in HEDGED for token in tokens)
