"""The browser of this machine: one process with one Chromium, begun when the first page is to be drawn, and begun anew now and then."""

import atexit
import fcntl
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from coatcheck.browser import chromium
from coatcheck.browser.messages import Drawn, Options, Order, Ready, Result, answered, failed
from coatcheck.browser.processes import end_sessions, processes
from coatcheck.config import Settings
from coatcheck.errors import Late, LookFailed, Unreachable, Unreadable
from coatcheck.ports import Answer, Clock, Request

PREFIX = "coatcheck-browser-"
ENVIRONMENT = (
    "PATH",
    "PYTHONPATH",
    "PYTHONHOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "HOME",
    "VIRTUAL_ENV",
    "PLAYWRIGHT_BROWSERS_PATH",
)
# Of Playwright's driver: what a message held is let go soon, where Node would have let 48 MB of it gather. https://nodejs.org/api/cli.html#--max-semi-space-sizesize-in-mib
DRIVER = "--max-semi-space-size=1"
START_SECONDS = 40.0
GRACE = 5.0  # seconds beside a look's own after which the browser is ended
MOST_LOOKS, LONGEST_LIFE, MOST_MEMORY = 300, 3600.0, 900_000_000  # after which it is begun anew
ENDED_US = "The browser ended while it drew this page, twice. It is drawn again later."
log = logging.getLogger(__name__)


class Ended(Exception):
    """The browser is gone, or was ended as it did not answer any more."""


class Machine:
    """Draws pages with a Chromium of this machine. Safe to call from several threads."""

    def __init__(self, settings: Settings, clock: Clock, user_agent: str) -> None:
        self._settings, self._clock, self._user_agent = settings, clock, user_agent
        self._turn = threading.Condition()
        self._browser: _Browser | None = None
        self._under_way = 0
        self._alone = False  # somebody draws with nobody beside
        self._closed = False

    def draw(self, request: Request, seconds: float) -> Answer | LookFailed:
        """Draw the page within so many seconds, and a few more for the browser to begin. Never raises for what a shop does."""
        return answered(request, self._clock, lambda: self.drawn(request, seconds))

    def drawn(self, request: Request, seconds: float) -> Drawn:
        """Draw the page as `draw` does. Raises `LookFailed` where there is none."""
        for alone in (False, True):  # whoever ends the browser does so alone the second time
            with suppress(Ended), self._lent(alone) as browser:
                return browser.draw(request, seconds)
        raise Unreadable(ENDED_US)

    def check(self) -> str:
        """Begin the browser if it does not run, and say how it runs. Raises `Unreachable`, with what to do, where it can't."""
        with self._lent(alone=False) as browser:
            if chromium.is_address(browser.path):
                return f"the browser at {browser.path} draws pages"
            safe = "with its sandbox" if chromium.sandbox() is not None else chromium.NO_SANDBOX
            return f"{browser.path} draws pages, {safe}"

    @contextmanager
    def _lent(self, alone: bool) -> Iterator["_Browser"]:
        """Lend the browser, begun anew where it is time for that and nobody uses it."""
        with self._turn:
            self._turn.wait_for(lambda: not self._alone and (not self._under_way or not (alone or self._is_worn())))
            if self._closed:
                raise Late("There was no time left to draw the page.")
            if self._browser and (self._is_worn() or not self._browser.is_alive()):
                self._browser.close()
                self._browser = None
            if self._browser is None:
                self._browser = _Browser(self._settings, self._user_agent)
            browser = self._browser
            self._under_way += 1
            self._alone = alone
        try:
            yield browser
        finally:
            with self._turn:
                self._under_way -= 1
                self._alone = False
                self._turn.notify_all()

    def _is_worn(self) -> bool:
        return self._browser is not None and self._browser.is_worn()

    def close(self) -> None:
        """End the browser, and begin no other."""
        with self._turn:
            self._closed = True
            if self._browser:
                self._browser.close()
                self._browser = None


class _Browser:
    """A drawing process and its Chromium, and the folder in which both work: one that is locked is in use."""

    def __init__(self, settings: Settings, user_agent: str) -> None:
        if find_spec("playwright") is None:
            raise Unreachable(chromium.NO_PLAYWRIGHT)
        sweep()
        self.path = settings.browser if chromium.is_address(settings.browser) else chromium.find(settings.browser)
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lock = (self.folder / "lock").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        before, hosts = chromium.sandbox(), tuple(host.lower() for host in settings.allow_hosts)
        options = Options(self.path, before is not None, user_agent, hosts, str(self.folder))
        self._orders: dict[int, Future[Drawn]] = {}
        self._guard = threading.Lock()
        self._looks, self._began, self._worn = 0, time.monotonic(), False
        self._ready: Future[Ready] = Future()
        self._session = 0
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [
                    *(before or ()),
                    *(sys.executable, "-P", "-m", "coatcheck.browser.drawing_process", str(theirs.fileno())),
                    msgspec.json.encode(options).decode(),
                ],
                env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
                | {"TMPDIR": str(self.folder), "NODE_OPTIONS": DRIVER},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno(), self._lock.fileno()],
                start_new_session=True,
            )
        self._connection = Connection(ours.detach())
        atexit.register(self.close)
        threading.Thread(target=self._listen, daemon=True).start()
        self._start()

    def _start(self) -> None:
        try:
            ready = self._ready.result(START_SECONDS)
        except (TookTooLong, Ended) as error:
            self.close()
            raise Unreachable(chromium.why_not_started()) from error
        if ready.failure:
            self.close()
            raise failed(ready.failure)
        self._session = ready.session

    def draw(self, request: Request, seconds: float) -> Drawn:
        """Draw the page. Raises `LookFailed` for what a shop does, `Ended` where the browser is gone."""
        future: Future[Drawn] = Future()
        with self._guard:
            self._looks += 1
            order = Order(self._looks, request, seconds)
            self._orders[order.id] = future
            try:
                self._connection.send_bytes(msgspec.msgpack.encode(order))
            except OSError as error:
                raise Ended from error
        try:
            return future.result(seconds + GRACE)
        except TookTooLong:
            log.warning("The browser does not answer any more and is ended", extra={"url": request.url})
            self.close()
            raise Ended from None

    def _listen(self) -> None:
        """Give whoever waits what comes, until nothing does."""
        try:
            self._ready.set_result(msgspec.msgpack.decode(self._connection.recv_bytes(), type=Ready))
            decoder = msgspec.msgpack.Decoder(Result)
            while True:
                result = decoder.decode(self._connection.recv_bytes())
                self._worn |= result.worn
                future = self._orders.pop(result.id, Future())
                if result.drawn:
                    future.set_result(result.drawn)
                elif result.failure:
                    future.set_exception(failed(result.failure))
        except (EOFError, OSError):
            pass
        if not self._ready.done():
            self._ready.set_exception(Ended())
        with self._guard:
            self._connection.close()
            left = list(self._orders.values())
        for future in left:
            with suppress(Exception):  # it was done meanwhile
                future.set_exception(Ended())

    def is_alive(self) -> bool:
        return self._process.poll() is None and not self._connection.closed

    def is_worn(self) -> bool:
        """Return whether it has done enough, takes too long (its zygote may be gone), or holds too much."""
        if self._worn or self._looks >= MOST_LOOKS or time.monotonic() - self._began > LONGEST_LIFE:
            return True
        return bool(self._session) and sum(each.memory for each in processes(self._session)) > MOST_MEMORY

    def close(self) -> None:
        """End the process, all that it began, and delete its folder."""
        atexit.unregister(self.close)
        end_sessions([self._process.pid, self._session], str(self.folder))
        self._process.wait()
        self._lock.close()


def sweep() -> None:
    """Delete the folders of browsers that are gone, whose processes could not."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError), (folder / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
