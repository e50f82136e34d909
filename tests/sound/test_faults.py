"""What can go wrong with a sound system, done to a real one: every row of the table of faults."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.sound.signals import a_noise
from tests.sound.test_wav import files_no_larger_than
from tests.support.card import TOOL, VirtualCard
from tests.support.waiting import until

from greenroom.domain import EndReason
from greenroom.sound.files import read_audio, write_wav
from greenroom.sound.recorder import GIVE_UP_S, Recorder
from greenroom.sound.samples import to_int16
from greenroom.sound.standin import FileCard

CHILD = Path(__file__).with_name("recording_child.py")
RATE_HZ = 48_000


class Child:
    """A recording in a process of its own, and all that it told."""

    def __init__(self, path: Path, card: VirtualCard) -> None:
        self.path = path
        self.process = subprocess.Popen(
            [sys.executable, CHILD, path],
            env=card.whole_environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.told: list[dict[str, Any]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.told.append(json.loads(line))

    @property
    def elapsed_s(self) -> float:
        return max((line.get("elapsed_s", 0.0) for line in self.told), default=0.0)

    @property
    def warning(self) -> str:
        return str(self.told[-1].get("warning", "")) if self.told else ""

    @property
    def last(self) -> dict[str, Any]:
        return self.told[-1]

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for *condition*, which a child that has ended must have met."""
        until(
            lambda: condition() or self.process.poll() is not None,
            explain=lambda: f"Told: {self.told[-3:]}",
        )
        if self.process.poll() is not None:
            self._reader.join(5)
        assert condition(), f"it ended. Told: {self.told[-3:]}"

    def stop(self) -> dict[str, Any]:
        """Ask it to stop, and see it end by itself within the time that a call may take; its last words."""
        assert self.process.stdin is not None
        if self.process.poll() is None:
            self.process.stdin.write("\n")
            self.process.stdin.flush()
        return self.ended()

    def ended(self, limit_s: float = 12) -> dict[str, Any]:
        assert self.process.wait(limit_s) == 0
        self._reader.join(5)
        assert self.process.stderr is not None
        assert self.process.stderr.read() == "", "PortAudio or ALSA got through to the terminal"
        return self.last

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join(5)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()


@pytest.fixture
def noise(tmp_path: Path) -> Path:
    """Enough noise to feed a microphone throughout a test."""
    write_wav(tmp_path / "noise.wav", a_noise(seconds=60), RATE_HZ)
    return tmp_path / "noise.wav"


@pytest.fixture
def child(private_card: VirtualCard, noise: Path, tmp_path: Path) -> Iterator[Child]:
    """A recording of noise on a card that may be mistreated, a second old."""
    with private_card.speaking(noise):
        child = Child(tmp_path / "a.wav", private_card)
        try:
            child.until(lambda: child.elapsed_s > 1)
            yield child
        finally:
            child.close()


def frames_in(path: Path) -> int:
    with wave.open(str(path), "rb") as file:
        return len(file.readframes(file.getnframes())) // 2


@pytest.mark.card
def test_a_sound_server_that_dies_ends_the_take_and_leaves_the_file(child: Child, private_card: VirtualCard) -> None:
    private_card.signal(signal.SIGKILL)
    last = child.ended()
    assert last["end"] == EndReason.DEVICE_LOST
    assert "went away" in last["warnings"][0]
    assert frames_in(child.path) == round(last["duration_s"] * RATE_HZ) > RATE_HZ


@pytest.mark.card
@pytest.mark.slow
def test_a_server_that_stays_frozen_is_given_up_after_a_warning(child: Child, private_card: VirtualCard) -> None:
    private_card.signal(signal.SIGSTOP)
    frozen_s = time.monotonic()
    child.until(lambda: "No sound has come" in child.warning)
    warned_s = time.monotonic() - frozen_s
    last = child.ended()
    assert 0.9 < warned_s < 1.5
    assert 4.5 < last["at_s"] - last["stop_took_s"] - frozen_s < 6
    assert last["end"] == EndReason.STALLED
    assert last["stop_took_s"] < 5
    assert frames_in(child.path) == round(last["duration_s"] * RATE_HZ) > RATE_HZ


@pytest.mark.card
@pytest.mark.slow
def test_a_server_that_was_frozen_for_two_seconds_costs_nothing(child: Child, private_card: VirtualCard) -> None:
    private_card.signal(signal.SIGSTOP)
    child.until(lambda: "for 2 s" in child.warning)
    private_card.signal(signal.SIGCONT)
    back_at_s = child.elapsed_s + 3.5
    child.until(lambda: child.elapsed_s > back_at_s)
    assert child.warning == ""
    first = next(line for line in child.told if line.get("elapsed_s"))
    last = child.stop()
    assert last["end"] == EndReason.STOPPED
    assert last["warnings"] == []
    passed_s = last["at_s"] - last["stop_took_s"] - first["at_s"]
    assert last["duration_s"] - first["elapsed_s"] == pytest.approx(passed_s, abs=0.1)


@pytest.mark.card
@pytest.mark.slow
def test_a_suspended_source_leaves_a_gap_that_is_told(child: Child, private_card: VirtualCard) -> None:
    private_card.control("suspend-source", "mic", "1")
    child.until(lambda: "for 2 s" in child.warning)
    private_card.control("suspend-source", "mic", "0")
    back_at_s = child.elapsed_s + 1.5
    child.until(lambda: child.elapsed_s > back_at_s)
    last = child.stop()
    assert last["end"] == EndReason.STOPPED
    (warning,) = last["warnings"]
    assert "of sound never came" in warning
    assert 1.5 < float(warning.split()[0]) < 3


@pytest.mark.card
@pytest.mark.slow
def test_a_program_that_was_stopped_carries_on_and_says_what_is_missing(child: Child) -> None:
    """Ctrl-Z, and fg after longer than a server would be given."""
    child.process.send_signal(signal.SIGSTOP)
    time.sleep(GIVE_UP_S + 0.5)  # it is the time itself that is tested
    child.process.send_signal(signal.SIGCONT)
    back_at_s = child.elapsed_s + 1.5
    child.until(lambda: child.elapsed_s > back_at_s)
    assert child.stop()["end"] == EndReason.STOPPED


@pytest.mark.card
def test_a_muted_microphone_is_told_within_two_seconds(child: Child, private_card: VirtualCard) -> None:
    private_card.control("set-source-mute", "mic", "1")
    muted_s = time.monotonic()
    child.until(lambda: "sends nothing at all" in child.warning)
    assert time.monotonic() - muted_s < 2.0
    private_card.control("set-source-mute", "mic", "0")
    child.until(lambda: child.warning == "")
    assert "exact silence" in child.stop()["warnings"][0]


@pytest.mark.card
def test_a_frozen_server_refuses_a_new_recording_in_time(private_card: VirtualCard, tmp_path: Path) -> None:
    private_card.signal(signal.SIGSTOP)
    began_s = time.monotonic()
    child = Child(tmp_path / "a.wav", private_card)
    try:
        last = child.ended()
    finally:
        child.close()
    assert "does not answer" in last["refused"]
    assert time.monotonic() - began_s < 6.5  # Python's start is in it
    assert not (tmp_path / "a.wav").exists()


@pytest.mark.card
def test_without_a_server_there_is_no_microphone(private_card: VirtualCard, tmp_path: Path) -> None:
    private_card.stop()
    child = Child(tmp_path / "a.wav", private_card)
    try:
        assert "no microphone" in child.ended()["refused"]
    finally:
        child.close()


@pytest.mark.card
def test_a_device_that_is_plugged_in_later_is_seen(private_card: VirtualCard) -> None:
    """In one process: without a server there is nothing, and once it runs there is a microphone."""
    private_card.stop()
    program = (
        "import subprocess, sys; from greenroom.sound import PortAudioCard\n"
        "card = PortAudioCard(); print(len(card.devices()))\n"
        "subprocess.run([sys.argv[1], 'start'], check=True, stdout=subprocess.DEVNULL)\n"
        "print(len(card.devices()))"
    )
    line: list[str | Path] = [sys.executable, "-c", program, TOOL]
    done = subprocess.run(
        line, env=private_card.whole_environment, check=True, stdout=subprocess.PIPE, text=True, timeout=30
    )
    assert done.stdout.split() == ["0", "3"]


@pytest.mark.card
@pytest.mark.slow
def test_kill_9_at_any_moment_leaves_a_valid_file_with_all_but_the_last_moment(
    virtual_card: VirtualCard, noise: Path, tmp_path: Path
) -> None:
    """Twenty recordings, four at a time, each killed at a random moment; what was heard is told by the clock."""
    moments = random.Random(20)
    for batch in range(5):
        with ExitStack() as stack:
            stack.enter_context(virtual_card.speaking(noise))
            children = [Child(tmp_path / f"{batch}-{number}.wav", virtual_card) for number in range(4)]
            for child in children:
                stack.callback(child.close)
            for child in children:
                kill_at_s = moments.uniform(0.02, 0.6)
                child.until(lambda child=child, at_s=kill_at_s: child.elapsed_s > at_s)  # type: ignore[misc]
                time.sleep(moments.uniform(0, 0.03))  # anywhere within a block
                killed_s = time.monotonic()
                child.process.send_signal(signal.SIGKILL)
                child.process.wait()
                child.close()
                began_s = min(line["at_s"] - line["elapsed_s"] for line in child.told if line.get("elapsed_s"))
                heard_s = killed_s - began_s
                assert heard_s - frames_in(child.path) / RATE_HZ <= 0.1
                assert read_audio(child.path, RATE_HZ).std() > 0.05


def test_a_full_disk_ends_the_take_and_keeps_what_fitted(tmp_path: Path) -> None:
    card = FileCard(a_noise(seconds=5), RATE_HZ)
    with files_no_larger_than(100_001):
        take = card.record(tmp_path / "a.wav")
        until(lambda: take.state().ended is not None)
        state = take.state()
        recording = take.stop()
    assert state.ended is recording.end is EndReason.DISK_FULL
    assert recording.frames == (100_001 - 44) // 2 == frames_in(recording.path)
    assert recording.warnings[0].startswith("The disk is full. The first 1.0 s are kept.")
    assert state.warning == recording.warnings[0]


class AllAtOnce:
    """A microphone whose whole sound comes in one instant, so that the writer is behind when the take is stopped."""

    rate_hz = RATE_HZ

    def start(self, on_block: Callable[[bytes, bool], None], on_end: Callable[[EndReason], None]) -> None:
        for block in np.split(to_int16(a_noise(seconds=40)), 2000):
            on_block(block.tobytes(), False)

    def close(self) -> None:
        pass


def test_a_disk_that_fills_up_after_the_stop_is_told_too(tmp_path: Path) -> None:
    with files_no_larger_than(3_800_000):
        recording = Recorder(tmp_path / "a.wav", AllAtOnce()).stop()
    assert recording.end is EndReason.DISK_FULL
    assert recording.frames == (3_800_000 - 44) // 2


def test_a_missing_portaudio_names_the_package(tmp_path: Path) -> None:
    program = (
        "import ctypes.util, shutil; ctypes.util.find_library = lambda name: None\n"
        "from greenroom.errors import SoundError; from greenroom.sound import PortAudioCard\n"
        "try: PortAudioCard().devices()\n"
        "except SoundError as error: print(error.message, error.hint)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "PortAudio" in done.stdout
    assert "libportaudio2" in done.stdout or "portaudio" in done.stdout.split("missing.")[1]
    assert done.stderr == ""
