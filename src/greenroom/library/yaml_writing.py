"""Text -> YAML that a person would have written: plain where that is safe, in quotes where it is not."""

from __future__ import annotations

import json
import re
import textwrap

__all__ = ["block", "comment_safe", "in_brackets", "one_line", "scalar"]

_PLAIN = re.compile(r"""[A-Za-z][\w ,.'’“”"()%/+$€£–—;?!&-]*[\w.)%?!”]""", re.ASCII)
_PLAIN_IN_BRACKETS = re.compile(r"[A-Za-z][\w .'’+/-]*", re.ASCII)
_RESERVED = {"true", "false", "null", "yes", "no", "on", "off"}
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_BRACKETS = re.compile(r"((?:[\[{]\s*){12})(?:[\[{]\s*)+")  # more in a row are taken for deep nesting: see yaml_text
_WIDEST = 116


def comment_safe(text: str) -> str:
    """*text* with a space for each character that YAML, or a comment in it, cannot hold."""
    return _UNPRINTABLE.sub(" ", text)


def one_line(text: str) -> str:
    """*text* on one line, with single spaces, and nothing that YAML cannot hold."""
    return _BRACKETS.sub(r"\1", " ".join(comment_safe(text).split()))


def scalar(text: str) -> str:
    """*text* as a value behind `key: `. A JSON string is a YAML string too, whatever it holds."""
    text = one_line(text)
    if _PLAIN.fullmatch(text) and text.casefold() not in _RESERVED:
        return text
    return json.dumps(text, ensure_ascii=False)


def in_brackets(text: str) -> str:
    """*text* as a value in a list in brackets, where commas and brackets would end a plain one."""
    written = scalar(text)
    return written if _PLAIN_IN_BRACKETS.fullmatch(written) else json.dumps(one_line(text), ensure_ascii=False)


def block(text: str, indent: int) -> list[str]:
    """The lines below `key: >-` that are read as *text* on one line, folded at spaces."""
    pad = " " * indent
    return textwrap.wrap(
        one_line(text),
        _WIDEST,
        initial_indent=pad,
        subsequent_indent=pad,
        break_long_words=False,
        break_on_hyphens=False,
    )
