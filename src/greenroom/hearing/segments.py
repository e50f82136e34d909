"""Where to cut an answer while it is being spoken, so that what is closed can be heard already."""

from __future__ import annotations

from collections.abc import Iterable

from greenroom.domain import Span
from greenroom.hearing.port import FRAME_S

__all__ = ["Segmenter"]

SPEECH, SILENCE = 0.5, 0.35
"""Probabilities from which a frame begins speech, and below which it is none any more."""

CUTS = ((5.0, 2.0), (12.0, 0.7), (16.0, 0.5))
"""From so many seconds on, a silence of so many seconds ends a segment at once: the longer it is, the less is asked."""

LONGEST_S = 22.0
"""A segment as long as this is cut at its longest pause: where that is, is known only afterwards.

Short segments are heard worse, most of all when they end inside a sentence. Of 820 words of long answers,
openai-whisper in windows of 30 s gets 110 wrong; so cut, 120; cut at the first half second of silence from 8 s on, 136.
"""

EARLY = ((6.0, 0.5), (9.0, 0.3))
"""Where the last segment is cut into parts, if it is longer than `WHOLE_S`; read as CUTS. The speaker waits for what is
not heard when they end: all parts but the last can be heard while they go on."""

WHOLE_S = 12.0
_REST_S = 1.0  # the last part has at least so much

_LEAST_S = 8.0  # a longest pause before this leaves too little
_LOOK_BACK_S = 5.0  # without any pause: to the quietest moment of so many seconds
_BEFORE_S = 1.0  # sound kept before speech: with less, the first word changes
_AFTER_S = 0.5
_LEAST_SPEECH_S = 0.2  # less than this in all of a segment is a click, and gets words invented for it


class Segmenter:
    """Cuts speech into segments of up to 22 s from the speech probabilities of its frames (32 ms each), in order.

    The cuts depend on the sound alone, not on the portions in which it comes: an answer heard while it is spoken, and
    the same answer heard from its file, have the same segments.
    """

    def __init__(self) -> None:
        self._probabilities: list[float] = []
        self._begin: int | None = None  # first frame of speech of the open segment
        self._pauses: list[tuple[int, int]] = []  # frames from and to which nothing was said in it
        self._speech = 0  # frames of speech in it
        self._last = 0  # frame after the last one of speech
        self._talking = False
        self._free = 0  # first frame that is in no segment yet

    def feed(self, probabilities: Iterable[float]) -> list[Span]:
        """Take the next frames; the segments that they closed, in seconds."""
        closed = []
        for probability in probabilities:
            self._take(probability)
            end = self._cut()
            if end is not None:
                closed += self._close(end)
        return closed

    @property
    def early(self) -> list[Span]:
        """All parts but the last of the open segment, should that be the last: they can be heard already."""
        return [self._span(free, begin, end) for free, begin, end in self._parts()]

    def finish(self) -> list[Span]:
        """What was said since the last closed segment, in one part or more."""
        spans = [span for _, _, end in self._parts() for span in self._close(end)]
        if self._begin is not None:
            spans += self._close(self._after(self._last, len(self._probabilities)))
        return spans

    def _parts(self) -> list[tuple[int, int, int]]:
        """Of each early part the first frame that belongs to it, its first frame of speech, and the frame after it."""
        if self._begin is None or (self._last - self._begin) * FRAME_S <= WHOLE_S:
            return []
        parts = []
        free, begin = self._free, self._begin
        for last, next_ in self._pauses:
            rests_s = (self._last - next_) * FRAME_S
            if rests_s >= _REST_S and _reached(EARLY, (last - begin) * FRAME_S, (next_ - last) * FRAME_S):
                end = self._after(last, next_)
                parts.append((free, begin, end))
                free, begin = end, next_
        return parts

    def _take(self, probability: float) -> None:
        index = len(self._probabilities)
        self._probabilities.append(probability)
        self._talking = probability >= (SILENCE if self._talking else SPEECH)
        if self._talking:
            if self._begin is None:
                self._begin = index
            elif index > self._last:
                self._pauses.append((self._last, index))
            self._last = index + 1
            self._speech += 1

    def _cut(self) -> int | None:
        """The frame at which the open segment ends, now that the last frame is known."""
        if self._begin is None:
            return None
        now = len(self._probabilities)
        length_s, silence_s = (now - self._begin) * FRAME_S, (now - self._last) * FRAME_S
        if _reached(CUTS, length_s, silence_s):
            return self._after(self._last, now)
        return self._longest_pause(self._begin, now) if length_s >= LONGEST_S else None

    def _longest_pause(self, begin: int, now: int) -> int:
        """Where to cut at the longest pause, the earliest of equals; without any, the quietest moment near *now*."""
        from_ = begin + round(_LEAST_S / FRAME_S)
        pauses = [pause for pause in (*self._pauses, (self._last, now)) if pause[0] >= from_ and pause[1] > pause[0]]
        if pauses:
            return self._after(*max(pauses, key=lambda pause: pause[1] - pause[0]))
        first = now - round(_LOOK_BACK_S / FRAME_S)
        around = [sum(self._probabilities[index - 1 : index + 2]) for index in range(first, now - 1)]
        return first + around.index(min(around))

    @staticmethod
    def _after(last: int, next_: int) -> int:
        """The end of a segment whose speech ends at frame *last* when it goes on at frame *next_*."""
        return min(next_, last + round(_AFTER_S / FRAME_S))

    def _close(self, end: int) -> list[Span]:
        """End the open segment at frame *end*; what was said after it opens the next."""
        assert self._begin is not None
        span = self._span(self._free, self._begin, end)
        enough = self._speech * FRAME_S >= _LEAST_SPEECH_S
        later = self._probabilities[end:]
        self._free, self._begin, self._pauses, self._speech, self._talking = end, None, [], 0, False
        del self._probabilities[end:]
        for probability in later:
            self._take(probability)
        return [span] if enough else []

    @staticmethod
    def _span(free: int, begin: int, end: int) -> Span:
        """From speech at frame *begin* to frame *end*, in seconds, with the sound before it that is *free*."""
        return Span(max(free, begin - round(_BEFORE_S / FRAME_S)) * FRAME_S, end * FRAME_S)


def _reached(cuts: Iterable[tuple[float, float]], length_s: float, silence_s: float) -> bool:
    return any(length_s >= from_s and silence_s >= enough_s for from_s, enough_s in cuts)
