"""Talks to a server that speaks OpenAI's chat protocol (Ollama, llama.cpp, LM Studio), within one limit of time.

Plain `http.client`: it follows no redirects and knows no proxies, so that an answer goes where the settings say, or
nowhere.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from greenroom.config import is_loopback
from greenroom.errors import LanguageModelError, UsageError

__all__ = ["ChatClient", "readable"]

MOST_BYTES = 1_000_000
"""A second opinion has a few kilobytes; a server that sends more than this is not listened to."""


class ChatClient:
    """One server. Raises UsageError for a *url* that is none."""

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            host = None
        if not host or parts.scheme not in {"http", "https"} or parts.username or parts.query or parts.fragment:
            raise UsageError(
                f"llm_url is '{readable(url)}', which is no address of a server.",
                hint="It looks like http://127.0.0.1:11434/v1.",
            )
        self.host = host
        self.local = is_loopback(url)
        self._port = port
        self._encrypted = parts.scheme == "https"
        self._path = parts.path.rstrip("/")
        self._where = f"{parts.scheme}://{parts.netloc}"

    def models(self, deadline: float) -> tuple[str, ...]:
        """The names of the models that the server has. *deadline* as of `time.monotonic()`.

        Raises LanguageModelError.
        """
        try:
            return tuple(str(entry["id"]) for entry in self._exchange("GET", "/models", None, deadline)["data"])
        except (KeyError, TypeError) as error:
            raise _odd("lists its models in a form that is not known here") from error

    def complete(self, request: dict[str, Any], deadline: float) -> str:
        """What the model writes in answer to *request*, whole. Raises LanguageModelError."""
        reply = self._exchange("POST", "/chat/completions", request, deadline)
        try:
            choice = reply["choices"][0]
            content, ended = choice["message"]["content"], choice.get("finish_reason")
        except (KeyError, IndexError, TypeError, AttributeError) as error:
            raise _odd("answered in a form that is not known here") from error
        if ended == "length":
            raise _odd("stopped in the middle of its answer")
        if not isinstance(content, str):
            raise _odd("answered without any text")
        return content

    def _exchange(self, method: str, path: str, body: dict[str, Any] | None, deadline: float) -> Any:
        """One request and the JSON that comes back, all of it before *deadline*."""
        left_s = max(0.01, deadline - time.monotonic())
        kind = http.client.HTTPSConnection if self._encrypted else http.client.HTTPConnection
        connection = kind(self.host, self._port, timeout=left_s)
        expired = threading.Event()
        try:
            connection.connect()
            self._check_peer(connection.sock)
            with _Watchdog(connection.sock, deadline, expired):
                content = None if body is None else json.dumps(body).encode()
                headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
                connection.request(method, self._path + path, content, headers)
                response = connection.getresponse()
                received = _read(response)
        except (OSError, http.client.HTTPException) as error:
            raise self._translated(error, expired=expired.is_set()) from error
        finally:
            connection.close()
        if expired.is_set():
            raise _too_slow()
        return _parsed(response.status, received)

    def _check_peer(self, connected: socket.socket) -> None:
        """The name "localhost" may lead anywhere: what counts is where it did."""
        if self.local and not ipaddress.ip_address(connected.getpeername()[0]).is_loopback:
            raise LanguageModelError(
                f"The name {self.host} leads to another machine; nothing was sent.",
                hint="Write llm_url with 127.0.0.1.",
            )

    def _translated(self, error: Exception, *, expired: bool) -> LanguageModelError:
        if expired or isinstance(error, TimeoutError):
            return _too_slow()
        if isinstance(error, http.client.IncompleteRead):
            return _odd("stopped in the middle of its answer")
        if isinstance(error, http.client.HTTPException):
            return _odd("does not speak HTTP as it should, or hung up")
        return LanguageModelError(
            f"No language model answers at {readable(self._where)}.", hint="Start its server, or set llm_url."
        )


class _Watchdog:
    """Ends all waiting on a connection at the deadline: a server that drips bytes never lets a plain time-out pass."""

    def __init__(self, connected: socket.socket, deadline: float, expired: threading.Event) -> None:
        self._connected = connected
        self._expired = expired
        self._timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._cut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()

    def _cut(self) -> None:
        self._expired.set()
        try:
            self._connected.shutdown(socket.SHUT_RDWR)
        except OSError:  # it is over anyway
            return


def _read(response: http.client.HTTPResponse) -> bytes:
    """The whole body. Raises LanguageModelError when it is huge or ends early."""
    if (response.length or 0) <= MOST_BYTES:
        received = response.read(MOST_BYTES + 1)
        if len(received) <= MOST_BYTES:
            if response.length:
                raise http.client.IncompleteRead(received, response.length)
            return received
    raise _odd(f"sent more than {MOST_BYTES // 1_000_000} MB")


def _parsed(status: int, received: bytes) -> Any:
    try:
        parsed = json.loads(received)
    except (ValueError, RecursionError) as error:
        if status == http.HTTPStatus.OK:
            raise _odd("answered with something that is no JSON") from error
        parsed = None
    if status != http.HTTPStatus.OK:
        said = parsed.get("error") if isinstance(parsed, dict) else None
        said = said.get("message") if isinstance(said, dict) else said
        why = f": {readable(said)}" if isinstance(said, str) and said else ""
        raise LanguageModelError(f"The language model's server refused (HTTP {status}){why}.", hint="Check llm_model.")
    return parsed


def readable(text: str, most: int = 120) -> str:
    """*text* of a stranger as it may go on a screen: one line, nothing that steers a terminal, at most so long."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _odd(what: str) -> LanguageModelError:
    return LanguageModelError(f"The language model's server {what}.")


def _too_slow() -> LanguageModelError:
    return LanguageModelError(
        "The language model was not done in time.", hint="Give it longer (llm_timeout_s), or take a smaller model."
    )
