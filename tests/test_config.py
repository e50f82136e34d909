from __future__ import annotations

from pathlib import Path

import pytest

from greenroom.config import Home, is_loopback, load_settings
from greenroom.domain.bands import Bands, Limits
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


def with_config(home: Path, text: str) -> Bands:
    (home / "config.toml").write_text(text, encoding="utf-8")
    return load_settings(Home(home), {}).bands


def test_bands_are_a_table_and_those_not_named_keep_their_default(tmp_path: Path) -> None:
    bands = with_config(tmp_path, "[bands]\npace_wpm = [110, 170]\nhedges_per_min = 5\nspeaking_percent = 55.5\n")
    assert bands.pace_wpm == Limits(110.0, 170.0, "your settings")
    assert bands.hedges_per_min == Limits(None, 5.0, "your settings")
    assert bands.speaking_percent == Limits(55.5, None, "your settings")
    assert bands.filled_pauses_per_min == Bands().filled_pauses_per_min


@pytest.mark.parametrize(
    "line",
    [
        "bands = 3",
        "[bands]\npace = [100, 160]",
        "[bands]\npace_wpm = 150",
        "[bands]\npace_wpm = [170, 110]",
        "[bands]\npace_wpm = [100, 120, 140]",
        '[bands]\npace_wpm = "fast"',
        "[bands]\npace_wpm = [true, 160]",
        "[bands]\nhedges_per_min = [1, 5]",
        "[bands]\nhedges_per_min = inf",
    ],
)
def test_a_band_that_does_not_fit_is_named_with_what_it_takes(tmp_path: Path, line: str) -> None:
    with pytest.raises(UsageError, match="band") as caught:
        with_config(tmp_path, line)
    assert "pace_wpm" in caught.value.hint or "hedges_per_min = 3" in caught.value.hint


def test_every_band_says_who_says_so() -> None:
    bands = Bands()
    assert all(getattr(bands, name).source for name in Bands.__dataclass_fields__)


def test_bands_come_from_the_file_alone(tmp_path: Path) -> None:
    assert load_settings(Home(tmp_path), {"GREENROOM_BANDS": "9"}, {"bands": 3}).bands == Bands()


ELSEWHERE = "http://llm.example.org/v1"


def test_only_the_file_may_send_answers_to_another_machine(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with pytest.raises(UsageError, match=r"llm\.example\.org"):
        load_settings(home, {"GREENROOM_LLM_URL": ELSEWHERE})
    with pytest.raises(UsageError, match=r"llm\.example\.org"):
        load_settings(home, {}, {"llm_url": ELSEWHERE})
    assert load_settings(home, {"GREENROOM_LLM_URL": "http://[::1]:8080/v1"}).llm_url == "http://[::1]:8080/v1"
    home.config_file.write_text(f'llm_url = "{ELSEWHERE}"\n', encoding="utf-8")
    assert load_settings(home, {}).llm_url == ELSEWHERE


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1@example.org/v1",
        "http://localhost.example.org/v1",
        "http://127.1/v1",
        "http://0.0.0.0/v1",
        "http://192.168.0.2/v1",
        "http://[::1/v1",
        "127.0.0.1:11434",
        "",
    ],
)
def test_what_only_looks_like_this_machine_is_not(url: str) -> None:
    assert not is_loopback(url)


@pytest.mark.parametrize("url", ["http://localhost:1/v1", "http://127.9.9.9/v1", "https://[::1]:5/"])
def test_this_machine_has_several_names(url: str) -> None:
    assert is_loopback(url)
