"""The machinery of `./run bench hearing`: its sounds, its processes, its clock."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from tools.bench import hearing, peers
from tools.bench.hearing.answers import join_clips
from tools.bench.hearing.items import prepare
from tools.bench.hearing.live import answer_once, feed_in_real_time
from tools.bench.hearing.noises import noises
from tools.bench.hearing.usage import cpu_s, peak_mb
from tools.bench.hearing.worker import read_results

from greenroom.sound import write_wav

RATE_HZ = 16_000


def a_tone(hz: float, seconds: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    times_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    sound = 0.2 * np.sin(2 * np.pi * hz * times_s)
    sound[: RATE_HZ // 5] *= 0.01  # some room
    return sound.astype(np.float32)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two clips of one reader, one of a spontaneous speaker, one without a voice."""
    speech = tmp_path / "data" / "speech"
    speech.mkdir(parents=True)
    entries = [
        ("ls_1-0.wav", "ls1", "read", "one two", None),
        ("ls_1-1.wav", "ls1", "read", "three", None),
        ("mfa_a.wav", "michael", "spontaneous", "uh <cutoff-wo> words <hes-here>", [[0.2, 0.4, "uh"]]),
        ("key_0.wav", None, "noise", "", []),
    ]
    lines = []
    for number, (file, speaker, style, transcript, fillers) in enumerate(entries):
        write_wav(speech / file, a_tone(200 + 100 * number, 3.0), RATE_HZ)
        known = {"file": file, "seconds": 3.0, "speaker": speaker, "style": style}
        lines.append(json.dumps({**known, "transcript": transcript, "fillers": fillers}))
    (speech / "manifest.jsonl").write_text("\n".join(lines))
    return tmp_path / "data"


def test_without_data_it_says_so_and_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hearing.main(["--data", str(tmp_path)]) == 0
    assert "no speech data" in capsys.readouterr().out


def test_an_engine_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        hearing.main(["--engines", "ours,theirs"])
    assert "'theirs' is none of" in capsys.readouterr().err


def test_another_run_does_not_carry_on_with_these_results(tmp_path: Path, data: Path) -> None:
    (tmp_path / "run.json").write_text(json.dumps({"clips": 3}))
    with pytest.raises(SystemExit, match="other options"):
        hearing.main(["--data", str(data), "--results", str(tmp_path)])


def test_sounds_are_made_once(tmp_path: Path, data: Path) -> None:
    items = prepare("words", data, tmp_path, 0, 1)
    (tmp_path / "words" / "000.wav").write_bytes(b"kept")
    assert prepare("words", data, tmp_path, 0, 1) == items
    assert (tmp_path / "words" / "000.wav").read_bytes() == b"kept"
    groups = [item.group for item in items]
    assert groups == ["LibriSpeech"] * 2 + ["one speaker", "answers of 30 s", "answers of 60 s", "answers of 90 s"]
    assert items[2].transcript.split() == ["uh", "words", "here"]
    assert 30 <= items[3].seconds < 35
    assert len(items[3].transcript.split()) >= 12


def test_latency_answers_differ_from_repeat_to_repeat(tmp_path: Path, data: Path) -> None:
    items = prepare("latency", data, tmp_path, 1, 2)
    assert [item.group for item in items] == ["30", "30"]
    first, second = (Path(item.sound).read_bytes() for item in items)
    assert first != second


def test_silence_has_no_words(tmp_path: Path, data: Path) -> None:
    items = prepare("silence", data, tmp_path, 0, 1)
    assert {item.group for item in items} == {"key clicks", "synthetic"}
    assert not any(item.transcript for item in items)


def test_joined_answers_hold_every_clip_before_any_comes_back() -> None:
    sounds = [a_tone(200, 1.0), a_tone(300, 2.0), a_tone(400, 3.0)]
    samples, used = join_clips(sounds, 12.0, np.random.default_rng(1))
    assert sorted(used[:3]) == [0, 1, 2]
    assert len(samples) >= 12 * RATE_HZ
    spoken = sum(len(sounds[index]) for index in used)
    pauses_s = (len(samples) - spoken) / RATE_HZ
    assert 0.3 * (len(used) - 1) <= pauses_s <= 1.5 * (len(used) - 1)
    between = samples[len(sounds[used[0]]) :][: RATE_HZ // 5]
    assert 0 < np.sqrt(np.mean(between**2)) < 0.01  # like the room, not digital silence


def test_noises_are_the_same_every_time_and_no_clipping() -> None:
    again = noises()
    for name, sound in noises().items():
        assert np.array_equal(sound, again[name])
        assert np.abs(sound).max() < 1
        assert (np.abs(sound).max() == 0) == (name == "silence")


class Clock:
    """Time that passes only in sleep, and while a block is taken."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def now(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now_s += seconds


def test_sound_is_fed_when_it_would_have_been_spoken() -> None:
    clock, fed = Clock(), []
    samples = np.arange(RATE_HZ, dtype=np.float32)

    def feed(block: np.ndarray[tuple[int], np.dtype[np.float32]]) -> None:
        fed.append((clock.now_s - 100.0, block))

    assert feed_in_real_time(samples, feed, clock.now, clock.sleep) == pytest.approx((0.0, 0.0))
    assert np.array_equal(np.concatenate([block for _, block in fed]), samples)
    spoken_s = np.cumsum([len(block) for _, block in fed]) / RATE_HZ
    assert [moment_s for moment_s, _ in fed] == pytest.approx(spoken_s.tolist())
    assert clock.now_s == pytest.approx(101.0)


def test_a_feed_that_keeps_us_is_on_record() -> None:
    clock = Clock()
    slowest_s, late_s = feed_in_real_time(
        np.zeros(RATE_HZ, np.float32), lambda _: clock.sleep(0.05), clock.now, clock.sleep
    )
    assert slowest_s == pytest.approx(0.05)
    assert late_s == pytest.approx(24 * 0.01)  # 25 blocks of 40 ms, each taken in 50 ms


@pytest.mark.slow
def test_an_answer_is_heard_in_real_time_and_judged(tmp_path: Path) -> None:
    sound = tmp_path / "answer.wav"
    write_wav(sound, a_tone(200, 2.0), RATE_HZ)
    begun = time.monotonic()
    line = answer_once({"name": "one", "sound": str(sound)}, "ours", "tiny.en")
    assert time.monotonic() - begun > 2.0
    assert line["name"] == "one"
    assert 0 < line["to_transcript_s"] < line["to_report_s"]
    assert line["peak_mb"] > 400  # the recogniser's process counts


def test_a_line_at_which_a_run_was_killed_is_heard_again(tmp_path: Path) -> None:
    path = tmp_path / "results.jsonl"
    assert read_results(path) == []
    path.write_text('{"name": "one"}\n{"name": "tw')
    assert read_results(path) == [{"name": "one"}]


@pytest.mark.slow
def test_a_run_carries_on_where_it_was_stopped(tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--data", str(data), "--results", str(tmp_path / "run"), "--models", "tiny.en", "--clips", "2"]
    words += ["--parts", "silence", "--engines", "faster-whisper", "--markdown", str(tmp_path / "page.md")]
    assert hearing.main(words) == 0
    results = tmp_path / "run" / "silence.tiny.en.faster-whisper.jsonl"
    whole = results.read_text()
    assert whole.count("\n") == 3  # one with key clicks, two made here
    assert hearing.main(words) == 0
    assert results.read_text() == whole
    results.write_text(whole[: whole.rindex('"text"')])  # killed while it wrote the last line
    assert hearing.main(words) == 0
    lines = read_results(results)
    assert [line["name"] for line in lines] == [json.loads(line)["name"] for line in whole.splitlines()]
    assert lines[:2] == [json.loads(line) for line in whole.splitlines()[:2]]
    assert "| tiny.en | synthetic |" in (tmp_path / "page.md").read_text()
    assert "silence.tiny.en.faster-whisper: 1 of 3 sounds to hear" in capsys.readouterr().err


@pytest.mark.slow
def test_an_engine_that_fails_is_said_and_the_others_are_still_measured(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("GREENROOM_CACHE", str(tmp_path / "cache"))  # openai-whisper's weights have no place to lie in
    words = ["--data", str(data), "--results", str(tmp_path / "run"), "--models", "tiny.en", "--clips", "1"]
    assert hearing.main([*words, "--parts", "silence", "--engines", "stock,faster-whisper"]) == 1
    said = capsys.readouterr()
    assert "silence.tiny.en.stock: failed" in said.err
    row = next(line for line in said.out.splitlines() if "synthetic" in line and "faster-whisper" in line)
    assert row.split()[2] == "0.3"  # minutes


def test_an_environment_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENROOM_BENCH_PEERS", str(tmp_path))
    with pytest.raises(SystemExit, match="there is no"):
        peers.python_for("no_such_module", tmp_path)


BUSY = """
import sys, time
block = b"x" * 200_000_000
while time.process_time() < 0.5:
    pass
print("done", flush=True)
sys.stdin.read()
"""


def test_memory_and_time_of_what_it_started_count_too() -> None:
    before_mb, before_s = peak_mb(), cpu_s()
    with subprocess.Popen([sys.executable, "-c", BUSY], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"done\n"
        used_s, used_mb = cpu_s() - before_s, peak_mb() - before_mb
        child.communicate()
    assert 0.5 <= used_s < 1.5
    assert 200 <= used_mb < 400


def test_memory_that_was_given_back_counts() -> None:
    before_mb = peak_mb()
    bytearray(b"x" * round((before_mb + 100) * 1e6))
    assert peak_mb() > before_mb + 50


def test_a_module_that_is_here_needs_no_other_environment(tmp_path: Path) -> None:
    assert peers.python_for("numpy", tmp_path) == Path(sys.executable)
    assert list(tmp_path.iterdir()) == []
