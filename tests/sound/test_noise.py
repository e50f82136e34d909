"""What reaches the terminal while a stream is open. In a child, for it is about file descriptor 2 of a process."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import os, subprocess, sys
from greenroom.sound.noise import StderrFilter, quiet_stderr

before = sys.stderr
filtering = StderrFilter()
filtering.hold()
filtering.hold()
os.write(2, b"Expression 'ret' failed in 'src/hostapi/alsa/pa_linux_alsa.c', line: 1\\n")
os.write(2, b"ALSA lib pcm.c:2721:(snd_pcm_open_noupdate) Unknown PCM\\n")
os.write(2, b"a library's own trouble\\n")
subprocess.run([sys.executable, "-c", "import os; os.write(2, b'a program started meanwhile\\\\n')"])
sys.stderr.write("a meter without a line's end")
sys.stderr.flush()
with quiet_stderr():
    os.write(2, b"noise of a call\\n")
filtering.release()
os.write(2, b"Expression 'still held'\\n")
filtering.release()
assert sys.stderr is before
os.write(2, b"Expression 'afterwards'\\n")
"""


def test_only_the_noise_of_the_sound_libraries_is_dropped() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert sorted(done.stderr.replace("end", "end\n").splitlines()) == [
        "Expression 'afterwards'",
        "a library's own trouble",
        "a meter without a line's end",
        "a program started meanwhile",
    ]


def test_a_terminal_stays_one_while_a_stream_is_open() -> None:
    program = (
        "import os, pty, sys\n"
        "ours, theirs = pty.openpty(); os.dup2(theirs, 2)\n"
        "from greenroom.sound.noise import StderrFilter\n"
        "filtering = StderrFilter(); filtering.hold()\n"
        "print(sys.stderr.isatty())\n"
        "filtering.release()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
