from __future__ import annotations

import pytest

from greenroom.voice import VoiceInfo
from greenroom.voice.choosing import choose_voice, close_voices

ESPEAK = (
    VoiceInfo("gmw/af", "Afrikaans", "af"),
    VoiceInfo("gmw/en", "English (Great Britain)", "en-gb"),
    VoiceInfo("gmw/en-us", "English (America)", "en-us"),
    VoiceInfo("roa/es-419", "Spanish (Latin America)", "es-419"),
)
MACOS = (
    VoiceInfo("com.apple.voice.compact.de-DE.Anna", "Anna", "de_DE"),
    VoiceInfo("com.apple.voice.compact.en-AU.Karen", "Karen", "en_AU"),
    VoiceInfo("com.apple.voice.compact.en-US.Samantha", "Samantha", "en_US"),
)


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ("gmw/af", "gmw/af"),
        ("GMW/EN", "gmw/en"),
        ("english (great britain)", "gmw/en"),
        ("en-us", "gmw/en-us"),
        ("america", "gmw/en-us"),
        ("spanish", "roa/es-419"),
        ("", "gmw/en-us"),
    ],
)
def test_a_voice_is_found_by_id_name_language_or_a_part(wanted: str, chosen: str) -> None:
    voice = choose_voice(ESPEAK, wanted)
    assert voice is not None
    assert voice.id == chosen


def test_the_systems_default_is_kept_if_it_is_english() -> None:
    assert choose_voice(MACOS, "", MACOS[2].id) == MACOS[2]
    assert choose_voice(MACOS, "", MACOS[0].id) == MACOS[1]


def test_where_nothing_fits_none_is_chosen() -> None:
    assert choose_voice(ESPEAK, "klingon") is None
    assert choose_voice(MACOS[:1], "") is None


def test_close_voices_look_like_the_wish_english_ones_first() -> None:
    assert close_voices(ESPEAK, "amerika")[0] == "gmw/en-us"
    assert close_voices(ESPEAK, "qqq", 2) == ("gmw/en", "gmw/en-us")
    assert close_voices(MACOS, "samanta") == (MACOS[2].id,)
