"""One utterance in a process of its own: `python -m greenroom.voice.worker speak PATH VOICE RATE LIMIT`, text on stdin.

`... voices` lists instead. The answer is one line of JSON on stdout: `{"ok": true, ...}` or `{"error": kind, ...}` with
kind `no_engine`, `unknown_voice`, `failed` or `timeout`. pyttsx3 loses words when an engine is used twice, crashes in
threads and prints on stdout; a process that ends after one utterance has none of these troubles.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from greenroom.voice.choosing import choose_voice, close_voices
from greenroom.voice.port import VoiceInfo

__all__ = ["main"]

_WAV_HEADER = 44
_ESPEAK_RATE = 1  # espeak_PARAMETER in speak_lib.h
_START_RATE_WPM = 200  # pyttsx3.drivers.espeak


def main(arguments: list[str]) -> dict[str, Any]:
    """Do what *arguments* say; the answer as plain data."""
    try:
        _find_espeak()
        import pyttsx3

        engine = pyttsx3.init()
        voices = _voices(engine)
    # pyttsx3 lets through whatever its engine raises (RuntimeError, OSError, ImportError, COM errors, ...)
    except Exception as error:  # noqa: BLE001
        return {"error": "no_engine", "detail": f"{type(error).__name__}: {error}"}
    if not voices:  # it would speak with any voice, and that would stay in the cache
        return {"error": "no_engine", "detail": "it lists no voices"}
    if arguments[0] == "voices":
        return {"ok": True, "voices": [[voice.id, voice.name, voice.language] for voice in voices]}
    path, wanted, rate, limit = arguments[1:]
    voice = choose_voice(voices, wanted, str(engine.getProperty("voice") or ""))
    if wanted and not voice:
        return {"error": "unknown_voice", "close": close_voices(voices, wanted)}
    text = sys.stdin.buffer.read().decode("utf-8")
    return _speak(engine, text, Path(path), voice.id if voice else "", int(rate), float(limit))


def _speak(engine: Any, text: str, path: Path, voice: str, rate: int, limit_s: float) -> dict[str, Any]:
    done = threading.Event()
    faults: list[str] = []
    engine.connect("finished-utterance", lambda **event: done.set() if event.get("completed") else None)
    engine.connect("error", lambda **event: faults.append(str(event.get("exception"))))
    if voice:
        engine.setProperty("voice", voice)
    _await_start_settings()
    for _ in range(2):  # the second is there for the first to be lost
        engine.setProperty("rate", rate)
    engine.save_to_file(text, str(path))
    engine.runAndWait()
    # runAndWait comes back before espeak has written the file
    if not done.wait(limit_s):
        return {"error": "failed" if faults else "timeout", "detail": "; ".join(faults)}
    if not path.is_file() or path.stat().st_size <= _WAV_HEADER:
        return {"error": "failed", "detail": "; ".join(faults) or "it wrote no sound"}
    return {"ok": True, "voice": voice}


def _await_start_settings(limit_s: float = 5.0) -> None:
    """Wait until espeak's own thread has taken in the rate that pyttsx3 starts it with.

    On a busy machine it came after ours: 6 of 1,260 utterances were spoken at 200 words a minute instead of 110.
    """
    if "pyttsx3.drivers.espeak" not in sys.modules:
        return
    espeak = ctypes.CDLL("libespeak-ng.so.1")
    deadline_s = time.monotonic() + limit_s
    while espeak.espeak_GetParameter(_ESPEAK_RATE, 1) != _START_RATE_WPM and time.monotonic() < deadline_s:
        time.sleep(0.005)


def _voices(engine: Any) -> list[VoiceInfo]:
    found = []
    for voice in engine.getProperty("voices"):
        languages = [item.decode("utf-8", "ignore") if isinstance(item, bytes) else item for item in voice.languages]
        language = str(languages[0] if languages and languages[0] else "").strip("\0\x05")
        found.append(VoiceInfo(str(voice.id), str(voice.name), language))
    return found


def _find_espeak() -> None:
    """Where the system has no espeak-ng, load the one of the package `espeakng-loader`, if that is installed."""
    if not sys.platform.startswith("linux"):
        return  # macOS and Windows speak by themselves
    try:
        ctypes.CDLL("libespeak-ng.so.1")
    except OSError:
        try:
            import espeakng_loader
        except ImportError:
            return
        os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
        # global, and by its soname: pyttsx3's own search then finds it
        ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)


if __name__ == "__main__":
    answer_fd = os.dup(1)
    os.dup2(2, 1)  # what pyttsx3 prints must not mix with the answer
    os.write(answer_fd, json.dumps(main(sys.argv[1:])).encode())
    os._exit(0)  # espeak's own threads may crash a tidy exit
