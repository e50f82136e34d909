"""What was said, word by word, with times and with the doubts of the one who heard it."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Engine", "Hesitation", "Span", "Transcript", "Word"]


DOUBTFUL_BELOW = 0.4
"""Word probability below which a word is a guess: wrong words mostly lie below it, right ones seldom."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, in seconds from the start of the recording."""

    start_s: float
    end_s: float

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Word:
    """One word as heard, punctuation attached. Times are seconds, None in a typed answer; `probability` is 0..1.

    Where `text` is a name that was misheard and put right, or the user's own correction (`yours`), `heard` is what the
    recogniser wrote; else it is empty.
    """

    text: str
    start_s: float | None = None
    end_s: float | None = None
    probability: float = 1.0
    heard: str = ""
    yours: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether it was too hard to hear to decide anything. A name put right is known by its sound."""
        return self.probability < DOUBTFUL_BELOW and not self.heard


@dataclass(frozen=True, slots=True)
class Hesitation:
    """A filled pause heard in the sound itself: `label` is "um" or "uh", times are seconds, `confidence` is 0..1."""

    start_s: float
    end_s: float
    label: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Engine:
    """Who heard it: engine ("openai-whisper", "typed"), model ("base"), package version, settings that matter."""

    name: str
    model: str = ""
    version: str = ""
    settings: dict[str, str | float | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Transcript:
    """The words of one answer.

    `speech` are the stretches of the waveform in which a voice was detected (empty for a typed answer): pauses are
    measured from these, never from word times. `hesitations` are filled pauses found in the sound, whether or not there
    is a word for them. `notes` are plain sentences about doubts ("3 s of sound ... left out").
    """

    words: tuple[Word, ...]
    duration_s: float | None
    speech: tuple[Span, ...] = ()
    engine: Engine = Engine("typed")
    notes: tuple[str, ...] = ()
    hesitations: tuple[Hesitation, ...] = ()

    @property
    def text(self) -> str:
        """The words joined by single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def listened_for_hesitations(self) -> bool:
        """Whether filled pauses were looked for in the sound; where not, the words hold about half of them."""
        return bool(self.engine.settings.get("hesitations"))

    @property
    def timed(self) -> bool:
        """Whether the words have times: false for a typed answer."""
        return self.duration_s is not None

    @classmethod
    def typed(cls, text: str) -> Transcript:
        """A transcript of an answer that was typed: words without times."""
        return cls(words=tuple(Word(token) for token in text.split()), duration_s=None)
