"""A site in a process of its own, and plain connections to it: what asks must cost little beside what answers."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import IPPROTO_TCP, TCP_NODELAY, create_connection
from threading import Lock
from typing import NamedTuple

from console.serving import free_port

ENVIRONMENT = {
    "COATCHECK_SECRET_KEY": "0123456789" * 4,
    "COATCHECK_PUBLIC_URL": "https://site.example",
    "COATCHECK_HOST": "127.0.0.1",
    "COATCHECK_CHANNELS": "console",
}
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 60.0  # seconds until it is there


class Answer(NamedTuple):
    """What came back, and how long it took."""

    status: int
    tag: str
    body: bytes
    seconds: float


class Connection:
    """One connection that is kept. Whoever wants to ask while it is in use waits."""

    def __init__(self, port: int) -> None:
        self._socket = create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        self._answers = self._socket.makefile("rb")
        self._turn = Lock()

    def get(self, path: str, headers: str = "", since: float | None = None) -> Answer:
        """Ask for this path; the time counts from `since` (`time.monotonic`), or from now."""
        began = time.monotonic() if since is None else since
        with self._turn:
            self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: site.example\r\n{headers}\r\n".encode())
            status = int(self._answers.readline().split()[1])
            size, tag = 0, ""
            while (line := self._answers.readline()) != b"\r\n":
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    size = int(value)
                elif name.lower() == b"etag":
                    tag = value.strip().decode()
            return Answer(status, tag, self._answers.read(size), time.monotonic() - began)


class Site(NamedTuple):
    """One worker that answers on a port of loopback."""

    port: int
    process: "subprocess.Popen[bytes]"
    tags: dict[str, str]

    def connect(self) -> Connection:
        return Connection(self.port)

    def get(self, path: str, headers: str = "") -> Answer:
        """Ask once, and remember the page's ETag."""
        answer = self.connect().get(path, headers)
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        self.tags[path] = answer.tag
        return answer

    def condition(self, path: str) -> str:
        """Write the header of somebody who has that page."""
        return f"If-None-Match: {self.tags[path]}\r\n"

    def cpu(self) -> float:
        """Count the seconds of a processor that its worker took so far."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return sum(map(_cpu, [str(self.process.pid), *children]))


def _cpu(pid: str) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def gunicorn(app: str, **environment: str) -> Iterator[Site]:
    """Serve this app as the cloud does, by one worker, until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:coatcheck.process.server", app]
    process = subprocess.Popen(command, env={**os.environ, **ENVIRONMENT, **environment, "PORT": str(port)})
    try:
        _until_it_listens(port)
        yield Site(port, process, {})
    finally:
        process.terminate()
        process.wait(20)


def _until_it_listens(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
