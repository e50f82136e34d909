"""The attempts of a home: rows in SQLite, sound in files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from greenroom.config import Home
from greenroom.domain import Attempt, AttemptRef, Recording, Report
from greenroom.errors import LibraryError, NotFoundError
from greenroom.library import rows
from greenroom.library.closing import Compress, close_sound, old_sounds
from greenroom.library.database import Database
from greenroom.library.failures import refusals_explained
from greenroom.library.history import read_interview, read_marks, write_grade, write_interview
from greenroom.library.names import no_such_attempt, wanted
from greenroom.library.recovery import recovered
from greenroom.library.search import read_found, terms_of
from greenroom.library.slots import LockedSlot, closed_path, hold, is_any_held, is_held, sound_path
from greenroom.library.values import AttemptSummary, Grade, KeptReport, PointMark, SearchResult

__all__ = ["SqliteLibrary"]

_SOUND_NAME = re.compile(r"([0-9]+)\.[A-Za-z0-9]+")


class SqliteLibrary:
    """Attempts in `recordings/`; implements `AttemptLibrary`. `wait_s`: how long a locked database is waited for."""

    def __init__(self, home: Home, wait_s: float = 5.0) -> None:
        self._home = home
        self._database = Database(home, wait_s)

    def reserve(self, prompt_id: str, about: str = "") -> LockedSlot:
        if AttemptRef.parse(f"{prompt_id}/1") is None:
            raise LibraryError(
                f"'{prompt_id}' cannot name a prompt.", hint="Use lower-case letters, digits and hyphens."
            )
        with self._database.writing() as db:
            folder = self._home.recordings / prompt_id
            folder.mkdir(exist_ok=True)
            # The files count too: after a database was lost or moved away, an old number must not come again.
            ref = AttemptRef(prompt_id, max(rows.last_number(db, prompt_id), _last_file_number(folder)) + 1)
            rows.count_number(db, ref)
            if about:
                rows.single_out(db, ref, about)
        return hold(self._home, ref)

    def point_asked(self, ref: AttemptRef) -> str:
        with self._database.reading() as db:
            return rows.point_asked(db, ref)

    def keep(self, attempt: Attempt) -> None:
        with self._database.writing() as db:
            rows.write_attempt(db, attempt, self._home.root)
            rows.count_number(db, attempt.ref)

    def revise(self, attempt: Attempt, judged: Report) -> bool:
        with self._database.writing() as db:
            if not rows.has_attempt(db, attempt.ref):
                raise self._no_such(str(attempt.ref), attempt.ref)
            return rows.revise_attempt(db, attempt, judged)

    def reports(self, ref: AttemptRef) -> tuple[KeptReport, ...]:
        with self._database.reading() as db:
            if not rows.has_attempt(db, ref):
                raise self._no_such(str(ref), ref)
            return tuple(rows.read_reports(db, ref))

    def summaries(self, prompt_id: str = "", *, parts: bool = False) -> tuple[AttemptSummary, ...]:
        with self._database.reading() as db:
            return tuple(rows.read_summaries(db, prompt_id, parts=parts))

    def marks(self, prompt_id: str = "", last: int = 5) -> Mapping[AttemptRef, tuple[PointMark, ...]]:
        with self._database.reading() as db:
            return read_marks(db, prompt_id, last)

    def search(self, query: str, limit: int) -> SearchResult:
        with self._database.reading() as db:
            return read_found(db, terms_of(query), limit)

    def grade(self, ref: AttemptRef, grade: Grade) -> None:
        with self._database.writing() as db:
            if not write_grade(db, ref, grade):
                raise self._no_such(str(ref), ref)

    def interview(self) -> date | None:
        with self._database.reading() as db:
            return read_interview(db)

    def set_interview(self, on: date | None) -> None:
        with self._database.writing() as db:
            write_interview(db, on)

    def resolve(self, name: str) -> AttemptRef:
        asked_for = wanted(name)
        with self._database.reading() as db:
            if asked_for.ref is None:
                found = rows.first_ref(db, asked_for.prompt_id, best=asked_for.best)
            else:
                found = asked_for.ref if rows.has_attempt(db, asked_for.ref) else None
        if found is None:
            raise self._no_such(name, asked_for.ref)
        return found

    def load(self, ref: AttemptRef, *, corrected: bool = True) -> Attempt:
        with self._database.reading() as db:
            attempt = rows.read_attempt(db, ref, self._home.root, corrected=corrected)
        if attempt is None:
            raise self._no_such(str(ref), ref)
        return attempt

    def delete(self, ref: AttemptRef) -> None:
        with self._database.writing() as db:
            if not rows.has_attempt(db, ref):
                raise self._no_such(str(ref), ref)
            rows.delete_attempt(db, ref)
        # The row goes first: a file that cannot be removed then is found again as sound without a row. Only what lies
        # in the prompt's folder goes; an answer recorded elsewhere stays where its owner put it.
        self._remove(self._files(ref))

    def orphans(self) -> tuple[tuple[AttemptRef, Recording], ...]:
        with refusals_explained(self._home):
            # Closed sound too, which has lost its rows if the database is gone. Of two forms the one recorded counts.
            paths = [path for ending in ("flac", "wav") for path in self._home.recordings.glob(f"*/*.{ending}")]
            left = {ref: path for path in paths if (ref := self._recorded_as(path)) and not is_held(self._home, ref)}
        # Rows are read last: a session that ended while we looked had written its row before it let go of its lock.
        with self._database.reading() as db:
            kept = rows.kept_refs(db)
        with refusals_explained(self._home):
            found = [(ref, recovered(path)) for ref, path in left.items() if ref not in kept]
        heard = [(ref, recording) for ref, recording in found if recording]
        return tuple(sorted(heard, key=lambda item: (item[1].started_at, item[0])))

    def discard(self, ref: AttemptRef) -> None:
        with self._database.reading() as db:
            if rows.has_attempt(db, ref):
                raise LibraryError(
                    f"{ref} is kept, so its sound stays.", hint=f"`greenroom delete {ref}` removes both."
                )
        files = self._files(ref)
        if not files:
            raise self._no_such(str(ref), ref)
        if is_held(self._home, ref):
            raise LibraryError(
                f"{ref} is being recorded just now, so its sound stays.", hint="Stop that recording first."
            )
        self._remove(files)

    def is_recording(self) -> bool:
        with refusals_explained(self._home):
            return is_any_held(self._home)

    def closable(self, before: datetime) -> tuple[AttemptRef, ...]:
        with refusals_explained(self._home):
            recorded = {self._recorded_as(path) for path in self._home.recordings.glob("*/*.wav")}
        if not recorded:
            return ()
        with self._database.reading() as db:
            return tuple(ref for ref in old_sounds(db, before) if ref in recorded)

    def close_sound(self, ref: AttemptRef, compress: Compress) -> int | None:
        return close_sound(self._home, self._database, ref, compress)

    def _recorded_as(self, path: Path) -> AttemptRef | None:
        """The attempt that *path* is the sound of, if `reserve` gave that path out, or closing made it of that."""
        ref = AttemptRef.parse(f"{path.parent.name}/{path.stem.lstrip('0')}")
        return ref if ref and path in {sound_path(self._home, ref), closed_path(self._home, ref)} else None

    def _files(self, ref: AttemptRef) -> list[Path]:
        """What lies in the prompt's folder under that number, in whatever form."""
        with refusals_explained(self._home):
            return sorted((self._home.recordings / ref.prompt_id).glob(f"{ref.number:04d}.*"))

    def _remove(self, files: Iterable[Path]) -> None:
        with refusals_explained(self._home):
            for path in files:
                path.unlink(missing_ok=True)

    def _no_such(self, name: str, ref: AttemptRef | None) -> NotFoundError:
        kept = [summary.ref for summary in self.summaries(parts=True)]
        return no_such_attempt(name, kept, has_sound=ref is not None and bool(self._files(ref)))


def _last_file_number(folder: Path) -> int:
    matches = (_SOUND_NAME.fullmatch(path.name) for path in folder.iterdir())
    return max((int(match[1]) for match in matches if match), default=0)
