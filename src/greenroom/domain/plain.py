"""Our values as plain data (dict, list, str, float) and back: for the database, `--json` and golden files."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin

__all__ = ["from_json", "from_plain", "to_json", "to_plain"]

T = TypeVar("T")
_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_json(value: object) -> str:
    """*value* as compact JSON on one line."""
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[T], text: str | None) -> T | None:
    """The value of *kind* in *text*; None for none. Raises TypeError, ValueError when it holds something else."""
    return None if text is None else from_plain(kind, json.loads(text))


def to_plain(value: object) -> Any:
    """*value* as JSON-ready data: dataclasses become dicts by field name, enums their value, times ISO 8601."""
    if type(value) in _PLAIN:  # most values of a long list: the rest of this takes ten times as long
        return value
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
    return cast("T", _decode(kind, data))


def _decode(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _decode_union(get_args(kind), data)
    if origin is tuple:
        item_kind = get_args(kind)[0]
        return tuple(_decode(item_kind, item) for item in _checked(data, list))
    if origin is dict:
        key_kind, item_kind = get_args(kind)
        return {_decode(key_kind, key): _decode(item_kind, item) for key, item in _checked(data, Mapping).items()}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        values = _checked(data, Mapping)
        return kind(**{name: _decode(hints[name], values[name]) for name in hints if name in values})
    return _decode_single(kind, data)


def _decode_single(kind: type, data: Any) -> Any:
    if issubclass(kind, date):  # and datetime
        return kind.fromisoformat(_checked(data, str))
    if issubclass(kind, Enum | Path):
        return cast("Any", kind)(_checked(data, str))
    if kind is float:  # a whole number may have lost its point on the way
        return float(_checked(data, float, int))
    return _checked(data, kind)


def _decode_union(kinds: tuple[Any, ...], data: Any) -> Any:
    """Only `X | None` and unions of str, float and bool occur in the domain."""
    if data is None and type(None) in kinds:
        return None
    choices = [item for item in kinds if item is not type(None)]
    if len(choices) == 1:
        return _decode(choices[0], data)
    return _checked(data, int, *choices)


def _checked(data: Any, *kinds: type) -> Any:
    """*data* if it is one of *kinds*. True is no number here, though Python has it so."""
    if not isinstance(data, kinds) or (isinstance(data, bool) and bool not in kinds):
        raise TypeError(f"{' or '.join(kind.__name__ for kind in kinds)} expected, not {type(data).__name__}")
    return data


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The fields of dataclass *kind* with their types: worked out once, since a transcript has hundreds of words."""
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}
