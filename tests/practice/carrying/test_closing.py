"""Old sound in less room: the same bit by bit, whatever moment it is broken off at."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from tests.library.builders import a_report, an_attempt
from tests.practice.builders import ANSWER, a_prompt, services_with

from greenroom.cli.new_file import write_new
from greenroom.config import Home, Settings
from greenroom.domain import Attempt, AttemptRef, Recording
from greenroom.errors import AudioFileError, Cancelled, GreenroomError, LibraryError, NotFoundError
from greenroom.library import SqliteLibrary, backup
from greenroom.library import closing as steps
from greenroom.practice.carrying.closing import CLOSE_AFTER_DAYS, close_a_few, close_old
from greenroom.practice.carrying.exporting import export_to
from greenroom.practice.rehearsing import hear
from greenroom.practice.services import Services
from greenroom.sound import compress, read_audio, write_flac, write_wav

RATE_HZ = 44_100
REF = AttemptRef("billing", 1)


def keep_old(services: Services, ref: AttemptRef = REF, *, days: float = 20.0, seconds: float = 1.0) -> Attempt:
    """A kept attempt whose sound is as loud and as quiet as 16 bits can be."""
    samples = np.random.default_rng(ref.number).uniform(-0.05, 0.05, round(seconds * RATE_HZ) + 17).astype(np.float32)
    samples[:3] = (-1.0, 1.0, 1 / 32768)
    path = services.home.recordings / ref.prompt_id / f"{ref.number:04d}.wav"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_wav(path, samples, RATE_HZ)
    at = services.clock.now() - timedelta(days=days)
    attempt = an_attempt(
        str(ref), at=at, report=a_report("billing"), recording=Recording(path, RATE_HZ, len(samples), at)
    )
    services.attempts.keep(attempt)
    return attempt


def sound_of(services: Services, ref: AttemptRef = REF) -> bytes:
    recording = services.attempts.load(ref).recording
    assert recording
    return read_audio(recording.path, RATE_HZ).tobytes()


def files(services: Services) -> list[str]:
    recordings = services.home.recordings
    there = [path.relative_to(recordings) for path in recordings.rglob("*") if not path.name.startswith("greenroom.db")]
    return sorted(path.as_posix() for path in there if path.parts[0] != ".locks")


def test_what_is_old_is_closed_and_is_the_same_bit_by_bit(tmp_path: Path) -> None:
    services = services_with(tmp_path)
    keep_old(services)
    keep_old(services, AttemptRef("billing", 2), days=CLOSE_AFTER_DAYS - 1)
    before = [sound_of(services), sound_of(services, AttemptRef("billing", 2))]
    wav_bytes = (services.home.recordings / "billing" / "0001.wav").stat().st_size
    shown: list[str] = []

    closed = close_old(services, CLOSE_AFTER_DAYS, lambda ref, number, of: shown.append(f"{ref} {number}/{of}"))

    assert (closed.count, closed.left, shown) == (1, (), ["billing/1 1/1"])
    assert files(services) == ["billing", "billing/0001.flac", "billing/0002.wav"]
    assert closed.saved_bytes == wav_bytes - (services.home.recordings / "billing" / "0001.flac").stat().st_size
    assert [sound_of(services), sound_of(services, AttemptRef("billing", 2))] == before
    assert close_old(services, CLOSE_AFTER_DAYS).count == 0
    assert services.attempts.orphans() == ()
    services.attempts.delete(REF)
    assert files(services) == ["billing", "billing/0002.wav"]


def test_all_else_of_the_attempt_stays(tmp_path: Path) -> None:
    services = services_with(tmp_path)
    attempt = keep_old(services)
    assert attempt.recording
    close_old(services, 0)
    closed_path = services.home.recordings / "billing" / "0001.flac"
    assert services.attempts.load(REF) == replace(attempt, recording=replace(attempt.recording, path=closed_path))


Breaking = Callable[[pytest.MonkeyPatch], Callable[[Recording, Path], None]]


def die(*_: object) -> None:
    os._exit(9)


def while_it_is_written(patch: pytest.MonkeyPatch) -> Callable[[Recording, Path], None]:
    def half(recording: Recording, path: Path) -> None:
        compress(recording, path)
        os.truncate(path, path.stat().st_size // 2)
        die()

    return half


def before_it_has_its_name(patch: pytest.MonkeyPatch) -> Callable[[Recording, Path], None]:
    patch.setattr(Path, "rename", die)
    return compress


def before_the_row_names_it(patch: pytest.MonkeyPatch) -> Callable[[Recording, Path], None]:
    patch.setattr(steps, "_name", die)
    return compress


def before_the_row_is_committed(patch: pytest.MonkeyPatch) -> Callable[[Recording, Path], None]:
    name = steps._name

    def name_and_die(db: sqlite3.Connection, ref: AttemptRef, path: Path) -> bool:
        name(db, ref, path)
        os._exit(9)

    patch.setattr(steps, "_name", name_and_die)
    return compress


def before_the_old_file_goes(patch: pytest.MonkeyPatch) -> Callable[[Recording, Path], None]:
    unlink = Path.unlink
    patch.setattr(Path, "unlink", lambda path, **given: die() if path.suffix == ".wav" else unlink(path, **given))
    return compress


BREAKS = (
    while_it_is_written,
    before_it_has_its_name,
    before_the_row_names_it,
    before_the_row_is_committed,
    before_the_old_file_goes,
)


@pytest.mark.parametrize("breaking", BREAKS)
def test_broken_off_anywhere_the_attempt_is_whole_and_closing_goes_on(tmp_path: Path, breaking: Breaking) -> None:
    services = services_with(tmp_path / "home")
    keep_old(services)
    before = sound_of(services)
    child = os.fork()
    if child == 0:
        with pytest.MonkeyPatch.context() as patch:
            services.attempts.close_sound(REF, breaking(patch))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9

    assert_whole(services, before, tmp_path)
    assert close_old(services, CLOSE_AFTER_DAYS).count == 1
    assert files(services) == ["billing", "billing/0001.flac"]
    assert_whole(services, before, tmp_path / "again")


def assert_whole(services: Services, before: bytes, folder: Path) -> None:
    """Everything that reads an attempt's sound finds it as it was."""
    folder.mkdir(exist_ok=True)
    assert sound_of(services) == before
    assert services.attempts.orphans() == ()
    attempt = services.attempts.load(REF)
    assert attempt.recording
    for form in ("wav", "flac"):
        export_to(attempt, form, folder / f"out.{form}", write_new)
        assert read_audio(folder / f"out.{form}", RATE_HZ).tobytes() == before
    assert hear(services, a_prompt(), attempt.recording.path).text == ANSWER
    backup.write_backup(services.home, folder / "home.zip")
    other = replace(services, home=Home(folder / "other"), attempts=SqliteLibrary(Home(folder / "other")))
    backup.restore(folder / "home.zip", other.home)
    assert sound_of(other) == before
    # and when the database is lost
    shutil.rmtree(folder / "other" / "prompts")
    for path in other.home.recordings.glob("greenroom.db*"):
        path.unlink()
    ((ref, found),) = other.attempts.orphans()
    assert (ref, found.rate_hz, found.frames) == (REF, RATE_HZ, attempt.recording.frames)
    assert abs(found.started_at - attempt.recording.started_at) < timedelta(days=21)
    assert read_audio(found.path, RATE_HZ).tobytes() == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: os.truncate(path, path.stat().st_size - 2000),
        lambda path: path.write_bytes(b"no sound at all"),
        lambda path: path.write_bytes(path.read_bytes()[:24] + b"\x80\x3e" + path.read_bytes()[26:]),  # another rate
        lambda path: path.write_bytes(b""),
    ],
)
def test_damaged_sound_is_left_alone_and_said(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    services = services_with(tmp_path)
    keep_old(services)
    keep_old(services, AttemptRef("billing", 2))
    path = services.home.recordings / "billing" / "0001.wav"
    damage(path)
    content = path.read_bytes()

    closed = close_old(services, CLOSE_AFTER_DAYS)

    assert [(ref, type(error)) for ref, error in closed.left] == [(REF, AudioFileError)]
    assert (closed.count, path.read_bytes()) == (1, content)
    assert files(services) == ["billing", "billing/0001.wav", "billing/0002.flac"]
    recording = services.attempts.load(REF).recording
    assert recording
    assert recording.path == path


def test_a_file_in_the_way_that_is_no_such_sound_stays(tmp_path: Path) -> None:
    services = services_with(tmp_path)
    keep_old(services)
    before = sound_of(services)
    other = services.home.recordings / "billing" / "0001.flac"
    other.write_bytes(b"somebody's own notes")
    ((ref, _),) = close_old(services, 0).left
    assert (ref, other.read_bytes(), sound_of(services)) == (REF, b"somebody's own notes", before)


def test_sound_that_differs_in_one_sample_by_one_is_not_taken_for_it(tmp_path: Path) -> None:
    services = services_with(tmp_path)
    keep_old(services)
    before = sound_of(services)
    samples = np.frombuffer(before, np.float32).copy()
    samples[1000] += 1 / 32768
    other = services.home.recordings / "billing" / "0001.flac"
    write_flac(other, samples, RATE_HZ)
    ((ref, error),) = close_old(services, 0).left
    assert (ref, type(error), sound_of(services)) == (REF, AudioFileError, before)
    assert read_audio(other, RATE_HZ).tobytes() == samples.tobytes()


def test_nothing_is_closed_while_an_answer_is_recorded_or_a_backup_is_written(tmp_path: Path) -> None:
    services = services_with(tmp_path)
    keep_old(services)
    slot = services.attempts.reserve("billing")
    closed = close_old(services, 0)
    assert (closed.count, closed.recording) == (0, True)
    slot.release()
    with steps.sound_stays(services.home, 0.0):
        ((_, error),) = close_old(services, 0).left
    assert isinstance(error, LibraryError)
    assert files(services) == ["billing", "billing/0001.wav"]
    assert close_old(services, 0).count == 1


def test_a_backup_keeps_closing_away_until_it_has_every_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    services = services_with(tmp_path / "home")
    keep_old(services)
    before = sound_of(services)
    listed, refused = backup._files, list[GreenroomError]()

    def files_then(home: Home) -> Iterator[tuple[str, Path]]:
        """The rows are in the backup now, and the files not yet."""
        refused.extend(error for _, error in close_old(services, 0).left)
        return listed(home)

    monkeypatch.setattr(backup, "_files", files_then)
    backup.write_backup(services.home, tmp_path / "home.zip")
    assert [type(error) for error in refused] == [LibraryError]
    backup.restore(tmp_path / "home.zip", Home(tmp_path / "other"))
    other = replace(services, attempts=SqliteLibrary(Home(tmp_path / "other")))
    assert sound_of(other) == before
    assert close_old(services, 0).count == 1


def test_sound_that_lies_elsewhere_stays_there(tmp_path: Path) -> None:
    services = services_with(tmp_path / "home")
    keep_old(services)
    elsewhere = tmp_path / "mine.wav"
    (services.home.recordings / "billing" / "0001.wav").rename(elsewhere)
    attempt = services.attempts.load(REF)
    assert attempt.recording
    services.attempts.keep(replace(attempt, recording=replace(attempt.recording, path=elsewhere)))
    assert close_old(services, 0) == close_old(services, 0)
    assert elsewhere.exists()


def test_an_attempt_deleted_meanwhile_comes_not_back(tmp_path: Path) -> None:
    services = services_with(tmp_path)
    keep_old(services)

    def deleting(recording: Recording, path: Path) -> None:
        compress(recording, path)
        services.attempts.delete(REF)

    assert services.attempts.close_sound(REF, deleting) is None
    assert files(services) == ["billing"]
    with pytest.raises(NotFoundError):
        services.attempts.load(REF)


def test_ctrl_c_says_what_is_done(tmp_path: Path) -> None:
    services = services_with(tmp_path)
    keep_old(services)
    keep_old(services, AttemptRef("billing", 2))

    def stop_at_the_second(ref: AttemptRef, number: int, of: int) -> None:
        if number == 2:
            raise KeyboardInterrupt

    with pytest.raises(Cancelled) as caught:
        close_old(services, 0, stop_at_the_second)
    assert "1 old attempt" in caught.value.kept
    assert files(services) == ["billing", "billing/0001.flac", "billing/0002.wav"]


def test_after_practice_a_few_are_closed_unless_it_is_switched_off(tmp_path: Path) -> None:
    services = services_with(tmp_path)
    keep_old(services)
    assert close_a_few(replace(services, settings=Settings(close_old=False))) == ""
    assert files(services) == ["billing", "billing/0001.wav"]
    assert close_a_few(services).startswith("The sound of 1 old attempt is compressed now (FLAC): 0.")
    assert close_a_few(services) == ""


def test_after_practice_nobody_waits_long_and_a_fault_is_no_end(tmp_path: Path) -> None:
    services = services_with(tmp_path)
    for number in range(1, 4):
        keep_old(services, AttemptRef("billing", number))
    now = services.clock.now()
    times = iter([now, now, now + timedelta(seconds=0.4), now + timedelta(seconds=0.6)])
    slow = replace(services, clock=replace(services.clock, now=lambda: next(times)))
    assert "2 old attempts" in close_a_few(slow)
    os.truncate(services.home.recordings / "billing" / "0003.wav", 500)
    assert close_a_few(services) == "The sound of 1 old attempt could not be: greenroom close says why."

    class Refusing(SqliteLibrary):
        def closable(self, before: object) -> tuple[AttemptRef, ...]:
            raise GreenroomError("no")

    assert close_a_few(replace(services, attempts=Refusing(services.home))) == ""
