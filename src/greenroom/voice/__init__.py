"""Prompt -> sound: the interviewer's voice."""

from greenroom.voice.port import Voice, VoiceInfo
from greenroom.voice.pyttsx3_voice import Pyttsx3Voice
from greenroom.voice.standin import ToneVoice

__all__ = ["Pyttsx3Voice", "ToneVoice", "Voice", "VoiceInfo"]
