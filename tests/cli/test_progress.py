"""progress on the command line, its lines and its picture."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.cli.test_bad_input import assert_explained, greenroom
from tests.library.builders import NOON, a_report, an_attempt

from greenroom.cli.views.progress_plot import progress_plot
from greenroom.cli.views.progress_view import print_progress
from greenroom.config import Home
from greenroom.domain import Verdict
from greenroom.errors import ExitStatus
from greenroom.library import SqliteLibrary
from greenroom.library.summary import summarise
from greenroom.practice.planning.progressing import PointHistory, Progress, PromptProgress, Telling

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "why-meta.yaml").write_text("question: Why?\npoints: [{say: We}]\n", encoding="utf-8")
    return tmp_path


def kept(home: Path) -> None:
    library = SqliteLibrary(Home(home))
    for number in range(3):
        report = a_report(covered=number)
        library.keep(an_attempt(f"why-meta/{number + 1}", at=NOON + timedelta(days=number), report=report))


def told(*coverages: int, other_judge_at: int = -1, typed_at: int = -1) -> PromptProgress:
    """A telling for each count of covered points, out of two."""
    tellings = []
    for index, covered in enumerate(coverages):
        attempt = an_attempt(f"why-meta/{index + 1}", at=NOON + timedelta(days=index), report=a_report(covered=covered))
        summary = summarise(attempt)
        if index == typed_at:
            summary = replace(summary, pace_wpm=None)
        tellings.append(Telling(summary, other_judge=index == other_judge_at))
    points = (PointHistory("p", "A <b>point</b>", (Verdict.MISSED, Verdict.COVERED)),)
    return PromptProgress("why-meta", tuple(tellings), points=points)


def test_a_pipe_gets_a_plain_table(home: Path) -> None:
    kept(home)

    done = greenroom(home, "progress", "why-meta")

    assert done.returncode == ExitStatus.OK, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "why-meta: 3 scored attempts"
    assert lines[1] == "  Best so far   100 % of your points, why-meta/3 (22 Nov 2026)"
    assert re.sub(" +", " ", lines[3]).startswith("why-meta/1 2026-11-20")
    assert re.sub(" +", " ", lines[3]).endswith(" 0 2.0 133 1:30 test")
    assert "   ✗✓✓  made in 2 of the last 3  Point 0" in done.stdout
    assert not set("▁▂▃▄▅▆▇█│\x1b") & set(done.stdout)


def test_json_and_a_picture(home: Path) -> None:
    kept(home)

    done = greenroom(home, "progress", "--json")
    assert [telling["coverage"] for telling in json.loads(done.stdout)["prompts"][0]["tellings"]] == [0.0, 0.5, 1.0]
    done = greenroom(home, "progress", "why-meta", "--plot", "p.svg")
    assert (done.returncode, done.stdout) == (ExitStatus.OK, "Written: p.svg\n")
    assert ET.parse(home / "p.svg").getroot().tag == f"{SVG}svg"
    assert_explained(greenroom(home, "progress", "why-meta", "--plot", "p.svg"), ExitStatus.USAGE, "there already")
    assert_explained(greenroom(home, "progress", "--plot", "q.svg"), ExitStatus.USAGE, "one prompt")


def test_nothing_practised_yet_is_no_error_but_an_unknown_prompt_is(home: Path) -> None:
    done = greenroom(home, "progress", "why-meta")
    assert (done.returncode, done.stdout) == (ExitStatus.OK, "")
    assert "greenroom practice why-meta" in done.stderr
    assert_explained(greenroom(home, "progress", "why-mta"), ExitStatus.PROMPT, "why-mta", "why-meta")


def test_a_terminal_gets_bars_and_a_stroke_where_the_judge_changed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    print_progress(Progress((told(0, 1, 2, other_judge_at=2, typed_at=1),), days=3, days_in_a_row=3), "always")

    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in capsys.readouterr().out.splitlines()]

    assert "  Coverage      ▁▅│█  0 → 100 %" in lines
    assert "  Pace          ▄ │▄  133 → 133 words a minute" in lines
    assert "  │ another judge from here on" in lines
    assert lines[-1] == "You practised 3 days in a row."


def test_several_prompts_have_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    other = replace(told(2), prompt_id="a-conflict")

    print_progress(Progress((told(0, 2, other_judge_at=1), other), days=1), "never")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["why-meta", "2", "scored", "0", "→", "100", "%", "best", "why-meta/2"]
    assert lines[1].split() == ["a-conflict", "1", "scored", "100", "%", "best", "why-meta/1"]
    assert "The judge changed in why-meta." in lines[2]
    assert lines[-1] == "You have practised on 1 day."


def test_a_long_history_is_cut_in_the_table_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    print_progress(Progress((told(*[1] * 41),), days=41), "never")

    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if line.startswith("why-meta/")).startswith("why-meta/2 ")
    assert "  The last 40 are shown; --json has all." in lines


def test_the_picture_has_a_panel_for_each_figure_and_gaps_where_none_was_measured() -> None:
    root = ET.fromstring(progress_plot(told(0, 1, 2, other_judge_at=2, typed_at=1)))

    lines = [line.get("points", "").split() for line in root.iter(f"{SVG}polyline")]
    assert [len(points) for points in lines] == [3, 3, 1, 1, 3]  # pace in two pieces
    heights = [float(point.split(",")[1]) for point in lines[0]]
    assert heights[0] - heights[1] == heights[1] - heights[2] > 0
    assert len([line for line in root.iter(f"{SVG}line") if line.get("class") == "judge"]) == 4
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert "why-meta/1 to why-meta/3; dashed: another judge from here on" in texts
    assert "Coverage (%)" in texts


def test_a_single_attempt_and_none_can_be_drawn() -> None:
    for progress in (told(1), PromptProgress("a&b", ())):
        assert ET.fromstring(progress_plot(progress)).find(f"{SVG}title") is not None
