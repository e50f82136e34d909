"""Against a real server on 127.0.0.1, well behaved or not."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from tests.scoring.builders import spoken

from greenroom.domain import Avoid, Evidence, Point, Prompt, SecondOpinion, Transcript, Verdict
from greenroom.errors import LanguageModelError, UsageError
from greenroom.scoring.second_opinion import LanguageModel, ModelServer
from greenroom.scoring.second_opinion.standin import Handling, all_missed, completion

ANSWER = spoken("We cut the run to forty minutes, and nobody was on call.")
PROMPT = Prompt("billing", "What did you build?", points=(Point("time", "40 minutes"),), avoid=(Avoid("my boss"),))
QUICK_S = 0.4


def covering(request: dict[str, Any]) -> str:
    reply = json.loads(all_missed(request))
    reply["points"]["1"] = {"quote": "the run to forty minutes", "verdict": "covered"}
    return json.dumps(reply)


def opinion_of(server: ModelServer, model: str = "", limit_s: float = 10.0) -> SecondOpinion:
    return LanguageModel(server.url, model, limit_s).ask(PROMPT, ANSWER)


def opinion_when(handling: Handling, limit_s: float = 10.0) -> SecondOpinion:
    with ModelServer(handling=handling) as server:
        return opinion_of(server, "tiny", limit_s)


def raw(content: bytes, *headers: str, status: str = "200 OK") -> Handling:
    """Answers with *content* as it is, and hangs up."""

    def handle(handler: BaseHTTPRequestHandler) -> None:
        lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", *headers, "Connection: close", "", ""]
        handler.wfile.write("\r\n".join(lines).encode() + content)
        handler.close_connection = True

    return handle


def test_the_opinion_has_verdicts_evidence_times_and_the_models_name() -> None:
    with ModelServer(covering) as server:
        opinion = opinion_of(server)
    words = ANSWER.words
    assert opinion.model == "tiny"
    assert opinion.absent == opinion.elsewhere == ""
    (point,) = opinion.points
    assert point.verdict is Verdict.COVERED
    assert point.evidence == Evidence("the run to forty minutes,", words[2].start_s, words[6].end_s)


def test_it_is_asked_coldly_in_a_strict_form_and_for_no_more_than_it_needs() -> None:
    with ModelServer(models=("one", "two")) as server:
        opinion_of(server, "two")
        (request,) = server.requests
    assert request["model"] == "two"
    assert request["temperature"] == 0
    assert request["response_format"]["type"] == "json_schema"
    assert request["response_format"]["json_schema"]["strict"] is True
    assert request["max_tokens"] < 1000
    assert json.loads(request["messages"][1]["content"])["points"] == {"1": "40 minutes"}


def test_reaching_it_names_the_model() -> None:
    with ModelServer(models=("one", "two:latest")) as server:
        assert LanguageModel(server.url, "two").reach() == "two"
        with pytest.raises(LanguageModelError, match="three"):
            LanguageModel(server.url, "three").reach()
        with pytest.raises(LanguageModelError, match="2 language models") as caught:
            LanguageModel(server.url).reach()
        assert "one, two:latest" in caught.value.hint


def test_a_server_that_is_not_there_is_said() -> None:
    with ModelServer() as server:
        url = server.url
    opinion = LanguageModel(url, "tiny", 5).ask(PROMPT, ANSWER)
    assert "No language model answers at http://127.0.0.1" in opinion.absent
    assert opinion.points == ()


@pytest.mark.parametrize(
    ("handling", "why"),
    [
        (raw(b"<html>Hello</html>"), "no JSON"),
        (raw(b"\xff\xfe\x00"), "no JSON"),
        (raw(b"[" * 200_000), "no JSON"),
        (raw(b"[]"), "not known"),
        (raw(b'{"choices": []}'), "not known"),
        (raw(b'{"choices": ["text"]}'), "not known"),
        (raw(b'{"choices": [{"message": {"content": null}}]}'), "without any text"),
        (raw(json.dumps(completion("Sure! All are covered.")).encode()), "in the form"),
        (raw(json.dumps(completion('{"points": [], "avoid": []}')).encode()), "in the form"),
        (raw(json.dumps(completion('{"points": {"1"', ended="length")).encode()), "in the middle"),
        (raw(b'{"choices": [{"mess', "Content-Length: 500"), "in the middle"),
        (raw(b"fff\r\n{", "Transfer-Encoding: chunked"), "in the middle"),
        (raw(b"", "Content-Length: 99999999999"), "more than 1 MB"),
        (raw(b"[" + b"0," * 600_000), "more than 1 MB"),
        (raw(b"{}", *[f"X-{number}: 1" for number in range(200)]), "HTTP"),
        (raw(b"", status="500 Internal Server Error"), "HTTP 500"),
        (raw(b'{"error": "out of\\u001b[2J memory"}', status="503 Busy"), "(HTTP 503): out of [2J memory."),
        (raw(b'{"error": {"message": "no such model"}}', status="404 Not Found"), "no such model"),
        (lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n"), "HTTP"),
        (lambda handler: handler.connection.shutdown(socket.SHUT_RDWR), "hung up"),
    ],
)
def test_a_server_that_misbehaves_costs_only_its_opinion(handling: Handling, why: str) -> None:
    opinion = opinion_when(handling)
    assert why in opinion.absent
    assert opinion.absent.isprintable()
    assert opinion.points == ()
    assert opinion.model == "tiny"


def dripping(piece: bytes, start: bytes = b"") -> Callable[[threading.Event], Handling]:
    """Sends *start*, then *piece* again and again: each of them in time, all of them never."""

    def for_ever(done: threading.Event) -> Handling:
        def handle(handler: BaseHTTPRequestHandler) -> None:
            with suppress(OSError):
                handler.wfile.write(start)
                while not done.wait(0.02):
                    handler.wfile.write(piece)

        return handle

    return for_ever


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "slow",
    [
        lambda done: lambda handler: done.wait(30),
        dripping(b"x", b"HTTP/1.1 200 "),
        dripping(b"a: b\r\n", OK),
        dripping(b" ", OK + b"Content-Length: 900000\r\n\r\n"),
        dripping(b"1\r\n \r\n", OK + b"Transfer-Encoding: chunked\r\n\r\n"),
    ],
    ids=["silent", "status", "headers", "body", "chunks"],
)
def test_the_limit_is_for_the_whole_however_the_time_is_spent(slow: Callable[[threading.Event], Handling]) -> None:
    done = threading.Event()
    begin = time.monotonic()
    with ModelServer(handling=slow(done)) as server:
        try:
            opinion = opinion_of(server, "tiny", QUICK_S)
            took_s = time.monotonic() - begin
        finally:
            done.set()
    assert "in time" in opinion.absent
    assert QUICK_S <= took_s < QUICK_S + 5


def test_an_endless_body_is_not_read_to_its_end() -> None:
    done = threading.Event()
    with ModelServer(handling=dripping(b" " * 100_000, OK + b"\r\n")(done)) as server:
        try:
            assert "more than 1 MB" in opinion_of(server, "tiny", 20.0).absent
        finally:
            done.set()


def test_no_redirect_is_followed() -> None:
    with ModelServer() as other:
        there = raw(b"", f"Location: {other.url}/chat/completions", status="307 Temporary Redirect")
        assert "HTTP 307" in opinion_when(there).absent
        assert other.requests == []


def test_no_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with ModelServer(covering) as server:
        assert opinion_of(server).absent == ""


def test_a_localhost_that_leads_elsewhere_is_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is resolved to an address of this machine that is no loopback; a server listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only picks the address that would be used
        except OSError:
            pytest.skip("this machine has no address but its loopback")
        address = probe.getsockname()[0]
    with socket.create_server((address, 0)) as listener:
        port = listener.getsockname()[1]
        real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: real(address, *rest, **more))
        opinion = LanguageModel(f"http://localhost:{port}/v1", "tiny", 5).ask(PROMPT, ANSWER)
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.recv(100) == b""
    assert "leads to another machine" in opinion.absent


def test_another_machine_is_named() -> None:
    model = LanguageModel("http://llm.invalid:8080/v1", "tiny", 5)
    assert model.elsewhere == "llm.invalid"
    assert LanguageModel("http://localhost/v1").elsewhere == ""


def test_what_is_too_long_is_not_sent() -> None:
    with ModelServer() as server:
        opinion = LanguageModel(server.url, "tiny", 5).ask(PROMPT, Transcript.typed("word " * 20_000))
        assert server.requests == []
    assert "too long" in opinion.absent


@pytest.mark.parametrize(
    "url",
    ["", "127.0.0.1:11434", "ftp://127.0.0.1/v1", "file:///etc/passwd", "http://", "http://me@127.0.0.1/v1"],
)
def test_an_address_that_is_none_is_a_fault_of_the_settings(url: str) -> None:
    with pytest.raises(UsageError, match="llm_url"):
        LanguageModel(url)


@pytest.mark.parametrize("limit_s", [0.0, -1.0, float("inf"), float("nan")])
def test_a_limit_that_is_none_is_a_fault_of_the_settings(limit_s: float) -> None:
    with pytest.raises(UsageError, match="llm_timeout_s"):
        LanguageModel("http://127.0.0.1/v1", limit_s=limit_s)


def test_the_stand_in_knows_only_its_paths_and_models() -> None:
    with ModelServer() as server:
        assert "HTTP 404" in opinion_of(server, "other").absent
        assert "HTTP 404" in LanguageModel(server.url + "/other", "tiny").ask(PROMPT, ANSWER).absent


def test_a_stranger_cannot_steer_the_terminal_by_the_name_of_a_model() -> None:
    with ModelServer(models=("\x1b[2Jtiny\n",)) as server:
        assert opinion_of(server).model == "[2Jtiny"
