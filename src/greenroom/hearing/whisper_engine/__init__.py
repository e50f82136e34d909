"""openai-whisper, and the torch under it: the only folder that imports them.

The package is used unmodified. What makes it quick on a processor is hung on the model after it is loaded: `int8`
swaps its matrix products, `shortcuts` spares it work that changes nothing or next to nothing.
"""

from greenroom.hearing.whisper_engine.files import checkpoint_bytes, download
from greenroom.hearing.whisper_engine.model import WhisperModel

__all__ = ["WhisperModel", "checkpoint_bytes", "download"]
