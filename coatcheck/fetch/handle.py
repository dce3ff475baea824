"""libcurl's easy handles: how each request is set up, guarded and bounded, and what becomes of its answer."""

import os
import socket
from collections import deque

import certifi
import pycurl

from coatcheck.errors import Unconnected
from coatcheck.fetch.decoding import MAXIMUM_BODY
from coatcheck.fetch.guard import NEVER, refusal
from coatcheck.fetch.reasons import reason
from coatcheck.fetch.transfer import Transfer, parse_head
from coatcheck.ports import Clock

CONNECT_SECONDS = 5
SLOW = (50, 10)  # bytes a second, and for how many seconds: slower is given up

Shape = tuple[str, bytes | None, bool]

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


class Handle:
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

    def load(self, transfer: Transfer, seconds: float, oldest_connection: int) -> None:
        """Make this handle fetch what the transfer is at now, over a connection of so many seconds' age at the most."""
        self.transfer, self.refused = transfer, None
        self.head.clear()
        self.body.clear()
        curl = self.curl
        curl.setopt(pycurl.URL, transfer.address)
        curl.setopt(pycurl.HTTPHEADER, transfer.header_lines())
        curl.setopt(pycurl.TIMEOUT_MS, max(1, int(seconds * 1000)))
        curl.setopt(pycurl.MAXLIFETIME_CONN, oldest_connection)
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
            advice = "" if self.refused == NEVER else " If it is yours, name it in COATCHECK_ALLOW_HOSTS."
            transfer.result = Unconnected(f"{transfer.host} leads to {self.refused}.{advice}")
        else:
            transfer.result = reason(code, message, transfer.host, transfer.seconds)


class Handles:
    """Those that are free. Any thread may take one, give it to its engine for one transfer, and give it back."""

    def __init__(self, user_agent: str) -> None:
        self._user_agent = user_agent
        self._free: deque[Handle] = deque()

    def take(self) -> Handle:
        try:
            return self._free.pop()
        except IndexError:
            return Handle(self._user_agent)

    def give_back(self, handle: Handle) -> None:
        self._free.append(handle)

    def close(self) -> None:
        while self._free:
            self._free.pop().curl.close()
