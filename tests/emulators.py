"""The emulators for tests: started once in each test process, a fresh project for each test."""

import atexit
import functools
import os
import signal
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from coatcheck.errors import Invalid
from coatcheck.ports import Store
from console.cloud.emulators import FIRESTORE, PUBSUB, Emulator, Running, command, running
from tests.places import missing

_open = ExitStack()
atexit.register(_open.close)


@functools.cache
def address(emulator: Emulator) -> str:
    """Where the emulator listens; one that is named in the environment is used as it is."""
    if emulator.variable not in os.environ:
        require(emulator)
        log = Path(_open.enter_context(tempfile.TemporaryDirectory())) / "log"
        os.environ[emulator.variable] = _open.enter_context(running(emulator, log)).address
    return os.environ[emulator.variable]


def require(*emulators: Emulator) -> None:
    """Skip the test where these are not installed; with CI=true that is a failure."""
    try:
        for emulator in emulators:
            command(emulator)
    except Invalid as error:
        missing(str(error))


@contextmanager
def frozen(emulator: Running) -> Iterator[None]:
    """An emulator that keeps its connections and does nothing. A signal takes a moment: it stands still before we go on."""
    emulator.process.send_signal(signal.SIGSTOP)
    os.waitid(os.P_PID, emulator.process.pid, os.WSTOPPED)
    try:
        yield
    finally:
        emulator.process.send_signal(signal.SIGCONT)


def fresh_project() -> str:
    """A project that nobody used yet: an empty world."""
    return f"test-{uuid.uuid4().hex[:12]}"


@contextmanager
def firestore_store(project: str = "") -> Iterator[Store]:
    """An empty store on the Firestore emulator."""
    from coatcheck.store.firestore import open_firestore

    address(FIRESTORE)
    store = open_firestore(project or fresh_project())
    try:
        yield store
    finally:
        store.close()


@contextmanager
def pubsub_project() -> Iterator[str]:
    """An empty project on the Pub/Sub emulator."""
    address(PUBSUB)
    yield fresh_project()
