"""Our values as plain data (dict, list, str, float) and back: for the database, `--json` and golden files."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin

__all__ = ["from_plain", "to_plain"]

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """*value* as JSON-ready data: dataclasses become dicts by field name, enums their value, times ISO 8601."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: type[T], data: object) -> T:
    """The value of dataclass *kind* that `to_plain` made *data* from. Unknown keys are ignored, absent ones default.

    Raises ValueError or TypeError when *data* does not fit.
    """
    return cast(T, _decode(kind, data))


def _decode(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _decode_union(kind, data)
    if origin is tuple:
        item_kind = get_args(kind)[0]
        return tuple(_decode(item_kind, item) for item in data)
    if origin is dict:
        return dict(data)
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        names = [field.name for field in dataclasses.fields(kind) if field.name in data]
        return cast(Any, kind)(**{name: _decode(hints[name], data[name]) for name in names})
    if kind in {datetime, date}:
        return kind.fromisoformat(data)
    if kind is float:
        return float(data)
    if isinstance(kind, type) and issubclass(kind, Enum | Path):
        return kind(data)
    return data


def _decode_union(kind: Any, data: Any) -> Any:
    """Only `X | None` and unions of plain types occur in the domain."""
    if data is None:
        return None
    kinds = [item for item in get_args(kind) if item is not type(None)]
    return _decode(kinds[0], data) if len(kinds) == 1 else data
