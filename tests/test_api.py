from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import greenroom
from greenroom.domain import Change, Verdict

HEAVY = {"torch", "whisper", "onnxruntime", "numpy", "sounddevice", "av", "rich", "ruamel", "jsonschema", "tokenizers"}
PROMPT = "question: Why?\npoints:\n  - {id: team, say: I led the redesign together with two other engineers}\n"


def modules_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_importing_greenroom_and_asking_for_help_loads_nothing_heavy() -> None:
    assert not modules_after("import greenroom") & HEAVY
    assert not modules_after("from greenroom.cli.parser import make_parser; make_parser()") & HEAVY


def test_every_public_name_is_there() -> None:
    assert all(getattr(greenroom, name) for name in greenroom.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = greenroom.no_such_name


def test_load_judge_and_compare(tmp_path: Path) -> None:
    path = tmp_path / "why.yaml"
    path.write_text(PROMPT, encoding="utf-8")
    prompt = greenroom.load_prompt(path)
    missed = greenroom.judge(prompt, greenroom.Transcript.typed("It rained all day and I read a book."))
    made = greenroom.judge(prompt, greenroom.Transcript.typed("I led the redesign together with two other engineers."))
    assert [point.verdict for point in made.points] == [Verdict.COVERED]
    assert [point.change for point in greenroom.compare(missed, made).points] == [Change.GAINED]


@pytest.mark.slow
def test_transcribe_takes_a_file_or_samples(tmp_path: Path) -> None:
    from greenroom.sound import read_audio
    from greenroom.voice import Pyttsx3Voice

    spoken = Pyttsx3Voice(tmp_path, rate_wpm=150).speak("I learned to measure before changing anything.")
    from_file = greenroom.transcribe(spoken, model="tiny.en")
    assert "measure before changing anything" in from_file.text
    assert greenroom.transcribe(read_audio(spoken), model="tiny.en").words == from_file.words
