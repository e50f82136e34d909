"""Calls that may hang, given a limit: a frozen sound server answers nothing, and no call to it returns."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["BoundedCall"]

T = TypeVar("T")


class BoundedCall(Generic[T]):
    """*function*, running in a thread of its own, which as a daemon never keeps the program from ending."""

    def __init__(self, function: Callable[[], T]) -> None:
        self._function = function
        self._results: list[T] = []
        self._errors: list[BaseException] = []
        self._thread = threading.Thread(target=self._run, name="sound-call", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it has not returned yet: nobody can end a call that hangs."""
        return self._thread.is_alive()

    def result(self, limit_s: float) -> T:
        """What the function returned, or raised. TimeoutError when it takes longer; it then goes on by itself."""
        self._thread.join(limit_s)
        if self._errors:
            raise self._errors[0]
        if not self._results:
            raise TimeoutError(f"no answer within {limit_s:g} s")
        return self._results[0]

    def _run(self) -> None:
        try:
            self._results.append(self._function())
        except BaseException as error:  # noqa: BLE001 - handed on to the caller, whatever it is
            self._errors.append(error)
