from __future__ import annotations

from pathlib import Path

import pytest

from greenroom.config import Home, load_settings
from greenroom.errors import UsageError


def test_a_flag_wins_over_the_environment_over_the_file_over_the_default(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('model = "tiny.en"\nrate_wpm = 120\ncountdown_s = 9\n', encoding="utf-8")
    environ = {"GREENROOM_RATE_WPM": "130", "GREENROOM_COUNTDOWN_S": "8"}
    settings = load_settings(Home(tmp_path), environ, {"countdown_s": 1, "voice": None, "no_setting": 3})
    assert (settings.model, settings.rate_wpm, settings.countdown_s, settings.voice) == ("tiny.en", 130, 1, "")


@pytest.mark.parametrize(("name", "value"), [("RATE_WPM", "fast"), ("AUTO_STOP", "perhaps"), ("AUTO_STOP_HOLD_S", "x")])
def test_a_value_that_does_not_fit_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(UsageError, match=value) as caught:
        load_settings(Home(tmp_path), {f"GREENROOM_{name}": value})
    assert caught.value.hint


def test_yes_and_no_are_understood(tmp_path: Path) -> None:
    assert load_settings(Home(tmp_path), {"GREENROOM_AUTO_STOP": "yes"}).auto_stop
    assert not load_settings(Home(tmp_path), {"GREENROOM_AUTO_STOP": "off"}).auto_stop


def test_the_home_is_here_or_named_or_the_users(tmp_path: Path) -> None:
    (tmp_path / "here" / "prompts").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    named = {"GREENROOM_HOME": str(tmp_path / "named")}
    assert Home.find(named, tmp_path / "here").root == tmp_path / "here"
    assert Home.find(named, tmp_path / "elsewhere").root == tmp_path / "named"
    assert Home.find({}, tmp_path / "elsewhere").root.name == "greenroom"
