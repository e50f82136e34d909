"""search, export, backup and restore on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.test_bad_input import GOOD, assert_explained, greenroom

from greenroom.errors import ExitStatus


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two typed answers."""
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "why-us.yaml").write_text(GOOD, encoding="utf-8")
    for number, said in enumerate(("I share the mission.", "I share the mission, and the café too.")):
        (tmp_path / f"{number}.txt").write_text(said, encoding="utf-8")
        assert greenroom(tmp_path, "score", f"{number}.txt", "-p", "why-us", "--keep").returncode == ExitStatus.OK
    return tmp_path


def test_search_shows_the_newest_first_and_says_how_many_more(home: Path) -> None:
    done = greenroom(home, "search", "MISSION", "--limit", "1")
    assert (done.returncode, done.stdout) == (ExitStatus.OK, "why-us/2 typed  I share the mission, and the café too.\n")
    assert done.stderr == "The newest 1 of 2 attempts; more with --limit 2\n"  # typed: there is nothing to replay
    document = json.loads(greenroom(home, "search", "cafe", "--json").stdout)
    assert (document["schema"], document["query"], document["total"]) == (1, "cafe", 1)
    assert document["found"][0]["ref"] == "why-us/2"
    assert document["found"][0]["moments"][0] == {
        "at_s": None,
        "before": "I share the mission, and the",
        "said": "café",
        "after": "too.",
    }


def test_search_that_finds_nothing_says_what_to_try(home: Path) -> None:
    for odd in ("rocksdb", '"', "NOT", "🎉"):
        done = greenroom(home, "search", odd)
        assert (done.returncode, done.stdout) == (ExitStatus.OK, "")
        assert "only a beginning" in done.stderr
    assert_explained(greenroom(home, "search", "a", "--limit", "0"), ExitStatus.USAGE, "--limit")


def test_export_of_typed_answers_as_documents(home: Path) -> None:
    shown = greenroom(home, "show", "last", "--json").stdout
    assert greenroom(home, "export", "--as", "json").stdout == shown
    both = json.loads(greenroom(home, "export", "why-us", "--as", "json").stdout)
    assert [one["ref"] for one in both["attempts"]] == ["why-us/1", "why-us/2"]
    done = greenroom(home, "export", "--all", "--as", "csv", "--out", "all.csv")
    assert (done.returncode, done.stdout) == (ExitStatus.OK, "Written: all.csv\n")
    table = (home / "all.csv").read_text(encoding="utf-8")
    assert (table.count("\n"), "café" in table) == (3, True)
    again = greenroom(home, "export", "why-us/1", "--as", "csv", "--out", "all.csv")
    assert_explained(again, ExitStatus.USAGE, "all.csv", "there already")
    assert (home / "all.csv").read_text(encoding="utf-8") == table


def test_export_says_what_a_typed_answer_lacks(home: Path) -> None:
    for form in ("srt", "vtt", "textgrid", "wav", "flac"):
        assert_explained(greenroom(home, "export", "last", "--as", form), ExitStatus.NOT_FOUND, "was typed", "markdown")
    done = greenroom(home, "export", "--all", "--as", "srt", "--out", "subtitles")
    assert (done.returncode, done.stdout) == (ExitStatus.OK, "Written: 0 of 2 attempts, in subtitles\n")
    assert done.stderr.count("Left out: why-us/") == 2
    assert_explained(greenroom(home, "export", "why-us/9", "--as", "csv"), ExitStatus.NOT_FOUND, "why-us/9")
    assert_explained(greenroom(home, "export", "--all", "--as", "vtt"), ExitStatus.USAGE, "--out")


def test_a_backup_gives_the_same_list_elsewhere_and_a_broken_one_nothing(home: Path) -> None:
    done = greenroom(home, "backup", "home.zip")
    assert done.returncode == ExitStatus.OK, done.stderr
    assert done.stdout.startswith("Written and checked: home.zip (2 attempts, 2 files, ")
    restored = greenroom(home, "restore", "home.zip", "--home", "new")
    assert restored.returncode == ExitStatus.OK, restored.stderr
    assert greenroom(home / "new", "attempts", "--json").stdout == greenroom(home, "attempts", "--json").stdout
    assert_explained(greenroom(home, "restore", "home.zip"), ExitStatus.USAGE, "not empty", "--home")
    (home / "half.zip").write_bytes((home / "home.zip").read_bytes()[:2000])
    assert_explained(
        greenroom(home, "restore", "half.zip", "--home", "newer"), ExitStatus.LIBRARY, "damaged", "Nothing was changed"
    )
    assert not (home / "newer").exists()
    assert_explained(greenroom(home, "restore", "none.zip", "--home", "newer"), ExitStatus.LIBRARY, "none.zip")
