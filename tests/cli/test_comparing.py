"""diff on the command line, and its two views."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.cli.test_bad_input import assert_explained, greenroom
from tests.scoring.tellings_builders import told

from greenroom.cli.views.comparison_page import comparison_page
from greenroom.cli.views.comparison_view import print_comparison
from greenroom.domain import AttemptRef, Evidence, PointVerdict, Report, Verdict
from greenroom.errors import ExitStatus
from greenroom.practice.reviewing.comparing import Compared
from greenroom.scoring import compare_tellings

PROMPT = """\
question: Why us?
points:
  - {id: mission, say: I share the mission of this place}
  - {id: run, say: We cut the nightly run from nine hours to forty minutes}
"""
FIRST = "I share the mission of this place."
SECOND = "I share the mission of this place. We cut the nightly run from nine hours to forty minutes."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "why-us.yaml").write_text(PROMPT, encoding="utf-8")
    for number, said in enumerate((FIRST, SECOND)):
        (tmp_path / f"{number}.txt").write_text(said, encoding="utf-8")
        assert greenroom(tmp_path, "score", f"{number}.txt", "-p", "why-us", "--keep").returncode == ExitStatus.OK
    return tmp_path


def test_the_last_two_are_compared_and_piped_as_plain_text(home: Path) -> None:
    done = greenroom(home, "diff")
    assert done.returncode == ExitStatus.OK, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("why-us/1 (")
    assert lines[1] == "You kept 1 point, gained 'run'."
    assert "  ✗→✓ We cut the nightly run from nine hours to forty minutes" in lines
    assert "\x1b" not in done.stdout
    assert "{+We cut the nightly run from nine hours to forty minutes.+}" in done.stdout


def test_json_holds_it_all(home: Path) -> None:
    document = json.loads(greenroom(home, "diff", "why-us/2", "why-us/1", "--json").stdout)
    assert document["schema"] == 1
    assert (document["before"]["ref"], document["after"]["typed"]) == ("why-us/2", True)
    assert [point["change"] for point in document["points"]] == ["kept", "lost"]
    assert document["summary"][0] == "You kept 1 point, lost 'run'."


def test_a_page_is_written_once_and_never_over_another_file(home: Path) -> None:
    done = greenroom(home, "diff", "--html", "page.html")
    assert (done.returncode, done.stdout) == (ExitStatus.OK, "Written: page.html\n")
    page = (home / "page.html").read_text(encoding="utf-8")
    assert "gained &#x27;run&#x27;" in page
    assert_explained(greenroom(home, "diff", "--html", "page.html"), ExitStatus.USAGE, "page.html", "there already")
    assert (home / "page.html").read_text(encoding="utf-8") == page
    assert_explained(greenroom(home, "diff", "--html", "no/such/page.html"), ExitStatus.USAGE, "could not be written")


def test_what_cannot_be_compared_is_explained(home: Path) -> None:
    assert_explained(greenroom(home, "diff", "last", "why-us/2"), ExitStatus.USAGE, "same attempt, why-us/2")
    assert_explained(greenroom(home, "diff", "why-us/7"), ExitStatus.NOT_FOUND, "why-us/7")
    assert greenroom(home, "delete", "why-us/1", "--yes").returncode == ExitStatus.OK
    assert_explained(greenroom(home, "diff"), ExitStatus.NOT_FOUND, "only attempt", "greenroom practice why-us")


def compared(before: str, after: str, *notes: str) -> Compared:
    first, second = told(before), told(after)
    second = replace(second, ref=AttemptRef("why-meta", 2))
    return Compared(first, second, compare_tellings(first, second), notes)


def printed(capsys: pytest.CaptureFixture[str], what: Compared, color: str = "never") -> list[str]:
    print_comparison(what, color)
    return capsys.readouterr().out.splitlines()


FOXES = "Six quick brown foxes jump high."
MOVED = (f"{FOXES} We, um, did it well in the very cold north.", f"We did it badly in the very cold north. {FOXES}")


def test_words_stand_in_one_column_where_the_terminal_is_narrow(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, compared(*MOVED))
    words = lines[lines.index("Your words") + 1 :]
    assert words == [
        f"         [1> {FOXES}]",
        "   0:00  We did it [-well-] {+badly+} in the very cold north.",
        f"   0:04  {{>1 {FOXES}}}",
        "  [-taken out-]  {+put in+}  [1> stands elsewhere now]  {>1 stood elsewhere}  ",
        "    (filler)",
    ]


def test_words_stand_side_by_side_where_it_is_wide(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in printed(capsys, compared(*MOVED), "always")]
    rows = [line.split("│") for line in lines if "│" in line]
    assert [(left.strip(), right.strip()) for left, right in rows] == [
        ("why-meta/1", "why-meta/2"),
        (f"[1> {FOXES}]", ""),
        ("We, (um,) did it [-well-] in the very cold north.", "We did it {+badly+} in the very cold north."),
        ("", f"{{>1 {FOXES}}}"),
    ]
    assert max(map(len, lines)) <= 120


class Page(HTMLParser):
    """What a page holds: its tags in order, those still open, its text, and what it would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.text = ""
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in {"src", "href"}]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_whole_and_needs_nothing_else() -> None:
    text = comparison_page(compared(*MOVED, "Two judges & more"))
    page = Page(text)
    assert page.open == []
    assert page.fetched == []
    assert not {"script", "link", "img"} & set(page.tags)
    assert "url(" not in text
    assert {"del", "ins"} <= set(page.tags)
    assert "Note: Two judges & more" in page.text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_what_was_said_is_no_markup_in_the_page() -> None:
    point = PointVerdict("p", "<b>bold</b>", Verdict.COVERED, 0.9, Evidence("<script>x</script>", None, None))
    report = Report(1, "greenroom 1", "why-meta", scored=True, points=(point,))
    first, second = (told("we <script>alert(1)</script> $title & so", report) for _ in range(2))
    page = Page(comparison_page(Compared(first, second, compare_tellings(first, second), ())))
    assert not {"script", "b"} & set(page.tags)
    assert "<script>alert(1)</script> $title & so" in page.text
    assert "“<script>x</script>”" in page.text


def test_both_quotations_stand_below_their_point(capsys: pytest.CaptureFixture[str]) -> None:
    said = PointVerdict("p", "We did it", Verdict.COVERED, 0.9, Evidence("we did", 1.0, 2.0))
    unsure = replace(said, verdict=Verdict.UNSURE, evidence=Evidence("we didn't", 61.0, 62.0))
    reports = [Report(1, "greenroom 1", "why-meta", scored=True, points=(one,)) for one in (said, unsure)]
    first, second = (told("we did", report) for report in reports)
    lines = printed(capsys, Compared(first, second, compare_tellings(first, second), ()))
    start = lines.index("  Not sure this time")
    assert lines[start + 1 : start + 4] == [
        "  ✓→? We did it",
        "      before “we did”  [0:01]",
        "      now    “we didn't”  [1:01]",
    ]
    assert lines[1] == "Whether you made 'p' this time could not be told."
    assert "  Coverage                100% → 0%    ▼" in lines  # and not "worse"


def test_the_ideal_answer_may_be_one_of_the_two(home: Path) -> None:
    path = home / "prompts" / "why-us.yaml"
    path.write_text(f"{PROMPT}ideal: {SECOND}\n", encoding="utf-8")
    done = greenroom(home, "diff", "ideal", "why-us/1")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("why-us, the ideal answer  →  why-us/1 (")
    assert lines[1:3] == ["You made 1 of the 2 points that the ideal answer makes.", "Still to come: 'run'."]
    assert "  Still to come" in lines
    assert sum(line.startswith("      ideal  “") for line in lines) == 2
    assert "In figures" not in done.stdout
    assert "[-We cut the nightly run from nine hours to forty minutes.-]" in done.stdout

    turned = greenroom(home, "diff", "last", "ideal", "--html", "page.html", "--json")
    assert json.loads(turned.stdout)["after"]["ideal"] is True
    page = (home / "page.html").read_text(encoding="utf-8")
    assert "<th>why-us/2</th><th>why-us, the ideal answer</th>" in page
    assert "In figures" not in page
    assert "In both" in page


def test_without_an_ideal_answer_it_says_how_to_get_one(home: Path) -> None:
    assert_explained(greenroom(home, "diff", "ideal"), ExitStatus.PROMPT, "no ideal answer", "prompts ideal why-us")
