"""The main job as a person does it: a terminal, a microphone, a loudspeaker, the real weights."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.sound.signals import find
from tests.support.card import VirtualCard
from tests.support.typing_terminal import TypingTerminal

from greenroom.sound import read_audio

pytestmark = [pytest.mark.card, pytest.mark.slow]

PRACTICE = ["practice", "billing", "--no-check", "--countdown", "0", "--model", "tiny.en"]


def greenroom(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: PLW1510 - callers look at the status
        [sys.executable, "-m", "greenroom", *arguments],
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_an_answer_is_asked_for_recorded_whole_judged_and_kept(
    virtual_card: VirtualCard, home: Path, tmp_path: Path, question_sound: Path, answer_sound: Path
) -> None:
    loudspeaker = tmp_path / "loudspeaker.wav"
    with (
        virtual_card.heard(loudspeaker),
        TypingTerminal(PRACTICE, cwd=home, env=virtual_card.whole_environment) as terminal,
    ):
        terminal.wait_for("What did you build")
        terminal.wait_for("Enter: done")
        with virtual_card.speaking(answer_sound) as speaking:
            assert speaking.wait(timeout=60) == 0
        terminal.type("\r")
        terminal.wait_for("r: retake", limit_s=60)
        terminal.type("q")
        assert terminal.status() == 0

    assert "✓ The nightly run" in terminal.screen
    assert "✗ I mentored" in terminal.screen

    recorded = read_audio(home / "recordings" / "billing" / "0001.wav", 48_000)
    answer = read_audio(answer_sound, 48_000)[: -48_000 // 10]  # Enter came while its last, silent bit was on its way
    _, likeness = find(answer, recorded)
    assert likeness >= 0.99
    question = read_audio(question_sound, 48_000)
    _, played = find(question, read_audio(loudspeaker, 48_000))
    assert played >= 0.99
    _, bled = find(question, recorded)
    assert abs(bled) < 0.5  # one voice is a little like itself; the question itself would be like it by 0.99

    kept = json.loads(greenroom(home, "show", "last", "--json").stdout)
    assert kept["ref"] == "billing/1"
    assert {point["id"]: point["verdict"] for point in kept["points"]}["mentor"] == "missed"


def test_ctrl_c_keeps_the_sound_and_the_next_start_offers_it(
    virtual_card: VirtualCard, home: Path, answer_sound: Path
) -> None:
    with TypingTerminal(PRACTICE, cwd=home, env=virtual_card.whole_environment) as terminal:
        terminal.wait_for("Enter: done")
        with virtual_card.speaking(answer_sound) as speaking:
            assert speaking.wait(timeout=60) == 0
        terminal.type("\x03")
        assert terminal.status() == 130
        assert "of your answer are kept" in terminal.screen
        assert "Traceback" not in terminal.screen

    with TypingTerminal(PRACTICE, cwd=home, env=virtual_card.whole_environment) as terminal:
        terminal.wait_for("Found billing/1")
        terminal.wait_for("y: see the report now")
        terminal.type("y")
        terminal.wait_for("✓ The nightly run", limit_s=60)
        terminal.wait_for("0:01 ")
        os.kill(terminal.process.pid, signal.SIGKILL)
    left = json.loads(greenroom(home, "recover", "--json").stdout)
    assert [row["ref"] for row in left] == ["billing/2"]


def test_the_sound_check_says_when_nothing_is_heard(virtual_card: VirtualCard, home: Path) -> None:
    words = ["practice", "billing", "--model", "tiny.en"]
    with TypingTerminal(words, cwd=home, env=virtual_card.whole_environment) as terminal:
        terminal.wait_for("Sound check")
        terminal.wait_for("r: check again")
        terminal.type("\x03")
        assert terminal.status() == 130


def test_a_pause_leaves_out_what_is_said_in_it(virtual_card: VirtualCard, home: Path, answer_sound: Path) -> None:
    with TypingTerminal([*PRACTICE, "--once"], cwd=home, env=virtual_card.whole_environment) as terminal:
        terminal.wait_for("0:01 ")
        terminal.type("p")
        terminal.wait_for("paused")
        with virtual_card.speaking(answer_sound) as speaking:
            assert speaking.wait(timeout=60) == 0
        terminal.type("\r")
        assert terminal.status(60) == 0
    assert "Not scored" in terminal.screen


def test_replay_plays_the_attempt_on_the_loudspeaker(
    virtual_card: VirtualCard, home: Path, tmp_path: Path, answer_sound: Path
) -> None:
    scored = greenroom(home, "score", str(answer_sound), "-p", "billing", "--keep", "--model", "tiny.en", "--json")
    assert json.loads(scored.stdout)["ref"] == "billing/1"
    loudspeaker = tmp_path / "loudspeaker.wav"
    with (
        virtual_card.heard(loudspeaker),
        TypingTerminal(["replay", "billing/1"], cwd=home, env=virtual_card.whole_environment) as terminal,
    ):
        terminal.wait_for("▶ 0:02")
        terminal.type(" ")
        terminal.wait_for(r"\|\| 0:0")
        terminal.type(" ")
        terminal.type("\x1b[C")  # right: 5 s on
        assert terminal.status(60) == 0
    beginning = read_audio(answer_sound, 48_000)[: 48_000 * 3 // 2]
    _, likeness = find(beginning, read_audio(loudspeaker, 48_000))
    assert likeness >= 0.99


def test_two_sessions_at_once_keep_apart(virtual_card: VirtualCard, home: Path, answer_sound: Path) -> None:
    with (
        TypingTerminal(PRACTICE, cwd=home, env=virtual_card.whole_environment) as one,
        TypingTerminal(PRACTICE, cwd=home, env=virtual_card.whole_environment) as other,
    ):
        one.wait_for("Enter: done")
        other.wait_for("Enter: done")
        with virtual_card.speaking(answer_sound) as speaking:
            assert speaking.wait(timeout=60) == 0
        for terminal in (one, other):
            terminal.type("\r")
        for terminal in (one, other):
            terminal.wait_for("r: retake", limit_s=60)
            terminal.type("q")
            assert terminal.status() == 0
    rows = json.loads(greenroom(home, "attempts", "--json").stdout)
    assert sorted(row["ref"] for row in rows) == ["billing/1", "billing/2"]


def test_the_demo_goes_through_the_card(virtual_card: VirtualCard, home: Path) -> None:
    done = greenroom(home, "demo", "--json")
    assert done.returncode == 0, done.stderr
    assert "virtual microphone" in done.stderr
    shown = json.loads(done.stdout)
    assert {point["id"]: point["verdict"] for point in shown["points"]}["customers"] == "missed"
    assert not (home / "recordings").exists()
