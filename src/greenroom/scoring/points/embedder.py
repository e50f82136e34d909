"""The sentence embedder that ships in the package: all-MiniLM-L6-v2 on onnxruntime. See `data/README.md`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from greenroom.errors import WeightsError
from greenroom.scoring.points.vectors import unit
from greenroom.scoring.port import Embedded

__all__ = ["MiniLmEmbedder"]

DATA = Path(__file__).parents[1] / "data"
MAX_PIECES = 128  # what the model was trained with; a longer text loses its end
HINT = "Install greenroom again; its data files are incomplete."


class MiniLmEmbedder:
    """Embedder on onnxruntime, one thread (more are slower on texts this short), 384 dimensions.

    The model is loaded at the first call, in about 0.2 s.
    """

    def __init__(self, folder: Path = DATA) -> None:
        self._folder = folder
        self._session: Any = None
        self._tokenizer: Any = None

    def load(self) -> None:
        """Load the model now. Raises WeightsError when its files are missing or damaged."""
        if self._session is not None:
            return
        import onnxruntime
        from tokenizers import Tokenizer

        model, vocabulary = self._folder / "minilm-l6.int8.onnx", self._folder / "tokenizer.json"
        for path in (model, vocabulary):
            if not path.is_file():
                raise WeightsError(f"The judge's model file {path} is missing.", hint=HINT)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        try:
            tokenizer = Tokenizer.from_file(str(vocabulary))
            session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # both libraries raise bare Exception subclasses of their own
            raise WeightsError(f"The judge's model in {self._folder} is damaged: {error}", hint=HINT) from error
        tokenizer.enable_truncation(MAX_PIECES)
        tokenizer.no_padding()
        self._tokenizer, self._session = tokenizer, session

    def embed(self, texts: Sequence[str]) -> tuple[Embedded, ...]:
        """One result a text, in order.

        Each text runs alone: the model's scales are taken from the whole batch, so in company a text's vector would
        depend on its neighbours, and a verdict on the rest of the answer. It costs 0.4 ms a text.
        """
        self.load()
        return tuple(self._run(encoded) for encoded in self._tokenizer.encode_batch(list(texts)))

    def _run(self, encoded: Any) -> Embedded:
        import numpy as np

        ids = np.array([encoded.ids], np.int64)
        tokens, sentences = self._session.run(
            ["tokens", "sentences"], {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        )
        inner = slice(1, -1)  # the first and last pieces are the model's own marks, not the text's
        return Embedded(
            sentence=sentences[0],
            pieces=tuple(encoded.tokens[inner]),
            tokens=unit(tokens[0, inner]),
            starts=tuple(start for start, _ in encoded.offsets[inner]),
        )
