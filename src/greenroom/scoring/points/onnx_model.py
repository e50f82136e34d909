"""A model of the judge as a file: loaded at first use, one thread, its faults said in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from greenroom.errors import WeightsError

__all__ = ["DATA", "OnnxModel"]

DATA = Path(__file__).parents[1] / "data"
HINT = "Install greenroom again; its data files are incomplete."


class OnnxModel:
    """The file *name* of *folder* on onnxruntime, and the vocabulary beside it.

    One thread: more are slower on texts this short. Loading takes about 0.2 s.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._session: Any = None
        self._tokenizer: Any = None

    def load(self) -> None:
        """Load it now. Raises WeightsError when a file is missing or damaged."""
        if self._session is not None:
            return
        import onnxruntime
        from tokenizers import Tokenizer

        model, vocabulary = self._folder / self._name, self._folder / "tokenizer.json"
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
        tokenizer.no_padding()
        self._tokenizer, self._session = tokenizer, session

    @property
    def tokenizer(self) -> Any:
        self.load()
        return self._tokenizer

    def run(self, outputs: list[str], given: dict[str, Any]) -> list[Any]:
        """The named outputs for *given* inputs."""
        self.load()
        found: list[Any] = self._session.run(outputs, given)
        return found
