"""SRT and WebVTT: a few words at a time, by the times of the words."""

from __future__ import annotations

from collections.abc import Iterable

from greenroom.domain import Transcript
from greenroom.practice.carrying.export_formats.timing import Stretch, in_a_row

__all__ = ["srt", "vtt"]

_WORDS = 8
_CHARACTERS = 42  # a line of subtitles, by the usual guides
_GAP_S = 0.8  # a pause this long ends a cue
_ENDS = (".", "?", "!")


def srt(transcript: Transcript) -> str:
    """The words of *transcript*, which has times, as SubRip subtitles."""
    cues = (
        f"{number}\n{_time(cue.start_s, ',')} --> {_time(cue.end_s, ',')}\n{cue.text.replace('-->', '→')}\n"
        for number, cue in enumerate(_cues(transcript), start=1)
    )
    return "\n".join(cues)


def vtt(transcript: Transcript) -> str:
    """The words of *transcript*, which has times, as WebVTT subtitles (W3C)."""
    cues = (
        f"{_time(cue.start_s, '.')} --> {_time(cue.end_s, '.')}\n{_escaped(cue.text)}\n" for cue in _cues(transcript)
    )
    return "\n".join(["WEBVTT\n", *cues])


def _cues(transcript: Transcript) -> Iterable[Stretch]:
    cue: list[Stretch] = []
    for word in in_a_row((word.start_s, word.end_s, word.text) for word in transcript.words):
        if not word.text:
            continue
        if cue and _is_full(cue, word):
            yield _joined(cue)
            cue = []
        cue.append(word)
    if cue:
        yield _joined(cue)


def _is_full(cue: list[Stretch], following: Stretch) -> bool:
    """Whether *following* belongs to the next cue."""
    long = len(_joined([*cue, following]).text) > _CHARACTERS or len(cue) == _WORDS
    return long or cue[-1].text.endswith(_ENDS) or following.start_s - cue[-1].end_s >= _GAP_S


def _joined(cue: list[Stretch]) -> Stretch:
    return Stretch(cue[0].start_s, cue[-1].end_s, " ".join(word.text for word in cue))


def _time(seconds: float, point: str) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}{point}{ms % 1000:03d}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
