"""A library that forgets when the program ends: the stand-in for tests, and for what is not to be kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from greenroom.domain import Attempt, AttemptRef, Hint, Recording, Report, correct_report, correct_words
from greenroom.errors import LibraryError, NotFoundError
from greenroom.library.history import marks_of
from greenroom.library.names import no_such_attempt, wanted
from greenroom.library.recovery import recovered
from greenroom.library.search import found_in, terms_of
from greenroom.library.summary import summarise
from greenroom.library.values import AttemptSummary, Grade, KeptReport, PointMark, SearchResult

__all__ = ["MemoryLibrary"]


@dataclass(frozen=True, slots=True)
class _MemorySlot:
    ref: AttemptRef
    sound_path: Path
    held: set[AttemptRef]

    def release(self) -> None:
        self.held.discard(self.ref)


class MemoryLibrary:
    """Implements `AttemptLibrary` for one process. Only sound is written, below *folder*."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._attempts: dict[AttemptRef, Attempt] = {}  # words as heard, report as corrected
        self._reports: dict[AttemptRef, list[KeptReport]] = {}
        self._last: dict[str, int] = {}
        self._held: set[AttemptRef] = set()
        self._about: dict[AttemptRef, str] = {}
        self._grades: dict[AttemptRef, Grade] = {}
        self._interview: date | None = None

    def reserve(self, prompt_id: str, about: str = "") -> _MemorySlot:
        ref = AttemptRef(prompt_id, self._last.get(prompt_id, 0) + 1)
        if AttemptRef.parse(str(ref)) is None:
            raise LibraryError(f"'{prompt_id}' cannot name a prompt.")
        self._last[prompt_id] = ref.number
        self._held.add(ref)
        if about:
            self._about[ref] = about
        self._sound(ref).parent.mkdir(parents=True, exist_ok=True)
        return _MemorySlot(ref, self._sound(ref), self._held)

    def point_asked(self, ref: AttemptRef) -> str:
        return self._about.get(ref, "")

    def keep(self, attempt: Attempt) -> None:
        judged, old = attempt.report, self._attempts.pop(attempt.ref, None)
        if attempt.about:
            self._about.setdefault(attempt.ref, attempt.about)
        attempt = replace(attempt, about=self.point_asked(attempt.ref))
        if old:
            same_words = attempt.transcript is None or attempt.transcript == _corrected(old).transcript
            attempt = replace(
                attempt,
                recording=attempt.recording or old.recording,
                transcript=old.transcript if same_words else attempt.transcript,
                report=correct_report(judged, old.corrections) if judged and judged != old.report else old.report,
                corrections=old.corrections,
                hints=attempt.hints if attempt.hints is not Hint.NONE else old.hints,
            )
        if judged and not (old and judged == old.report):
            self._reports.setdefault(attempt.ref, []).append(KeptReport(judged, attempt.judged_at))
        self._attempts[attempt.ref] = attempt
        self._last[attempt.ref.prompt_id] = max(self._last.get(attempt.ref.prompt_id, 0), attempt.ref.number)

    def revise(self, attempt: Attempt, judged: Report) -> bool:
        self.load(attempt.ref)
        reports = self._reports.setdefault(attempt.ref, [])
        added = not reports or reports[-1].report != judged
        if added:
            reports.append(KeptReport(judged, attempt.judged_at))
        self._attempts[attempt.ref] = replace(
            self._attempts[attempt.ref],
            report=attempt.report,
            judged_at=reports[-1].made_at,
            corrections=attempt.corrections,
        )
        return added

    def reports(self, ref: AttemptRef) -> tuple[KeptReport, ...]:
        self.load(ref)
        return tuple(reversed(self._reports.get(ref, [])))

    def summaries(self, prompt_id: str = "", *, parts: bool = False) -> tuple[AttemptSummary, ...]:
        of_prompt = [attempt for attempt in self._attempts.values() if prompt_id in {"", attempt.ref.prompt_id}]
        wanted_here = [attempt for attempt in of_prompt if parts or not attempt.about]
        newest_first = sorted(wanted_here, key=lambda attempt: (attempt.created_at, attempt.ref), reverse=True)
        return tuple(replace(summarise(attempt), grade=self._grades.get(attempt.ref)) for attempt in newest_first)

    def marks(self, prompt_id: str = "", last: int = 5) -> Mapping[AttemptRef, tuple[PointMark, ...]]:
        of_prompt: dict[str, list[AttemptRef]] = defaultdict(list)
        for summary in self.summaries(prompt_id):
            if summary.scored:
                of_prompt[summary.ref.prompt_id].append(summary.ref)
        newest = [ref for refs in of_prompt.values() for ref in refs[:last]]
        return {ref: marks for ref in newest if (marks := marks_of(self._attempts[ref].report))}

    def search(self, query: str, limit: int) -> SearchResult:
        terms = terms_of(query)
        found = [found_in(self.load(summary.ref), terms) for summary in self.summaries(parts=True)]
        hits = [one for one in found if one]
        return SearchResult(len(hits), tuple(hits[:limit]))

    def grade(self, ref: AttemptRef, grade: Grade) -> None:
        self._grades[self.load(ref).ref] = grade

    def interview(self) -> date | None:
        return self._interview

    def set_interview(self, on: date | None) -> None:
        self._interview = on

    def resolve(self, name: str) -> AttemptRef:
        asked_for = wanted(name)
        if asked_for.ref:
            return self.load(asked_for.ref).ref
        listed = self.summaries(asked_for.prompt_id)
        if asked_for.best:
            judged = [summary for summary in listed if summary.coverage is not None]
            listed = tuple(sorted(judged, key=lambda summary: summary.coverage or 0.0, reverse=True))
        if not listed:
            raise self._no_such(name)
        return listed[0].ref

    def load(self, ref: AttemptRef, *, corrected: bool = True) -> Attempt:
        if ref not in self._attempts:
            raise self._no_such(str(ref))
        attempt = self._attempts[ref]
        if corrected:
            return _corrected(attempt)
        return replace(attempt, report=next((kept.report for kept in self.reports(ref)), None))

    def delete(self, ref: AttemptRef) -> None:
        self.load(ref)
        del self._attempts[ref]
        self._reports.pop(ref, None)
        self._grades.pop(ref, None)
        for sound in (self._sound(ref), self._sound(ref).with_suffix(".flac")):
            sound.unlink(missing_ok=True)

    def orphans(self) -> tuple[tuple[AttemptRef, Recording], ...]:
        given_out = [AttemptRef(prompt, number + 1) for prompt, last in self._last.items() for number in range(last)]
        left = [ref for ref in given_out if self._sound(ref).exists() and ref not in self._held | self._attempts.keys()]
        found = [(ref, recording) for ref in left if (recording := recovered(self._sound(ref)))]
        return tuple(sorted(found, key=lambda item: (item[1].started_at, item[0])))

    def discard(self, ref: AttemptRef) -> None:
        if ref in self._attempts or ref in self._held:
            raise LibraryError(f"{ref} is kept or being recorded, so its sound stays.")
        if not self._sound(ref).exists():
            raise self._no_such(str(ref))
        self._sound(ref).unlink()

    def is_recording(self) -> bool:
        return bool(self._held)

    def closable(self, before: datetime) -> tuple[AttemptRef, ...]:
        old = [attempt for attempt in self._attempts.values() if attempt.created_at < before and attempt.recording]
        old.sort(key=lambda attempt: (attempt.created_at, attempt.ref))
        return tuple(attempt.ref for attempt in old if self._sound(attempt.ref).exists())

    def close_sound(self, ref: AttemptRef, compress: Callable[[Recording, Path], None]) -> int | None:
        attempt, sound = self._attempts.get(ref), self._sound(ref)
        if attempt is None or attempt.recording is None or attempt.recording.path != sound or not sound.exists():
            return None
        closed = sound.with_suffix(".flac")
        compress(attempt.recording, closed)
        self._attempts[ref] = replace(attempt, recording=replace(attempt.recording, path=closed))
        saved = sound.stat().st_size - closed.stat().st_size
        sound.unlink()
        return saved

    def _sound(self, ref: AttemptRef) -> Path:
        return self._folder / ref.prompt_id / f"{ref.number:04d}.wav"

    def _no_such(self, name: str) -> NotFoundError:
        ref = AttemptRef.parse(name)
        kept = [summary.ref for summary in self.summaries(parts=True)]
        return no_such_attempt(name, kept, has_sound=ref is not None and self._sound(ref).exists())


def _corrected(attempt: Attempt) -> Attempt:
    """*attempt* with its words as the user corrected them."""
    if attempt.transcript is None:
        return attempt
    return replace(attempt, transcript=correct_words(attempt.transcript, attempt.corrections))
