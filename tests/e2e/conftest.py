from __future__ import annotations

from pathlib import Path

import pytest

from greenroom.config import cache_dir
from greenroom.voice import Pyttsx3Voice

QUESTION = "What did you build last year?"
ANSWER = (
    "Last year I built a billing system for a bakery. It cut the nightly run from ten hours to forty minutes, "
    "and I learned to measure before changing anything."
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one prompt, of which the answer makes two points and misses one."""
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "billing.yaml").write_text(
        f"""\
question: {QUESTION}
target: 5-20 s
limit: 60 s
points:
  - id: run
    say: The nightly run went from ten hours to forty minutes
  - id: learned
    say: I learned to measure before changing anything
  - id: mentor
    say: I mentored two new engineers during the migration to the cloud
""",
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture(scope="session")
def question_sound() -> Path:
    """The question as `practice` speaks it, from the same cache."""
    return Pyttsx3Voice(cache_dir() / "voice").speak(QUESTION)


@pytest.fixture(scope="session")
def answer_sound() -> Path:
    return Pyttsx3Voice(cache_dir() / "voice", rate_wpm=150).speak(ANSWER)
