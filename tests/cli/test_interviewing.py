"""interview on the command line, its view and its page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.cli.test_bad_input import assert_explained, greenroom
from tests.support.typing_terminal import TypingTerminal

from greenroom.errors import ExitStatus

PROMPT = """\
question: What did {name} build?
points:
  - {{id: run, say: I cut the nightly run from nine hours to forty minutes, weight: 2}}
  - {{id: mentor, say: I mentored two engineers, follow_up: Who else was there?}}
"""
RUN = "I cut the nightly run from nine hours to forty minutes."
MENTOR = "I mentored two engineers."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "prompts").mkdir()
    for name in ("anna", "bert"):
        (tmp_path / "prompts" / f"{name}.yaml").write_text(PROMPT.format(name=name.capitalize()), encoding="utf-8")
    return tmp_path


def interview(home: Path, answers: list[str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "greenroom", "interview", "--typed", *arguments],
        check=False,
        cwd=home,
        input="".join(f"{answer}\n" for answer in answers),
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_questions_are_asked_followed_up_and_reported_each_and_as_a_whole(home: Path) -> None:
    done = interview(home, [RUN, MENTOR, f"{RUN} {MENTOR}"], "anna", "bert")

    assert done.returncode == ExitStatus.OK, done.stderr
    asked = [done.stderr.index(one) for one in ("What did Anna", "Who else was there?", "What did Bert")]
    assert asked == sorted(asked)
    each, whole = done.stdout.split("Interview 1 · ")
    assert "Your points: 1 of 2 covered" in each
    assert "When asked “Who else was there?”" in each
    assert "✓ I mentored two engineers (made now)" in each
    assert "2 of 2 questions answered; 3 of 4 points made, 1 more after a follow-up." in whole
    assert "✗→✓ I mentored two engineers" in whole
    assert "Say “I mentored two engineers” without being asked: greenroom practice anna" in " ".join(whole.split())


def test_in_a_real_one_all_reports_come_at_the_end(home: Path) -> None:
    done = interview(home, [RUN, MENTOR, RUN, MENTOR], "anna", "bert", "--real")
    assert done.stdout.startswith("Interview 1 · ")
    assert "a real one" in done.stdout
    assert done.stderr.count("Thank you.") == 2


def test_one_that_is_broken_off_says_how_to_go_on_and_goes_on(home: Path) -> None:
    broken = interview(home, [RUN, MENTOR], "anna", "bert", "--real")
    assert_explained_at_end(broken, ExitStatus.INTERRUPTED, "Interview 1 is broken off.", "kept: 1 of 2.", "--resume")

    whole = interview(home, [f"{RUN} {MENTOR}"], "--resume")

    assert whole.returncode == ExitStatus.OK, whole.stderr
    assert "Question 2 of 2" in whole.stderr
    assert "2 of 2 questions answered" in whole.stdout
    assert_explained(greenroom(home, "interview", "--resume"), ExitStatus.USAGE, "is finished", "--report 1")


def assert_explained_at_end(done: subprocess.CompletedProcess[str], status: ExitStatus, *words: str) -> None:
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    last = "\n".join(done.stderr.strip().splitlines()[-4:])
    for word in words:
        assert word in last


def test_a_seed_chooses_the_same_again(home: Path) -> None:
    def chosen(seed: int) -> list[str]:
        interview(home, [], "--count", "2", "--seed", str(seed))
        document = json.loads(greenroom(home, "interview", "--report", "--json").stdout)
        assert document["seed"] == seed
        return [question["prompt"] for question in document["questions"]]

    assert chosen(1) == chosen(1)


def test_the_report_is_there_later_as_text_json_and_page(home: Path) -> None:
    first = interview(home, [RUN, MENTOR], "anna", "--json")
    assert first.returncode == ExitStatus.OK, first.stderr
    interview(home, ["Nothing."], "bert", "--follow-ups", "0")

    document = json.loads(first.stdout)
    assert json.loads(greenroom(home, "interview", "--report", "1", "--json").stdout) == document
    assert document["summary"] == "One question; 1 of 2 points made, 1 more after a follow-up."
    assert document["questions"][0]["follow_ups"] == [
        {"ref": "anna/2", "point": "mentor", "asked": "Who else was there?"}
    ]
    assert greenroom(home, "interview", "--report").stdout.startswith("Interview 2 · ")
    written = greenroom(home, "interview", "--report", "1", "--html", "page.html")
    assert written.stdout == "Written: page.html\n"
    assert_whole_page((home / "page.html").read_text(encoding="utf-8"))


def assert_whole_page(text: str) -> None:
    """Well-formed, alone in the world, and with a style for paper."""
    open_tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            assert tag not in {"script", "link", "img", "iframe"}
            assert not {"src", "href"} & {name for name, _ in attributes}
            if tag != "meta":
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Reader().feed(text)
    assert open_tags == []
    assert "$" not in text
    assert "url(" not in text
    assert "@media print" in text
    assert "prefers-color-scheme: dark" in text
    for words in ("✗→✓", MENTOR, "Follow-up: Who else was there?", "@page"):
        assert words in text


def test_a_page_that_could_not_be_written_is_refused_before_the_first_question(home: Path) -> None:
    (home / "there.html").touch()
    for name, why in (("there.html", "is there already"), ("no/page.html", "There is no folder no.")):
        assert_explained(greenroom(home, "interview", "--typed", "--html", name), ExitStatus.USAGE, why)
    assert_explained(greenroom(home, "interview", "--report"), ExitStatus.NOT_FOUND, "no interview yet")


def test_an_empty_answer_is_no_answer_to_the_question(home: Path) -> None:
    done = interview(home, ["", "Bert built a bridge over the river."], "anna", "bert", "--follow-ups", "0")
    assert done.returncode == ExitStatus.OK, done.stderr
    whole = done.stdout.split("Interview 1 · ")[1]
    assert "1 of 2 questions answered; 0 of 2 points made." in whole
    assert "+ Your first sentence answers the question." in whole  # though no point was made


def test_what_was_said_cannot_break_the_page(home: Path) -> None:
    done = interview(home, ["</p><script>alert(1)</script> & $title"], "anna", "--follow-ups", "0", "--html", "p.html")
    assert done.returncode == ExitStatus.OK, done.stderr
    page = (home / "p.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "$title" in page


def test_attempts_of_an_interview_are_marked_and_follow_ups_stay_out_of_the_way(home: Path) -> None:
    interview(home, [RUN, MENTOR], "anna")
    listed = greenroom(home, "attempts").stdout
    assert "interview 1" in listed
    assert "anna/2" not in listed
    assert "anna/2" in greenroom(home, "attempts", "--all").stdout
    rows = json.loads(greenroom(home, "attempts", "--all", "--json").stdout)
    assert [(row["ref"], row["about"], row["interview"]) for row in rows] == [
        ("anna/2", "mentor", 1),
        ("anna/1", "", 1),
    ]
    assert json.loads(greenroom(home, "show", "last", "--json").stdout)["ref"] == "anna/1"
    assert "1 scored attempt" in greenroom(home, "progress", "anna").stdout


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        (("anna", "--count", "2"), ExitStatus.USAGE, "--count"),
        (("--count", "0"), ExitStatus.USAGE, "--count 0"),
        (("--follow-ups", "-1"), ExitStatus.USAGE, "--follow-ups -1"),
        (("--resume", "--real"), ExitStatus.USAGE, "settled"),
        (("--report", "--seed", "0"), ExitStatus.USAGE, "settled"),
        (("anna", "--html", "prompts/anna.yaml"), ExitStatus.USAGE, "stays as it is"),
        (("--resume",), ExitStatus.NOT_FOUND, "no interview yet"),
        (("--report", "3"), ExitStatus.NOT_FOUND, "no interview yet"),
        (("nobody",), ExitStatus.PROMPT, "nobody"),
    ],
)
def test_what_cannot_be_meant_is_explained_and_begins_nothing(
    home: Path, arguments: tuple[str, ...], status: ExitStatus, word: str
) -> None:
    assert_explained(greenroom(home, "interview", "--typed", *arguments), status, word)
    assert_explained(greenroom(home, "interview", "--report"), ExitStatus.NOT_FOUND, "no interview yet")


def test_at_a_terminal_lines_are_typed_and_ctrl_c_breaks_off(home: Path) -> None:
    words = ["interview", "anna", "bert", "--typed"]
    with TypingTerminal(words, cwd=home, env=os.environ) as terminal:
        terminal.wait_for("What did Anna build")
        terminal.type(f"{RUN} {MENTOR}\n")
        terminal.wait_for("Your points: 2 of 2 covered")
        terminal.wait_for("What did Bert build")
        terminal.type("\x03")
        assert terminal.status() == ExitStatus.INTERRUPTED
        assert "Questions whose answer is kept: 1 of 2." in terminal.screen
        assert "Traceback" not in terminal.screen
