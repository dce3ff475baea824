"""The emulators for tests: started once for all test processes of a run, a fresh project for each test."""

import atexit
import fcntl
import functools
import os
import shutil
import signal
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from coatcheck.errors import Invalid
from coatcheck.ports import Store
from console.cloud.emulators import FIRESTORE, PUBSUB, Emulator, Running, command, running
from tests.places import missing
from tests.waiting import until

_open = ExitStack()
atexit.register(_open.close)


@functools.cache
def address(emulator: Emulator) -> str:
    """Where the emulator listens; one that is named in the environment is used as it is."""
    if emulator.variable not in os.environ:
        require(emulator)
        os.environ[emulator.variable] = _open.enter_context(_shared(emulator))
    return os.environ[emulator.variable]


@contextmanager
def _shared(emulator: Emulator) -> Iterator[str]:
    """The address of this run's emulator. The process that asks first starts it, and ends it after all others have ended."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"process-{os.getpid()}")
    folder = Path(tempfile.gettempdir()) / f"coatcheck-{emulator.variable.lower()}-{run}"
    folder.mkdir(exist_ok=True)
    said = folder / "address"
    with (folder / "users").open("w") as users, (folder / "start").open("w") as start, ExitStack() as own:
        fcntl.flock(start, fcntl.LOCK_EX)
        if not said.exists():
            started = own.enter_context(running(emulator, folder / "log"))
            own.callback(shutil.rmtree, folder)
            own.callback(until, lambda: _is_free(users), 8, "The end of other test processes")
            said.write_text(started.address)
        fcntl.flock(start, fcntl.LOCK_UN)
        fcntl.flock(users, fcntl.LOCK_SH)
        yield said.read_text()
        fcntl.flock(users, fcntl.LOCK_UN)


def _is_free(users: TextIO) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


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
    from tests.stores import open_firestore

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
