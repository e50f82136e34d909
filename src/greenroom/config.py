"""Settings (flag > environment > config.toml > default) and the home folder."""

from __future__ import annotations

import ipaddress
import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from greenroom.domain.bands import Bands, Limits
from greenroom.errors import UsageError

__all__ = ["Home", "Settings", "cache_dir", "is_loopback", "load_settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set. Each field is a line of the home's `config.toml` and, bands apart, `GREENROOM_<FIELD>`."""

    engine: str = "openai-whisper"  # the recogniser; or faster-whisper, an extra: half the memory
    model: str = "base"  # Whisper model: base, tiny.en, ..., or a path to a .pt file
    microphone: str = ""  # part of a device's name, or its index; empty: the system's default
    speaker: str = ""
    voice: str = ""  # id or part of the name of a voice; empty: English, if there is one
    rate_wpm: int = 165  # how fast the question is spoken
    countdown_s: int = 3
    auto_stop: bool = False
    auto_stop_hold_s: float = 5.0  # silence that ends an answer; shorter holds stop people who think
    threads: int = 0  # for the recogniser; 0: what suits it best (openai-whisper: one, two while you wait)
    exact: bool = False  # openai-whisper without the shortcuts that make it three times as quick
    judge: str = "built-in"  # or llm: a language model gives a second opinion beside it
    llm_url: str = "http://127.0.0.1:11434/v1"  # its server; only config.toml may name one that is not this machine
    llm_model: str = ""  # its name on that server; empty: the only one there
    llm_timeout_s: float = 60.0  # how long a report waits for it
    close_old: bool = True  # after practice, compress the sound of attempts older than 14 days (FLAC, bit by bit)
    color: str = "auto"  # auto, always, never
    bands: Bands = field(default_factory=Bands)  # where delivery is good; only in config.toml, as the table [bands]


_CHOICES = {
    "engine": ("openai-whisper", "faster-whisper"),
    "judge": ("built-in", "llm"),
    "color": ("auto", "always", "never"),
}


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds `prompts/`, `recordings/` and `config.toml`."""

    root: Path

    @property
    def prompts(self) -> Path:
        return self.root / "prompts"

    @property
    def recordings(self) -> Path:
        return self.root / "recordings"

    @property
    def database(self) -> Path:
        return self.recordings / "greenroom.db"

    @property
    def config_file(self) -> Path:
        return self.root / "config.toml"

    @classmethod
    def find(cls, environ: Mapping[str, str] = os.environ, cwd: Path | None = None) -> Home:
        """The current folder if it has `prompts/`, else `$GREENROOM_HOME`, else the user-data folder."""
        here = cwd or Path.cwd()
        if (here / "prompts").is_dir():
            return cls(here)
        if environ.get("GREENROOM_HOME"):
            return cls(Path(environ["GREENROOM_HOME"]).expanduser())
        from platformdirs import user_data_path

        return cls(user_data_path("greenroom", appauthor=False))


def cache_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Where what can be made again lies: converted weights, spoken questions. `$GREENROOM_CACHE` overrides it."""
    if environ.get("GREENROOM_CACHE"):
        return Path(environ["GREENROOM_CACHE"]).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("greenroom", appauthor=False)


def load_settings(
    home: Home, environ: Mapping[str, str] = os.environ, flags: Mapping[str, object] | None = None
) -> Settings:
    """The settings in force. Of *flags* those count that name a setting and are not None.

    Raises UsageError naming the file, variable or flag whose value does not fit.
    """
    settings = Settings()
    settings = written = _override(settings, _read_config(home.config_file), str(home.config_file))
    names = {item.name for item in fields(Settings)} - {"bands"}
    variables = {name: environ[f"GREENROOM_{name.upper()}"] for name in names if f"GREENROOM_{name.upper()}" in environ}
    settings = _override(settings, variables, "the environment (GREENROOM_...)")
    given = {name: value for name, value in (flags or {}).items() if name in names and value is not None}
    settings = _override(settings, given, "the command line")
    if settings.llm_url != written.llm_url and not is_loopback(settings.llm_url):
        raise UsageError(
            f"llm_url is set to {settings.llm_url!r}, which is not this machine.",
            hint=f"If answers are really to be sent there, write it into {home.config_file}; nothing else may say so.",
        )
    return settings


def is_loopback(url: str) -> bool:
    """Whether *url* names this machine: localhost, 127.0.0.0/8 or ::1, spelt in full."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _read_config(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"{path} could not be read: {error}.", hint="Mend the line it names, or move the file away."
        ) from error


def _override(settings: Settings, values: Mapping[str, Any], source: str) -> Settings:
    changes: dict[str, Any] = {}
    for name, value in values.items():
        current = getattr(settings, name, None)
        if current is None:
            raise UsageError(
                f"{source} sets '{name}', which is no setting.",
                hint=f"Settings are: {', '.join(sorted(item.name for item in fields(Settings)))}.",
            )
        if isinstance(current, Bands):
            changes[name] = _bands(current, value, source)
        else:
            changes[name] = _convert(name, value, type(current), source)
    return replace(settings, **changes)


def _bands(bands: Bands, table: Any, source: str) -> Bands:
    """*bands* with those changed that *table* names: `pace_wpm = [110, 170]`, or one number where one end is open."""
    names = [item.name for item in fields(Bands)]
    if not isinstance(table, Mapping):
        raise UsageError(
            f"{source} sets bands to {table!r}.", hint="Write a table: [bands], then pace_wpm = [110, 170]."
        )
    changes: dict[str, Any] = {}
    for name, value in table.items():
        if name not in names:
            raise UsageError(f"{source} sets the band '{name}', which is none.", hint=f"Bands are: {', '.join(names)}.")
        changes[name] = _limits(name, value, getattr(bands, name), source)
    return replace(bands, **changes)


def _limits(name: str, value: Any, default: Limits, source: str) -> Limits:
    one_end = default.low is None or default.high is None
    ends = [value] if one_end else value
    count = 1 if one_end else 2
    numbers = isinstance(ends, list) and all(isinstance(end, int | float) and not isinstance(end, bool) for end in ends)
    if not numbers or len(ends) != count or list(ends) != sorted(ends) or not all(map(math.isfinite, ends)):
        example = f"{default.high if default.low is None else default.low:g}"
        wanted = f"one number: {name} = {example}" if one_end else f"two numbers, the lower first: {name} = "
        wanted += "" if one_end else f"[{default.low:g}, {default.high:g}]"
        raise UsageError(f"{source} sets the band {name} to {value!r}.", hint=f"It takes {wanted}.")
    low, high = float(ends[0]), float(ends[-1])
    return Limits(low if default.low is not None else None, high if default.high is not None else None, "your settings")


def _convert(name: str, value: Any, kind: type, source: str) -> Any:
    words = {"true": True, "yes": True, "1": True, "on": True, "false": False, "no": False, "0": False, "off": False}
    try:
        if kind is bool:
            return value if isinstance(value, bool) else words[str(value).lower()]
        converted = kind(value)
        if isinstance(converted, int | float) and converted < 0:
            raise ValueError(name)
        if converted not in _CHOICES.get(name, (converted,)):
            raise ValueError(name)
        return converted
    except (KeyError, ValueError, TypeError) as error:
        expected = {bool: "true or false", int: "a whole number from 0", float: "a number from 0"}.get(kind, "text")
        if name in _CHOICES:
            expected = f"{', '.join(_CHOICES[name][:-1])} or {_CHOICES[name][-1]}"
        raise UsageError(f"{source} sets {name} to {value!r}.", hint=f"It takes {expected}.") from error
