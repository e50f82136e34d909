"""What every command starts with: settings and services from the options."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from greenroom.config import Home, Settings, load_settings

if TYPE_CHECKING:
    from greenroom.practice.services import Services

__all__ = ["Commands", "emit", "home_of", "print_json", "services_of", "settings_of"]

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def home_of(options: argparse.Namespace) -> Home:
    return Home(options.home) if options.home else Home.find()


def settings_of(options: argparse.Namespace) -> Settings:
    return load_settings(home_of(options), flags=vars(options))


def services_of(options: argparse.Namespace) -> Services:
    from greenroom.wiring import build

    return build(settings_of(options), home_of(options))


def emit(options: argparse.Namespace, data: object, lines: Iterable[str]) -> None:
    """*data* as JSON with `--json`, else *lines*, on standard output."""
    if options.json:
        from greenroom.domain.plain import to_plain

        print_json(to_plain(data))
        return
    for line in lines:
        print(line)


def print_json(data: Any, *, one_line: bool = False) -> None:
    """*data* on standard output: indented for people, or one line for a stream of documents."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=None if one_line else 2)
    sys.stdout.write("\n")
    sys.stdout.flush()
