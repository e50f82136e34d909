"""A mock interview as a person holds it: spoken questions, spoken answers, Ctrl-C in the middle, and on it goes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.card import VirtualCard
from tests.support.typing_terminal import TypingTerminal

from greenroom.config import cache_dir
from greenroom.voice import Pyttsx3Voice

pytestmark = [pytest.mark.card, pytest.mark.slow]

INTERVIEW = ["interview", "--no-check", "--countdown", "0", "--model", "tiny.en"]
FOLLOW_UP = "I mentored two new engineers during the migration to the cloud."


def report(home: Path) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "greenroom", "interview", "--report", "--json"],
        check=True,
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    shown: dict[str, object] = json.loads(done.stdout)
    return shown


def answer(virtual_card: VirtualCard, terminal: TypingTerminal, question: str, sound: Path) -> None:
    terminal.wait_for(question, limit_s=60)
    terminal.wait_for("0:00 ")
    with virtual_card.speaking(sound) as speaking:
        assert speaking.wait(timeout=60) == 0
    terminal.type("\r")


def test_a_point_is_made_when_asked_for_and_what_broke_off_goes_on(
    virtual_card: VirtualCard, home: Path, answer_sound: Path
) -> None:
    second = (home / "prompts" / "billing.yaml").read_text(encoding="utf-8").replace("last year", "this year")
    (home / "prompts" / "second.yaml").write_text(second, encoding="utf-8")
    follow_up_sound = Pyttsx3Voice(cache_dir() / "voice", rate_wpm=150).speak(FOLLOW_UP)
    words = [*INTERVIEW, "billing", "second", "--real"]
    with TypingTerminal(words, cwd=home, env=virtual_card.whole_environment) as terminal:
        terminal.wait_for("Question 1 of 2")
        answer(virtual_card, terminal, "What did you build", answer_sound)
        answer(virtual_card, terminal, "Who else was part of it", follow_up_sound)
        terminal.wait_for("Question 2 of 2", limit_s=60)
        terminal.wait_for("0:01 ")
        terminal.type("\x03")
        assert terminal.status() == 130
        assert "Thank you." in terminal.screen
        assert "Questions whose answer is kept: 1 of 2." in terminal.screen
        assert "Traceback" not in terminal.screen
    before = report(home)
    assert before["summary"] == "1 of 2 questions answered; 2 of 3 points made, 1 more after a follow-up."

    with TypingTerminal(
        [*INTERVIEW, "--resume", "--html", "page.html"], cwd=home, env=virtual_card.whole_environment
    ) as terminal:
        terminal.wait_for("Found second/1")  # what Ctrl-C left
        terminal.wait_for("Enter: later")
        terminal.type("\r")
        terminal.wait_for("Question 2 of 2")
        answer(virtual_card, terminal, "What did you build", answer_sound)
        answer(virtual_card, terminal, "Who else was part of it", follow_up_sound)
        assert terminal.status(60) == 0
        assert "Interview 1 · " in terminal.screen
    assert report(home)["summary"] == "2 of 2 questions answered; 4 of 6 points made, 2 more after a follow-up."
    assert "✗→✓" in (home / "page.html").read_text(encoding="utf-8")


def test_after_a_report_the_answer_can_be_heard_again_and_the_interview_left(
    virtual_card: VirtualCard, home: Path, answer_sound: Path
) -> None:
    words = [*INTERVIEW, "billing", "billing", "--follow-ups", "0"]
    with TypingTerminal(words, cwd=home, env=virtual_card.whole_environment) as terminal:
        answer(virtual_card, terminal, "What did you build", answer_sound)
        terminal.wait_for("q: break off", limit_s=60)
        terminal.type("l")
        terminal.wait_for("0:01 ")
        terminal.type("q")
        terminal.wait_for("q: break off")
        terminal.type("q")
        assert terminal.status(60) == 0
    assert "Your points: 2 of 3 covered" in terminal.screen
    assert "Go on: greenroom interview --resume 1" in terminal.screen
    assert "1 of 2 questions answered; 2 of 3 points made." in terminal.screen
