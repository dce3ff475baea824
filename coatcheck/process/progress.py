"""A line at the foot of the terminal that is rewritten, below whatever else is written there.

A carriage return goes to its beginning, CSI K erases it: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
"""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import TextIO

ERASE = "\r\x1b[K"
PROGRESS = "progress"  # in a log record's `extra`: true for one that is of this moment alone


class Foot:
    """The line at the foot of one terminal. Safe to use from several threads."""

    def __init__(self) -> None:
        self._stream: TextIO | None = None
        self._shown = ""
        self._lock = RLock()

    def show(self, text: str, stream: TextIO) -> None:
        """Have the line say this, as far as it fits."""
        with self._lock:
            self._stream = stream
            self._shown = text.partition("\n")[0][: shutil.get_terminal_size().columns - 1]
            self._write(ERASE + self._shown)

    def clear(self) -> None:
        """Take the line away."""
        with self._lock:
            if self._shown:
                self._write(ERASE)
            self._shown = ""

    @contextmanager
    def above(self) -> Iterator[None]:
        """Make room for whole lines that are written to the terminal in this block, by whatever stream."""
        with self._lock:
            if self._shown:
                self._write(ERASE)
            yield
            if self._shown:
                self._write(self._shown)

    def _write(self, text: str) -> None:
        if self._stream:
            self._stream.write(text)
            self._stream.flush()


foot = Foot()  # a process has one terminal


class TerminalHandler(logging.StreamHandler[TextIO]):
    """Logs to a terminal: a record of this moment alone rewrites the line at its foot, all others are lines above it."""

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(record, PROGRESS, False):
            foot.show(self.format(record), self.stream)
            return
        with foot.above():
            super().emit(record)
