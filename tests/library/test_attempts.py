"""What only the real library can show: files, other processes, time."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.library.builders import NOON, a_report, an_attempt, write_wav

from greenroom.config import Home
from greenroom.domain import Attempt, AttemptRef, Recording
from greenroom.library import SqliteLibrary

RESERVE_MANY = """
import sys
from pathlib import Path
from greenroom.config import Home
from greenroom.library import SqliteLibrary
library = SqliteLibrary(Home(Path(sys.argv[1])))
slots = [library.reserve("why-meta") for _ in range(int(sys.argv[2]))]
print(*(slot.ref.number for slot in slots), flush=True)
sys.stdin.read()
"""
RECORD_AND_DIE = """
import os, signal, sys, wave
from pathlib import Path
from greenroom.config import Home
from greenroom.library import SqliteLibrary
slot = SqliteLibrary(Home(Path(sys.argv[1]))).reserve("why-meta")
with wave.open(str(slot.sound_path), "wb") as file:
    file.setparams((1, 2, 16000, 0, "NONE", ""))
    file.writeframes(bytes(2 * 16000))
print("recorded", flush=True)
sys.stdin.read()
"""


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def rows(home: Home, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home.database)) as db:
        return db.execute(question).fetchall()


def test_processes_that_reserve_at_once_never_get_the_same_number(home: Home) -> None:
    processes = [python(RESERVE_MANY, home.root, 5) for _ in range(4)]  # in a home that none of them has made yet
    numbers = [int(number) for process in processes for number in first_line(process).split()]
    for process in processes:
        end(process)

    assert sorted(numbers) == list(range(1, 21))


def test_sound_of_another_process_is_offered_only_once_it_died(home: Home, kept: SqliteLibrary) -> None:
    process = python(RECORD_AND_DIE, home.root)
    assert first_line(process) == "recorded"

    while_alive = kept.orphans()
    process.send_signal(signal.SIGKILL)
    process.communicate()

    assert while_alive == ()
    ((ref, recording),) = kept.orphans()
    assert (str(ref), recording.duration_s) == ("why-meta/1", 1.0)
    assert kept.reserve("why-meta").ref.number == 2
    assert not list((home.recordings / ".locks").glob("why-meta-1.*")), "the dead session's lock file was left"


def test_orphans_come_oldest_first(kept: SqliteLibrary) -> None:
    for prompt_id in ("b", "a", "c"):
        slot = kept.reserve(prompt_id)
        write_wav(slot.sound_path)
        slot.release()

    started = [recording.started_at for _, recording in kept.orphans()]

    assert len(started) == 3
    assert started == sorted(started)


def test_other_files_in_the_folder_are_no_attempts(home: Home, kept: SqliteLibrary) -> None:
    for name in ("why-meta/notes.wav", "why-meta/3.wav", "Why Meta/0001.wav", "why-meta/0000.wav"):
        write_wav(home.recordings / name)

    assert kept.orphans() == ()


def test_an_old_number_never_comes_again_even_without_the_database(home: Home, kept: SqliteLibrary) -> None:
    write_wav(home.recordings / "why-meta" / "0007.wav")
    write_wav(home.recordings / "why-meta" / "0009.flac")

    assert kept.reserve("why-meta").ref.number == 10


def test_an_attempt_kept_without_reserving_takes_its_number(kept: SqliteLibrary) -> None:
    kept.keep(an_attempt("why-meta/12"))

    assert kept.reserve("why-meta").ref.number == 13


def test_earlier_reports_stay_beside_the_latest(home: Home, kept: SqliteLibrary) -> None:
    attempt = an_attempt(report=a_report(covered=0))
    kept.keep(attempt)
    kept.keep(attempt)  # the same again is no further report
    kept.keep(replace(attempt, report=a_report(covered=2)))

    assert rows(home, "SELECT count(*) FROM reports") == [(2,)]
    assert kept.load(attempt.ref).report == a_report(covered=2)

    kept.delete(attempt.ref)
    assert rows(home, "SELECT count(*) FROM reports") == [(0,)]
    assert rows(home, "SELECT count(*) FROM transcripts") == [(0,)]


def test_a_home_can_be_moved(home: Home, kept: SqliteLibrary, tmp_path: Path) -> None:
    slot = kept.reserve("why-meta")
    kept.keep(an_attempt(str(slot.ref), recording=write_wav(slot.sound_path)))
    slot.release()

    moved = Home(tmp_path / "elsewhere")
    shutil.move(home.root, moved.root)

    recording = SqliteLibrary(moved).load(slot.ref).recording
    assert recording
    assert recording.path == moved.recordings / "why-meta" / "0001.wav"
    assert recording.path.exists()


def test_a_home_named_relatively_keeps_relative_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    home = Home(Path("home"))
    slot = SqliteLibrary(home).reserve("why-meta")
    SqliteLibrary(home).keep(an_attempt(str(slot.ref), recording=write_wav(slot.sound_path)))

    assert '"recordings/why-meta/0001.wav"' in str(rows(home, "SELECT recording FROM attempts"))


def test_looking_makes_nothing(home: Home, kept: SqliteLibrary) -> None:
    assert kept.summaries() == ()
    assert kept.orphans() == ()
    assert not home.root.exists()


def test_times_come_back_in_utc_and_sort_by_time(kept: SqliteLibrary) -> None:
    from datetime import timezone

    india = timezone(timedelta(hours=5, minutes=30))
    kept.keep(an_attempt("p/1", at=datetime(2026, 11, 20, 17, 29, tzinfo=india)))  # 11:59 UTC
    kept.keep(an_attempt("p/2", at=NOON))

    assert [summary.created_at for summary in kept.summaries()] == [NOON, NOON - timedelta(minutes=1)]
    assert kept.summaries()[1].created_at.tzinfo is UTC


def test_any_attempt_survives_the_database(home: Home) -> None:
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    st.register_type_strategy(str, text)
    st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
    st.register_type_strategy(datetime, st.datetimes(min_value=datetime(1970, 1, 2), timezones=st.just(UTC)))  # noqa: DTZ001
    recordings = st.builds(
        Recording,
        path=st.integers(1, 9999).map(lambda number: home.recordings / "p" / f"{number:04d}.wav"),
        rate_hz=st.integers(1, 192_000),
        frames=st.integers(0, 2**40),
    )
    refs = st.builds(AttemptRef, st.from_regex("[a-z0-9][a-z0-9-]{0,9}", fullmatch=True), st.integers(1, 10_000))
    library = SqliteLibrary(home)

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.builds(Attempt, ref=refs, asked=text, recording=st.none() | recordings))
    def survives(attempt: Attempt) -> None:
        library.keep(attempt)
        assert library.load(attempt.ref) == attempt
        library.delete(attempt.ref)

    survives()


def test_ten_thousand_attempts(home: Home, kept: SqliteLibrary, capsys: pytest.CaptureFixture[str]) -> None:
    kept.keep(an_attempt(report=a_report()))
    with closing(sqlite3.connect(home.database)) as db, db:
        for table, columns in (("attempts", "number"), ("reports", "attempt_id"), ("transcripts", "attempt_id")):
            _multiply(db, table, columns)

    began, cpu_began = time.perf_counter(), time.process_time()
    listed = kept.summaries()
    took_s, cpu_s = time.perf_counter() - began, time.process_time() - cpu_began
    best_began = time.perf_counter()
    best = kept.resolve("best")
    best_took_s = time.perf_counter() - best_began

    figures = f"list {took_s * 1000:.0f} ms ({cpu_s * 1000:.0f} ms CPU), best {best_took_s * 1000:.1f} ms"
    with capsys.disabled():
        print(f"\n10,000 attempts: {figures}")  # noqa: T201 - measured here, judged by who reads it
    assert len(listed) == 10_000
    assert str(best) == "why-meta/10000"


def _multiply(db: sqlite3.Connection, table: str, counted: str) -> None:
    """9,999 more rows like the one there is, each with a transcript and a report of a realistic 20 kB."""
    names = [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})") if name != "id"]
    values = [
        f"{name} + i" if name == counted else f"{name} || printf('%20000s', '')" * (name == "report") or name
        for name in names
    ]
    db.execute(
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)"
        f" INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {table}, n"
    )


def test_the_room_opens_without_heavy_libraries() -> None:
    script = "import sys, greenroom.library; print(*{'ruamel', 'jsonschema', 'filelock', 'numpy'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == ""
