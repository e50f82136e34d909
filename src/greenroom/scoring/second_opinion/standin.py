"""A stand-in for a language model's server: real HTTP on 127.0.0.1, the same protocol, and a reply of one's own."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from greenroom.scoring.second_opinion.question import AVOID, POINTS, QUOTE, SAID, VERDICT

__all__ = ["ModelServer", "all_missed", "completion", "send_json"]

Replying = Callable[[dict[str, Any]], str]
Handling = Callable[[BaseHTTPRequestHandler], None]


def all_missed(request: dict[str, Any]) -> str:
    """A reply of the form that *request* asks for: nothing was said."""
    parts = request["response_format"]["json_schema"]["schema"]["properties"]
    return json.dumps(
        {
            POINTS: {number: {QUOTE: "", VERDICT: "missed"} for number in parts[POINTS]["properties"]},
            AVOID: {number: {QUOTE: "", SAID: False} for number in parts[AVOID]["properties"]},
        }
    )


class ModelServer:
    """Serves `/v1/models` and `/v1/chat/completions` while it is entered.

    *replying* makes the model's text from a request; *handling*, if given, answers requests for completions in its
    place, in whatever way. `requests` are the bodies that came, and `headers` those of the last request.
    """

    def __init__(
        self, replying: Replying = all_missed, *, models: tuple[str, ...] = ("tiny",), handling: Handling | None = None
    ) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: dict[str, str] = {}
        self._replying = replying
        self._models = models
        self._handling = handling
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> ModelServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/v1/models":
                    models = [{"id": name, "object": "model"} for name in outer._models]
                    send_json(self, 200, {"object": "list", "data": models})
                else:
                    send_json(self, 404, {"error": {"message": "no such path"}})

            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append(request)
                outer.headers = dict(self.headers)
                if outer._handling is not None:
                    outer._handling(self)
                elif self.path != "/v1/chat/completions":
                    send_json(self, 404, {"error": {"message": "no such path"}})
                elif request["model"] not in outer._models:
                    send_json(self, 404, {"error": {"message": f"model '{request['model']}' not found"}})
                else:
                    send_json(self, 200, completion(outer._replying(request), request["model"]))

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
                pass

        return Handler


def completion(content: str, model: str = "tiny", ended: str = "stop") -> dict[str, Any]:
    """The body of a reply to `/chat/completions`."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": ended}
    return {"id": "1", "object": "chat.completion", "created": 0, "model": model, "choices": [choice]}


def send_json(handler: BaseHTTPRequestHandler, status: int, body: object) -> None:
    content = json.dumps(body).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)
