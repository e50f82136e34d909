"""The ladder of hints: what each rung shows, what the keys do, and what the attempt remembers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.practice.builders import RATE_HZ, a_sound, services_with

from greenroom.domain import Hint, Point, Prompt
from greenroom.errors import Cancelled
from greenroom.practice.learning.hinting import hint_lines
from greenroom.practice.rehearsing import rehearse
from greenroom.practice.standin import ScriptedStage, pressing
from greenroom.sound import FileCard

PROMPT = Prompt(
    id="billing",
    question="What?",
    points=(
        Point("run", "I cut the nightly run\n from 9 hours to 40 min - alone"),
        Point("it", "it was this"),
    ),
)
POINTS = ("- I cut the nightly run from 9 hours to 40 min - alone", "- it was this")


@pytest.mark.parametrize(
    ("hint", "lines"),
    [
        (Hint.POINTS, POINTS),
        (Hint.WORDS, ("- cut · nightly · run · 9 · hours · 40 · min · alone", "- it was this")),
        (Hint.LETTERS, ("- I c t n r f # h t # m - a", "- i w t")),
        (Hint.NONE, ()),
    ],
)
def test_each_rung_shows_less_of_the_points(hint: Hint, lines: tuple[str, ...]) -> None:
    assert tuple(hint_lines(PROMPT, hint)) == lines


def test_a_step_leads_to_the_next_rung_and_the_ladder_has_ends() -> None:
    assert Hint.NONE.step(more=True) is Hint.LETTERS
    assert Hint.LETTERS.step(more=True) is Hint.WORDS
    assert Hint.POINTS.step(more=True) is Hint.POINTS
    assert Hint.POINTS.step(more=False) is Hint.WORDS
    assert Hint.NONE.step(more=False) is Hint.NONE


def hinted(
    folder: Path,
    press: Callable[[ScriptedStage], str | None],
    hints: Hint = Hint.NONE,
    prompt: Prompt = PROMPT,
) -> tuple[Hint, list[tuple[str, ...]]]:
    """The most help that the attempt remembers, and what was on the screen."""
    services = services_with(folder, card=FileCard(a_sound(1.0), RATE_HZ, real_time=True))
    stage = ScriptedStage(press)
    attempt = rehearse(services, stage, prompt, "What?", hints=hints)
    assert services.attempts.load(attempt.ref).hints is attempt.hints
    assert services.attempts.summaries()[0].hints is attempt.hints
    return attempt.hints, stage.hinted


def keys_while_speaking(*keys: str) -> Callable[[ScriptedStage], str | None]:
    """Any key ends the question; *keys* come once the recording runs, and Enter a little later."""
    given = pressing([*keys, *[None] * 6, "enter"])
    return lambda stage: given(stage) if stage.states else "space"


def test_nothing_is_shown_unless_it_is_asked_for(tmp_path: Path) -> None:
    most, shown = hinted(tmp_path, lambda stage: "eof")
    assert (most, set(shown)) == (Hint.NONE, {()})


def test_hints_are_shown_while_the_answer_is_given_and_taken_away_after_it(tmp_path: Path) -> None:
    most, shown = hinted(tmp_path, lambda stage: "eof", Hint.POINTS)
    assert (most, shown) == (Hint.POINTS, [POINTS, ()])


def test_the_most_help_that_was_shown_is_remembered(tmp_path: Path) -> None:
    most, shown = hinted(tmp_path, keys_while_speaking("up", "up", "down", "down", "down"))
    rungs = [tuple(hint_lines(PROMPT, hint)) for hint in (Hint.LETTERS, Hint.WORDS, Hint.LETTERS, Hint.NONE)]
    assert (most, shown) == (Hint.WORDS, [(), *rungs, ()])


def test_without_points_there_are_no_hints(tmp_path: Path) -> None:
    most, shown = hinted(tmp_path, keys_while_speaking("up"), Hint.POINTS, replace(PROMPT, points=()))
    assert (most, set(shown)) == (Hint.NONE, {()})


def test_ctrl_c_takes_the_hints_off_the_screen_too(tmp_path: Path) -> None:
    def press(stage: ScriptedStage) -> str | None:
        if len(stage.states) > 2:
            raise KeyboardInterrupt
        return "space" if not stage.states else None

    stage = ScriptedStage(press)
    services = services_with(tmp_path, card=FileCard(a_sound(1.0), RATE_HZ, real_time=True))
    with pytest.raises(Cancelled):
        rehearse(services, stage, PROMPT, "What?", hints=Hint.LETTERS)
    assert stage.hinted[-1] == ()
