"""A prompt in the making: every line of the notes is in one of its entries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from greenroom.library.notes.labels import STAR, Role

__all__ = ["Draft", "DraftPoint", "Entry", "Remark"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said in some lines of the notes (their numbers); `said` is how they had it, where `text` has less."""

    lines: tuple[int, ...]
    text: str
    said: str = ""


@dataclass(slots=True)
class DraftPoint:
    entry: Entry
    group: str = ""
    facts: tuple[str, ...] = ()
    cues: list[Entry] = field(default_factory=list)
    follow_up: Entry | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    entry: Entry
    on: date
    dated: bool


@dataclass(slots=True)
class Draft:
    """What the notes say on one question; `used` tells of each of their lines what it became."""

    question: Entry | None = None
    alternates: list[Entry] = field(default_factory=list)
    target: Entry | None = None
    target_s: tuple[float, float] = (60.0, 120.0)
    terms: list[Entry] = field(default_factory=list)
    points: list[DraftPoint] = field(default_factory=list)
    avoid: list[Entry] = field(default_factory=list)
    feedback: list[Remark] = field(default_factory=list)
    ideal: list[Entry] = field(default_factory=list)
    follow_ups: list[Entry] = field(default_factory=list)  # until all points are known
    headings: list[Entry] = field(default_factory=list)
    unclear: list[Entry] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    used: dict[int, Role] = field(default_factory=dict)

    @property
    def begun(self) -> bool:
        """Whether something answers the question already."""
        return bool(self.points or self.avoid or self.ideal)

    @property
    def counts(self) -> Counter[Role]:
        """How many lines became what."""
        return Counter(self.used.values())

    @property
    def is_star(self) -> bool:
        """Whether the points are told as situation, task, action and result."""
        return len({point.group for point in self.points} & set(STAR)) >= 3

    def note(self, entry: Entry, role: Role) -> Entry:
        for line in entry.lines:
            self.used[line] = role
        return entry

    def drop(self, entry: Entry) -> None:
        """Keep *entry* only as a comment."""
        self.unclear.append(self.note(entry, Role.UNCLEAR))
