"""What every voice has to do, over the real one and its stand-in."""

from __future__ import annotations

import array
import wave
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from greenroom.errors import VoiceError
from greenroom.voice import Pyttsx3Voice, ToneVoice, Voice

Make = Callable[[Path], Voice]


@pytest.fixture(params=[Pyttsx3Voice, ToneVoice])
def make(request: pytest.FixtureRequest) -> Make:
    made: Make = request.param
    return made


@pytest.fixture
def voice(make: Make, tmp_path: Path) -> Voice:
    return make(tmp_path / "cache")


def samples(path: Path) -> array.array[int]:
    with wave.open(str(path), "rb") as sound:
        assert sound.getnchannels() == 1
        assert sound.getsampwidth() == 2
        return array.array("h", sound.readframes(sound.getnframes()))


def seconds(path: Path) -> float:
    with wave.open(str(path), "rb") as sound:
        return sound.getnframes() / sound.getframerate()


def test_a_text_becomes_a_mono_wav_file_that_can_be_heard(voice: Voice) -> None:
    path = voice.speak("Why Meta?")
    assert max(map(abs, samples(path))) > 2_000
    assert 0.2 < seconds(path) < 5


def test_every_word_is_spoken(voice: Voice) -> None:
    short = seconds(voice.speak("one two three"))
    assert seconds(voice.speak(" ".join(["one two three"] * 12))) > 6 * short


def test_it_is_made_once(voice: Voice) -> None:
    path = voice.speak("Why Meta?")
    made_at = path.stat().st_mtime_ns
    assert voice.speak("Why Meta?") == path
    assert path.stat().st_mtime_ns == made_at


def test_another_voice_object_takes_it_from_the_cache(make: Make, tmp_path: Path) -> None:
    first = make(tmp_path).speak("Why Meta?")
    assert make(tmp_path).speak("Why Meta?") == first
    assert list(tmp_path.iterdir()) == [first]


def test_another_text_is_another_file(voice: Voice) -> None:
    assert voice.speak("Why Meta?") != voice.speak("Why not?")


def test_a_damaged_file_in_the_cache_is_made_again(voice: Voice) -> None:
    path = voice.speak("Why Meta?")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert voice.speak("Why Meta?").read_bytes() == whole


def test_two_threads_may_ask_at_once(voice: Voice) -> None:
    with ThreadPoolExecutor(4) as pool:
        paths = list(pool.map(voice.speak, ["Why Meta?", "Why now?", "Why Meta?", "Why now?"]))
    assert paths[0] == paths[2] != paths[1] == paths[3]
    assert sorted(paths[0].parent.iterdir()) == sorted(set(paths))


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_no_text_is_refused(voice: Voice, text: str, tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="no text"):
        voice.speak(text)
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_told(make: Make, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(VoiceError, match="cannot be kept") as caught:
        make(tmp_path / "taken").speak("Why Meta?")
    assert "GREENROOM_CACHE" in caught.value.hint


def test_there_are_voices_with_ids_of_their_own(voice: Voice) -> None:
    voices = voice.voices()
    assert voices
    assert all(info.id and info.name for info in voices)
    assert len({info.id for info in voices}) == len(voices)
    assert any(info.language.startswith("en") for info in voices)
