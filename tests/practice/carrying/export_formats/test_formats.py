"""The forms of export: what is in them, and that any words and times make a file that its readers take."""

from __future__ import annotations

import csv
import io
import itertools
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.library.builders import a_report, an_attempt
from tests.scoring.builders import spoken

from greenroom.domain import Attempt, Evidence, Filler, FillerKind, Source, Span, Transcript, Word
from greenroom.practice.carrying.export_formats.markdown import markdown
from greenroom.practice.carrying.export_formats.subtitles import srt, vtt
from greenroom.practice.carrying.export_formats.table import csv_lines
from greenroom.practice.carrying.export_formats.textgrid import textgrid
from greenroom.practice.carrying.export_formats.timing import in_a_row

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
TIMES = st.none() | st.floats(0, 9000)
ITEMS = st.lists(st.tuples(TIMES, TIMES, TEXTS), max_size=12)


def said(*words: tuple[float, float, str]) -> Transcript:
    return Transcript(tuple(Word(text, start, end) for start, end, text in words), words[-1][1] + 0.5)


HELLO = said((0.5, 0.9, "I"), (0.9, 1.4, "said"), (1.4, 1.4, '"yes".'), (3661.0, 3661.5, "<b>"), (3661.5, 3662, "-->"))


def test_subtitles_have_a_few_words_at_their_times() -> None:
    assert srt(HELLO) == (
        '1\n00:00:00,500 --> 00:00:01,401\nI said "yes".\n\n2\n01:01:01,000 --> 01:01:02,000\n<b> →\n'
    )
    assert vtt(HELLO) == (
        'WEBVTT\n\n00:00:00.500 --> 00:00:01.401\nI said "yes".\n\n01:01:01.000 --> 01:01:02.000\n&lt;b&gt; --&gt;\n'
    )
    cues = [cue.splitlines()[2] for cue in srt(spoken("a word " * 20)).split("\n\n")]
    assert cues == ["a word a word a word a word"] * 5
    assert srt(Transcript((), 3.0)) == ""


@given(ITEMS)
def test_stretches_never_overlap_and_none_is_lost(items: list[tuple[float | None, float | None, str]]) -> None:
    stretches = in_a_row(items)
    assert sorted(one.text for one in stretches) == sorted(" ".join(text.split()) for *_, text in items)
    assert all(one.start_s < one.end_s for one in stretches)
    assert all(one.end_s <= later.start_s for one, later in itertools.pairwise(stretches))


def test_a_textgrid_has_words_fillers_and_speech() -> None:
    filler = Filler("um", FillerKind.FILLED_PAUSE, 1.5, 1.8, Source.SOUND, 0.9)
    faint = replace(filler, text="uh", confidence=0.2)
    heard = replace(HELLO, words=HELLO.words[:3], duration_s=2.0, speech=(Span(0.4, 1.45),))
    attempt = replace(an_attempt(report=replace(a_report(), fillers=(filler, faint))), transcript=heard)
    text = textgrid(attempt, heard)
    assert text.startswith('File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = 2\n')
    assert re.findall(r'name = "(.*)"', text) == ["words", "fillers", "speech"]
    assert 'xmin = 1.4\n            xmax = 1.401\n            text = """yes""."\n' in text
    assert 'xmin = 1.5\n            xmax = 1.8\n            text = "um"\n' in text
    assert '"uh"' not in text


@given(ITEMS)
def test_each_tier_of_a_textgrid_runs_without_holes_from_start_to_end(
    items: list[tuple[float | None, float | None, str]],
) -> None:
    heard = Transcript(tuple(Word(text, start, end) for start, end, text in items), 10.0)
    text = textgrid(replace(an_attempt(), transcript=heard), heard)
    end = re.findall(r"^xmax = (.*)$", text, re.M)[0]
    tiers = text.split("    item [")[1:]
    assert len(tiers) == 3
    for tier in tiers:
        bounds = re.findall(r"^            xmin = (\S+)\n            xmax = (\S+)$", tier, re.M)
        assert int(re.findall(r"intervals: size = (\d+)", tier)[0]) == len(bounds)
        assert (bounds[0][0], bounds[-1][1]) == ("0", end)
        assert all(float(start) < float(stop) for start, stop in bounds)
        assert all(one[1] == later[0] for one, later in itertools.pairwise(bounds))


def attempt_saying(text: str) -> Attempt:
    return replace(an_attempt(report=a_report()), transcript=Transcript.typed(text))


def test_a_table_has_a_row_for_each_whatever_was_said() -> None:
    unheard = replace(an_attempt("why-meta/2"), transcript=None)
    text = "".join(csv_lines([attempt_saying('So, "ünder" pressure;'), unheard]))
    first, second = csv.DictReader(io.StringIO(text))
    assert (first["attempt"], first["answer"], first["typed"]) == ("why-meta/1", 'So, "ünder" pressure;', "yes")
    assert (first["coverage"], first["points_covered"], first["points_total"]) == ("0.5", "1", "2")
    assert (first["pace_wpm"], first["judge"], first["words"]) == ("133.0", "test", "3")
    assert (second["attempt"], second["answer"], second["coverage"], second["scored"]) == ("why-meta/2", "", "", "no")


def test_markdown_says_what_the_report_says_and_escapes_what_was_said() -> None:
    report = a_report()
    point = replace(report.points[0], evidence=Evidence("it *was*", 1.0, 2.0))
    attempt = replace(attempt_saying("# it *was* <b>"), report=replace(report, points=(point, *report.points[1:])))
    text = markdown(attempt)
    assert text.startswith("# why-meta/1\n\n**Why Meta?**\n")
    assert "- ✓ Point 0 (covered)\n  > it \\*was\\*\n- ✗ Point 1 (missed)\n" in text
    assert text.endswith("## What was said\n\n\\# it \\*was\\* \\<b\\>\n")
    assert "Not judged yet." in markdown(an_attempt())
