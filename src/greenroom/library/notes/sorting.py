"""Blocks of notes -> drafts: which line is a question, a point, something to avoid, a remark. Rules, no model.

A heading or a label ("Avoid:", "feedback", "A:") says what stands below it; a question begins another prompt; what is
written in sentences is an ideal answer; the rest are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from greenroom.library.notes.blocks import Block, Kind
from greenroom.library.notes.draft import Draft, DraftPoint, Entry
from greenroom.library.notes.filing import LONGEST, MOST_POINTS, asked, keep, keep_points, keep_remark, place_follow_ups
from greenroom.library.notes.labels import Role, dated_label, dated_remark, is_question, label_of, spoken_length
from greenroom.library.notes.phrases import content_words, facts_in, pieces, sentence, without_marks

__all__ = ["drafts_of"]

_DEEPEST = 12  # levels of bullets; deeper ones count as this deep
_PROSE_WORDS = 35
_CUE_WORDS = 3
_GROUP_WORDS = 12
_SAME = 0.5  # share of a sentence's words that a point must hold to say the same
_LONGEST_CUE = 200
_MOST_CUES = 20
_LONGEST_GROUP = 80


@dataclass(slots=True)
class _Node:
    block: Block
    children: list[_Node] = field(default_factory=list)


def drafts_of(blocks: Sequence[Block], noted_on: date) -> list[Draft]:
    """One draft for each question in the notes, at least one; *noted_on* dates remarks that name no day."""
    sorter = _Sorter(noted_on)
    for node in _tree(blocks):
        sorter.add(node)
    for draft in sorter.drafts:
        _points_from_ideal(draft)
        place_follow_ups(draft)
    return sorter.drafts


def _tree(blocks: Sequence[Block]) -> list[_Node]:
    """Bullets below the bullets that they are indented under; all else on its own."""
    top: list[_Node] = []
    above: list[_Node] = []
    for block in blocks:
        node = _Node(block)
        if not block.in_list:
            above = []
            top.append(node)
            continue
        while above and above[-1].block.depth >= block.depth:
            above.pop()
        del above[_DEEPEST:]
        (above[-1].children if above else top).append(node)
        above.append(node)
    return top


class _Sorter:
    def __init__(self, noted_on: date) -> None:
        self._noted_on = noted_on
        self.drafts = [Draft()]
        self._role = Role.POINT
        self._group = ""
        self._lasting = True  # until the next heading; else an empty line ends what a label began
        self._day: date | None = None

    @property
    def _draft(self) -> Draft:
        return self.drafts[-1]

    def add(self, node: _Node) -> None:
        block = node.block
        if not self._lasting and block.after_blank:
            self._section(Role.POINT, "")
        if block.kind is Kind.DIVIDER:
            self._divide(block)
        elif block.kind is Kind.TABLE_HEAD:
            self._draft.drop(_entry(block))
        elif block.kind is Kind.HEADING:
            self._heading(block)
        else:
            self._visit(node, self._role, self._group)

    def _section(self, role: Role, group: str, *, lasting: bool = True, day: date | None = None) -> None:
        self._role, self._group, self._lasting, self._day = role, group[:_LONGEST_GROUP].strip(), lasting, day

    def _divide(self, block: Block) -> None:
        if "|" not in block.text:  # else it is part of a table
            self._section(Role.POINT, "")
        if any(char.isalnum() for char in block.text):
            self._draft.drop(_entry(block))
        else:
            self._draft.marks += block.lines
            self._draft.note(_entry(block), Role.MARKS)

    def _heading(self, block: Block) -> None:
        text = without_marks(block.text)
        if remark := dated_remark(text, self._noted_on.year):
            keep_remark(self._draft, _entry(block), remark[1], remark[0], self._noted_on)
            return
        label, day = dated_label(text, self._noted_on.year)
        if label and label.rest and not label.group:
            self._visit(_Node(block), Role.POINT, "")
        elif label and label.role is not Role.QUESTION:
            self._draft.headings.append(self._draft.note(_entry(block), Role.HEADING))
            lasting = not block.soft or label.role in {Role.IDEAL, Role.POINT}
            self._section(label.role, label.group, lasting=lasting, day=day)
        elif is_question(text) or (label and label.role is Role.QUESTION):
            self._ask(_entry(block), ends_answer=True)
        else:
            if len(text) > _LONGEST_GROUP:
                self._draft.drop(_entry(block))
            else:
                self._draft.headings.append(self._draft.note(_entry(block), Role.HEADING))
            self._section(Role.POINT, sentence(text))

    def _ask(self, entry: Entry, *, ends_answer: bool) -> None:
        """A question: the prompt's own, another wording of it, or the first line of another prompt."""
        if label_of(entry.text) == label_of("question"):
            self._section(Role.QUESTION, "")
            self._draft.headings.append(self._draft.note(entry, Role.HEADING))
            return
        if self._draft.question and (ends_answer or self._draft.begun):
            self.drafts.append(Draft())
        self._section(Role.POINT, "")
        self._keep(Entry(entry.lines, entry.text, entry.said), Role.QUESTION)

    def _visit(self, node: _Node, role: Role, group: str) -> None:
        block = node.block
        text = block.text
        if remark := dated_remark(text, self._noted_on.year):
            keep_remark(self._draft, _entry(block), remark[1], remark[0], self._noted_on)
            self._children(node, Role.FEEDBACK, group)
            return
        label = label_of(text)
        if label is None:
            self._unlabelled(node, role, group)
        elif label.rest:
            self._labelled(node, label.role, label.rest, label.group or group)
        elif node.children:
            self._draft.headings.append(self._draft.note(_entry(block), Role.HEADING))
            self._children(node, label.role, label.group or group)
        elif not block.in_list:
            self._draft.headings.append(self._draft.note(_entry(block), Role.HEADING))
            self._section(label.role, label.group, lasting=label.role is Role.IDEAL)
        else:
            self._draft.drop(_entry(block))

    def _children(self, node: _Node, role: Role, group: str) -> None:
        for child in node.children:
            self._visit(child, role, group)

    def _labelled(self, node: _Node, role: Role, rest: str, group: str) -> None:
        block = node.block
        entry = Entry(block.lines, rest, block.text)
        if role is Role.QUESTION and is_question(rest, strict=False):
            self._ask(entry, ends_answer=True)
            role = Role.POINT
        elif role is Role.QUESTION:
            self._draft.drop(_entry(block))
        elif role is Role.POINT:
            keep_points(self._draft, entry, group)
            if not block.in_list:
                self._section(role, group)
        else:
            self._keep(entry, role)
            if role is Role.IDEAL:  # an answer goes on until something else begins
                self._section(role, "")
        self._children(node, role, group)

    def _unlabelled(self, node: _Node, role: Role, group: str) -> None:
        block = node.block
        entry = _entry(block)
        listed = block.in_list
        if role is Role.QUESTION:
            self._ask(entry, ends_answer=True)
            self._children(node, Role.POINT, group)
        elif role is Role.IDEAL and not listed:
            self._keep(entry, Role.IDEAL)
        elif role not in {Role.POINT, Role.IDEAL}:
            self._keep(entry, role)
            self._children(node, role, group)
        elif is_question(block.text, strict=listed):
            self._question(node, entry, group)
        elif not listed and len(block.text.split()) >= _PROSE_WORDS:
            self._keep(entry, Role.IDEAL)
        elif spoken_length(block.text):
            self._keep(entry, Role.TARGET)
        else:
            self._point(node, entry, group)

    def _question(self, node: _Node, entry: Entry, group: str) -> None:
        kind = node.block.kind
        asks = kind is not Kind.BULLET or bool(node.children) or self._draft.question is None
        if self._draft.begun and kind is Kind.BULLET and not node.children:
            self._draft.drop(entry)
        elif asks and (self._draft.question is None or self._draft.begun or kind is Kind.NUMBERED or node.children):
            self._ask(entry, ends_answer=kind is not Kind.PLAIN)
        else:
            self._keep(entry, Role.ALTERNATE)
        self._children(node, Role.POINT, group if not asks else "")

    def _point(self, node: _Node, entry: Entry, group: str) -> None:
        """A point with the few words and questions below it; or, above longer ones, the heading of a group."""
        small = [child for child in node.children if _is_small(child)]
        text = without_marks(entry.text)
        short = 0 < len(text) <= _LONGEST_GROUP and len(text.split()) <= _GROUP_WORDS
        if len(small) < len(node.children) and short:
            self._draft.headings.append(self._draft.note(entry, Role.HEADING))
            self._children(node, Role.POINT, sentence(text))
            return
        keep_points(self._draft, entry, group)
        point = self._draft.points[-1] if self._draft.points else None
        for child in node.children:
            if point is None or point.entry.lines != entry.lines or child not in small:
                self._visit(child, Role.POINT, group)
            else:
                self._detail(point, child.block)

    def _detail(self, point: DraftPoint, block: Block) -> None:
        label = label_of(block.text)
        text = label.rest if label else block.text
        entry = Entry(block.lines, without_marks(text), block.text)
        fits = 0 < len(entry.text) <= _LONGEST_CUE and len(point.cues) < _MOST_CUES
        if not label and not is_question(text) and fits:
            point.cues.append(self._draft.note(entry, Role.CUE))
        elif (label or is_question(text)) and point.follow_up is None and 0 < len(entry.text) <= LONGEST[Role.POINT]:
            question = Entry(entry.lines, asked(entry.text), entry.said)
            point.follow_up = self._draft.note(question, Role.FOLLOW_UP)
        else:
            self._draft.drop(Entry(block.lines, block.text))

    def _keep(self, entry: Entry, role: Role) -> None:
        if role is Role.FEEDBACK:
            whole = Entry(entry.lines, entry.said or entry.text)
            keep_remark(self._draft, whole, entry.text, self._day, self._noted_on)
        else:
            keep(self._draft, entry, role)


def _points_from_ideal(draft: Draft) -> None:
    """What the ideal answer says and no point does becomes a point as well: an answer is judged by its points."""
    known = [content_words(point.entry.text) for point in draft.points]
    for paragraph in draft.ideal:
        parts = pieces(paragraph.text, LONGEST[Role.POINT])
        for say in parts:
            words = content_words(say)
            said_before = any(len(words & other) >= _SAME * len(words) for other in known)
            if len(words) < _CUE_WORDS or said_before or len(draft.points) >= MOST_POINTS:
                continue
            draft.points.append(DraftPoint(Entry(paragraph.lines, sentence(say.strip(' ;"“”'))), "", facts_in(say)))
            known.append(words)
    draft.points.sort(key=lambda point: point.entry.lines[0])


def _is_small(node: _Node) -> bool:
    if node.children:
        return False
    label = label_of(node.block.text)
    if label:
        return label.role is Role.FOLLOW_UP and bool(label.rest)
    return len(node.block.text.split()) <= _CUE_WORDS or is_question(node.block.text, strict=True)


def _entry(block: Block) -> Entry:
    return Entry(block.lines, block.text)
