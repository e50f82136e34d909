"""A draft -> the text of a prompt file, with the line of the notes beside everything."""

from __future__ import annotations

import calendar
import re
import textwrap
from collections.abc import Iterator, Sequence

from greenroom.domain import Point, Prompt
from greenroom.library.notes.draft import Draft, DraftPoint, Entry
from greenroom.library.notes.phrases import slug
from greenroom.library.yaml_writing import block, in_brackets, one_line, scalar

__all__ = ["numbered", "prompt_text"]

_HEAD = """\
# yaml-language-server: $schema=prompt.schema.json
# A draft out of {source} (import {mark}). "notes line 4" is where a text comes from; these comments may go.
# Make each `say` a sentence that you could speak, and move what was sorted wrongly."""
_CALENDAR = {*calendar.month_name, *calendar.day_name}
_WIDEST = 112
_LONGEST_ON_A_LINE = 100


def prompt_text(draft: Draft, source: str, mark: str, fallback: str) -> str:
    """The file of *draft*, made from the notes called *source*; *fallback* is asked where the notes have no question.

    *mark* tells this import from others, so that the same notes are not imported twice.
    """
    return "\n".join([*_Writer(draft).lines(one_line(source), mark, fallback), ""])


def numbered(lines: Sequence[int]) -> str:
    """Line numbers as one would write them: "3", "3-5", "3, 7"."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return ", ".join(f"{run[0]}-{run[-1]}" if run[1:] else f"{run[0]}" for run in runs)


class _Writer:
    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._written: dict[int, str] = {}  # per line of the notes: what the file holds of it
        for entry in _entries(draft):
            for line in entry.lines:
                text = "" if entry is draft.target else entry.text  # a length is written in other words
                self._written[line] = f"{self._written.get(line, '')} {text}"
        starts = sorted([*self._written, *(line for entry in draft.unclear for line in entry.lines)])
        self._headings: dict[int, list[Entry]] = {}
        self._last_headings: list[Entry] = []
        for heading in draft.headings:
            start = next((line for line in starts if line > heading.lines[0]), None)
            (self._last_headings if start is None else self._headings.setdefault(start, [])).append(heading)
        self._explained: set[int] = set()

    def lines(self, source: str, mark: str, fallback: str) -> Iterator[str]:
        draft = self._draft
        yield from _HEAD.format(source=source, mark=mark).splitlines()
        if draft.question:
            yield from self._single("question", draft.question)
        else:
            yield f"question: {scalar(fallback)}  # the notes hold no question: this is their name"
        yield from self._list("alternates", draft.alternates)
        if draft.target:
            yield from self._headed(draft.target, "")
            low_s, high_s = draft.target_s
            yield f"target: {low_s:g}-{high_s:g} s{self._beside(draft.target)}"
            if high_s > Prompt("", "").limit_s:
                yield f"limit: {min(3600.0, high_s * 1.5):g} s"
        if draft.is_star:
            yield "structure: star"
        yield from self._terms()
        yield from self._points()
        if draft.avoid:
            yield from ["", "avoid:"]
            for entry in draft.avoid:
                yield from self._headed(entry, "  ")
                yield f"  - say: {scalar(entry.text)}{self._beside(entry)}"
        yield from self._ideal()
        yield from self._feedback()
        yield from self._rest()

    def _single(self, key: str, entry: Entry) -> Iterator[str]:
        yield from self._headed(entry, "")
        yield f"{key}: {scalar(entry.text)}{self._beside(entry)}"

    def _list(self, key: str, entries: Sequence[Entry], indent: str = "") -> Iterator[str]:
        if entries:
            yield f"{indent}{key}:"
        for entry in entries:
            yield from self._headed(entry, f"{indent}  ")
            yield f"{indent}  - {scalar(entry.text)}{self._beside(entry)}"

    def _terms(self) -> Iterator[str]:
        draft = self._draft
        texts = [point.entry.text for point in draft.points] + [entry.text for entry in draft.ideal]
        found = Prompt("", "", points=tuple(Point("", text) for text in texts)).names
        given = [entry.text for entry in draft.terms]
        names: dict[str, str] = {}
        for name in (*given, *(name for name in found if len(name) <= 80 and name not in _CALENDAR)):
            names.setdefault(name.casefold(), name)
        if not names:
            return
        for entry in draft.terms:
            yield from self._headed(entry, "")
        listed = ", ".join(map(in_brackets, names.values()))
        lines = numbered([line for entry in draft.terms for line in entry.lines])
        if lines:
            yield f"# Names of notes line {lines}, then those in the points."
        yield f"terms: [{listed}]"

    def _points(self) -> Iterator[str]:
        points = self._draft.points
        yield ""
        if not points:
            yield "# The notes hold no points. Write what the answer must say, at least one: `points:`, `- id: ...`"
            return
        yield "points:"
        taken: list[str] = []
        for number, point in enumerate(points, start=1):
            name = slug(point.entry.text, taken) or f"point-{number}"
            taken.append(name)
            yield from self._point(name, point)

    def _point(self, name: str, point: DraftPoint) -> Iterator[str]:
        yield from self._headed(point.entry, "  ")
        yield f"  - id: {scalar(name)}{self._beside(point.entry)}"
        if point.group:
            yield f"    group: {scalar(point.group)}"
        yield f"    say: {scalar(point.entry.text)}"
        yield from self._list("cues", point.cues, "    ")
        if point.facts:
            yield f"    facts: [{', '.join(map(in_brackets, point.facts))}]"
        if point.follow_up:
            yield from self._headed(point.follow_up, "    ")
            yield f"    follow_up: {scalar(point.follow_up.text)}{self._beside(point.follow_up)}"

    def _ideal(self) -> Iterator[str]:
        if not self._draft.ideal:
            return
        yield ""
        for entry in self._draft.ideal:
            yield from self._headed(entry, "")
            yield self._beside(entry).strip()
        yield "ideal: |"
        for number, entry in enumerate(self._draft.ideal):
            yield from [""] if number else []
            yield from block(entry.text, 2)

    def _feedback(self) -> Iterator[str]:
        if self._draft.feedback:
            yield from ["", "feedback:"]
        for remark in self._draft.feedback:
            yield from self._headed(remark.entry, "  ")
            yield f"  - on: {remark.on.isoformat()}{self._beside(remark.entry)}"
            if not remark.dated:
                yield "    # The notes name no day: this is when their file was last changed. Put it right."
            if len(remark.entry.text) <= _LONGEST_ON_A_LINE:
                yield f"    note: {scalar(remark.entry.text)}"
            else:
                yield from ["    note: >-", *block(remark.entry.text, 6)]

    def _rest(self) -> Iterator[str]:
        draft = self._draft
        if draft.unclear:
            count = len({line for entry in draft.unclear for line in entry.lines})
            yield from ["", f"# Not understood, {count} {'line' if count == 1 else 'lines'}: use what you need."]
            for entry in draft.unclear:
                yield from self._headed(entry, "")
                yield from _comments("", [entry])
        if self._last_headings:
            yield from ["", "# Headings of the notes below which nothing was left:"]
            yield from _comments("", self._last_headings)
        if draft.marks:
            yield from ["", *_wrapped(f"# Only marks, no words: notes line {numbered(draft.marks)}")]

    def _headed(self, entry: Entry, indent: str) -> Iterator[str]:
        """The headings that stand before *entry* in the notes, once."""
        yield from _comments(indent, self._headings.pop(entry.lines[0], ()))

    def _beside(self, entry: Entry) -> str:
        """The comment behind *entry*: its lines, and what of them is nowhere else in the file."""
        comment = f"  # {_place(entry)}"
        if not entry.said or self._explained.issuperset(entry.lines):
            return comment
        self._explained.update(entry.lines)
        kept = set(_words(" ".join(self._written[line] for line in entry.lines)))
        lost = [part for part in one_line(entry.said).split() if not kept.issuperset(_words(part))]
        return f"{comment}: {' '.join(lost)}" if lost else comment


def _entries(draft: Draft) -> Iterator[Entry]:
    """Everything that becomes a value in the file."""
    yield from filter(None, [draft.question, draft.target])
    for entries in (draft.alternates, draft.terms, draft.avoid, draft.ideal):
        yield from entries
    yield from (remark.entry for remark in draft.feedback)
    for point in draft.points:
        yield point.entry
        yield from point.cues
        yield from [point.follow_up] if point.follow_up else []


def _comments(indent: str, entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        yield from _wrapped(f"{indent}# {_place(entry)}: {one_line(entry.text)}", f"{indent}#   ")


def _place(entry: Entry) -> str:
    return f"notes {'lines' if entry.lines[1:] else 'line'} {numbered(entry.lines)}"


def _wrapped(text: str, further: str = "#   ") -> list[str]:
    return textwrap.wrap(text, _WIDEST, subsequent_indent=further, break_long_words=False, break_on_hyphens=False)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
