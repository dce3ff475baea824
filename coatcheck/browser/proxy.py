"""The only way from the browser to the network: a proxy of our own on loopback that asks the guard before it connects.

Names are resolved here and connected to by the address that was asked about, so that nothing that a page's script does (a
redirect, a WebSocket, a second DNS answer) leads inside. Chromium is told to use nothing else.
"""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Collection
from typing import Any
from urllib.parse import SplitResult

from coatcheck.errors import LookFailed
from coatcheck.fetch.address import parse
from coatcheck.fetch.guard import NEVER, is_allowed_host, refusal

MOST_BYTES = 48 * 1024 * 1024  # of one look, in both directions
MOST_CONNECTIONS = 256  # of one look
LONGEST_HEAD = 65_536  # bytes of a request's head
CONNECT_SECONDS = 10.0
PART = 65_536
HOP = (b"proxy-", b"connection:", b"keep-alive:", b"upgrade:")  # headers that are about one connection, in lower case
CLOSE = (b"Connection: close", b"", b"")

Reader = asyncio.StreamReader
Writer = asyncio.StreamWriter


class Refused(Exception):
    """What the browser asked for is not given; the text says why."""


class Proxy:
    """Serves one look: on a port of its own, until it is closed. The reasons of `fault` are a plain look's, too."""

    def __init__(self, first: SplitResult, allow_private: bool, allow_hosts: Collection[str]) -> None:
        """`first`: the page that is looked at, which alone may be on a private network where the request says so."""
        self._faults: dict[str, str] = {}  # by host and port
        self.spent = ""  # why no more is given, once that is so
        self._first, self._allow_private, self._allow_hosts = _place(first), allow_private, allow_hosts
        self._bytes = self._connections = 0
        self._tasks: set[asyncio.Task[Any]] = set()
        self._server: asyncio.Server | None = None

    async def open(self, address: str = "127.0.0.1") -> str:
        """Begin to listen at this address of the machine; returns what the browser has to be told: http://HOST:PORT."""
        self._server = await asyncio.start_server(self._serve, address, 0, limit=LONGEST_HEAD)
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"http://{host}:{port}"

    async def close(self) -> None:
        """End whatever is under way."""
        if self._server:
            self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: Reader, writer: Writer) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._answer(reader, writer)
        except Refused as refused:
            text = str(refused).encode()
            head = b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: "
            writer.write(head + str(len(text)).encode() + b"\r\n\r\n" + text)
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError, TimeoutError):
            writer.write(b"HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        except (asyncio.CancelledError, LookFailed):
            pass  # the look is over, or this is no address
        finally:
            self._tasks.discard(task)
            with contextlib.suppress(OSError):
                writer.close()

    async def _answer(self, reader: Reader, writer: Writer) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head[:-4].split(b"\r\n")
        method, address, version = first.split(b" ")
        if method == b"CONNECT":
            theirs, away = await self._connect(parse(f"https://{address.decode('ascii')}/"))
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = self._pass(theirs, writer)
        else:
            theirs, away = await self._connect(parse(address.decode("ascii")))
            path = address.split(b"/", 3)[3] if address.count(b"/") >= 3 else b""
            away.write(_head(b"%s /%s %s" % (method, path, version), lines))
            back = self._pass_answer(theirs, writer)
        try:
            with contextlib.suppress(OSError):
                await _both(self._pass(reader, away), back)
        finally:
            away.close()

    async def _connect(self, url: SplitResult) -> tuple[Reader, Writer]:
        """Connect to the first address of this host that may be connected to."""
        host, port = url.hostname or "", url.port or (443 if url.scheme == "https" else 80)
        if why := self.fault(url):
            raise Refused(why)  # a page's script may ask for it over and over
        self._connections += 1
        if self._connections > MOST_CONNECTIONS:
            self.spent = f"The page opens more than {MOST_CONNECTIONS} connections."
        if self.spent:
            raise Refused(self.spent)
        allowed = is_allowed_host(url, self._allow_hosts) or (self._allow_private and _place(url) == self._first)
        fault = f"The name {host} can't be found. Check the address, or the network's DNS."
        for family, place in await _resolved(host, port):
            if inside := refusal(place, allowed):
                advice = "" if inside == NEVER else " If it is yours, name it in COATCHECK_ALLOW_HOSTS."
                fault = f"{host} leads to {inside}.{advice}"
                continue
            fault = f"{host} takes no connection."
            with contextlib.suppress(OSError, TimeoutError):
                async with asyncio.timeout(CONNECT_SECONDS):
                    return await asyncio.open_connection(place, port, family=family, limit=LONGEST_HEAD)
        self._faults[_place(url)] = fault
        raise Refused(fault)

    def fault(self, url: SplitResult) -> str:
        """Return why this address could not or may not be connected to; "" where it was, or nobody asked for it."""
        return self._faults.get(_place(url), "")

    async def _pass_answer(self, reader: Reader, writer: Writer) -> None:
        """Carry one answer back, while what is sent with its question goes there."""
        writer.write(await _answer_head(reader))
        await self._pass(reader, writer)

    async def _pass(self, reader: Reader, writer: Writer) -> None:
        """Carry bytes one way, until they end or the look has had its share."""
        while part := await reader.read(PART):
            self._bytes += len(part)
            if self._bytes > MOST_BYTES:
                self.spent = f"The page loads more than {MOST_BYTES >> 20} MiB."
                raise ConnectionAbortedError
            writer.write(part)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()


async def _resolved(host: str, port: int) -> list[tuple[int, str]]:
    """List the addresses of a host, each with its family; none where it has none."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [(family, str(place[0])) for family, _, _, _, place in found]


async def _both(*ways: Awaitable[None]) -> None:
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()


def _head(first: bytes, lines: list[bytes]) -> bytes:
    """Write the head of a message anew, for a connection that carries this one only: the next request may be for another host."""
    return b"\r\n".join([first, *(line for line in lines if not line.lower().startswith(HOP)), *CLOSE])


async def _answer_head(reader: Reader) -> bytes:
    """Read the head of an answer, past those that only announce it (103 Early Hints)."""
    while True:
        first, *lines = (await reader.readuntil(b"\r\n\r\n"))[:-4].split(b"\r\n")
        if not first.split(b" ")[1].startswith(b"1"):
            return _head(first, lines)


def _place(url: SplitResult) -> str:
    """Name host and port: a tunnel does not tell http (a WebSocket's) from https."""
    return f"{(url.hostname or '').lower()}:{url.port or (443 if url.scheme == 'https' else 80)}"
