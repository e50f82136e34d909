"""Where in a draft an entry goes; what is too long for a prompt file, or one too many, is kept as a comment."""

from __future__ import annotations

from datetime import date

from greenroom.library.notes.draft import Draft, DraftPoint, Entry, Remark
from greenroom.library.notes.labels import Role, spoken_length
from greenroom.library.notes.phrases import facts_in, pieces, sentence, without_marks

__all__ = ["LONGEST", "MOST_POINTS", "asked", "keep", "keep_points", "keep_remark", "place_follow_ups"]

# The limits of prompt.schema.json.
LONGEST = {
    Role.QUESTION: 600,
    Role.ALTERNATE: 600,
    Role.POINT: 400,
    Role.FOLLOW_UP: 400,
    Role.AVOID: 400,
    Role.TERM: 80,
    Role.FEEDBACK: 4000,
    Role.IDEAL: 8000,
}
MOST_POINTS = 30
_MOST = {Role.ALTERNATE: 20, Role.AVOID: 30, Role.TERM: 100, Role.FEEDBACK: 200}
_COMMANDS = ("tell ", "describe ", "walk ", "give ", "talk ")


def keep(draft: Draft, entry: Entry, role: Role) -> None:
    """Put *entry* among those of *role*; not for points and remarks."""
    said = entry.said or entry.text
    spoken = Entry(entry.lines, without_marks(entry.text), said)
    if not _kept(draft, spoken, role):
        draft.drop(Entry(entry.lines, said))


def _kept(draft: Draft, entry: Entry, role: Role) -> bool:
    if role is Role.TARGET:
        span_s = spoken_length(entry.text)
        if draft.target or not span_s:
            return False
        draft.target, draft.target_s = draft.note(entry, role), span_s
        return True
    if role is Role.TERM:
        return _terms(draft, entry)
    if role is Role.IDEAL:
        length = sum(len(old.text) + 2 for old in draft.ideal) + len(entry.text)
        return length <= LONGEST[role] and _listed(draft, entry, role, draft.ideal)
    if role is Role.AVOID:
        return _listed(draft, entry, role, draft.avoid)
    if role in {Role.QUESTION, Role.ALTERNATE, Role.FOLLOW_UP}:
        return _question(draft, Entry(entry.lines, asked(entry.text), entry.said), role)
    return False


def _question(draft: Draft, entry: Entry, role: Role) -> bool:
    if not _fits(entry, role):
        return False
    if role is Role.FOLLOW_UP:
        draft.follow_ups.append(draft.note(entry, role))
    elif role is Role.QUESTION and draft.question is None:
        draft.question = draft.note(entry, role)
    else:
        return _listed(draft, entry, Role.ALTERNATE, draft.alternates)
    return True


def _listed(draft: Draft, entry: Entry, role: Role, entries: list[Entry]) -> bool:
    if not _fits(entry, role) or len(entries) >= _MOST.get(role, len(entries) + 1):
        return False
    entries.append(draft.note(entry, role))
    return True


def _terms(draft: Draft, entry: Entry) -> bool:
    names = [Entry(entry.lines, name.strip(), entry.said) for name in entry.text.replace(";", ",").split(",")]
    names = [name for name in names if any(map(str.isalnum, name.text))]
    room = _MOST[Role.TERM] - len(draft.terms)
    if not names or len(names) > room or not all(_fits(name, Role.TERM) for name in names):
        return False
    draft.note(entry, Role.TERM)
    draft.terms += names
    return True


def _fits(entry: Entry, role: Role) -> bool:
    return len(entry.text) <= LONGEST[role] and any(map(str.isalnum, entry.text))


def keep_points(draft: Draft, entry: Entry, group: str) -> None:
    """One point for a phrase, or one for each sentence where there are more."""
    said = entry.said or entry.text
    spoken = [(part, without_marks(part)) for part in pieces(entry.text, LONGEST[Role.POINT])]
    spoken = [(part, say) for part, say in spoken if any(map(str.isalnum, say))]
    if not spoken or len(draft.points) + len(spoken) > MOST_POINTS:
        draft.drop(Entry(entry.lines, said))
        return
    draft.note(entry, Role.POINT)
    for part, say in spoken:
        draft.points.append(DraftPoint(Entry(entry.lines, sentence(say), said), group, facts_in(part)))


def keep_remark(draft: Draft, entry: Entry, note: str, on: date | None, noted_on: date) -> None:
    """The remark *note* in *entry*, made on that day; on *noted_on*, perhaps, where the notes name none."""
    kept = Entry(entry.lines, without_marks(note), entry.text)
    if not _fits(kept, Role.FEEDBACK) or len(draft.feedback) >= _MOST[Role.FEEDBACK]:
        draft.drop(entry)
        return
    draft.feedback.append(Remark(draft.note(kept, Role.FEEDBACK), on or noted_on, on is not None))


def place_follow_ups(draft: Draft) -> None:
    """Give each follow-up question to the last point before it, unless that has one."""
    for entry in draft.follow_ups:
        before = [point for point in draft.points if point.entry.lines[0] < entry.lines[0]]
        if before and before[-1].follow_up is None:
            before[-1].follow_up = entry
        else:
            draft.drop(Entry(entry.lines, entry.said))
    draft.follow_ups.clear()


def asked(text: str) -> str:
    """A question with its mark."""
    text = sentence(text.strip())
    if not text or text.endswith(("?", ".", "!")):
        return text
    return text + ("." if text.casefold().startswith(_COMMANDS) else "?")
