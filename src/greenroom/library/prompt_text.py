"""The text of a prompt file -> a Prompt, or everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from greenroom.domain import Avoid, Feedback, Point, Prompt
from greenroom.library.faults import Fault
from greenroom.library.lengths import LengthError, parse_span, parse_time_s
from greenroom.library.schema_check import schema_faults
from greenroom.library.yaml_text import Document, Where, read_document

__all__ = ["decode", "read_prompt"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EMPTY = Fault(1, 1, "This file is empty.", "`greenroom prompts new NAME` makes a file to fill in.")


def decode(content: bytes) -> tuple[str, list[Fault]]:
    """The text in *content*; if it is not UTF-8, as much of it as can be read, and the fault."""
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", errors="replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        hint = "Save it again with the encoding UTF-8; editors offer that under Save As."
        if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            text = content.decode("utf-16", errors="replace")
            return text, [Fault(1, 1, "This file is saved as UTF-16.", hint)]
        return content.decode("utf-8", errors="replace"), [
            Fault(line, column, "From here on this file is not UTF-8 text.", hint)
        ]


def read_prompt(prompt_id: str, text: str) -> tuple[Prompt | None, tuple[Fault, ...]]:
    """The prompt, or None and every fault in the order of the text."""
    document, faults = read_document(text)
    if document is not None and not document.places:
        faults = faults or [_EMPTY]
    elif document is not None:
        later = [*schema_faults(document), *_sense_faults(document)]
        # What stands in a line that was mended by guess may be our own doing.
        faults += [fault for fault in later if fault.line not in document.mended_lines]
    if faults or document is None:
        return None, tuple(sorted(set(faults)))
    return _prompt(prompt_id, document.texts), ()


def _sense_faults(document: Document) -> Iterator[Fault]:
    """What no schema can say. Other faults may be there as well, so nothing is taken for granted."""
    texts = document.texts if isinstance(document.texts, dict) else {}
    yield from _length_faults(texts, document)
    seen: dict[str, int] = {}
    for where, name in _texts_of(texts, "points", "id"):
        line, column = document.places[where]
        if name in seen:
            message = f"There is a point `{name}` already, in line {seen[name]}."
            yield Fault(line, column, message, "Give each point an id of its own.")
        seen.setdefault(name, line)
    for where, day in _texts_of(texts, "feedback", "on"):
        if _DAY.fullmatch(day) and _day(day) is None:
            yield Fault(*document.places[where], f"There is no day {day}.", "Write year-month-day: `on: 2026-11-20`.")


def _length_faults(texts: dict[str, Any], document: Document) -> Iterator[Fault]:
    high_s: dict[str, float] = {}
    for key, example in (("target", "60-120 s"), ("limit", "180 s")):
        text = texts.get(key)
        if not isinstance(text, str) or not isinstance(document.values[key], str):
            continue
        try:
            high_s[key] = parse_span(text).high_s if key == "target" else parse_time_s(text)
        except LengthError as error:
            message = f"`{key}` is '{text}', but {error}."
            yield Fault(*document.places[key,], message, f"Write for example `{key}: {example}`.")
    target_s = high_s.get("target", 0.0)
    limit_s = high_s.get("limit", Prompt("", "").limit_s)
    if target_s > limit_s:
        yield Fault(
            *document.places["target",],
            f"The target goes up to {target_s:g} s, beyond the limit of {limit_s:g} s.",
            f"Write a higher limit, for example `limit: {target_s * 1.5:g} s`.",
        )


def _texts_of(texts: dict[str, Any], key: str, inner: str) -> Iterator[tuple[Where, str]]:
    """Each text under *inner* in the items of the list *key*, with the way to it."""
    items = texts.get(key)
    for index, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict) and isinstance(item.get(inner), str):
            yield (key, index, inner), item[inner]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _prompt(prompt_id: str, texts: dict[str, Any]) -> Prompt:
    """The prompt from texts in which no fault was found."""
    given = _singles(texts, "question", "ideal", "structure")
    if "target" in texts:
        given["target"] = parse_span(texts["target"])
    if "limit" in texts:
        given["limit_s"] = parse_time_s(texts["limit"])
    return Prompt(
        id=prompt_id,
        **given,
        **_lists(texts, "alternates", "terms"),
        points=tuple(
            Point(
                **_singles(point, "id", "say", "group", "follow_up"), **_lists(point, "cues", "facts"), **_weight(point)
            )
            for point in texts.get("points", ())
        ),
        avoid=tuple(Avoid(**_singles(item, "say", "why"), **_lists(item, "cues")) for item in texts.get("avoid", ())),
        feedback=tuple(
            Feedback(on=date.fromisoformat(item["on"]), note=item["note"].strip()) for item in texts.get("feedback", ())
        ),
    )


def _singles(texts: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: texts[key].strip() for key in keys if key in texts}


def _lists(texts: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: tuple(item.strip() for item in texts[key]) for key in keys if key in texts}


def _weight(texts: dict[str, Any]) -> dict[str, Any]:
    return {"weight": float(texts["weight"])} if "weight" in texts else {}
