"""Judging again, and what the user corrects, on the command line."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.test_bad_input import assert_explained, greenroom

from greenroom.errors import ExitStatus

SAID = "I share the mission of this place. Um, we cut the nightly run from nine hours to forty minutes."
PROMPT = """\
question: Why us?
points:
  - {id: mission, say: I share the mission of this place}
  - {id: run, say: We cut the nightly run from nine hours to forty minutes}
  - {id: dogs, say: My neighbour adopted his dog after an advertisement}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "why-us.yaml").write_text(PROMPT, encoding="utf-8")
    (tmp_path / "typed.txt").write_text(SAID, encoding="utf-8")
    assert greenroom(tmp_path, "score", "typed.txt", "-p", "why-us", "--keep").returncode == ExitStatus.OK
    return tmp_path


def shown(home: Path) -> dict[str, object]:
    document = json.loads(greenroom(home, "show", "last", "--json").stdout)
    assert isinstance(document, dict)
    return document


def in_database(home: Path, change: str) -> None:
    with closing(sqlite3.connect(home / "recordings" / "greenroom.db")) as db, db:
        db.execute(change)


def change_prompt(home: Path, old: str, new: str) -> None:
    assert old in PROMPT
    (home / "prompts" / "why-us.yaml").write_text(PROMPT.replace(old, new), encoding="utf-8")


def test_nothing_is_said_of_what_did_not_change(home: Path) -> None:
    done = greenroom(home, "rejudge", "--all")
    assert (done.returncode, done.stdout) == (ExitStatus.OK, "")
    assert "1 attempt judged again by greenroom" in done.stderr
    assert "none changed" in done.stderr


def test_what_changed_is_said_in_a_line(home: Path) -> None:
    change_prompt(home, "forty minutes", "fourteen minutes")
    done = greenroom(home, "rejudge", "why-us")
    assert done.returncode == ExitStatus.OK
    assert done.stdout.startswith("why-us/1: 2 of 3 -> 1 of 3; 'run' now ")
    assert done.stdout.endswith("(was covered)\n")
    again = json.loads(greenroom(home, "rejudge", "why-us/1", "--json").stdout)
    assert (again["ref"], again["added"], again["changes"]) == ("why-us/1", False, [])


def test_a_point_that_was_renamed_is_said(home: Path) -> None:
    change_prompt(home, "id: mission", "id: purpose")
    line = greenroom(home, "rejudge", "last").stdout
    assert "'purpose' is new, covered" in line
    assert "'mission' is gone from the prompt" in line


def test_which_to_judge_must_be_said(home: Path) -> None:
    assert_explained(greenroom(home, "rejudge"), ExitStatus.USAGE, "--all")
    assert_explained(greenroom(home, "rejudge", "last", "--all"), ExitStatus.USAGE, "--all")
    assert_explained(greenroom(home, "rejudge", "why-them"), ExitStatus.NOT_FOUND, "why-them", "why-us/1")


def test_one_damaged_row_does_not_stop_the_others_and_the_status_says_it(home: Path) -> None:
    greenroom(home, "score", "typed.txt", "-p", "why-us", "--keep")
    in_database(home, "UPDATE transcripts SET transcript = '{' WHERE attempt_id = 1")
    change_prompt(home, "id: mission", "id: purpose")
    done = greenroom(home, "rejudge", "--all")
    assert_explained(done, ExitStatus.LIBRARY, "why-us/1 stays as it is", "1 attempt judged again")
    assert done.stdout.startswith("why-us/2: ")
    lines = greenroom(home, "rejudge", "--all", "--json").stdout.splitlines()
    assert json.loads(lines[0])["error"]["exit_status"] == ExitStatus.LIBRARY


def test_without_its_prompt_an_answer_stays_as_it_is(home: Path) -> None:
    before = shown(home)
    (home / "prompts" / "why-us.yaml").unlink()
    assert_explained(greenroom(home, "rejudge", "--all"), ExitStatus.PROMPT, "why-us")
    assert shown(home) == before


def test_a_list_across_two_judges_says_so(home: Path) -> None:
    greenroom(home, "score", "typed.txt", "-p", "why-us", "--keep")
    assert "rejudge" not in greenroom(home, "attempts").stderr
    in_database(home, "UPDATE attempts SET judge = 'greenroom 0' WHERE id = 1")
    listed = greenroom(home, "attempts")
    assert "1 by greenroom 0. To compare them: greenroom rejudge --all" in listed.stderr
    assert [row["judge"] for row in json.loads(greenroom(home, "attempts", "--json").stdout)][1] == "greenroom 0"


def correct(home: Path, *arguments: str, ref: str = "last") -> str:
    done = greenroom(home, "correct", ref, *arguments)
    assert done.returncode == ExitStatus.OK, done.stderr
    return done.stdout


def test_a_correction_counts_everywhere_and_says_whose_it_is(home: Path) -> None:
    said = correct(home, "--point", "dogs", "covered")
    assert "point 'dogs' was covered; the judge says missed" in said
    assert "2 of 3 -> 3 of 3; 'dogs' now covered, by you (was missed)" in said
    document = shown(home)
    points = document["points"]
    assert isinstance(points, list)
    assert [(point["verdict"], point["judged"]) for point in points][2] == ("covered", "missed")
    assert "Yours; the judge said missed" in greenroom(home, "show", "last").stdout
    assert "3 of 3 *" in greenroom(home, "attempts").stdout
    assert greenroom(home, "rejudge", "--all").stdout == ""
    assert "taken back" in correct(home, "--undo")
    assert "2 of 3\n" in greenroom(home, "attempts").stdout.replace("  -       -", "")


def test_words_and_fillers_are_corrected_together_and_listed(home: Path) -> None:
    correct(home, "--word", "nine", "ninety", "--filler", "um", "no")
    assert shown(home)["corrections"] != {"points": [], "words": [], "fillers": []}
    report = greenroom(home, "show", "last").stdout
    assert "Yours: “nine” is “ninety”; taken out: um" in report
    listed = correct(home)
    assert "“ninety” was said, not “nine”" in listed
    assert "“um” is no filler" in listed


def test_a_correction_that_cannot_be_says_what_can(home: Path) -> None:
    for arguments, words in (
        (("--point", "cats", "covered"), ("cats", "mission, run, dogs")),
        (("--point", "dogs", "great"), ("great", "contradicted")),
        (("--word", "zebra", "horse"), ("zebra", "--words")),
        (("--filler", "3", "no"), ("typed",)),
        (("--undo",), ("no correction",)),
        (("--undo", "--point", "dogs", "covered"), ("undo",)),
    ):
        assert_explained(greenroom(home, "correct", "last", *arguments), ExitStatus.USAGE, *words)
    assert_explained(greenroom(home, "correct", "why-us/9", "--undo"), ExitStatus.NOT_FOUND, "why-us/9")


def test_what_lies_behind_a_verdict_can_be_asked(home: Path) -> None:
    done = greenroom(home, "show", "last", "--why", "run")
    assert done.returncode == ExitStatus.OK, done.stderr
    assert "How likely: covered" in done.stdout
    assert "forty minutes" in done.stdout
    document = json.loads(greenroom(home, "show", "last", "--why", "run", "--json").stdout)
    assert (document["point"]["verdict"], document["kept"]["verdict"]) == ("covered", "covered")
    assert set(document["chances"]) == {"covered", "partial", "missed", "contradicted"}
    assert_explained(
        greenroom(home, "show", "last", "--why", "cats"), ExitStatus.USAGE, "no point 'cats'", "mission, run, dogs"
    )


def test_nothing_can_be_explained_where_nothing_was_said_or_the_prompt_is_gone(home: Path) -> None:
    (home / "typed.txt").write_text("...", encoding="utf-8")
    greenroom(home, "score", "typed.txt", "-p", "why-us", "--keep")
    assert_explained(greenroom(home, "show", "last", "--why", "run"), ExitStatus.USAGE, "not scored")
    (home / "prompts" / "why-us.yaml").unlink()
    assert_explained(greenroom(home, "show", "why-us/1", "--why", "run"), ExitStatus.PROMPT, "why-us")
