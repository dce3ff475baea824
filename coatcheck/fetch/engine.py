"""libcurl's multi interface with kept connections: runs any number of transfers side by side in the calling thread."""

import math
import selectors
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from threading import Lock

import pycurl

from coatcheck.errors import Blocked, Late, LookFailed
from coatcheck.fetch.handle import Handle, Handles
from coatcheck.fetch.politeness import Politeness
from coatcheck.fetch.reasons import reason
from coatcheck.fetch.transfer import Transfer
from coatcheck.ports import Answer, Clock

PULSE = 0.25  # seconds after which whoever walks through a run is heard, where nothing comes
AFTERMATH = 0.03  # the same just after something came: whoever gathers what comes at once need not wait any longer
LAST_PART = 0.1  # of a run, in which nothing is begun any more
POLL_SECONDS = 0.02  # how often a host that another thread keeps busy is tried again
LIFETIME = 24 * 3600  # seconds for which a connection may be used, as libcurl has it
NEVER = float("inf")
READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
CURL_IN, CURL_OUT = pycurl.CSELECT_IN, pycurl.CSELECT_OUT
Ready = list[tuple[selectors.SelectorKey, int]]


class Engine:
    """Used by one thread at a time. All moments are those of `time.monotonic`."""

    def __init__(self, handles: Handles, politeness: Politeness, clock: Clock, gate: Lock) -> None:
        """`gate`: engines act on what happened one at a time, for Python's threads cost time when they compete."""
        self.hosts: set[str] = set()  # those it may have connections to
        self._handles, self._politeness, self._clock, self._gate = handles, politeness, clock, gate
        self._running: dict[pycurl.Curl, Handle] = {}
        self._waiting: dict[str, deque[Transfer]] = {}  # by host, for their turns
        self._done: deque[Transfer] = deque()
        self._slow_down: set[str] = set()  # hosts that asked for it in this run
        self._silent: dict[str, float] = {}  # hosts that left a request unanswered, and when it was given up
        self._retry = NEVER  # when to ask for the turns of those that wait
        self._timer = NEVER  # when libcurl wants to act
        self._last_start = 0.0  # nothing begins after it: it could hardly end
        self._selector = selectors.DefaultSelector()
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._on_socket)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._on_timer)

    def run(
        self, transfers: Sequence[Transfer], more: Callable[[], Sequence[Transfer]], seconds: float
    ) -> Iterator[Transfer | None]:
        """Give each transfer when it has its result, and None now and then while none has; all have it after so many seconds.

        `more` is asked at each step for transfers to begin as well; the run is over when none is left.
        """
        until = time.monotonic() + seconds
        self._last_start = until - seconds * LAST_PART
        self._slow_down.clear()
        self._take_in(transfers)
        pulse = PULSE
        try:
            while self._running or self._waiting:
                if time.monotonic() >= until:
                    self._give_up()
                else:
                    self._step(until, pulse)
                pulse = AFTERMATH if self._done else PULSE
                if not self._done:
                    yield None
                while self._done:
                    yield self._done.popleft()
                self._take_in(more())
        finally:
            self._give_up()  # whoever borrows this engine next finds nothing under way
            self._done.clear()

    def _take_in(self, transfers: Sequence[Transfer]) -> None:
        self.hosts.update(transfer.url.netloc for transfer in transfers)
        for transfer in transfers:
            self._queue(transfer)
        if transfers:
            self._start()

    def _step(self, until: float, pulse: float) -> None:
        """Wait until something happens, for so many seconds at the most, and act on it."""
        next_step = min(until, self._retry, self._timer, time.monotonic() + pulse)
        ready = self._selector.select(max(0.0, next_step - time.monotonic()))
        with self._gate:
            self._act(ready)
            if self._finish() or time.monotonic() >= self._retry:
                self._start()

    def _queue(self, transfer: Transfer) -> None:
        self._waiting.setdefault(transfer.url.netloc, deque()).append(transfer)

    def _start(self) -> None:
        """Start whatever has its turn, and time enough."""
        self._retry = NEVER
        if time.monotonic() > self._last_start:
            return
        for host, queue in list(self._waiting.items()):
            while queue and (host in self._slow_down or self._has_turn(host)):
                self._launch(host, queue.popleft())
            if not queue:
                del self._waiting[host]

    def _has_turn(self, host: str) -> bool:
        now = time.monotonic()
        turn = self._politeness.begin(host, now)
        if not turn.granted:
            self._retry = min(self._retry, now + (turn.wait or POLL_SECONDS))
        return turn.granted

    def _launch(self, host: str, transfer: Transfer) -> None:
        if host in self._slow_down:
            self._end(transfer, Blocked(f"{host} asked for fewer requests (429) a moment ago."))
            return
        transfer.begin(self._clock.now())
        handle = self._handles.take()
        handle.load(transfer, transfer.time_left(), self._oldest_connection(host))
        self._running[handle.curl] = handle
        self._multi.add_handle(handle.curl)

    def _oldest_connection(self, host: str) -> int:
        """Return how many seconds old a connection to this host may be: none is used again that was there when it last fell silent.

        A request that is given up ends its connection in HTTP/1.1 alone. In HTTP/2 a dead one would be used for as long as it is asked.
        """
        silent = self._silent.get(host)
        return LIFETIME if silent is None else min(LIFETIME, math.ceil(time.monotonic() - silent) or 1)

    def _act(self, ready: Ready) -> None:
        """Let libcurl act on what happened."""
        for key, events in ready:
            self._multi.socket_action(key.fd, (events & READ and CURL_IN) | (events & WRITE and CURL_OUT))
        if time.monotonic() >= self._timer:
            self._timer = NEVER
            self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)

    def _finish(self) -> bool:
        """Take what is over; returns whether anything was."""
        _, done, failed = self._multi.info_read()
        for curl, code, message in [*((curl, pycurl.E_OK, "") for curl in done), *failed]:
            handle, transfer = self._release(curl)
            host = transfer.url.netloc
            if code == pycurl.E_OPERATION_TIMEDOUT:
                self._silent[host] = time.monotonic()
            handle.deliver(transfer, self._clock, code, message)
            self._handles.give_back(handle)
            if isinstance(transfer.result, Answer) and transfer.result.status == 429:
                self._slow_down.add(host)
            if isinstance(transfer.result, LookFailed):
                transfer.result.is_unasked |= not transfer.asked
            if transfer.result is None:
                self._queue(transfer)  # it was sent on
            else:
                self._done.append(transfer)
        return bool(done or failed)

    def _release(self, curl: pycurl.Curl) -> tuple[Handle, Transfer]:
        handle = self._running.pop(curl)
        transfer, handle.transfer = handle.transfer, None
        assert transfer is not None
        transfer.asked |= curl.getinfo(pycurl.REQUEST_SIZE) > 0
        self._multi.remove_handle(curl)
        self._politeness.end(transfer.url.netloc, time.monotonic())
        return handle, transfer

    def _give_up(self) -> None:
        for curl in list(self._running):
            handle, transfer = self._release(curl)
            self._silent[transfer.url.netloc] = time.monotonic()
            self._handles.give_back(handle)
            over = reason(pycurl.E_OPERATION_TIMEDOUT, "", transfer.host, transfer.seconds)
            self._end(
                transfer, Late(f"There was no time left for {transfer.host}.") if transfer.time_left() > 0 else over
            )
        for host, queue in self._waiting.items():
            for transfer in queue:
                self._end(transfer, Late(f"There was no time left to ask {host}."))
        self._waiting.clear()

    def _end(self, transfer: Transfer, failure: LookFailed) -> None:
        failure.is_unasked = not transfer.asked
        transfer.result = failure
        self._done.append(transfer)

    def _on_socket(self, event: int, fd: int, multi: pycurl.CurlMulti, data: object) -> None:
        known = fd in self._selector.get_map()
        if event == pycurl.POLL_REMOVE:
            if known:
                self._selector.unregister(fd)
        else:
            wanted = (event & pycurl.POLL_IN and READ) | (event & pycurl.POLL_OUT and WRITE)
            (self._selector.modify if known else self._selector.register)(fd, wanted)

    def _on_timer(self, milliseconds: int) -> None:
        self._timer = NEVER if milliseconds < 0 else time.monotonic() + milliseconds / 1000

    def close(self) -> None:
        self._multi.close()
        self._selector.close()
