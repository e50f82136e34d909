"""What every command starts with: settings and services from the options."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any, TypeAlias

from greenroom.config import Home, Settings, load_settings

if TYPE_CHECKING:
    from greenroom.practice.services import Services

__all__ = ["Commands", "home_of", "print_json", "services_of", "settings_of"]

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def home_of(options: argparse.Namespace) -> Home:
    return Home(options.home) if options.home else Home.find()


def settings_of(options: argparse.Namespace) -> Settings:
    return load_settings(home_of(options), flags=vars(options))


def services_of(options: argparse.Namespace) -> Services:
    from greenroom.wiring import build

    return build(settings_of(options), home_of(options))


def print_json(data: Any, *, one_line: bool = False) -> None:
    """*data* on standard output: indented for people, or one line for a stream of documents."""
    json.dump(data, sys.stdout, ensure_ascii=False, indent=None if one_line else 2)
    sys.stdout.write("\n")
    sys.stdout.flush()
