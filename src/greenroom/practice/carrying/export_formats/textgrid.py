"""TextGrid, the annotation of Praat (its long text form): words, fillers and speech on tiers of their own."""

from __future__ import annotations

from collections.abc import Iterator

from greenroom.domain import Attempt, Transcript
from greenroom.practice.carrying.export_formats.timing import Stretch, in_a_row

__all__ = ["textgrid"]


def textgrid(attempt: Attempt, transcript: Transcript) -> str:
    """The tiers of *attempt*, whose *transcript* has times. Fillers are those that count."""
    fillers = attempt.report.fillers if attempt.report else ()
    tiers = {
        "words": in_a_row((word.start_s, word.end_s, word.text) for word in transcript.words),
        "fillers": in_a_row((one.start_s, one.end_s, one.text) for one in fillers if one.heard),
        "speech": in_a_row((span.start_s, span.end_s, "speech") for span in transcript.speech),
    }
    ends = [tier[-1].end_s for tier in tiers.values() if tier]
    end_s = max([round(transcript.duration_s or 0.0, 3), 0.001, *ends])
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0", f"xmax = {_number(end_s)}"]
    lines += ["tiers? <exists>", f"size = {len(tiers)}", "item []:"]
    for number, (name, stretches) in enumerate(tiers.items(), start=1):
        lines += _tier(number, name, list(_gaps_filled(stretches, end_s)), end_s)
    return "\n".join(lines) + "\n"


def _tier(number: int, name: str, stretches: list[Stretch], end_s: float) -> list[str]:
    lines = [f"    item [{number}]:", '        class = "IntervalTier"', f'        name = "{name}"']
    lines += ["        xmin = 0", f"        xmax = {_number(end_s)}", f"        intervals: size = {len(stretches)}"]
    for index, one in enumerate(stretches, start=1):
        text = one.text.replace('"', '""')
        lines += [f"        intervals [{index}]:", f"            xmin = {_number(one.start_s)}"]
        lines += [f"            xmax = {_number(one.end_s)}", f'            text = "{text}"']
    return lines


def _gaps_filled(stretches: list[Stretch], end_s: float) -> Iterator[Stretch]:
    """*stretches* with empty ones between them: a tier of Praat has no holes."""
    at_s = 0.0
    for one in stretches:
        if one.start_s > at_s:
            yield Stretch(at_s, one.start_s, "")
        yield one
        at_s = one.end_s
    if at_s < end_s:
        yield Stretch(at_s, end_s, "")


def _number(seconds: float) -> str:
    return f"{seconds:.3f}".rstrip("0").rstrip(".")
