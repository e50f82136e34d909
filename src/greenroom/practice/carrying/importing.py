"""From raw notes to prompt files: every question in the notes becomes a draft, and no file is ever written over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from greenroom.errors import PromptError, UsageError
from greenroom.library.notes_import import DraftFile, imported_as, read_notes
from greenroom.practice.services import Services

__all__ = ["Imported", "import_notes"]

_MOST_OF_A_NAME = 999


@dataclass(frozen=True, slots=True)
class Imported:
    """Where a draft lies. It is `new`, or these notes were imported before and the file stays as it is; `beside` is the
    name that it should have had, where another prompt has that.
    """

    draft: DraftFile
    path: Path
    new: bool
    beside: str = ""


def import_notes(services: Services, notes: Path, name: str = "") -> tuple[Imported, ...]:
    """Make draft prompts of the file *notes*, called *name* where that is given.

    Raises AudioFileError (no such file, or none that can be read), UsageError (one name for several questions),
    PromptError (*name* is taken or can be no name), LibraryError. Notes that were imported before change nothing.
    """
    drafts = read_notes(notes)
    if name and len(drafts) > 1:
        raise UsageError(
            f"{notes} holds {len(drafts)} questions, so that one name cannot do for all.",
            hint="Leave --id out: each prompt is then named after its question.",
        )
    return tuple(_imported(services, draft, name) for draft in drafts)


def _imported(services: Services, draft: DraftFile, name: str) -> Imported:
    before = imported_as(services.home.prompts, draft)
    if before is not None:
        return Imported(draft, before, new=False)
    if name:
        return Imported(draft, services.prompts.add(name, draft.text), new=True)
    free = _free_name(services, draft.name)
    beside = draft.name if free != draft.name else ""
    return Imported(draft, services.prompts.add(free, draft.text), new=True, beside=beside)


def _free_name(services: Services, wanted: str) -> str:
    """*wanted*, or with a number behind it if another prompt is called that."""
    names = [wanted, *(f"{wanted}-{number}" for number in range(2, _MOST_OF_A_NAME))]
    return next(name for name in names if not _taken(services, name))


def _taken(services: Services, name: str) -> bool:
    try:
        services.prompts.path(name)
    except PromptError:
        return False
    return True
