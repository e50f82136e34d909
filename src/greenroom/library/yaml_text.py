"""YAML text -> values with their places. The only file that knows ruamel.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from greenroom.library.faults import Fault
from greenroom.library.yaml_faults import Complaint, explain

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

__all__ = ["Document", "Where", "read_document"]

Where = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top, `("points", 2, "say")`."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NESTING = re.compile(r"(?:[\[{]\s*){13}")
_FAR_TOO_MUCH = Fault(1, 1, "This file holds far more than a prompt can.", "Keep to the keys of a prompt.")
_MOST_MENDS = 40
_MOST_VALUES = 5_000
_DEEPEST = 12


@dataclass(slots=True)
class Document:
    """What a YAML text holds, twice: `values` as YAML types them (numbers are numbers), for checking, and `texts` with
    every single value as it was written, for use: the term 1.0 is "1.0". Places are (line, column), 1-based.
    """

    values: Any = None
    texts: Any = None
    places: dict[Where, tuple[int, int]] = field(default_factory=dict)
    key_places: dict[Where, tuple[int, int]] = field(default_factory=dict)
    mended_lines: set[int] = field(default_factory=set)


def read_document(text: str) -> tuple[Document | None, list[Fault]]:
    """The document and everything that is wrong with the text as YAML.

    To find all faults at once, each is mended in memory as well as can be guessed and the rest is read on. Document is
    None when too little could be read; a text without any value gives a Document without places.
    """
    text = re.sub("\r\n?", "\n", text)
    if _NESTING.search(text):
        return None, [_FAR_TOO_MUCH]  # the reader would take minutes over it
    faults = [
        Fault(*_place(text, match.start()), f"There is an invisible character (U+{ord(match[0]):04X}).", "Delete it.")
        for match in _CONTROL.finditer(text)
    ]
    lines = _CONTROL.sub(" ", text).split("\n")
    mended: set[int] = {fault.line for fault in faults}
    for _ in range(_MOST_MENDS):
        try:
            node = _compose("\n".join(lines))
        except _Complained as complained:
            explained = explain(complained.complaint, lines)
            again = any(
                (fault.line, fault.message) == (explained.fault.line, explained.fault.message) for fault in faults
            )
            if not again:
                faults.append(explained.fault)
            if again or explained.mended is None:
                return None, faults
            lines = explained.mended
            mended.add(explained.fault.line)
        else:
            document = Document(mended_lines=mended)
            try:
                if node is not None:
                    _Walk(document, faults).walk(node)
            except _TooMuch:
                faults.append(
                    Fault(1, 1, "This file holds far more than a prompt can.", "Keep to the keys of a prompt.")
                )
                return None, faults
            return document, faults
    return None, faults


class _TooMuch(Exception):  # noqa: N818 - never leaves this file
    pass


class _Complained(Exception):  # noqa: N818 - never leaves this file
    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint.problem)
        self.complaint = complaint


def _compose(text: str) -> Node | None:
    """The tree of nodes: places and plain text, no objects made. Raises _Complained."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    reader = YAML(typ="safe", pure=True)
    try:
        return reader.compose(text)  # type: ignore[no-any-return]
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        began = error.context_mark
        raise _Complained(
            Complaint(
                problem=str(error.problem or error),
                context=str(error.context or ""),
                line=mark.line if mark else 0,
                column=mark.column if mark else 0,
                began=(began.line, began.column) if began else None,
            )
        ) from error
    except YAMLError as error:
        raise _Complained(Complaint(str(error).splitlines()[0], "", 0, 0, None)) from error
    except RecursionError as error:
        raise _Complained(Complaint("nested too deeply", "", 0, 0, None)) from error


class _Walk:
    """Turns nodes into values. Aliases can make a short text endless, so that values and depth are limited."""

    def __init__(self, document: Document, faults: list[Fault]) -> None:
        self._document = document
        self._faults = faults
        self._left = _MOST_VALUES

    def walk(self, node: Node) -> None:
        self._document.values, self._document.texts = self._value(node, ())

    def _value(self, node: Node, where: Where) -> tuple[Any, Any]:
        from ruamel.yaml.nodes import MappingNode, SequenceNode

        self._left -= 1
        self._document.places[where] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if self._left < 0 or len(where) > _DEEPEST:
            raise _TooMuch
        if isinstance(node, MappingNode):
            return self._mapping(node, where)
        if isinstance(node, SequenceNode):
            pairs = [self._value(item, (*where, index)) for index, item in enumerate(node.value)]
            return [value for value, _ in pairs], [text for _, text in pairs]
        return self._single(node), node.value

    def _mapping(self, node: Node, where: Where) -> tuple[dict[str, Any], dict[str, Any]]:
        values: dict[str, Any] = {}
        texts: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node.value, str):
                self._complain(key_node, "A list or group cannot be a key.", "Write `key: text`.")
                continue
            key = key_node.value
            if key in values:
                line = self._document.key_places[*where, key][0]
                self._complain(
                    key_node, f"`{key}` stands here a second time (first in line {line}).", "Keep one, or join the two."
                )
                continue
            self._document.key_places[*where, key] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            values[key], texts[key] = self._value(value_node, (*where, key))
        return values, texts

    def _single(self, node: Node) -> object:
        kind = str(node.tag).removeprefix("tag:yaml.org,2002:")
        text: str = node.value
        try:
            if kind == "int":
                return int(text.replace("_", ""), 0) if text.strip("0") else 0
            if kind == "float":
                return float(text.replace("_", ""))
        except ValueError:  # 007, .inf: as written
            return text
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind not in {"str", "timestamp"}:
            self._complain(node, f"`{node.tag}` is not used in prompts.", "Leave out the word that begins with `!`.")
        return text

    def _complain(self, node: Node, message: str, hint: str) -> None:
        self._faults.append(Fault(node.start_mark.line + 1, node.start_mark.column + 1, message, hint))


def _place(text: str, position: int) -> tuple[int, int]:
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1
