"""A terminal with a line at its foot that is rewritten: whatever is written meanwhile stands above it, whole."""

import logging
import os
import pty
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest

from coatcheck.channels.console import Console
from coatcheck.ports import Note
from coatcheck.process import progress
from coatcheck.process.log import set_up

log = logging.getLogger("tests.progress")


class Screen:
    """A terminal, and what it shows."""

    def __init__(self) -> None:
        self._master, slave = pty.openpty()
        self.stream = os.fdopen(slave, "w")

    def lines(self) -> list[str]:
        """What stands there, from the top, after all that was written."""
        self.stream.flush()
        os.write(self.stream.fileno(), b"\0")
        written = b""
        while not written.endswith(b"\0"):
            written += os.read(self._master, 65_536)
        rows, column = [""], 0
        parts = iter(written.decode().removesuffix("\0").replace("\x1b[K", "\x1b"))
        for letter in parts:
            if letter == "\r":
                column = 0
            elif letter == "\n":
                rows, column = [*rows, ""], 0
            elif letter == "\x1b":
                rows[-1] = rows[-1][:column]
            else:
                rows[-1] = rows[-1][:column].ljust(column) + letter + rows[-1][column + 1 :]
                column += 1
        return rows

    def close(self) -> None:
        self.stream.close()
        os.close(self._master)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    """A terminal to which this process logs."""
    root, made = logging.getLogger(), Screen()
    before = root.handlers[:], root.level
    monkeypatch.setattr(sys, "stderr", made.stream)
    monkeypatch.setattr(progress, "foot", foot := progress.Foot())
    monkeypatch.setattr("coatcheck.channels.console.foot", foot)
    set_up("auto", "INFO")
    yield made
    root.handlers, root.level = before
    made.close()


def minute(looked_at: int) -> None:
    log.info("Looks are made", extra={"looked_at": looked_at, progress.PROGRESS: True})


def test_a_line_of_the_moment_is_rewritten_below_all_others(screen: Screen) -> None:
    minute(1)
    log.warning("A shop refuses us")
    minute(22)
    Console(screen.stream).send("ann", Note(text="M is back"))
    minute(3)
    assert [line[line.find(" ") + 1 :] for line in screen.lines()] == [
        "WARNING A shop refuses us",
        "ann] M is back",
        "INFO    Looks are made  looked_at=3",
    ]
    progress.foot.clear()
    assert screen.lines()[-1] == ""


def test_nothing_is_torn_whoever_writes_at_the_same_time(screen: Screen) -> None:
    def write(number: int) -> None:
        log.info("line %d %s", number, "x" * 40)
        minute(number)
        Console(screen.stream).send("ann", Note(text=f"text {number} " + "y" * 40))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(20)))
    *above, foot = screen.lines()
    whole = {f"line {number} {'x' * 40}" for number in range(20)} | {
        f"text {number} {'y' * 40}" for number in range(20)
    }
    assert {line.partition("INFO    ")[2] or line.partition("] ")[2] for line in above} == whole
    assert "Looks are made" in foot


def test_a_long_line_is_cut_so_that_it_stays_one(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    log.info("x" * 50, extra={progress.PROGRESS: True})
    assert [len(line) for line in screen.lines()] == [19]


def test_without_a_terminal_each_is_a_line_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    monkeypatch.setattr(sys, "stderr", file := StringIO())
    try:
        set_up("plain", "INFO")
        minute(1)
        minute(2)
    finally:
        root.handlers, root.level = before
    lines = file.getvalue().splitlines()
    assert [line.rpartition("  ")[2] for line in lines] == ["looked_at=1", "looked_at=2"]
    assert "\x1b" not in file.getvalue()
