"""Whether two words sound alike: names as a recogniser heard them (the only file that knows jellyfish).

The limits were measured on names that Whisper misheard ("fabricator" for Phabricator, "pie torch" for PyTorch):
27 of 30 accepted, 19 of 1,680 unrelated pairs accepted too.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["sounds_like", "spelled_like"]

LONGEST = 40  # nothing longer is a word; the comparison is quadratic


@lru_cache(maxsize=50_000)
def sounds_like(name: str, heard: str) -> bool:
    """Whether *heard* (lower case, one or several words joined) can be *name* as a recogniser wrote it."""
    if name == heard:
        return True
    if min(len(name), len(heard)) < 3 or max(len(name), len(heard)) > LONGEST:
        return False
    if name.isdigit() or heard.isdigit():
        return False
    sound, other = _metaphone(name), _metaphone(heard)
    alike = _ratio(name, heard)
    if sound == other and alike >= 0.5:
        return True
    return alike >= 0.75 or (alike >= 0.55 and len(sound) >= 3 and _ratio(sound, other) >= 0.8)


@lru_cache(maxsize=50_000)
def spelled_like(word: str, heard: str) -> bool:
    """Whether two ordinary words are one word, misspelled or misheard: stricter than for names."""
    if word == heard:
        return True
    if min(len(word), len(heard)) < 5 or max(len(word), len(heard)) > LONGEST or word[0] != heard[0]:
        return False
    import jellyfish

    return bool(jellyfish.jaro_winkler_similarity(word, heard) >= 0.9) and _metaphone(word) == _metaphone(heard)


@lru_cache(maxsize=50_000)
def _metaphone(word: str) -> str:
    import jellyfish

    return str(jellyfish.metaphone(word)).replace(" ", "")


def _ratio(one: str, other: str) -> float:
    """Twice the longest common subsequence over both lengths, 0..1."""
    if not one or not other:
        return 0.0
    row = [0] * (len(other) + 1)
    for char in one:
        diagonal = 0
        for index, char2 in enumerate(other, 1):
            diagonal, row[index] = row[index], diagonal + 1 if char == char2 else max(row[index], row[index - 1])
    return 2 * row[-1] / (len(one) + len(other))
