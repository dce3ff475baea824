"""How much is asked of shops at once: a limit for each host, a pause between two requests to it, a limit in all."""

from threading import Lock
from typing import NamedTuple


class _Host:
    __slots__ = ("active", "next_start")

    def __init__(self) -> None:
        self.active = 0
        self.next_start = 0.0


class Turn(NamedTuple):
    granted: bool
    wait: float = 0.0  # seconds after which to ask again; 0 where only another request's end can help


class Politeness:
    """The turns of one process. Times are those of `time.monotonic`."""

    def __init__(self, concurrency: int, host_concurrency: int, host_pause: float) -> None:
        self._concurrency = concurrency
        self._host_concurrency = host_concurrency
        self._pause = host_pause
        self._active = 0
        self._hosts: dict[str, _Host] = {}
        self._lock = Lock()

    def begin(self, host: str, now: float) -> Turn:
        """Ask for a turn; one that is granted must be ended."""
        with self._lock:
            entry = self._hosts.setdefault(host, _Host())
            if self._active >= self._concurrency or entry.active >= self._host_concurrency:
                return Turn(False)
            if entry.next_start > now:
                return Turn(False, entry.next_start - now)
            self._active += 1
            entry.active += 1
            entry.next_start = now + self._pause
            return Turn(True)

    def end(self, host: str, now: float) -> None:
        """Give a turn back."""
        with self._lock:
            self._active -= 1
            entry = self._hosts[host]
            entry.active -= 1
            if not entry.active and entry.next_start <= now:
                del self._hosts[host]
