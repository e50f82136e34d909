"""One telling as it is compared: its spoken words, which neither case nor punctuation nor hesitations change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from greenroom.domain import Attempt, Evidence, Filler, FillerKind, Source, Word
from greenroom.scoring.delivery.fillers import find_fillers
from greenroom.scoring.numbers.numerals import TENS, UNITS
from greenroom.scoring.sentences import SENTENCE_END, bare_word

__all__ = ["Piece", "Telling", "filler_kinds", "find_words", "telling_of"]

PART = re.compile(r"%[^\w%]*|[^-–—/%]+[-–—/]*|[-–—/]+")
SILENT = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w.]|_")
NUMBERS = {word: str(value) for word, value in (UNITS | TENS).items()}
SAME_S = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or a part of one ("open-" of "open-source"), with the times of the word in s (None: typed).

    `key` is what is compared, and empty where nothing is: hesitations, lone dashes. `glued`: no space before it.
    """

    text: str
    key: str
    start_s: float | None
    end_s: float | None
    filler: bool = False
    glued: bool = False

    @property
    def ends_sentence(self) -> bool:
        return bool(SENTENCE_END.search(self.text))


@dataclass(frozen=True, slots=True)
class Telling:
    """All `pieces` of one telling; `spoken` are the places in it of those with a key, `keys` these keys."""

    pieces: tuple[Piece, ...]
    spoken: tuple[int, ...]
    keys: tuple[str, ...]

    def spoken_pieces(self, first: int, end: int) -> Iterator[Piece]:
        """Those spoken words, by their number among the spoken ones."""
        return (self.pieces[place] for place in self.spoken[first:end])

    def ends_sentence(self, spoken: int) -> bool:
        """Whether a sentence ends before spoken word number *spoken*; it does before the first and after the last."""
        if not 0 < spoken < len(self.spoken):
            return True
        return any(piece.ends_sentence for piece in self.pieces[self.spoken[spoken - 1] : self.spoken[spoken]])

    def quote(self, first: int, end: int) -> Evidence:
        """Spoken words from number *first* to before *end*, as they stand there; at least one."""
        pieces = self.pieces[self.spoken[first] : self.spoken[end - 1] + 1]
        text = "".join(("" if piece.glued or not at else " ") + piece.text for at, piece in enumerate(pieces))
        return Evidence(text, pieces[0].start_s, pieces[-1].end_s)


def telling_of(attempt: Attempt) -> Telling:
    """The telling in *attempt*, by its words and, where it was judged, by what judge and user say of fillers."""
    words = attempt.transcript.words if attempt.transcript else ()
    judged = attempt.report.fillers if attempt.report else ()
    kinds = filler_kinds(words, judged)
    pieces: list[Piece] = []
    waiting = sorted(_without_word(words, judged), key=lambda filler: filler.start_s or 0.0)
    for index, word in enumerate(words):
        while waiting and word.end_s is not None and (waiting[0].middle_s or 0.0) < word.end_s:
            pieces.append(_lone(waiting.pop(0)))
        pieces += _parts(word, kinds.get(index))
    pieces += map(_lone, waiting)
    spoken = tuple(place for place, piece in enumerate(pieces) if piece.key)
    return Telling(tuple(pieces), spoken, tuple(pieces[place].key for place in spoken))


def find_words(telling: Telling, evidence: Evidence) -> tuple[int, int] | None:
    """Which spoken words *evidence* quotes: the number of the first and the one after the last. None: not found."""
    if evidence.start_s is not None and evidence.end_s is not None:
        quoted = [
            number
            for number, piece in enumerate(telling.spoken_pieces(0, len(telling.spoken)))
            if piece.start_s is not None
            and piece.end_s is not None
            and evidence.start_s <= (piece.start_s + piece.end_s) / 2 <= evidence.end_s
        ]
        return (quoted[0], quoted[-1] + 1) if quoted else None
    wanted = [part.key for text in evidence.text.split() for part in _parts(Word(text), None) if part.key]
    for first in range(len(telling.keys) - len(wanted) + 1) if wanted else ():
        if list(telling.keys[first : first + len(wanted)]) == wanted:
            return first, first + len(wanted)
    return None


def _parts(word: Word, filler: FillerKind | None) -> Iterator[Piece]:
    """*word* in parts that are said as words; a hesitation has no key, and a marker keeps its own.

    What the user put in the place of a word may be several.
    """
    for said in word.text.split():
        for number, text in enumerate(PART.findall(said)):
            key = "" if filler is FillerKind.FILLED_PAUSE else _key(text)
            yield Piece(text, key, word.start_s, word.end_s, filler is not None, glued=number > 0)


def _key(text: str) -> str:
    folded = SILENT.sub("", unicodedata.normalize("NFKC", text).casefold())
    return "percent" if text[:1] == "%" else NUMBERS.get(folded, folded)


def _lone(filler: Filler) -> Piece:
    return Piece(filler.text, "", filler.start_s, filler.end_s, filler=True)


def filler_kinds(words: Sequence[Word], judged: Iterable[Filler]) -> dict[int, FillerKind]:
    """Which words are fillers, by their place, and of which kind. What the user says wins."""
    numbered = [Word(word.text, float(index), index + 1.0) for index, word in enumerate(words)]  # places for times
    denied = [filler for filler in judged if filler.yours is False]
    kinds: dict[int, FillerKind] = {}
    for found in find_fillers(numbered):
        first, end = round(found.start_s or 0.0), round(found.end_s or 0.0)
        here = replace(found, start_s=words[first].start_s, end_s=words[end - 1].end_s)
        if not any(_same(here, filler) for filler in denied):
            kinds |= dict.fromkeys(range(first, end), found.kind)
    for filler in judged:
        if filler.yours:
            kinds |= dict.fromkeys(_words_of(filler, words), filler.kind)
    return kinds


def _same(found: Filler, judged: Filler) -> bool:
    if found.text != judged.text:
        return False
    if found.middle_s is None or judged.middle_s is None:
        return found.middle_s == judged.middle_s
    return abs(found.middle_s - judged.middle_s) <= SAME_S


def _words_of(filler: Filler, words: Sequence[Word]) -> Iterator[int]:
    """The places of the words that spell *filler* near its time."""
    wanted = filler.text.split()
    for first in range(len(words) - len(wanted) + 1):
        here = words[first : first + len(wanted)]
        start_s, end_s, middle_s = here[0].start_s, here[-1].end_s, filler.middle_s
        if start_s is None or end_s is None or middle_s is None or abs((start_s + end_s) / 2 - middle_s) > SAME_S:
            continue
        if [bare_word(word.text) for word in here] == wanted:
            yield from range(first, first + len(wanted))
            return


def _without_word(words: Sequence[Word], judged: Iterable[Filler]) -> Iterator[Filler]:
    """Fillers that were heard in the sound, or by the user, and stand in no word."""
    for filler in judged:
        if not filler.heard or filler.start_s is None:
            continue
        by_user = filler.source is Source.USER and not any(True for _ in _words_of(filler, words))
        if by_user or filler.source is Source.SOUND:
            yield filler
