"""Reading answers: most of them here, large ones in processes of their own, so that whatever they hold costs nobody else anything.

Reading takes a time that goes with an answer's size. A large answer takes long enough for others to wait, and if a reader should
have a fault, a process can be ended in any state: a thread can't.
"""

import atexit
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from multiprocessing.connection import Connection
from threading import BoundedSemaphore, Lock
from types import ModuleType
from typing import Protocol

import msgspec

from coatcheck import errors
from coatcheck.errors import Late, LookFailed, StoreUnavailable, Unreadable
from coatcheck.model import Observation
from coatcheck.ports import Answer, Clock, OperationStore, Request, Source, Target
from coatcheck.watching.reading_process import MOST_MEMORY, MOST_SECONDS, Job, Result

LARGE = 400_000  # bytes; readers take about 0.2 s for the worst answer of this size
MOST_PROCESSES = 2
MOST_WAIT = 10.0  # seconds for one answer, however busy the machine is, and for a process to be free
# Names of a process's environment that Python needs; what else is in it, keys among it, is no business of a reader's.
ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "TZ", "HOME", "VIRTUAL_ENV")

MOST_UNFINISHED = 3  # readings of a watch that ended with the whole process
UNFINISHED_FOR = timedelta(hours=1)
GIVEN_UP = (
    f"Reading this answer took more than {MOST_SECONDS} s or {MOST_MEMORY // 1_000_000} MB: no page of a shop takes as much."
    " Give the address of one product, or a source that reads the shop's data."
)
ENDED_US = f"{MOST_UNFINISHED} times in an hour reading this answer did not come to an end. It is read again later."

# Python reads in one thread at a time anyway: threads that wait here don't interrupt the one that does.
READING = Lock()
log = logging.getLogger(__name__)


class Read(Protocol):
    """How answers are read: as `Source.read`, for the look at a watch."""

    def __call__(
        self, watch_id: str, source: Source, target: Target, answers: Sequence[Answer]
    ) -> Observation | Request: ...


def read_answers(watch_id: str, source: Source, target: Target, answers: Sequence[Answer]) -> Observation | Request:
    """Read answers as `Source.read` does, large ones in another process. Raises `Unreadable` where that takes too much."""
    if not is_large(source, answers):
        with READING:
            return source.read(target, answers)
    job = Job(source.__name__, target, tuple(answers))  # type: ignore[attr-defined]
    return _said(PROCESSES.read(job), watch_id)


def is_large(source: Source, answers: Sequence[Answer]) -> bool:
    """Say whether answers are read in another process: a source that is no module can't be found there."""
    return isinstance(source, ModuleType) and sum([len(answer.body) for answer in answers]) > LARGE


def _said(result: Result, watch_id: str) -> Observation | Request:
    failure = result.failure
    if failure is None:
        assert result.observation is not None or result.request is not None
        return result.observation or result.request  # type: ignore[return-value]
    if failure.trace:
        log.error("A source failed\n%s", failure.trace, extra={"watch": watch_id})
    kind: type[LookFailed] = getattr(errors, failure.error, Unreadable)
    raise kind(failure.reason, failure.retry_after)


class Counted:
    """Reads answers, and counts a large one before it is read: what ends the whole process, as a machine short of memory may, is not
    begun over and over by the next one. Safe to call from several threads.
    """

    def __init__(self, store: OperationStore, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._proven: set[str] = set()  # watches whose large answers came to an end in this process

    def __call__(
        self, watch_id: str, source: Source, target: Target, answers: Sequence[Answer]
    ) -> Observation | Request:
        if watch_id in self._proven or not is_large(source, answers):
            return read_answers(watch_id, source, target, answers)
        if not self._take(watch_id, 1):
            raise Unreadable(ENDED_US)
        try:
            return read_answers(watch_id, source, target, answers)
        finally:
            self._end(watch_id)

    def _end(self, watch_id: str) -> None:
        self._proven.add(watch_id)
        self._take(watch_id, -1)

    def _take(self, watch_id: str, amount: int) -> bool:
        with suppress(StoreUnavailable):  # then no look is stored either
            return self._store.take(f"reading:{watch_id}", amount, MOST_UNFINISHED, UNFINISHED_FOR, self._clock.now())
        return True


class Processes:
    """A few processes that read, each begun when it is first needed and ended when an answer takes it too much."""

    def __init__(self, most: int = MOST_PROCESSES) -> None:
        self._free = BoundedSemaphore(most)
        self._idle: list[_Process] = []
        self._lock = Lock()

    def read(self, job: Job) -> Result:
        """Read in one of them. Raises `Late` where none becomes free, `Unreadable` where the answer takes too much."""
        if not self._free.acquire(timeout=MOST_WAIT):
            raise Late("There was no time left to read the answer.")
        try:
            with self._lock:
                process = self._idle.pop() if self._idle else None
            process = process if process and process.is_alive() else _Process()
            result = process.read(job)
            with self._lock:
                self._idle.append(process)
            return result
        finally:
            self._free.release()

    def close(self) -> None:
        """End those that wait for work."""
        with self._lock:
            while self._idle:
                self._idle.pop().close()


class _Process:
    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-P", "-m", "coatcheck.watching.reading_process", str(theirs.fileno())]
            environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
            self._process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._connection = Connection(ours.detach())

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def read(self, job: Job) -> Result:
        try:
            self._connection.send_bytes(msgspec.msgpack.encode(job))
            if self._connection.poll(MOST_WAIT):
                return msgspec.msgpack.decode(self._connection.recv_bytes(), type=Result)
        except (EOFError, OSError):
            log.warning("A process that read an answer has ended", extra={"source": job.source, "url": job.target.url})
        self.close()
        raise Unreadable(GIVEN_UP)

    def close(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()


PROCESSES = Processes()
atexit.register(PROCESSES.close)
