"""Records until a line comes on stdin, telling all the while how it stands: a program for tests to freeze and kill.

recording_child.py FILE      one JSON object a line on stdout
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

from greenroom.errors import GreenroomError
from greenroom.sound import PortAudioCard


def tell(**values: object) -> None:
    sys.stdout.write(json.dumps({"at_s": time.monotonic(), **values}) + "\n")
    sys.stdout.flush()


def main(path: Path) -> None:
    card = PortAudioCard()
    try:
        take = card.record(path)
    except GreenroomError as error:
        tell(refused=error.message)
        return
    asked_to_stop = threading.Event()

    def wait_for_a_line() -> None:
        sys.stdin.readline()
        asked_to_stop.set()

    threading.Thread(target=wait_for_a_line, daemon=True).start()
    state = take.state()
    while state.ended is None and not asked_to_stop.wait(0.02):
        state = take.state()
        tell(elapsed_s=state.elapsed_s, warning=state.warning)
    began_s = time.monotonic()
    recording = take.stop()
    tell(
        end=recording.end,
        duration_s=recording.duration_s,
        warnings=recording.warnings,
        stop_took_s=time.monotonic() - began_s,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
