"""Rehearsing as a person does it over days: three tellings, what changed, how it sounded, what comes next, for real."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.test_on_the_virtual_card import greenroom
from tests.sound.signals import find
from tests.support.card import VirtualCard
from tests.support.typing_terminal import TypingTerminal

from greenroom.config import cache_dir
from greenroom.sound import read_audio
from greenroom.voice import Pyttsx3Voice

pytestmark = [pytest.mark.card, pytest.mark.slow]

RATE_HZ = 48_000
HEARING = ["--no-check", "--countdown", "0", "--model", "tiny.en"]
TELLINGS = (
    "Last year I built a billing system for a bakery. It was a long project, and I liked the people there.",
    "I built a billing system. Um, it cut the nightly run from ten hours to forty minutes. Um, that was good.",
    "I built a billing system for a bakery. It cut the nightly run from ten hours to forty minutes, "
    "and I learned to measure before changing anything.",
)
OUTAGE = "Our website was down for two hours because of a mistake in a file."
UNDO = "Since then every change can be taken back in one minute."
REVIEWS = "I read every change of my colleagues within a day."
ANSWERS = {
    "What did you build last year?": TELLINGS[2],
    "Whom did you help?": "I mentored two new engineers during the migration to the cloud.",
    "What went wrong?": OUTAGE,
    "What did you change then?": UNDO,
    "How do you work with others?": REVIEWS,
}
"""What is said to each question, and to each follow-up."""


@pytest.fixture
def rehearsal(home: Path) -> Path:
    """A home with three prompts; the answers to two of them leave a point to a follow-up."""
    billing = home / "prompts" / "billing.yaml"
    billing.write_text(billing.read_text(encoding="utf-8") + "    follow_up: Whom did you help?\n", encoding="utf-8")
    (home / "prompts" / "trouble.yaml").write_text(
        f"""\
question: What went wrong?
points:
  - {{id: outage, say: {OUTAGE}}}
  - {{id: undo, say: {UNDO}, follow_up: What did you change then?}}
""",
        encoding="utf-8",
    )
    (home / "prompts" / "others.yaml").write_text(
        f"question: How do you work with others?\npoints:\n  - {{id: reviews, say: {REVIEWS}}}\n", encoding="utf-8"
    )
    return home


@pytest.fixture(scope="module")
def spoken() -> dict[str, Path]:
    """The sound of everything that is said, by its words."""
    voice = Pyttsx3Voice(cache_dir() / "voice", rate_wpm=150)
    return {words: voice.speak(words) for words in (*TELLINGS, *ANSWERS.values())}


def answer(terminal: TypingTerminal, card: VirtualCard, sound: Path) -> None:
    """Say *sound* into the microphone once it is open, and press Enter."""
    terminal.wait_for("Enter: done")
    with card.speaking(sound) as speaking:
        assert speaking.wait(timeout=60) == 0
    terminal.type("\r")
    terminal.wait_for("Judging", limit_s=60)


def shown(home: Path, *arguments: str) -> Any:
    """What a command reports as JSON."""
    done = greenroom(home, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_three_tellings_and_all_that_is_learned_from_them(
    virtual_card: VirtualCard, rehearsal: Path, spoken: dict[str, Path], tmp_path: Path
) -> None:
    with TypingTerminal(["practice", "billing", *HEARING], cwd=rehearsal, env=virtual_card.whole_environment) as one:
        for telling in TELLINGS:
            answer(one, virtual_card, spoken[telling])
            one.wait_for("r: retake", limit_s=60)
            one.type("q" if telling is TELLINGS[-1] else "r")
        assert one.status() == 0
    assert [row["ref"] for row in shown(rehearsal, "attempts")] == ["billing/3", "billing/2", "billing/1"]

    assert_progress(rehearsal)
    closed = shown(rehearsal, "close", "--older-than", "0")  # what comes now works with compressed sound as well
    assert (closed["closed"], closed["left"]) == (3, [])
    assert_fillers_are_played(virtual_card, rehearsal, tmp_path / "loudspeaker.wav")
    assert_interview(virtual_card, rehearsal, spoken)


def assert_progress(home: Path) -> None:
    """`diff`, `progress`, `next` know what became of the three."""
    changes = shown(home, "diff", "billing/1", "billing/3")
    points = {point["id"]: point["change"] for point in changes["points"]}
    assert (points["run"], points["mentor"]) == ("gained", "open")
    text = greenroom(home, "diff").stdout
    assert text.startswith("billing/2 (")
    assert "Your words" in text

    (progress,) = shown(home, "progress")["prompts"]
    assert progress["best"] == "billing/3"
    assert [telling["ref"] for telling in progress["tellings"]] == ["billing/1", "billing/2", "billing/3"]
    assert [bool(telling["filled_pauses_per_min"]) for telling in progress["tellings"]] == [False, True, False]
    made = {point["id"]: point["verdicts"] for point in progress["points"]}
    assert made["mentor"] == ["missed"] * 3
    assert made["run"][-1] == "covered"

    schedule = shown(home, "next")
    assert [(one["prompt_id"], one["grade"] is None) for one in schedule["prompts"]] == [
        ("others", True),
        ("trouble", True),
        ("billing", False),
    ]
    assert [(drill["prompt_id"], drill["point_id"]) for drill in schedule["drills"]] == [("billing", "mentor")]


def assert_fillers_are_played(card: VirtualCard, home: Path, loudspeaker: Path) -> None:
    """`replay --fillers` plays each um, and nothing far from one."""
    fillers = [one for one in shown(home, "show", "billing/2")["fillers"] if one["text"] == "um"]
    assert len(fillers) == 2
    with (
        card.heard(loudspeaker),
        TypingTerminal(["replay", "billing/2", "--fillers"], cwd=home, env=card.whole_environment) as terminal,
    ):
        terminal.wait_for("1 of 2")
        terminal.wait_for("2 of 2")
        assert terminal.status(60) == 0
    recorded = read_audio(home / "recordings" / "billing" / "0002.flac", RATE_HZ)
    heard = read_audio(loudspeaker, RATE_HZ)
    for filler in fillers:
        start, end = (round(filler[name] * RATE_HZ) for name in ("start_s", "end_s"))
        _, likeness = find(recorded[start:end], heard)
        assert likeness >= 0.98
    between = round((fillers[0]["end_s"] + fillers[1]["start_s"]) / 2 * RATE_HZ)
    _, likeness = find(recorded[between - RATE_HZ // 4 : between + RATE_HZ // 4], heard)
    assert abs(likeness) < 0.9


def assert_interview(card: VirtualCard, home: Path, spoken: dict[str, Path]) -> None:
    """`interview --count 3` asks them all, and after a point that was missed; then it reports on the whole."""
    words = ["interview", "--count", "3", "--seed", "1", *HEARING]
    with TypingTerminal(words, cwd=home, env=card.whole_environment) as terminal:
        asked = list(hold(terminal, card, spoken))
        assert terminal.status() == 0
    assert sorted(asked) == sorted(ANSWERS)
    assert asked.index("What did you change then?") == asked.index("What went wrong?") + 1
    report = shown(home, "interview", "--report")
    points = {point["id"]: point for question in report["questions"] for point in question["points"]}
    assert {name: point["after_follow_up"] for name, point in points.items() if point["verdict"] == "missed"} == {
        "mentor": "covered",
        "undo": "covered",
    }
    made = [point for point in points.values() if point["verdict"] == "covered"]
    assert len(points) == 6
    assert len(made) >= 3  # tiny.en does not hear all of it
    summary = f"3 of 3 questions answered; {len(made)} of 6 points made, 2 more after a follow-up"
    assert report["summary"].startswith(summary)
    # what was asked about one point alone is no telling of the answer
    rows = {row["ref"] for row in shown(home, "attempts")}
    assert rows == {"billing/1", "billing/2", "billing/3", "billing/4", "others/1", "trouble/1"}


def hold(terminal: TypingTerminal, card: VirtualCard, spoken: dict[str, Path]) -> Iterator[str]:
    """Answer until the report of the whole comes; each question that was asked."""
    questions = "|".join(question.rstrip("?") for question in ANSWERS)
    while True:
        what = terminal.wait_for(rf"│ +({questions})|Enter: next question|Interview 1 · ", limit_s=60)
        if what.startswith("Interview"):
            return
        if what.startswith("Enter"):
            terminal.type("\r")
            continue
        question = what.strip("│ ") + "?"
        answer(terminal, card, spoken[ANSWERS[question]])
        yield question
