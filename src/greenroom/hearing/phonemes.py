"""Roughly how a written word is spoken: enough to tell whether a recogniser may have written one name for another.

Vowels are kept, unlike in metaphone: by consonants alone "pressed" is Presto and "thrifty" is Thrift.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["phonemes", "sound_distance"]

_RULES = (
    # at the beginning of a word
    (r"^(?:kn|gn|ng|pn)", "n"),
    (r"^wr", "r"),
    (r"^x", "z"),
    (r"^ps", "s"),
    (r"^sio", "So"),
    (r"^wh", "w"),
    (r"^y(?=[aeou])", "y"),
    # consonants that are written with several letters, or that depend on what follows
    (r"tch|ch(?![rlmn])", "C"),
    (r"sch|sh|(?<=[aeiou])ti(?=on)|(?<=[aeiou])ci(?=[ao])", "S"),
    (r"(?<=[aeiou])(?:bh|mh)(?=[aeiou]|$)", "v"),
    (r"ph", "f"),
    (r"th", "T"),
    (r"dge|dj", "j"),
    (r"igh(?=t|$)", "i"),
    (r"(?<=[oa]u)gh$", "f"),
    (r"gh(?=t|$)", ""),
    (r"gh", "g"),
    (r"mb$", "m"),
    (r"sc(?=[eiy])", "s"),
    (r"c(?=[eiy])", "s"),
    (r"ck|cq|ch|c|q", "k"),
    (r"x", "ks"),
    (r"g(?=e(?!t)|y)", "j"),
    # vowels, by the letters that stand together; an e at the end makes the one before it long
    (r"a(?=[^aeiouy]es?$)", "e"),
    (r"[iy](?=[^aeiouy]es?$)", "I"),
    (r"oa|oe|o(?=[^aeiouy]es?$|$)", "W"),
    (r"(?<=[^aeiouy])e$|(?<=[^aeiouy])e(?=s$)(?<=[kptfv]e)", ""),
    (r"ai|ay|ei|ey", "e"),
    (r"ea|ee|ie|ye|y|i", "i"),
    (r"oo|ue|ew|eu|ui", "u"),
    (r"au|aw|ao|ow|ou", "O"),
    (r"(?<=[aeiou])h(?![aeiou])|h$", ""),
    (r"w(?![aeiou])", ""),
)
_SCAN = re.compile("|".join(f"(?P<r{index}>{pattern})" for index, (pattern, _) in enumerate(_RULES)) + "|(?P<same>.)")
_VOWELS = frozenset("aeiouIOW")
_KIN = tuple(map(frozenset, ("bp", "dt", "gk", "fv", "sz", "jCS", "mn", "fT")))
_VOWEL_FOR_VOWEL = 0.3
_KIN_FOR_KIN = 0.5
_VOWEL_MORE = 0.6


@lru_cache(maxsize=20_000)
def phonemes(letters: str) -> str:
    """The sounds of *letters* (lower case, a to z), one character each; capitals are other sounds."""
    sounds = []
    for match in _SCAN.finditer(letters):
        rule = match.lastgroup
        sounds.append(match[0] if rule == "same" or rule is None else _RULES[int(rule[1:])][1])
    return re.sub(r"(.)\1+", r"\1", "".join(sounds))


@lru_cache(maxsize=50_000)
def sound_distance(one: str, other: str) -> float:
    """How far apart two words in lower case sound: 0 for the same sounds, 1 for nothing in common.

    An edit distance over phonemes, where kin (b and p, any two vowels) cost less, divided by the longer length. Words
    that do not begin alike, or that differ too much in length, are 1 apart.
    """
    first, second = phonemes(one), phonemes(other)
    longer = max(len(first), len(second))
    if not first or not second or abs(len(first) - len(second)) > 0.3 * longer:
        return 1.0
    if _swap(first[0], second[0]) > _KIN_FOR_KIN:
        return 1.0
    row = [0.0]
    for sound in second:
        row.append(row[-1] + _more(sound))
    for sound in first:
        diagonal, row[0] = row[0], row[0] + _more(sound)
        for index, sound2 in enumerate(second, 1):
            swapped = diagonal + _swap(sound, sound2)
            diagonal = row[index]
            row[index] = min(swapped, row[index] + _more(sound), row[index - 1] + _more(sound2))
    return row[-1] / longer


def _more(sound: str) -> float:
    return _VOWEL_MORE if sound in _VOWELS else 1.0


def _swap(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if one in _VOWELS and other in _VOWELS:
        return _VOWEL_FOR_VOWEL
    return _KIN_FOR_KIN if {one, other} in _KIN else 1.0
