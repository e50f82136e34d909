"""The sound card: devices, recorder, player, sound files, levels. Nothing heavy is loaded before it is used."""

from greenroom.sound.check import assess, silence_hint
from greenroom.sound.files import compress, read_audio, write_flac, write_wav
from greenroom.sound.levels import LevelMeter, block_level_dbfs, measure_levels
from greenroom.sound.port import Device, Playback, SoundCard, Take, TakeState
from greenroom.sound.portaudio import PortAudioCard
from greenroom.sound.resample import Resampler, resample
from greenroom.sound.standin import FileCard
from greenroom.sound.wav import WavInfo, read_wav_info, repair

__all__ = [
    "Device",
    "FileCard",
    "LevelMeter",
    "Playback",
    "PortAudioCard",
    "Resampler",
    "SoundCard",
    "Take",
    "TakeState",
    "WavInfo",
    "assess",
    "block_level_dbfs",
    "compress",
    "measure_levels",
    "read_audio",
    "read_wav_info",
    "repair",
    "resample",
    "silence_hint",
    "write_flac",
    "write_wav",
]
