from __future__ import annotations

import os
import pty
from collections.abc import Iterator

import pytest

from greenroom.cli.keys import Keys


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    master, slave = pty.openpty()
    yield master, slave
    os.close(master)


def test_keys_are_named_one_by_one(terminal: tuple[int, int]) -> None:
    master, slave = terminal
    with os.fdopen(slave, "r") as stream, Keys(stream) as keys:
        os.write(master, b"p\r \x1b[C\x1b[DQ")
        assert [keys.get(1.0) for _ in range(6)] == ["p", "enter", "space", "right", "left", "q"]
        assert keys.get(0.01) is None


def test_what_is_typed_comes_as_characters_whatever_their_bytes(terminal: tuple[int, int]) -> None:
    master, slave = terminal
    with os.fdopen(slave, "r") as stream, Keys(stream) as keys:
        os.write(master, "/é€\x7f\x08".encode())
        assert [keys.get(1.0) for _ in range(5)] == ["/", "é", "€", "backspace", "backspace"]
        os.write(master, b"\xc3")  # cut off
        assert keys.get(1.0) == "\N{REPLACEMENT CHARACTER}"


def test_the_terminal_is_given_back_as_it_was(terminal: tuple[int, int]) -> None:
    import termios

    _, slave = terminal
    before = termios.tcgetattr(slave)
    with os.fdopen(os.dup(slave), "r") as stream, Keys(stream):
        assert termios.tcgetattr(slave) != before
    assert termios.tcgetattr(slave) == before
    os.close(slave)


def test_a_pipe_gives_its_characters_and_then_the_end() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"r\n")
    os.close(writing)
    with os.fdopen(reading, "r") as stream, Keys(stream) as keys:
        assert [keys.get(0.0) for _ in range(4)] == ["r", "enter", "eof", "eof"]
