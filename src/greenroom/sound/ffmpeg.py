"""What FFmpeg's libraries do for us: read compressed sound, write FLAC, change speed and keep the pitch.

The only file that imports av.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from greenroom.errors import AudioFileError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Stretcher", "decode", "encode_flac"]

MIN_SPEED = 0.5
MAX_SPEED = 4.0
_PIECE = 4096
_CAN_READ = "WAV, FLAC, MP3, M4A, OGG and WebM can be read."


def decode(path: Path) -> tuple[NDArray[np.float32], int]:
    """All sound in *path*, mixed to mono, shape (n,), and its own rate in Hz. What is broken in it is left out.

    Raises AudioFileError: no sound file, or none of its sound can be read.
    """
    import av
    import av.error
    import numpy as np

    try:
        with av.open(str(path), metadata_errors="replace") as container:
            if not container.streams.audio:
                raise AudioFileError(f"There is no sound in {path}.", hint="Give a sound file.")
            stream = container.streams.audio[0]
            if stream.codec_context is None or not stream.codec_context.sample_rate:
                raise AudioFileError(f"{path} holds sound of an unknown kind.", hint=_CAN_READ)
            rate_hz = stream.codec_context.sample_rate
            pieces = list(_decoded(container, stream, rate_hz))
    except av.error.FFmpegError as error:
        raise AudioFileError(
            f"{path} is not a sound file that can be read ({error.strerror}).", hint=_CAN_READ
        ) from error
    if not pieces:
        raise AudioFileError(f"{path} breaks off before its sound begins.", hint="There is nothing in it to hear.")
    return np.concatenate(pieces), rate_hz


def encode_flac(file: BinaryIO, samples: NDArray[np.int16], rate_hz: int) -> None:
    """Write mono *samples*, shape (n,), to the open, empty *file* as FLAC, which gives them back bit by bit.

    Raises OSError when the disk refuses.
    """
    import av
    import numpy as np

    with av.open(file, "w", format="flac") as container:
        stream = container.add_stream("flac", rate=rate_hz, format="s16", layout="mono")
        for start in range(0, len(samples), _PIECE):
            piece = np.ascontiguousarray(samples[None, start : start + _PIECE])
            frame = av.AudioFrame.from_ndarray(piece, format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = rate_hz, start, _time_base(rate_hz)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


class Stretcher:
    """Makes sound that comes in pieces *speed* times as fast (MIN_SPEED to MAX_SPEED) at the same pitch.

    What went in at sample n comes out at n / speed, give or take 15 ms. It is FFmpeg's atempo (WSOLA).
    """

    def __init__(self, rate_hz: int, speed: float) -> None:
        import av
        import av.filter
        import numpy as np

        if not MIN_SPEED <= speed <= MAX_SPEED:
            raise ValueError(f"speed {speed} is not within {MIN_SPEED} and {MAX_SPEED}")
        self.speed = speed
        self._rate_hz = rate_hz
        self._fed = 0
        self._graph = av.filter.Graph()
        self._graph.link_nodes(
            self._graph.add_abuffer(sample_rate=rate_hz, format="flt", layout="mono", time_base=_time_base(rate_hz)),
            self._graph.add("atempo", f"{speed:g}"),
            self._graph.add("abuffersink"),
        ).configure()
        # atempo swallows the first and the last half of its window, which is the power of two from rate / 24 on.
        self._half_window = np.zeros((1 << math.ceil(math.log2(rate_hz / 24))) // 2, np.float32)
        self.feed(self._half_window)

    def feed(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """The next mono samples, shape (n,), n > 0; what is ready."""
        import av
        import numpy as np

        piece = np.ascontiguousarray(samples[None, :], np.float32)
        frame = av.AudioFrame.from_ndarray(piece, format="flt", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = self._rate_hz, self._fed, _time_base(self._rate_hz)
        self._fed += len(samples)
        self._graph.push(frame)
        return self._ready()

    def finish(self) -> NDArray[np.float32]:
        """The rest; nothing may be fed after it."""
        import numpy as np

        before = self.feed(self._half_window)
        self._graph.push(None)
        return np.concatenate([before, self._ready()])

    def _ready(self) -> NDArray[np.float32]:
        import numpy as np

        return np.concatenate([np.zeros(0, np.float32), *_pulled(self._graph)])


def _decoded(container: Any, stream: Any, rate_hz: int) -> Iterator[NDArray[np.float32]]:
    """The sound of *stream* in pieces, mono. A broken packet is skipped: what comes after it may be whole."""
    import av
    import av.error

    to_mono = av.AudioResampler(format="flt", layout="mono", rate=rate_hz)
    form: tuple[str, str, int] | None = None
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
            frames = packet.decode() if packet is not None else []
        except av.error.InvalidDataError:
            continue
        except av.error.EOFError:
            break
        for frame in frames:
            if (frame.format.name, frame.layout.name, frame.sample_rate) != form:  # may change on the way
                form = (frame.format.name, frame.layout.name, frame.sample_rate)
                to_mono = av.AudioResampler(format="flt", layout="mono", rate=rate_hz)
            yield from (mono.to_ndarray()[0] for mono in to_mono.resample(frame))
        if packet is None:
            break
    yield from (mono.to_ndarray()[0] for mono in to_mono.resample(None))


def _pulled(graph: Any) -> Iterator[NDArray[np.float32]]:
    """What the filter has ready."""
    import av.error

    while True:
        try:
            yield graph.pull().to_ndarray()[0]
        except (av.error.BlockingIOError, av.error.EOFError):
            return


def _time_base(rate_hz: int) -> Fraction:
    return Fraction(1, rate_hz)
