"""Values of a prompt file against its JSON Schema, in plain words. The only file that knows jsonschema."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from greenroom.library.faults import Fault
from greenroom.library.yaml_text import Document, Where

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

__all__ = ["schema_faults", "schema_text"]

_KINDS = {str: "text", bool: "text", int: "a number", float: "a number", list: "a list", dict: "a group of keys"}
_WANTED = {"object": "a group of keys", "array": "a list", "number": "a number", "string": "text"}


def schema_text() -> str:
    """The JSON Schema of a prompt file, for editors."""
    return resources.files("greenroom.library").joinpath("data", "prompt.schema.json").read_text(encoding="utf-8")


def schema_faults(document: Document) -> Iterator[Fault]:
    """Everything in *document* that the schema does not allow."""
    for error in _validator().iter_errors(document.values):
        yield from _faults(error, document)


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(schema_text()))


def _faults(error: ValidationError, document: Document) -> Iterator[Fault]:
    where: Where = tuple(error.absolute_path)
    if error.validator == "required":
        yield from _missing(error, where, document)
    elif error.validator == "additionalProperties":
        yield from _unknown(error, where, document)
    else:
        # What is missing behind its key is best shown at the key.
        place = document.key_places.get(where) if error.instance is None else None
        yield Fault(*(place or document.places[where]), _message(error, where), error.schema["x-write"])


def _missing(error: ValidationError, where: Where, document: Document) -> Iterator[Fault]:
    """One error comes for each missing key; its message begins with it."""
    properties = error.schema["properties"]
    key = next(key for key in error.validator_value if error.message.startswith(repr(key)))
    if key in {_closest(other, properties) for other in error.instance if other not in properties}:
        return  # it is there, misspelt, and that is said at its place
    yield Fault(*document.places[where], f"{_name(where)} has no `{key}`.", properties[key]["x-write"])


def _unknown(error: ValidationError, where: Where, document: Document) -> Iterator[Fault]:
    properties = error.schema["properties"]
    for key in error.instance:
        if key not in properties:
            close = _closest(key, properties)
            hint = f"Did you mean `{close}`?" if close else f"The keys here are {', '.join(properties)}."
            yield Fault(*document.key_places[*where, key], f"There is no key `{key}`.", hint)


def _closest(key: str, properties: Mapping[str, Any]) -> str | None:
    return next(iter(difflib.get_close_matches(key.lower(), properties, n=1)), None)


def _message(error: ValidationError, where: Where) -> str:
    name, value, limit = _name(where), error.instance, error.validator_value
    if (
        value is None
        or (isinstance(value, str | list | dict) and not value)
        or (isinstance(value, str) and value.isspace())
    ):
        return f"{name} is empty."
    if error.validator == "type":
        wanted = _WANTED[limit if isinstance(limit, str) else limit[0]]
        return f"{name} must be {wanted}, not {_KINDS[type(value)]}."
    if error.validator == "maxLength":
        return f"{name} is {len(value)} characters long; {limit} are the most."
    if error.validator == "maxItems":
        return f"{name} has {len(value)} items; {limit} are the most."
    if error.validator in {"exclusiveMinimum", "maximum"}:
        return f"{name} is {value:g}; it must be more than 0 and at most 10."
    return f"{name} is '{value}', which is not of the right form."


def _name(where: Where) -> str:
    """How a person would call the value: "`say` in item 3 of `points`"."""
    if not where:
        return "The prompt"
    *before, last = where
    if isinstance(last, int):
        return f"Item {last + 1} of `{before[-1]}`" + (
            f" in {_lowered(_name(tuple(before[:-1])))}" if before[1:] else ""
        )
    return f"`{last}`" + (f" in {_lowered(_name(tuple(before)))}" if before else "")


def _lowered(name: str) -> str:
    return name[0].lower() + name[1:]
