"""Recording -> Transcript: recogniser, its weights, speech detection."""

from greenroom.hearing.port import RATE_HZ, Listening, SpeechDetector, Transcriber
from greenroom.hearing.process import Choice
from greenroom.hearing.silero import SileroDetector
from greenroom.hearing.standin import ScriptedTranscriber
from greenroom.hearing.transcriber import WhisperTranscriber
from greenroom.hearing.weights import ModelInfo, check_model, download_model, find_weights, models_available

__all__ = [
    "RATE_HZ",
    "Choice",
    "Listening",
    "ModelInfo",
    "ScriptedTranscriber",
    "SileroDetector",
    "SpeechDetector",
    "Transcriber",
    "WhisperTranscriber",
    "check_model",
    "download_model",
    "find_weights",
    "models_available",
]
