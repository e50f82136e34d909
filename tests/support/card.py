"""The virtual sound card of tools/virtual-card, as tests use it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "virtual-card"
_EXPORT = re.compile(r"^export (\w+)=(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class VirtualCard:
    """A running card; *environment* is what a program needs to see it."""

    environment: Mapping[str, str]

    @classmethod
    def start(cls, directory: Path) -> VirtualCard:
        """Start one whose socket lies in *directory*. Fails the test with the line that installs what is missing."""
        if not shutil.which("pulseaudio") and os.environ.get("GREENROOM_NO_CARD"):
            pytest.skip(
                "there is no PulseAudio for a virtual sound card, and GREENROOM_NO_CARD says that this is known"
            )
        done = subprocess.run([TOOL, "start", directory], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.fail(f"{done.stderr}(GREENROOM_NO_CARD=1 leaves these tests out.)")
        return cls(dict(_EXPORT.findall(done.stdout)))

    @classmethod
    def running(cls) -> VirtualCard | None:
        """The one that was started before the tests and is named in their environment."""
        names = ("GREENROOM_CARD_DIR", "GREENROOM_CARD_PID", "PULSE_SERVER", "ALSA_CONFIG_PATH")
        return cls({name: os.environ[name] for name in names}) if all(name in os.environ for name in names) else None

    @property
    def pid(self) -> int:
        return int(self.environment["GREENROOM_CARD_PID"])

    @property
    def whole_environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment}

    def stop(self) -> None:
        subprocess.run([TOOL, "stop", self.environment["GREENROOM_CARD_DIR"]], check=True)

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def control(self, *words: str) -> None:
        """One command of pactl."""
        subprocess.run(["pactl", *words], env=self.whole_environment, check=True, capture_output=True, timeout=10)

    @contextmanager
    def speaking(self, path: Path) -> Iterator[subprocess.Popen[bytes]]:
        """Play the sound file *path* into the microphone meanwhile."""
        with self._program("paplay", "--device=micfeed", str(path)) as player:
            yield player

    @contextmanager
    def heard(self, path: Path) -> Iterator[subprocess.Popen[bytes]]:
        """Record meanwhile what the loudspeaker plays, as 48 kHz mono WAV *path*."""
        line = ["parecord", "--device=spk.monitor", "--rate=48000", "--channels=1", "--latency-msec=20", str(path)]
        with self._program(*line) as recorder:
            yield recorder

    @contextmanager
    def _program(self, *line: str) -> Iterator[subprocess.Popen[bytes]]:
        with subprocess.Popen(line, env=self.whole_environment) as process:
            try:
                yield process
            finally:
                process.terminate()
