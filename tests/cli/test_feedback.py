"""Keeping what an interviewer said, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_bad_input import assert_explained, greenroom, home

from greenroom.errors import ExitStatus

__all__ = ["home"]


def test_a_remark_is_kept_listed_and_not_kept_twice(home: Path) -> None:
    path = home / "prompts" / "why-us.yaml"
    text = "# mine\n" + path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")

    done = greenroom(home, "feedback", "add", "why-us", "Slower: please", "--on", "2026-01-20")
    assert (done.returncode, done.stderr) == (ExitStatus.OK, "")
    assert "2026-01-20" in done.stdout
    assert path.read_text(encoding="utf-8") == (text + '\nfeedback:\n  - on: 2026-01-20\n    note: "Slower: please"\n')

    again = greenroom(home, "feedback", "add", "why-us", "Slower: please", "--on", "2026-01-20")
    assert (again.returncode, "nothing changed" in again.stdout) == (ExitStatus.OK, True)
    greenroom(home, "feedback", "add", "why-us", "Good ending")  # today

    listed = greenroom(home, "feedback", "list").stdout.splitlines()
    assert listed[0].endswith("why-us  Good ending")
    assert listed[1] == "2026-01-20  why-us  Slower: please"
    assert [one["note"] for one in json.loads(greenroom(home, "feedback", "list", "why-us", "--json").stdout)] == [
        "Good ending",
        "Slower: please",
    ]


def test_what_cannot_be_kept_is_explained(home: Path) -> None:
    path = home / "prompts" / "why-us.yaml"
    assert_explained(greenroom(home, "feedback", "add", "why-uss", "x"), ExitStatus.PROMPT, "why-us")
    assert_explained(greenroom(home, "feedback", "add", "why-us", " "), ExitStatus.USAGE, "empty")
    assert_explained(greenroom(home, "feedback", "add", "why-us", "x", "--on", "20.1."), ExitStatus.USAGE, "2026-11-20")
    assert_explained(greenroom(home, "feedback", "add", "why-us", "x", "--on", "2999-01-01"), ExitStatus.USAGE, "come")
    broken = path.read_text(encoding="utf-8") + "limits: 3\n"
    path.write_text(broken, encoding="utf-8")
    assert_explained(greenroom(home, "feedback", "add", "why-us", "x"), ExitStatus.PROMPT, "why-us.yaml:4:1:")
    assert path.read_text(encoding="utf-8") == broken


def test_without_any_it_says_how_to_begin(home: Path) -> None:
    done = greenroom(home, "feedback", "list")
    assert (done.returncode, done.stdout) == (ExitStatus.OK, "")
    assert "feedback add" in done.stderr
