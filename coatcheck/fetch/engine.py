"""libcurl's multi interface with kept connections: runs any number of transfers side by side in the calling thread."""

import os
import selectors
import socket
import time
from collections import deque
from collections.abc import Iterator, Sequence

import certifi
import pycurl

from coatcheck.errors import Blocked, LookFailed, Unreachable
from coatcheck.fetch.decoding import MAXIMUM_BODY
from coatcheck.fetch.guard import refusal
from coatcheck.fetch.politeness import Politeness
from coatcheck.fetch.reasons import reason
from coatcheck.fetch.transfer import Transfer, parse_head
from coatcheck.ports import Answer, Clock

CONNECT_SECONDS = 5
SLOW = (50, 10)  # bytes a second, and for how many seconds: slower is given up
POLL_SECONDS = 0.02  # how often a host that another thread keeps busy is tried again
NEVER = float("inf")
Shape = tuple[str, bytes | None, bool]
READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
CURL_IN, CURL_OUT = pycurl.CSELECT_IN, pycurl.CSELECT_OUT

FIXED = {
    pycurl.NOSIGNAL: 1,
    pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
    pycurl.PROXY: "",  # not even one that the environment names
    pycurl.FOLLOWLOCATION: 0,  # `Transfer` follows, so that each hop is checked and counted
    pycurl.CONNECTTIMEOUT_MS: CONNECT_SECONDS * 1000,
    pycurl.LOW_SPEED_LIMIT: SLOW[0],
    pycurl.LOW_SPEED_TIME: SLOW[1],
    pycurl.MAXFILESIZE_LARGE: MAXIMUM_BODY,  # of an endless stream too, since libcurl 8.4
    pycurl.HTTP_CONTENT_DECODING: 0,  # `decoding` unpacks, if the bytes are new
    pycurl.HTTP09_ALLOWED: 0,
    pycurl.SSLVERSION: pycurl.SSLVERSION_TLSv1_2,
    pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_2TLS,
}


class _Lent(socket.socket):
    """A socket of which libcurl makes its own copy; ours goes when nobody holds it any more."""

    def __del__(self) -> None:
        self.close()


class _Handle:
    """A libcurl handle with its settings, reused by one transfer after another."""

    def __init__(self, user_agent: str) -> None:
        self.head: list[bytes] = []
        self.body: list[bytes] = []
        self.transfer: Transfer | None = None
        self.refused: str | None = None
        self.curl = pycurl.Curl()
        for option, value in FIXED.items():
            self.curl.setopt(option, value)
        self.curl.setopt(pycurl.USERAGENT, user_agent)
        self.curl.setopt(pycurl.CAINFO, os.environ.get("SSL_CERT_FILE") or certifi.where())
        self.curl.setopt(pycurl.HEADERFUNCTION, self.head.append)
        self.curl.setopt(pycurl.WRITEFUNCTION, self.body.append)
        self.curl.setopt(pycurl.OPENSOCKETFUNCTION, self._open_socket)
        self._shape: Shape = ("GET", None, False)  # what a fresh handle is set to

    def load(self, transfer: Transfer, seconds: float) -> None:
        """Make this handle fetch what the transfer is at now."""
        self.transfer, self.refused = transfer, None
        self.head.clear()
        self.body.clear()
        curl = self.curl
        curl.setopt(pycurl.URL, transfer.address)
        curl.setopt(pycurl.HTTPHEADER, transfer.header_lines())
        curl.setopt(pycurl.TIMEOUT_MS, max(1, int(seconds * 1000)))
        shape = (transfer.method, transfer.body, transfer.excepted and not transfer.trusted)
        if shape != self._shape:
            self._take_shape(*shape)

    def _take_shape(self, method: str, body: bytes | None, alone: bool) -> None:
        """Prepare for another kind of request than the last one. A connection that is `alone` serves one request only."""
        curl = self.curl
        curl.setopt(pycurl.HTTPGET, 1)
        if body is not None:
            curl.setopt(pycurl.POSTFIELDS, body)
        curl.setopt(pycurl.NOBODY, int(method == "HEAD"))
        if method in ("GET", "HEAD"):
            curl.unsetopt(pycurl.CUSTOMREQUEST)
        else:
            curl.setopt(pycurl.CUSTOMREQUEST, method)
        # Into a private network only the request that may go there: no other can be sent over its connection.
        curl.setopt(pycurl.FRESH_CONNECT, int(alone))
        curl.setopt(pycurl.FORBID_REUSE, int(alone))
        curl.setopt(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1 if alone else pycurl.CURL_HTTP_VERSION_2TLS)
        self._shape = (method, body, alone)

    def _open_socket(self, purpose: int, place: tuple[int, int, int, tuple[str, int]]) -> socket.socket | int:
        family, kind, protocol, address = place
        assert self.transfer is not None
        inside = family not in (socket.AF_INET, socket.AF_INET6)
        allowed = self.transfer.trusted or self.transfer.excepted
        self.refused = "no internet address" if inside else refusal(str(address[0]), allowed)
        if self.refused:
            return int(pycurl.SOCKET_BAD)
        return _Lent(family, kind, protocol)

    def deliver(self, transfer: Transfer, clock: Clock, code: int, message: str) -> None:
        """Give the transfer what came, or why nothing did."""
        if code == pycurl.E_OK:
            body = b"".join(self.body)
            self.body.clear()
            transfer.arrive(self.curl.getinfo(pycurl.RESPONSE_CODE), parse_head(self.head), body, clock.now())
        elif self.refused and code == pycurl.E_COULDNT_CONNECT:
            transfer.result = Unreachable(
                f"{transfer.host} leads to {self.refused}. If it is yours, name it in COATCHECK_ALLOW_HOSTS."
            )
        else:
            transfer.result = reason(code, message, transfer.host, transfer.seconds)


class Engine:
    """Used by one thread at a time. All moments are those of `time.monotonic`."""

    def __init__(self, user_agent: str, politeness: Politeness, clock: Clock) -> None:
        self.hosts: set[str] = set()  # those it may have connections to
        self._user_agent, self._politeness, self._clock = user_agent, politeness, clock
        self._idle: list[_Handle] = []
        self._running: dict[pycurl.Curl, _Handle] = {}
        self._waiting: dict[str, deque[Transfer]] = {}  # by host, for their turns
        self._done: deque[Transfer] = deque()
        self._slow_down: set[str] = set()  # hosts that asked for it in this run
        self._retry = NEVER  # when to ask for the turns of those that wait
        self._timer = NEVER  # when libcurl wants to act
        self._selector = selectors.DefaultSelector()
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._on_socket)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._on_timer)

    def run(self, transfers: Sequence[Transfer], seconds: float) -> Iterator[Transfer]:
        """Give each transfer when it has its result; all have it after so many seconds."""
        until = time.monotonic() + seconds
        self._slow_down.clear()
        self.hosts.update(transfer.url.netloc for transfer in transfers)
        for transfer in transfers:
            self._queue(transfer)
        self._start(until)
        try:
            while self._running or self._waiting:
                if time.monotonic() >= until:
                    self._give_up()
                else:
                    self._turn(min(until, self._retry, self._timer))
                    if self._finish() or time.monotonic() >= self._retry:
                        self._start(until)
                while self._done:
                    yield self._done.popleft()
        finally:
            self._give_up()  # whoever borrows this engine next finds nothing under way
            self._done.clear()

    def _queue(self, transfer: Transfer) -> None:
        self._waiting.setdefault(transfer.url.netloc, deque()).append(transfer)

    def _start(self, until: float) -> None:
        """Start whatever has its turn."""
        self._retry = NEVER
        for host, queue in list(self._waiting.items()):
            while queue and (host in self._slow_down or self._has_turn(host)):
                self._launch(host, queue.popleft(), until)
            if not queue:
                del self._waiting[host]

    def _has_turn(self, host: str) -> bool:
        now = time.monotonic()
        turn = self._politeness.begin(host, now)
        if not turn.granted:
            self._retry = min(self._retry, now + (turn.wait or POLL_SECONDS))
        return turn.granted

    def _launch(self, host: str, transfer: Transfer, until: float) -> None:
        if host in self._slow_down:
            self._end(transfer, Blocked(f"{host} asked for fewer requests (429) a moment ago."))
            return
        transfer.begin(self._clock.now())
        handle = self._idle.pop() if self._idle else _Handle(self._user_agent)
        handle.load(transfer, min(transfer.time_left(), until - time.monotonic()))
        self._running[handle.curl] = handle
        self._multi.add_handle(handle.curl)

    def _turn(self, until: float) -> None:
        """Wait until something happens, or until then, and let libcurl act on it."""
        for key, events in self._selector.select(max(0.0, until - time.monotonic())):
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
            handle.deliver(transfer, self._clock, code, message)
            if isinstance(transfer.result, Answer) and transfer.result.status == 429:
                self._slow_down.add(host)
            if transfer.result is None:
                self._queue(transfer)  # it was sent on
            else:
                self._done.append(transfer)
        return bool(done or failed)

    def _release(self, curl: pycurl.Curl) -> tuple[_Handle, Transfer]:
        handle = self._running.pop(curl)
        transfer, handle.transfer = handle.transfer, None
        assert transfer is not None
        self._multi.remove_handle(curl)
        self._politeness.end(transfer.url.netloc, time.monotonic())
        self._idle.append(handle)
        return handle, transfer

    def _give_up(self) -> None:
        for curl in list(self._running):
            _, transfer = self._release(curl)
            self._end(transfer, reason(pycurl.E_OPERATION_TIMEDOUT, "", transfer.host, transfer.seconds))
        for host, queue in self._waiting.items():
            for transfer in queue:
                self._end(transfer, Unreachable(f"There was no time left to ask {host}."))
        self._waiting.clear()

    def _end(self, transfer: Transfer, failure: LookFailed) -> None:
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
        for handle in self._idle:
            handle.curl.close()
        self._multi.close()
        self._selector.close()
