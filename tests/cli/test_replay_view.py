"""What a replay looks like, frame by frame, and what it prints in a pipe."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.practice.builders import services_with
from tests.practice.replay.builders import DURATION_S, an_attempt

from greenroom.cli.terminal import Terminal
from greenroom.cli.views.replay_screen import Frames, wrapped
from greenroom.cli.views.replay_view import ReplayLines, replay_on
from greenroom.practice.replay.playing import ReplayState
from greenroom.practice.replay.track import Track, filler_passages, track_of


@pytest.fixture
def track(tmp_path: Path) -> Track:
    return track_of(an_attempt(tmp_path), DURATION_S)


def at(position_s: float, **more: object) -> ReplayState:
    return replace(ReplayState(position_s, DURATION_S), **more)  # type: ignore[arg-type]


def marked(frames: Frames, state: ReplayState, style: str, *, width: int = 80) -> list[str]:
    """The words that are drawn in *style*."""
    lines = frames.lines(state, width, 24)
    return [line.plain[span.start : span.end] for line in lines for span in line.spans if span.style == style]


def test_the_word_that_is_spoken_is_marked_and_the_point_is_named(track: Track) -> None:
    frames = Frames(track, ())
    assert marked(frames, at(3.6), "reverse") == ["everything"]
    assert marked(frames, at(2.6), "reverse yellow") == ["(um)"]
    assert marked(frames, at(7.0), "reverse") == []  # a pause
    assert [line.plain for line in frames.lines(at(3.6), 80, 24)[:2]] == ["▶ 0:03 of 0:13   ?: keys", "  ✓ The move"]
    assert frames.lines(at(7.0), 80, 24)[1].plain == ""


def test_fillers_have_their_colour_before_and_after(track: Track) -> None:
    frames = Frames(track, ())
    assert marked(frames, at(3.6), "yellow") == ["(um)"]
    assert marked(frames, at(3.6), "dim yellow") == ["(uh)"]


def test_the_words_move_so_that_the_spoken_line_stays_in_sight(track: Track) -> None:
    words = tuple(
        replace(track.words[0], text=f"word-{number}", start_s=number / 10, end_s=number / 10 + 0.1)
        for number in range(120)
    )
    frames = Frames(replace(track, words=words), ())
    for position_s in (0.0, 3.0, 7.5, 11.95):
        assert marked(frames, at(position_s), "reverse", width=40) == [f"word-{round(position_s * 10 - 0.01)}"]
        lines = frames.lines(at(position_s), 40, 24)
        assert len(lines) == 11
        assert max(len(line.plain) for line in lines) <= 40


def test_a_low_terminal_shows_what_fits(track: Track) -> None:
    assert len(Frames(track, ()).lines(at(3.6, keys=True), 40, 5)) == 4


def test_states_are_said_in_words(track: Track) -> None:
    frames = Frames(track, filler_passages(track))

    def text(state: ReplayState) -> str:
        return "\n".join(line.plain for line in frames.lines(state, 80, 40))

    assert text(at(1.0, paused=True, speed=1.5)).startswith("|| 0:01 of 0:13  x1.5")
    assert "2 of 2  “uh”" in text(at(9.0, number=1))
    assert "again and again" in text(at(4.0, looped=track.points[0]))
    assert "/rock▏" in text(at(4.0, typed="rock"))
    assert "was not said" in text(at(4.0, note="“tao” was not said here."))
    assert "next long silence" in text(at(4.0, keys=True))
    assert "no words" in "\n".join(line.plain for line in Frames(Track(3.0), ()).lines(at(1.0), 80, 24))


def test_lines_break_between_words() -> None:
    assert wrapped(["one", "two", "three", "four"], 12) == [range(2), range(2, 4)]
    assert wrapped(["incomprehensibilities", "a"], 10) == [range(1), range(1, 2)]
    assert wrapped([], 10) == []


def test_in_a_pipe_each_sentence_is_printed_when_it_begins(track: Track, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ReplayLines(track, ())
    for position_s in (0.0, 0.6, 0.7, 8.6, 12.0):
        lines.show(at(position_s))
    assert capsys.readouterr().out == "0:00  We moved um everything to RocksDB.\n0:08  Then it uh was fast.\n"


def test_in_a_pipe_each_passage_is_said(track: Track, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ReplayLines(track, filler_passages(track))
    for number in (0, 0, 1):
        lines.show(at(1.0, number=number))
    assert capsys.readouterr().out == "0:01  “um”: moved um everything\n0:08  “uh”: Then it uh was\n"


def test_a_session_goes_on_where_nothing_can_be_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replay_on(services_with(tmp_path), Terminal("never"), replace(an_attempt(tmp_path), recording=None))
    assert capsys.readouterr().err.startswith("billing/1 was typed: there is no sound.")
