"""The prompt files of a home."""

from __future__ import annotations

import codecs
import difflib
import errno
import json
import os
import re
import shutil
from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path

from greenroom.domain import Feedback, Prompt
from greenroom.errors import DiskFullError, LibraryError, PromptError
from greenroom.library.names import WORDS
from greenroom.library.values import PromptListing, PromptProblem

__all__ = ["PromptFiles", "starters"]

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_ENDINGS = (".yaml", ".yml")
_LARGEST_BYTES = 256 * 1024
_SCHEMA_NAME = "prompt.schema.json"
_NAMING = "Use lower-case letters, digits and hyphens, for example why-here.yaml."


def starters() -> dict[str, str]:
    """The text of each starter prompt by its id.

    They lie in the package, because whoever installs greenroom has no checkout. The repository's `prompts/` holds the
    same files, since the repository is itself a home as `add_starters` makes one; a test compares them.
    """
    folder = resources.files("greenroom.library").joinpath("data", "starters")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return {file.name.removesuffix(".yaml"): file.read_text(encoding="utf-8") for file in files}


@cache
def _template() -> str:
    return resources.files("greenroom.library").joinpath("data", "template.yaml").read_text(encoding="utf-8")


class PromptFiles:
    """`*.yaml` (or `.yml`) in *folder*; implements `PromptLibrary`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def listing(self) -> PromptListing:
        prompts: list[Prompt] = []
        problems: list[PromptProblem] = []
        for path in self._paths():
            prompt, found = self._read(path)
            prompts += [prompt] if prompt else []
            problems += found
        return PromptListing(tuple(sorted(prompts, key=lambda prompt: prompt.id)), tuple(problems))

    def ids(self) -> tuple[str, ...]:
        return tuple(sorted({path.stem for path in self._paths()}))

    def load(self, name: str) -> Prompt:
        path = self.path(name)
        prompt, problems = self._read(path)
        if prompt is None:
            count = "a problem" if len(problems) == 1 else f"{len(problems)} problems"
            raise PromptError(
                "\n".join([f"{path} has {count}:", *map(str, problems)]),
                hint=f"Mend the file, then check it with `greenroom prompts check {name}`.",
            )
        return prompt

    def path(self, name: str) -> Path:
        if name.endswith(_ENDINGS) or "/" in name or "\\" in name:
            return self._named_file(name)
        for ending in _ENDINGS:
            path = self._folder / f"{name}{ending}"
            if _ID.fullmatch(name) and path.is_file():
                return path
        raise self._no_such(name)

    def check(self, path: Path) -> tuple[PromptProblem, ...]:
        return self._read(path)[1]

    def create(self, prompt_id: str, question: str) -> Path:
        # A JSON string is a YAML string too, whatever the question holds.
        text = _template().replace("QUESTION", json.dumps(question.strip() or "?", ensure_ascii=False))
        return self.add(prompt_id, text)

    def add(self, prompt_id: str, text: str) -> Path:
        if problem := _bad_id(prompt_id):
            raise PromptError(f"'{prompt_id}' cannot name a prompt: {problem}", hint=_NAMING)
        for ending in _ENDINGS:
            if (self._folder / f"{prompt_id}{ending}").exists():
                raise PromptError(
                    f"There is a prompt '{prompt_id}' already; it was not touched.",
                    hint=f"Choose another name, or change it with `greenroom prompts edit {prompt_id}`.",
                )
        return self._write(f"{prompt_id}.yaml", text)

    def add_feedback(self, name: str, feedback: Feedback) -> bool:
        from greenroom.library.feedback import has_feedback, with_feedback

        prompt = self.load(name)
        if has_feedback(prompt, feedback):
            return False
        self._change(name, "the remark", "feedback", lambda text: with_feedback(text, prompt, feedback))
        return True

    def set_ideal(self, name: str, ideal: str) -> bool:
        from greenroom.library.ideal import with_ideal

        prompt = self.load(name)
        if prompt.ideal.split() == ideal.split():
            return False
        self._change(name, "the ideal answer", "ideal", lambda text: with_ideal(text, prompt, ideal))
        return True

    def _change(self, name: str, what: str, key: str, change: Callable[[str], str | None]) -> None:
        """Put what *change* makes of its text into the file of that prompt. Raises PromptError where it makes None."""
        from greenroom.library.prompt_text import decode

        path = self.path(name).resolve()  # a link stays a link
        content = path.read_bytes()
        changed = change(decode(content)[0])
        if changed is None:
            raise PromptError(
                f"{path} is written in a way into which {what} could not be put; it was not touched.",
                hint=f"Add it by hand, below `{key}:`, with `greenroom prompts edit {name}`.",
            )
        mark = content[: len(codecs.BOM_UTF8)] if content.startswith(codecs.BOM_UTF8) else b""
        _replace(path, mark + changed.encode("utf-8"))

    def add_starters(self) -> tuple[Path, ...]:
        """Put the starter prompts into the folder, making it if need be; those that are there already stay as they are.

        Returns the files that were added. Raises LibraryError.
        """
        there = {path.stem for path in self._paths()}
        return tuple(self._write(f"{name}.yaml", text) for name, text in starters().items() if name not in there)

    def _paths(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        files = [path for path in self._folder.iterdir() if path.suffix in _ENDINGS and not path.name.startswith(".")]
        return sorted(path for path in files if path.is_file())

    def _read(self, path: Path) -> tuple[Prompt | None, tuple[PromptProblem, ...]]:
        """The prompt in *path*, or None and all that is wrong with it."""
        from greenroom.library.prompt_text import decode, read_prompt

        try:
            content = path.read_bytes()
        except OSError as error:
            return None, (_problem(path, f"The file cannot be read: {error.strerror}.", "Check its permissions."),)
        if len(content) > _LARGEST_BYTES:
            return None, (_problem(path, f"The file has {len(content) // 1024} KB.", "A prompt is a page or two."),)
        text, faults = decode(content)
        prompt, more = read_prompt(path.stem, text)
        problems = [
            PromptProblem(path, fault.line, fault.column, fault.message, fault.hint) for fault in [*faults, *more]
        ]
        if reason := _bad_id(path.stem):
            problems.insert(0, _problem(path, f"The file's name cannot name a prompt: {reason}", _NAMING))
        elif path.suffix == ".yml" and path.with_suffix(".yaml").exists():
            problems.insert(0, _problem(path, f"There is a {path.stem}.yaml too.", "Keep one of the two."))
        return (None if problems else prompt), tuple(problems)

    def _named_file(self, name: str) -> Path:
        given = Path(name).expanduser()
        places = [given, *(Path(f"{given}{ending}") for ending in _ENDINGS), self._folder / name]
        for place in places:
            if place.is_file() and place.suffix in _ENDINGS:
                return place
        if given.is_file():
            raise PromptError(f"{name} is no prompt file.", hint="Prompt files end in .yaml or .yml.")
        raise PromptError(f"There is no file {name}.", hint="`greenroom prompts list` shows the prompts there are.")

    def _no_such(self, name: str) -> PromptError:
        ids = self.ids()
        if not ids:
            return PromptError(
                f"There is no prompt '{name}': {self._folder} holds none.",
                hint="`greenroom init` adds starter prompts, `greenroom prompts new NAME` makes one.",
            )
        close = difflib.get_close_matches(name.lower().replace(" ", "-"), ids, n=3, cutoff=0.5)
        if close:
            hint = f"Did you mean {' or '.join(close)}?"
        else:
            hint = f"There are {', '.join(ids[:8])}{', ...' if ids[8:] else ''}. `greenroom prompts list` shows them."
        return PromptError(f"There is no prompt '{name}'.", hint=hint)

    def _write(self, file_name: str, text: str) -> Path:
        """A new file in the folder, and beside it the schema that its first line points editors to."""
        from greenroom.library.schema_check import schema_text

        path = self._folder / file_name
        schema = self._folder / _SCHEMA_NAME
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write_new(path, text)
            # It is ours, not the user's: a newer program brings a newer one.
            schema.write_text(schema_text(), encoding="utf-8", newline="\n")
        except OSError as error:
            raise _refused(path, error) from error
        return path


def _write_new(path: Path, text: str) -> None:
    """All of *text* in a new file, or no file. Raises OSError."""
    file = path.open("x", encoding="utf-8", newline="\n")
    try:
        with file:
            file.write(text)
    except OSError:
        path.unlink()
        raise


def _replace(path: Path, content: bytes) -> None:
    """*content* in place of what *path* holds, or, whatever goes wrong, what it held. Raises LibraryError."""
    half_made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            with half_made.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            shutil.copymode(path, half_made)
            half_made.replace(path)
        finally:
            half_made.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> LibraryError:
    kind = DiskFullError if error.errno == errno.ENOSPC else LibraryError
    return kind(
        f"{error.filename or path} could not be written: {error.strerror}.",
        hint="Allow writing in that folder, or choose another home by setting GREENROOM_HOME.",
    )


def _problem(path: Path, message: str, hint: str) -> PromptProblem:
    return PromptProblem(path, 1, 1, message, hint)


def _bad_id(prompt_id: str) -> str:
    """Why *prompt_id* can be no prompt's id; empty when it can."""
    if prompt_id in WORDS:
        return f"'{prompt_id}' means an attempt."
    if not _ID.fullmatch(prompt_id):
        return "it may hold lower-case letters, digits and hyphens, 60 at most."
    return ""
